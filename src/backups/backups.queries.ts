import type pg from 'pg'
import type { ArchivedPartition, ArchivedTable, TrailCheckpoint } from '#src/backups/archive.ts'

const one = 'name.nspname || $$.$$ || c.relname'

/** The tables of a schema with the columns that hold something, partitions apart; in a fixed order. */
export const listTables = async (
  client: pg.ClientBase,
  schema: 'public' | 'keys',
): Promise<ArchivedTable[]> => {
  const { rows } = await client.query<ArchivedTable>(
    `select ${one} as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_namespace name on name.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where name.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by name.nspname, c.relname order by 1`,
    [schema],
  )
  return rows
}

/** Every partition with its bound. */
export const listPartitions = async (client: pg.ClientBase): Promise<ArchivedPartition[]> => {
  const { rows } = await client.query<ArchivedPartition>(
    `select ${one} as name, parent_name.nspname || '.' || parent.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound
       from pg_class c join pg_namespace name on name.oid = c.relnamespace
       join pg_inherits i on i.inhrelid = c.oid join pg_class parent on parent.oid = i.inhparent
       join pg_namespace parent_name on parent_name.oid = parent.relnamespace
      where c.relispartition and c.relkind = 'r' and parent_name.nspname = 'public' order by 1`,
  )
  return rows
}

/** Names of the executed migrations, in their order. */
export const listMigrations = async (client: pg.ClientBase): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name')
  return rows.map(({ name }) => name)
}

/** The signed end of every organisation's trail. */
export const listTrailHeads = async (client: pg.ClientBase): Promise<TrailCheckpoint[]> => {
  const { rows } = await client.query(
    `select organisation_id as "organisationId", position::int, encode(hash, 'hex') as hash, at, key_id as "keyId",
       encode(signature, 'base64') as signature from audit_heads order by organisation_id`,
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
}

/** The instance that the database is; null where it was restored. */
export const findInstance = async (client: pg.ClientBase): Promise<string | null> => {
  const { rows } = await client.query<{ id: string }>('select id from instance')
  return rows[0]?.id ?? null
}

/** Begins a snapshot that nothing changes; `endSnapshot` ends it. */
export const beginSnapshot = async (client: pg.ClientBase): Promise<void> => {
  await client.query('begin transaction isolation level repeatable read read only')
  // A snapshot is taken by the first statement and not by the beginning.
  await client.query('select 1')
}

/** Ends what `beginSnapshot` began. */
export const endSnapshot = async (client: pg.ClientBase): Promise<void> => {
  await client.query('commit')
}

const quoted = (name: string) =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')

const columnsOf = ({ columns }: ArchivedTable) => columns.map(quoted).join(', ')

/** The statement that sends a table's rows. A partitioned one is read through its parent. */
export const copyOutText = (table: ArchivedTable): string =>
  `copy (select ${columnsOf(table)} from ${quoted(table.name)}) to stdout`

/** The statement that takes them. */
export const copyInText = (table: ArchivedTable): string =>
  `copy ${quoted(table.name)} (${columnsOf(table)}) from stdin`

/** Takes a lock that one process holds at a time and that goes with its connection; false where somebody has it. */
export const tryBackupLock = async (client: pg.ClientBase, key: number): Promise<boolean> => {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1::bigint) as taken',
    [key],
  )
  return rows[0]?.taken ?? false
}

/** Waits for such a lock. */
export const takeBackupLock = async (client: pg.ClientBase, key: number): Promise<void> => {
  await client.query('set lock_timeout = 0')
  await client.query('select pg_advisory_lock($1::bigint)', [key])
  await client.query('reset lock_timeout')
}
