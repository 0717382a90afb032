import fastJsonStringify from 'fast-json-stringify'
import type { FastifySerializerCompiler } from 'fastify'
import { components } from '#src/schema/components.ts'

type Schema = Parameters<typeof fastJsonStringify>[0]
type Serialize = (answer: unknown) => string

const reference = /^([A-Za-z]+)#$/

/** Gathers the components that a schema refers to, and those that they refer to. */
const gather = (schema: unknown, known: ReadonlyMap<string, unknown>, found: Map<string, unknown>): void => {
  if (typeof schema !== 'object' || schema === null) return
  for (const [key, value] of Object.entries(schema)) {
    const name = key === '$ref' ? reference.exec(String(value))?.[1] : undefined
    const target = name === undefined ? undefined : known.get(name)
    if (name === undefined || !target) gather(value, known, found)
    else if (!found.has(name)) {
      found.set(name, target)
      gather(target, known, found)
    }
  }
}

const compile = (schema: unknown): Serialize => {
  const known = new Map(components().map((one) => [String(one.$id), one]))
  const found = new Map<string, unknown>()
  gather(schema, known, found)
  return fastJsonStringify(schema as Schema, {
    schema: Object.fromEntries(found) as Record<string, Schema>,
    // Which of several shapes an answer has is told by its fields, and the formats are ours: it knows none of them.
    ajv: { validateFormats: false },
  })
}

/**
 * Writes answers by their schemas. Each is compiled when it is first needed, beside the components that it names and no
 * others: all of them at once took more than half of the start, and most of its memory.
 */
export const serializerCompiler: FastifySerializerCompiler<unknown> = ({ schema }) => {
  let serialize: Serialize | undefined
  return (answer) => {
    serialize ??= compile(schema)
    return serialize(answer)
  }
}
