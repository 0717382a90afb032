import type { TSchema } from '@sinclair/typebox'
import { exportSchemaPath } from '#src/features/privacy/data-export.schema.ts'
import { components } from '#src/schema/components.ts'

const reference = /^([A-Za-z]+)#$/

const referred = (schema: unknown, found: Set<string>): void => {
  if (typeof schema !== 'object' || schema === null) return
  for (const [name, value] of Object.entries(schema)) {
    const target = name === '$ref' ? reference.exec(String(value))?.[1] : undefined
    if (target === undefined) referred(value, found)
    else if (!found.has(target)) {
      found.add(target)
      referred(byName(target), found)
    }
  }
}

const byName = (name: string): TSchema | undefined => components().find(({ $id }) => $id === name)

const withLocalReferences = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withLocalReferences)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => !(name === '$id' && typeof value === 'string'))
      .map(([name, value]) =>
        name === '$ref'
          ? [name, `#/$defs/${reference.exec(String(value))?.[1]}`]
          : [name, withLocalReferences(value)],
      ),
  )
}

/** The JSON Schema (draft 2020-12) of a person's copy, complete in itself, under the address that copies name. */
export const exportSchema = (publicUrl: string): object => {
  const names = new Set(['DataExport'])
  referred(byName('DataExport'), names)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${publicUrl}${exportSchemaPath}`,
    $ref: '#/$defs/DataExport',
    $defs: Object.fromEntries([...names].map((name) => [name, withLocalReferences(byName(name))])),
  }
}
