import type pg from 'pg'
import type { ArchivedPartition, ArchivedTable } from '#src/backups/archive.ts'

const ours = `n.nspname in ('public', 'keys')`

const quoted = (name: string) =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')

/** Whether the database holds nobody: no table of ours yet, or no account and no patient. */
export const isEmpty = async (client: pg.ClientBase): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.accounts') is not null and to_regclass('public.patients') is not null as there`,
  )
  if (!rows[0]?.there) return true
  const { rows: people } = await client.query<{ none: boolean }>(
    'select not exists (select from accounts) and not exists (select from patients) as none',
  )
  return people[0]?.none ?? false
}

/** A foreign key that is put back once every row is there. */
interface Reference {
  readonly name: string
  readonly table: string
  readonly definition: string
}

/**
 * Takes foreign keys and triggers out of the way, empties every table of ours and takes the instance away: a database
 * without it was restored.
 * @returns what `putBack` puts back
 */
export const clearTables = async (client: pg.ClientBase): Promise<Reference[]> => {
  const { rows: references } = await client.query<Reference>(
    `select quote_ident(f.conname) as name, f.conrelid::regclass::text as "table", pg_get_constraintdef(f.oid) as definition
       from pg_constraint f join pg_namespace n on n.oid = f.connamespace
      where f.contype = 'f' and f.conparentid = 0 and ${ours}`,
  )
  for (const { name, table } of references) await client.query(`alter table ${table} drop constraint ${name}`)
  const { rows: all } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and c.relkind in ('r', 'p') and not c.relispartition and c.relname not like 'kysely\\_migration%'`,
  )
  for (const { name } of all) await client.query(`alter table ${name} disable trigger user`)
  await client.query(`truncate ${all.map(({ name }) => name).join(', ')}`)
  return references
}

/** Puts triggers and foreign keys back; the keys judge every row. */
export const putBack = async (client: pg.ClientBase, references: readonly Reference[]): Promise<void> => {
  const { rows: all } = await client.query<{ name: string }>(
    `select distinct t.tgrelid::regclass::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       join pg_namespace n on n.oid = c.relnamespace where ${ours} and not t.tgisinternal and t.tgenabled = 'D'`,
  )
  for (const { name } of all) await client.query(`alter table ${name} enable trigger user`)
  for (const { name, table, definition } of references)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
}

const demandBound = (bound: string) => {
  if (!/^(DEFAULT|FOR VALUES [^;]*)$/.test(bound)) throw new Error('a partition without a bound')
  return bound
}

/** Makes the partitions that rows will need, and drops those of the day of the migration. */
export const makePartitions = async (
  client: pg.ClientBase,
  partitions: readonly ArchivedPartition[],
): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_inherits i on i.inhrelid = c.oid where c.relispartition and c.relkind = 'r'`,
  )
  for (const { name } of rows) await client.query(`drop table ${name}`)
  for (const { name, parent, bound } of partitions) {
    await client.query(`create table ${quoted(name)} (like ${quoted(parent)} including constraints)`)
    await client.query(`alter table ${quoted(parent)} attach partition ${quoted(name)} ${demandBound(bound)}`)
  }
}

/** Columns that a table has, to say clearly that an archive is of another schema. */
export const hasColumns = async (client: pg.ClientBase, table: ArchivedTable): Promise<boolean> => {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_attribute a
      where a.attrelid = to_regclass($1) and a.attname = any ($2) and a.attnum > 0 and not a.attisdropped`,
    [quoted(table.name), table.columns],
  )
  return rows[0]?.count === table.columns.length
}

/** Takes away keys of organisations that the restored database does not know. */
export const dropForeignKeys = async (client: pg.ClientBase): Promise<void> => {
  for (const table of ['keys.subject_keys', 'keys.signing_keys', 'keys.wrapping_keys'])
    await client.query(
      `delete from ${table} k where not exists (select from organisations o where o.id = k.organisation_id)`,
    )
}
