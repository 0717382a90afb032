import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { column, professional, sealedField } from '#src/privacy/annotations.ts'
import { exportedTables, type RegisteredColumn } from '#src/privacy/register.ts'
import { component } from '#src/schema/components.ts'
import {
  Address,
  closed,
  Email,
  Name,
  Nullable,
  OneOf,
  Phone,
  Timestamp,
  Uuid,
} from '#src/schema/primitives.ts'

const longestText = 10_000
const longestList = 10_000
const longestTable = 1_000_000

const Text = Type.String({ maxLength: longestText })
const Count = Type.Number({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
const Scalar = Type.Union([Text, Count, Type.Boolean(), Type.Null()])
const Scalars = Type.Array(Scalar, { maxItems: longestList })

/** A value whose row schema says no more of it: `own-copy.ts` writes objects with free keys as a list of entries. */
const HeldValue = Type.Union([
  Scalar,
  Scalars,
  Address,
  Type.Array(closed({ name: Type.String({ maxLength: 200 }), value: Type.Union([Scalar, Scalars]) }), {
    maxItems: longestList,
  }),
])

/** Whether a stored value is an object whose keys its schema does not say. */
export const hasFreeKeys = (schema: TSchema): boolean =>
  bounded(schema) === HeldValue || (schema.anyOf as TSchema[] | undefined)?.some(hasFreeKeys) === true

/** The schema of a stored value with the bounds that stored values do not need and bodies do. */
const bounded = (schema: TSchema): TSchema => {
  if (schema.$ref || schema.enum || schema.const !== undefined) return schema
  if (schema.anyOf) return { ...schema, anyOf: (schema.anyOf as TSchema[]).map(bounded) }
  const types: unknown[] = [schema.type].flat()
  if (types.includes('string')) return { maxLength: longestText, ...schema }
  if (types.includes('integer') || types.includes('number'))
    return { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...schema }
  if (types.includes('array'))
    return { maxItems: longestList, ...schema, items: bounded(schema.items as TSchema) }
  if (types.includes('object') && schema.properties && schema.additionalProperties === false)
    return {
      ...schema,
      properties: Object.fromEntries(
        Object.entries(schema.properties as Record<string, TSchema>).map(([name, property]) => [
          name,
          bounded(property),
        ]),
      ),
    }
  return types.includes('boolean') || types.includes('null') ? schema : HeldValue
}

const sealedSchema = (schema: TSchema, fields: readonly string[]) =>
  Nullable(
    closed(
      Object.fromEntries(fields.map((field) => [field, Type.Optional(sealedField(schema, HeldValue))])),
      { description: 'Null where there is nothing, or its key is destroyed.' },
    ),
  )

const columnSchema = ({ schema, privacy }: RegisteredColumn): TSchema =>
  column(privacy.sealed ? sealedSchema(schema, privacy.sealed.fields) : bounded(schema), privacy)

const tableSchema = (columns: readonly RegisteredColumn[]) =>
  Type.Array(
    closed(
      Object.fromEntries(
        columns.map((one) => [one.privacy.exportAs ?? one.name, Type.Optional(columnSchema(one))]),
      ),
    ),
    { maxItems: longestTable },
  )

/** What is held, by the names that the register gives; a name that is missing holds nothing. */
export const HeldData = component(
  'HeldData',
  closed(
    Object.fromEntries(
      exportedTables.map((table) => [table.exportAs, Type.Optional(tableSchema(table.columns))]),
    ),
  ),
)

/** Who answers for data: whom to ask. */
const Controller = {
  organisationId: Nullable(Uuid),
  name: Name(200),
  contact: closed({ email: Nullable(professional(Email)), phone: Nullable(professional(Phone)) }),
}

/** Where the schema of the export is served. */
export const exportSchemaPath = '/v1/privacy/export-schema'

/** Everything that is held about one person, by who answers for it. */
export const DataExport = component(
  'DataExport',
  closed({
    schema: Type.String({ maxLength: 300, description: 'Where the JSON Schema of this document is.' }),
    format: OneOf('praxis-data-export-1'),
    exportedAt: Timestamp,
    parts: Type.Array(closed({ ...Controller, data: HeldData }), {
      maxItems: 1000,
      description:
        'One for each organisation that holds anything; `organisationId` null is the account itself.',
    }),
  }),
)
export type DataExport = Static<typeof DataExport>

/** A person's own copy, and the organisation that is to take contact data from it. */
export const DataImport = closed(
  {
    organisationId: Type.Optional(Uuid),
    export: DataExport,
  },
  {
    examples: [
      {
        export: {
          schema: `https://praxis.example${exportSchemaPath}`,
          format: 'praxis-data-export-1',
          exportedAt: '2027-03-01T08:00:00Z',
          parts: [],
        },
      },
    ],
    description:
      'Of the copy the account takes what its owner could type: name, phone and language; the organisation, where one is named and the person is its patient, phone, address and language.',
  },
)

/** Which fields were taken over, and where to. */
export const DataImported = component(
  'DataImported',
  closed({
    profile: Type.Array(OneOf('firstName', 'lastName', 'phone', 'locale'), { maxItems: 4 }),
    patient: Type.Array(OneOf('phone', 'address', 'locale'), { maxItems: 3 }),
  }),
)
export type DataImported = Static<typeof DataImported>
