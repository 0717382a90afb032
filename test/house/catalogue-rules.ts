import type pg from 'pg'

const named = `case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname`
const ours = `n.nspname in ('public', 'keys')`
const allOurs = `n.nspname in ('public', 'keys', 'jobs')`

const names = async (owner: pg.Client, text: string): Promise<string[]> =>
  (await owner.query<{ name: string }>(text)).rows.map(({ name }) => name)

const tables = (owner: pg.Client, condition: string) =>
  names(
    owner,
    `select ${named} as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and c.relkind in ('r', 'p') and c.relname not like 'kysely\\_migration%' and ${condition} order by 1`,
  )

/** Tables without row security. */
export const unwalledTables = (owner: pg.Client) => tables(owner, 'not c.relrowsecurity')

/** Tables whose owner is held by the policies too. */
export const forcedTables = (owner: pg.Client) => tables(owner, 'c.relforcerowsecurity')

interface Policy {
  table: string
  policy: string
  command: string
  text: string
}

const policies = async (owner: pg.Client): Promise<Policy[]> => {
  const { rows } = await owner.query<Policy>(`
    select ${named} as table, p.polname as policy, p.polcmd as command,
      coalesce(pg_get_expr(p.polqual, c.oid), '') || ' / ' || coalesce(pg_get_expr(p.polwithcheck, c.oid), '') as text
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} order by 1, 2`)
  return rows
}

/** Policies that read a setting in a form that an empty or missing one breaks. */
export const fragilePolicies = async (owner: pg.Client): Promise<string[]> =>
  (await policies(owner))
    .filter(
      ({ text }) =>
        /(?<!nullif\(|coalesce\()current_setting\(/i.test(text) ||
        /current_setting\('[^']*'::text\)/.test(text),
    )
    .map(({ table, policy }) => `${policy} on ${table}`)

/** Policies that hold for every row, with the command that they open: `r` for reading. */
export const openPolicies = async (owner: pg.Client): Promise<string[]> =>
  (await policies(owner))
    .filter(({ text }) => text.split(' / ').includes('true'))
    .map(({ table, command }) => `${table} ${command}`)

const tenant = (relation: string) =>
  `exists (select from pg_attribute o where o.attrelid = ${relation} and o.attname = 'organisation_id' and not o.attisdropped)`
const column = (relation: string, number: string) =>
  `(select a.attname from pg_attribute a where a.attrelid = ${relation} and a.attnum = ${number})`
const references = `pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class r on r.oid = f.confrelid where ${ours} and f.contype = 'f' and ${tenant('f.conrelid')}`

/** Primary keys, unique indexes and exclusions of tenant tables that reach beyond an organisation. */
export const globalUniques = (owner: pg.Client) =>
  names(
    owner,
    `select k.relname as name from pg_index i join pg_class k on k.oid = i.indexrelid join pg_class c on c.oid = i.indrelid
      join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and ${tenant('c.oid')} and (i.indisunique or i.indisexclusion)
        and ${column('c.oid', 'i.indkey[0]')} is distinct from 'organisation_id' order by 1`,
  )

/** References between tenant tables that do not carry the organisation. */
export const leadlessReferences = (owner: pg.Client) =>
  names(
    owner,
    `select f.conname as name from ${references} and ${tenant('f.confrelid')}
      and not (${column('f.conrelid', 'f.conkey[1]')} = 'organisation_id' and ${column('f.confrelid', 'f.confkey[1]')} = 'organisation_id')
      order by 1`,
  )

/** The tables without an organisation that tenant tables refer to. */
export const referredGlobals = (owner: pg.Client) =>
  names(
    owner,
    `select distinct r.relname as name from ${references} and not ${tenant('f.confrelid')} order by 1`,
  )

/** A function that is neither PostgreSQL's nor an extension's. */
export interface OwnFunction {
  signature: string
  settings: string[] | null
  definer: boolean
  leakproof: boolean
  /** PUBLIC may run it. */
  everybody: boolean
}

/** All functions of ours, the queue's included. */
export const ownFunctions = async (owner: pg.Client): Promise<OwnFunction[]> => {
  const { rows } = await owner.query<OwnFunction>(`
    select p.proname || '(' || oidvectortypes(p.proargtypes) || ') -> ' || pg_get_function_result(p.oid) as signature,
      p.proconfig as settings, p.prosecdef as definer, p.proleakproof as leakproof,
      has_function_privilege('public', p.oid, 'execute') as everybody
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${allOurs} and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by 1`)
  return rows
}

/** Views, materialised views and foreign tables, and partitions that can be read beside their parent. */
export const waysAround = (owner: pg.Client, login: string) =>
  names(
    owner,
    `select ${named} as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and (c.relkind in ('v', 'm', 'f') or c.relispartition and has_table_privilege('${login}', c.oid, 'select'))`,
  )

/** What everybody may do with our schemas, tables and database. */
export const rightsOfPublic = (owner: pg.Client) =>
  names(
    owner,
    `select c.relname || ' ' || x.privilege_type as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join lateral aclexplode(c.relacl) x where ${allOurs} and x.grantee = 0
    union all select n.nspname || ' ' || x.privilege_type from pg_namespace n cross join lateral aclexplode(n.nspacl) x
      where ${allOurs} and x.grantee = 0
    union all select 'database ' || x.privilege_type from pg_database d cross join lateral aclexplode(d.datacl) x
      where d.datname = current_database() and x.grantee = 0 order by 1`,
  )

/** What a login may do with tables beyond their rows, and what it may pass on. */
export const rightsBeyondRows = (owner: pg.Client, login: string) =>
  names(
    owner,
    `select c.relname || ' ' || x.privilege_type as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join lateral aclexplode(c.relacl) x
      where ${allOurs} and x.grantee = '${login}'::regrole and c.relkind in ('r', 'p')
        and (x.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or x.is_grantable) order by 1`,
  )
