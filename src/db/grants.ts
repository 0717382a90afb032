import pg from 'pg'
import { ConfigError } from '#src/config.ts'

type Queryable = Pick<pg.ClientBase, 'query'>

/** Tables of which the application may not change or remove what it wrote. */
const appendOnly = [
  'audit_events',
  'audit_event_patients',
  'audit_batches',
  'audit_seals',
  'audit_checkpoints',
  'settings_versions',
  'policy_versions',
  'consent_texts',
  'agreement_versions',
]

/** Rows that only a door makes. */
const madeByDoors = ['organisations', 'audit_event_patients', 'audit_batches']

const largeObjects = `
  select string_agg(p.oid::regprocedure::text, ', ') as functions from pg_proc p
   where p.pronamespace = 'pg_catalog'::regnamespace and (p.proname like 'lo\\_%' or p.proname in ('loread', 'lowrite'))
     and pg_has_role(current_user, p.proowner, 'member')`

/**
 * Takes large objects, which no policy reaches, from everybody in the database of the connection (`SECURITY.md` S32).
 * Only a superuser may; for any other login it does nothing.
 */
export const revokeLargeObjects = async (client: Queryable): Promise<void> => {
  const { rows } = await client.query(largeObjects)
  if (rows[0].functions !== null)
    await client.query(`revoke execute on function ${rows[0].functions} from public`)
}

/**
 * Gives the application login what it needs and nothing else: rows through the policies, the entrances and the
 * doors. It may be run again at any time; each start of a migration does.
 */
export const grantApplication = async (owner: Queryable, login: string): Promise<void> => {
  const name = pg.escapeIdentifier(login)
  const { rows } = await owner.query('select current_database() as name')
  const database = pg.escapeIdentifier(rows[0].name)
  await owner.query(`
    begin;
    revoke all on database ${database} from public;
    grant connect on database ${database} to ${name};
    revoke all on schema public, keys from public;
    grant usage on schema public, keys to ${name};
    revoke all on all tables in schema public, keys from public, ${name};
    grant select, insert, update, delete on all tables in schema public, keys to ${name};
    revoke all on kysely_migration, kysely_migration_lock from ${name};
    revoke update, delete on ${appendOnly.join(', ')} from ${name};
    revoke insert, delete on ${madeByDoors.join(', ')} from ${name};
    revoke all on all functions in schema public from public;
    grant execute on all functions in schema public to ${name};
    commit`)
  await revokeLargeObjects(owner)
}

/** What the login of statistics reads. */
const statisticsTables = ['monthly_statistics', 'anonymous_statistics', 'closed_periods']

/**
 * Gives the login of statistics the right to read them, inside the organisation that it enters, and takes everything else
 * from it. It may be run again at any time.
 */
export const grantStatistics = async (owner: Queryable, login: string): Promise<void> => {
  const name = pg.escapeIdentifier(login)
  const { rows } = await owner.query('select current_database() as name')
  await owner.query(`
    begin;
    grant connect on database ${pg.escapeIdentifier(rows[0].name)} to ${name};
    revoke all on schema public, keys from ${name};
    revoke all on all tables in schema public, keys from ${name};
    revoke all on all functions in schema public from ${name};
    grant usage on schema public to ${name};
    grant select on ${statisticsTables.join(', ')} to ${name};
    grant execute on function enter_statistics(uuid) to ${name};
    commit`)
}

// A login that creates roles can make itself a member of the owner (up to PostgreSQL 15), one that replicates reads
// every page, and the owner of a schema or function replaces what is in it.
const wrongLogin = `
  select r.rolname as login, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolreplication,
    exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'keys') and c.relkind in ('r', 'p') and pg_has_role(r.oid, c.relowner, 'member'))
      or exists (select from pg_namespace n where n.nspname in ('public', 'keys') and pg_has_role(r.oid, n.nspowner, 'member'))
      or exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'keys') and p.prosecdef and pg_has_role(r.oid, p.proowner, 'member')) as owns,
    exists (select from pg_roles s where s.rolname in ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
      and pg_has_role(r.oid, s.oid, 'member')) as reaches_files,
    coalesce((select string_agg(c.relname, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
      where n.nspname in ('public', 'keys') and c.relkind in ('r', 'p') and not c.relrowsecurity), '') as unwalled
  from pg_roles r where r.rolname = current_user`

const faultOf = (login: Record<string, unknown>): string | undefined => {
  if (login.rolsuper) return 'is superuser'
  if (login.rolbypassrls) return 'bypasses row security'
  if (login.owns) return 'owns tables, schemas or doors'
  if (login.rolcreaterole) return 'may create roles'
  if (login.rolreplication) return 'may replicate'
  return login.reaches_files ? "reaches the server's files" : undefined
}

/** Minor versions before these let statistics leak past row security (CVE-2025-8713). */
const oldest: Record<number, number> = { 15: 14, 16: 10, 17: 6 }

/**
 * Refuses to work as a login that the wall does not hold: one that owns tables, schemas or doors, is a member of
 * their owner or could become one, is superuser or bypasses policies; or on a server that is too old (`SECURITY.md` S26).
 * @throws ConfigError with one clear line
 */
export const refuseWrongLogin = async (client: Queryable): Promise<void> => {
  const { rows } = await client.query(wrongLogin)
  const { login, unwalled } = rows[0]
  const fault = faultOf(rows[0])
  if (fault) throw new ConfigError(`DATABASE_URL: login ${login} ${fault}; use one that the policies hold`)
  if (unwalled) throw new ConfigError(`DATABASE_URL: tables without row security: ${unwalled}`)
  const version = Number((await client.query('show server_version_num')).rows[0].server_version_num)
  const major = Math.trunc(version / 10_000)
  if (major < 15 || version % 10_000 < (oldest[major] ?? 0))
    throw new ConfigError(
      `DATABASE_URL: PostgreSQL ${major}.${version % 10_000} is too old; 15.14, 16.10, 17.6 or newer is needed`,
    )
}
