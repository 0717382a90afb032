import { createHash, randomBytes } from 'node:crypto'
import type { TSchema } from '@sinclair/typebox'
import pg from 'pg'
import { v7 as newId } from 'uuid'
import { tables } from '#src/schema/tables.ts'
import { type DatabaseColumn, type RowSchemas, readColumns } from '#test/house/register-rules.ts'

type Row = Record<string, unknown>

/** One organisation with a row in every table, and the one person whose rows they are. */
export interface FilledOrganisation {
  organisationId: string
  accountId: string
  sessionId: string
  /** The row of each table as it went in; bytes as `\x` and hex digits. */
  rows: Map<string, Row>
}

interface ForeignKey {
  table: string
  columns: string[]
  referenced: string
  referencedColumns: string[]
}

/** What the fill needs to know of the database. */
export interface Shape {
  columns: DatabaseColumn[]
  primaryKeys: Map<string, string[]>
  foreignKeys: ForeignKey[]
}

const named = (
  relation: string,
) => `(select case n.nspname when 'public' then '' else n.nspname || '.' end || r.relname
  from pg_class r join pg_namespace n on n.oid = r.relnamespace where r.oid = ${relation})`
const columnNames = (relation: string, numbers: string) =>
  `(select array_agg(a.attname::text order by k.n) from unnest(${numbers}) with ordinality k (number, n)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.number)`

/** Reads columns and keys of all our tables. */
export const readShape = async (owner: pg.Client): Promise<Shape> => {
  const { rows } = await owner.query(`
    select c.contype as kind, ${named('c.conrelid')} as table, ${columnNames('c.conrelid', 'c.conkey')} as columns,
      ${named('c.confrelid')} as referenced, ${columnNames('c.confrelid', 'c.confkey')} as "referencedColumns"
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where n.nspname in ('public', 'keys') and c.contype in ('p', 'f')`)
  return {
    columns: await readColumns(owner),
    primaryKeys: new Map(
      rows.filter(({ kind }) => kind === 'p').map(({ table, columns }) => [table, columns]),
    ),
    foreignKeys: rows.filter(({ kind }) => kind === 'f'),
  }
}

/** Tables in an order in which each comes after those that it refers to. */
export const inOrder = ({ columns, foreignKeys }: Shape): string[] => {
  const waiting = new Set(columns.map(({ table }) => table))
  const ordered: string[] = []
  while (waiting.size > 0) {
    const next = [...waiting].filter((table) =>
      foreignKeys.every(
        (key) => key.table !== table || key.referenced === table || !waiting.has(key.referenced),
      ),
    )
    if (next.length === 0) throw new Error(`tables refer to each other: ${[...waiting].join(', ')}`)
    for (const table of next) waiting.delete(table)
    ordered.push(...next)
  }
  return ordered
}

/** The instants of made rows, by minute. */
export const at = (minute: number) => new Date(Date.UTC(2027, 2, 1, 9, minute)).toISOString()

// What a check constraint demands beyond the row schema.
const demanded: Record<string, Row> = {
  organisations: { kind: 'clinic' },
  agreement_signatures: { own_reference: null },
  time_off: { local_from: '2027-03-01T09:00', local_until: '2027-03-01T10:00' },
  extra_hours: { local_from: '2027-03-01T09:00', local_until: '2027-03-01T10:00' },
  guardians: { state: 'active' },
  break_glass: { expires_at: at(30), approved_at: at(0) },
  second_factors: { expires_at: null },
  appointments: {
    starts_at: at(5),
    ends_at: at(35),
    busy_from: at(0),
    busy_until: at(40),
    status: 'booked',
    expires_at: null,
  },
  imports: { finished_at: null },
  usage_events: { status: 200 },
  held_usage_events: { status: 200 },
  disclosures: { shown_to_patient: true },
  organisation_purges: { state: 'running', finished_at: null },
  data_requests: { state: 'received', closed_at: null, blockers: [] },
}

const firstOf = (schema: TSchema | undefined): unknown =>
  (schema?.enum as unknown[] | undefined)?.find((value) => value !== null)

const values: Record<string, (schema: TSchema | undefined) => unknown> = {
  uuid: () => newId(),
  text: (schema) => firstOf(schema) ?? `text-${randomBytes(4).toString('hex')}`,
  timestamptz: () => at(0),
  timestamp: () => '2027-03-01T09:00',
  date: () => '2027-03-01',
  bool: () => false,
  int2: () => 1,
  int4: () => 1,
  int8: () => 1,
  bytea: () => `\\x${randomBytes(16).toString('hex')}`,
  jsonb: () => ({}),
  _text: (schema) => [firstOf(schema?.items) ?? 'text'],
  _uuid: () => [newId()],
}

const schemaOf = (table: string, column: string): TSchema | undefined => {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
  return (tables as RowSchemas)[camel(table)]?.properties[camel(column)]
}

/** What a column of a new row holds, by what the organisation has. */
export const columnValue = (
  shape: Shape,
  filled: FilledOrganisation,
  { table, column, type }: DatabaseColumn,
) => {
  const given = demanded[table]?.[column]
  if (given !== undefined) return given
  if (column === 'organisation_id' || (table === 'organisations' && column === 'id'))
    return filled.organisationId
  if (column === 'account_id' || (table === 'accounts' && column === 'id')) return filled.accountId
  if (table === 'sessions' && column === 'id') return filled.sessionId
  for (const key of shape.foreignKeys.filter((one) => one.table === table)) {
    const position = key.columns.indexOf(column)
    if (position >= 0 && key.referenced === table) return null
    if (position >= 0) return filled.rows.get(key.referenced)?.[key.referencedColumns[position] ?? '']
  }
  const make = values[type]
  if (!make) throw new Error(`${table}.${column}: say in test/house/filled-database.ts what a ${type} may be`)
  return make(schemaOf(table, column))
}

/** Inserts a row as it is. */
export const insertText = (table: string) =>
  `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`

/** Puts a row into every table that there is, as the owner, through SQL. */
export const fillOrganisation = async (owner: pg.Client, shape: Shape): Promise<FilledOrganisation> => {
  const filled: FilledOrganisation = {
    organisationId: newId(),
    accountId: newId(),
    sessionId: newId(),
    rows: new Map(),
  }
  await owner.query('select make_log_partitions($1)', [at(0)])
  for (const table of inOrder(shape)) {
    const columns = shape.columns.filter((column) => column.table === table)
    const row = Object.fromEntries(
      columns.map((column) => [column.column, columnValue(shape, filled, column)]),
    )
    await owner.query(insertText(table), [JSON.stringify(row)])
    filled.rows.set(table, row)
  }
  // Sessions are live and their accounts active, so that nothing but the wall refuses them.
  await owner.query('update sessions set revoked_at = null, expires_at = $2 where id = $1', [
    filled.sessionId,
    '2099-01-01T00:00:00Z',
  ])
  await owner.query('update accounts set platform_admin = false where id = $1', [filled.accountId])
  return filled
}

/** The condition that finds a row by its primary key. */
export const whereRow = ({ primaryKeys }: Shape, filled: FilledOrganisation, table: string): string => {
  const row = filled.rows.get(table) ?? {}
  const columns = primaryKeys.get(table) ?? []
  return columns.map((column) => `${column} = ${pg.escapeLiteral(String(row[column]))}`).join(' and ')
}

/** A digest of everything in every table. */
export const digestOf = async (owner: pg.Client, shape: Shape): Promise<Record<string, string>> => {
  const digests: Record<string, string> = {}
  for (const table of inOrder(shape)) {
    const { rows } = await owner.query(`select t::text as row from ${table} t order by 1`)
    digests[table] = createHash('sha256').update(JSON.stringify(rows)).digest('hex')
  }
  return digests
}
