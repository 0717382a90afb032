import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'
import type { TracePatterns } from '#src/privacy/erasure/traces.ts'

/** A table as it lies in the database; a partition under the name of the table that it is part of. */
export interface ScannedTable {
  readonly id: number
  /** `schema.table`. */
  readonly name: string
  readonly pages: number
}

/** How a column is looked through. */
export type ColumnScan = 'text' | 'kept' | 'bytea' | 'uuid' | 'uuids'

/** Every table of every schema, those of the queue and the partitions of logs among them. */
export const listScannedTables = async (tx: ScopedTx): Promise<ScannedTable[]> => {
  const { rows } = await sql<ScannedTable>`select id::bigint, name, pages from scanned_tables()`.execute(tx)
  return rows
}

/** The columns of a table that can hold a text or an id. */
export const listTextColumns = async (
  tx: ScopedTx,
  table: number,
): Promise<{ name: string; kind: Exclude<ColumnScan, 'kept'> }[]> => {
  const { rows } = await sql<{ name: string; kind: Exclude<ColumnScan, 'kept'> }>`
    select a.attname as name, case t.typname when 'bytea' then 'bytea' when 'uuid' then 'uuid' when '_uuid' then 'uuids' else 'text' end as kind
      from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = ${table}::bigint::oid and a.attnum > 0 and not a.attisdropped
       and (t.typname in ('bytea', 'uuid', '_uuid', 'json', 'jsonb', '_json', '_jsonb', 'tsvector')
         or t.typcategory = 'S' or (t.typcategory = 'A' and t.typname in ('_text', '_varchar', '_bpchar', '_name')))
     order by a.attnum`.execute(tx)
  return rows
}

/** Looks through a stretch of pages; what is read stays in the database. */
export const scanPages = async (
  tx: ScopedTx,
  table: number,
  columns: readonly { name: string; kind: ColumnScan }[],
  pages: { from: number; until: number },
  { filter, all, withoutIds, hex, ids }: TracePatterns,
): Promise<{ bytes: number; found: string[] }> => {
  const { rows } = await sql<{ bytes: number; found: string[] }>`
    select bytes, found from scan_pages(${table}::bigint::oid, ${columns.map(({ name }) => name)}::text[],
      ${columns.map(({ kind }) => kind)}::text[], ${pages.from}::bigint, ${pages.until}::bigint,
      ${filter}, ${all}, ${withoutIds}, ${hex}, ${[...ids]}::uuid[])`.execute(tx)
  return rows[0] ?? { bytes: 0, found: [] }
}
