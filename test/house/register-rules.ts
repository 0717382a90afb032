import type { TObject, TSchema } from '@sinclair/typebox'
import type pg from 'pg'
import { snakeCase } from '#src/db/snake-case.ts'
import { privacyOf } from '#src/privacy/annotations.ts'

/** A column as `information_schema` tells of it. */
export interface DatabaseColumn {
  /** `accounts`, or with its schema outside of public: `keys.subject_keys`. */
  table: string
  column: string
  /** `udt_name`: `uuid`, `_text`, `timestamptz` … */
  type: string
  nullable: boolean
}

/** Row schemas by table, as `src/schema/tables.ts` lists them. */
export type RowSchemas = Record<string, TObject>

const camelCase = (name: string) =>
  name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())

/** Reads every column of our schemas, without the books that the migrations keep. */
export const readColumns = async (owner: pg.Client): Promise<DatabaseColumn[]> => {
  const { rows } = await owner.query<DatabaseColumn>(`
    select case c.table_schema when 'public' then '' else c.table_schema || '.' end || c.table_name as table,
      c.column_name as column, c.udt_name as type, c.is_nullable = 'YES' as nullable
    from information_schema.columns c
    where c.table_schema in ('public', 'keys') and c.table_name not like 'kysely\\_migration%'
    order by 1, c.ordinal_position`)
  return rows
}

/** Schemas that are neither PostgreSQL's nor declared. */
export const undeclaredSchemas = async (owner: pg.Client, declared: readonly string[]): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select nspname as name from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' and nspname <> all($1) order by 1`,
    [declared],
  )
  return rows.map(
    ({ name }) =>
      `schema ${name} is declared nowhere: give its tables row schemas in src/schema/tables.ts and read it in test/house/register-rules.ts`,
  )
}

const typesOf = (schema: TSchema): string[] => {
  if (schema.anyOf) return (schema.anyOf as TSchema[]).flatMap(typesOf)
  const types = [schema.type].flat().filter((type) => typeof type === 'string')
  return types.length > 0 ? types : ['object']
}

const isNullable = (schema: TSchema) => typesOf(schema).includes('null')

const ofFormat: Record<string, string[]> = {
  uuid: ['uuid'],
  'date-time': ['timestamptz'],
  'local-date-time': ['timestamp'],
  date: ['date'],
}

const stringTypes = (schema: TSchema): string[] =>
  schema.contentEncoding === 'base64' ? ['bytea'] : (ofFormat[schema.format ?? ''] ?? ['text'])

/** PostgreSQL's types that hold what the schema describes. */
const databaseTypes = (schema: TSchema): string[] => {
  switch (typesOf(schema).find((type) => type !== 'null')) {
    case 'string':
      return stringTypes(schema)
    case 'integer':
      return ['int2', 'int4', 'int8']
    case 'number':
      return ['float8', 'numeric']
    case 'boolean':
      return ['bool']
    case 'array':
      return typesOf(schema.items)[0] === 'string'
        ? stringTypes(schema.items).map((type) => `_${type}`)
        : ['jsonb']
    default:
      return ['jsonb']
  }
}

const tableName = (key: string) => key.split('.').map(snakeCase).join('.')

const missingInRegister = (schemas: RowSchemas, columns: readonly DatabaseColumn[]): string[] => {
  const known = new Map(Object.entries(schemas).map(([key, schema]) => [tableName(key), schema]))
  const strangers = new Set(columns.map(({ table }) => table).filter((table) => !known.has(table)))
  return [
    ...[...strangers].map(
      (table) =>
        `table ${table} has no row schema: write one, each column annotated, in its feature's *.schema.ts and add it to src/schema/tables.ts as ${camelCase(table)}`,
    ),
    ...columns
      .filter(
        ({ table, column }) =>
          known.has(table) && known.get(table)?.properties[camelCase(column)] === undefined,
      )
      .map(
        ({ table, column }) =>
          `column ${table}.${column} has no declaration: add ${camelCase(column)} to the row schema of ${table}, annotated by a function of src/privacy/annotations.ts`,
      ),
  ]
}

const missingInDatabase = (schemas: RowSchemas, columns: readonly DatabaseColumn[]): string[] => {
  const there = new Set(columns.map(({ table, column }) => `${table}.${column}`))
  return Object.entries(schemas).flatMap(([key, schema]) =>
    Object.keys(schema.properties)
      .map((name) => `${tableName(key)}.${snakeCase(name)}`)
      .filter((name) => !there.has(name))
      .map(
        (name) =>
          `${name} is declared but the database has no such column: add it in a migration, or take it out of its row schema`,
      ),
  )
}

const disagreements = (schemas: RowSchemas, columns: readonly DatabaseColumn[]): string[] =>
  Object.entries(schemas).flatMap(([key, schema]) =>
    Object.entries(schema.properties).flatMap(([name, property]) => {
      const column = columns.find((one) => one.table === tableName(key) && one.column === snakeCase(name))
      if (!column) return []
      const place = `${column.table}.${column.column}`
      const types = databaseTypes(property)
      return [
        ...(types.includes(column.type)
          ? []
          : [
              `${place} is ${column.type} in the database, but its row schema describes ${types.join(' or ')}`,
            ]),
        ...(isNullable(property) === column.nullable
          ? []
          : [
              column.nullable
                ? `${place} may be null: wrap it in Nullable(...) in its row schema, or make it not null in a migration`
                : `${place} is not null in the database: take Nullable off it in its row schema`,
            ]),
      ]
    }),
  )

const everyColumn = (schemas: RowSchemas) =>
  Object.entries(schemas).flatMap(([key, schema]) =>
    Object.entries(schema.properties).map(([name, property]) => ({
      place: `${tableName(key)}.${snakeCase(name)}`,
      property,
      declaration: privacyOf(property),
    })),
  )

const unannotated = (schemas: RowSchemas): string[] =>
  everyColumn(schemas)
    .filter(({ declaration }) => declaration === undefined)
    .map(
      ({ place }) =>
        `${place} is not annotated: say what it tells of a person by a function of src/privacy/annotations.ts; plain(...) where it tells nothing`,
    )

/** What names a person, tells how to reach them, or of their health, is stored sealed (DESIGN §6). */
const toBeSealed = new Set(['identity', 'contact', 'health'])

const wronglySealed = (schemas: RowSchemas): string[] =>
  everyColumn(schemas).flatMap(({ place, property, declaration }) => {
    if (!declaration) return []
    const bytes = databaseTypes(property).includes('bytea')
    if (declaration.sealed && !bytes)
      return [`${place} is declared sealed but is no bytea: store the sealed JSON value in a column of Bytes`]
    if (declaration.sealed?.fields.length === 0)
      return [`${place} is sealed but names no field: list in its annotation what the sealed value holds`]
    if (!declaration.sealed && toBeSealed.has(declaration.category))
      return [
        `${place} tells of a person's ${declaration.category} in clear: seal it (src/crypto/keyring.ts) and annotate it with sealed(...)`,
      ]
    return []
  })

/**
 * Every way in which the register and the database disagree, each as a sentence that says what to write where.
 */
export const registerFaults = (schemas: RowSchemas, columns: readonly DatabaseColumn[]): string[] => [
  ...missingInRegister(schemas, columns),
  ...missingInDatabase(schemas, columns),
  ...disagreements(schemas, columns),
  ...unannotated(schemas),
  ...wronglySealed(schemas),
]

/** Tables that hold anything of a person, by the register. */
export const personalTables = (schemas: RowSchemas): string[] =>
  Object.entries(schemas)
    .filter(([, schema]) =>
      Object.values(schema.properties).some(
        (property) => (privacyOf(property)?.category ?? 'none') !== 'none',
      ),
    )
    .map(([key]) => tableName(key))

/** Tables with personal data that no policy guards. */
export const unguardedTables = async (owner: pg.Client, schemas: RowSchemas): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'keys') and c.relrowsecurity
      and exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive)`)
  const guarded = new Set(rows.map(({ name }) => name))
  return personalTables(schemas)
    .filter((table) => !guarded.has(table))
    .map(
      (table) =>
        `table ${table} holds personal data without row security: enable it and write its policies in migrations/0006_doors.ts`,
    )
}
