import { type Kysely, sql } from 'kysely'
import type { ScopedTx, Tx } from '#src/db/database.ts'
import { snakeCase } from '#src/db/snake-case.ts'
import type { ErasureAction } from '#src/privacy/annotations.ts'
import type { SubjectPath } from '#src/privacy/declarations.ts'
import { conditions, conditionsApart, type Subject } from '#src/privacy/held.queries.ts'
import { loosely } from '#src/privacy/loosely.ts'
import { isTenant, type RegisteredTable, register } from '#src/privacy/register.ts'

/** Tables that refer to others by foreign keys, both as the database calls them. */
const readReferences = async (tx: Tx): Promise<{ table: string; referenced: string }[]> => {
  const { rows } = await sql<{ table: string; referenced: string }>`
    select distinct case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as "table",
        case m.nspname when 'public' then '' else m.nspname || '.' end || d.relname as referenced
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_class d on d.oid = f.confrelid join pg_namespace m on m.oid = d.relnamespace
     where f.contype = 'f' and n.nspname in ('public', 'keys')`.execute(tx)
  return rows
}

/**
 * The register's tables in an order in which each comes before those that its rows refer to, and before those through
 * which the register finds its rows.
 * @throws Error where tables refer to each other in a circle
 */
export const inErasureOrder = async (tx: Tx): Promise<RegisteredTable[]> => {
  const references = await readReferences(tx)
  const before = new Map(
    register.map((table) => {
      const physical = snakeCase(table.name)
      const referring = references
        .filter(({ table: from, referenced }) => referenced === physical && from !== physical)
        .map(({ table: from }) => from)
      const through = register
        .filter(({ subjects }) => subjects.some((path) => 'through' in path && path.through === table.name))
        .map(({ name }) => snakeCase(name))
      // Whether visits leave a number depends on what was objected to.
      const earlier = physical === 'objections' ? ['appointments'] : []
      return [physical, new Set([...referring, ...through, ...earlier])]
    }),
  )
  const ordered: RegisteredTable[] = []
  let waiting = [...register]
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => snakeCase(name)))
    const free = waiting.filter(({ name }) =>
      [...(before.get(snakeCase(name)) ?? [])].every((earlier) => !names.has(earlier)),
    )
    if (free.length === 0) throw new Error(`tables refer to each other: ${[...names].join(', ')}`)
    ordered.push(...free)
    waiting = waiting.filter((table) => !free.includes(table))
  }
  return ordered
}

const isDeleting = (path: SubjectPath) => path.erased === undefined

/** Whether rows of a table go with a person. */
export const losesRows = ({ subjects }: RegisteredTable): boolean => subjects.some(isDeleting)

const hisOwn = (
  tx: Tx,
  table: RegisteredTable,
  subject: Subject,
  organisationId: string,
  chosen: (path: SubjectPath) => boolean,
) => {
  const [first, ...others] = conditionsApart(table.name, subject, organisationId, chosen).map((leads) =>
    loosely(tx)
      .selectFrom(`${table.name} as held`)
      .select(sql<string>`held.ctid`.as('place'))
      .where((eb) => leads(eb, 'held'))
      .$if(isTenant(table), (query) => query.where('held.organisationId', '=', organisationId)),
  )
  return first ? others.reduce((all, one) => all.union(one), first) : null
}

/** Ids of the rows of one table that lead to the person. */
export const listIds = async (
  tx: Tx,
  table: string,
  subject: Subject,
  organisationId: string,
): Promise<string[]> => {
  const ids = new Set<string>()
  for (const leads of conditionsApart(table, subject, organisationId, isDeleting)) {
    const rows = await loosely(tx)
      .selectFrom(`${table} as held`)
      .select('held.id')
      .where('held.organisationId', '=', organisationId)
      .where((eb) => leads(eb, 'held'))
      .execute()
    for (const { id } of rows) ids.add(id as string)
  }
  return [...ids]
}

/**
 * Deletes the rows of one table that go with the person, in a scope that reaches them.
 * @returns how many
 */
export const deleteRows = async (
  tx: Tx,
  table: RegisteredTable,
  subject: Subject,
  organisationId: string,
): Promise<number> => {
  let count = 0
  for (const leads of conditionsApart(table.name, subject, organisationId, isDeleting)) {
    const { numDeletedRows } = await loosely(tx)
      .deleteFrom(`${table.name} as held`)
      .where((eb) => leads(eb, 'held'))
      .$if(isTenant(table), (rows) => rows.where('held.organisationId', '=', organisationId))
      .executeTakeFirst()
    count += Number(numDeletedRows)
  }
  return count
}

/** How many rows of one table still lead to the person; columns that are to be anonymised or kept do not count. */
export const countRows = async (
  tx: Tx,
  table: RegisteredTable,
  subject: Subject,
  organisationId: string,
  chosen: (path: SubjectPath) => boolean = isDeleting,
): Promise<number> => {
  const found = hisOwn(tx, table, subject, organisationId, chosen)
  if (!found) return 0
  const { count } = await (loosely(tx) as Kysely<Record<string, Record<string, unknown>>>)
    .selectFrom(found.as('found'))
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const anonymised = ({ columns }: RegisteredTable) =>
  columns.flatMap(({ name, privacy }) =>
    privacy.erasure.action === 'anonymise' ? [{ name, privacy, to: privacy.erasure.to }] : [],
  )

const asValue = (to: Extract<ErasureAction, { action: 'anonymise' }>['to']) =>
  Array.isArray(to) ? sql`${[...to]}` : to

/**
 * Makes of a practitioner's own row, which others' rows refer to, what its annotations say.
 * @returns how many
 */
export const anonymiseOwnRows = async (
  tx: Tx,
  table: RegisteredTable,
  subject: Subject,
  organisationId: string,
): Promise<number> => {
  const values = Object.fromEntries(anonymised(table).map(({ name, to }) => [name, asValue(to)]))
  let leading = 0
  const query = loosely(tx)
    .updateTable(`${table.name} as held`)
    .set(values)
    .where((eb) => {
      const found = conditions(
        eb,
        'held',
        table.name,
        subject,
        organisationId,
        (path) => path.erased === 'anonymise' && 'of' in path && path.of === 'practitioner',
      )
      leading = found.length
      return eb.or(found)
    })
    .where('held.organisationId', '=', organisationId)
  if (leading === 0 || Object.keys(values).length === 0) return 0
  const { numUpdatedRows } = await query.executeTakeFirst()
  return Number(numUpdatedRows)
}

/** The columns of a table in which an account stands as whoever did something to a row about somebody else. */
export const actorColumns = (table: RegisteredTable) =>
  anonymised(table).filter(({ privacy }) => privacy.category === 'identifier')

/**
 * Takes an account out of one column of others' rows.
 * @returns how many
 */
export const forgetActor = async (
  tx: Tx,
  table: RegisteredTable,
  column: ReturnType<typeof actorColumns>[number],
  accountId: string,
  organisationId: string,
): Promise<number> => {
  const { numUpdatedRows } = await loosely(tx)
    .updateTable(`${table.name} as held`)
    .set({ [column.name]: column.to })
    .where(`held.${column.name}`, '=', accountId)
    .$if(isTenant(table), (rows) => rows.where('held.organisationId', '=', organisationId))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** How many rows name an account as whoever did something. */
export const countActor = async (
  tx: Tx,
  table: RegisteredTable,
  column: string,
  accountId: string,
  organisationId: string,
): Promise<number> => {
  const { count } = await loosely(tx)
    .selectFrom(`${table.name} as held`)
    .select(sql<number>`count(*)`.as('count'))
    .where(`held.${column}`, '=', accountId)
    .$if(isTenant(table), (rows) => rows.where('held.organisationId', '=', organisationId))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Destroys the keys of patients, all or those of one class, and of an account in the platform's scope; the requests'
 * own keys stay.
 * @returns how many
 */
export const destroyKeys = async (
  tx: Tx,
  organisationId: string,
  subjectIds: readonly string[],
  classes: readonly string[],
): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from keys.subject_keys where organisation_id = ${organisationId}
      and subject_id = any(${[...subjectIds]}::uuid[]) and class = any(${[...classes]}::text[])`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Takes an account off the keys of requests, by which it read them. */
export const unlinkRequestKeys = async (tx: Tx, organisationId: string, accountId: string): Promise<void> => {
  await sql`update keys.subject_keys set account_id = null
    where organisation_id = ${organisationId} and account_id = ${accountId} and class = 'request'`.execute(tx)
}

/** How many keys of these subjects there are. */
export const countKeys = async (
  tx: Tx,
  organisationId: string,
  subjectIds: readonly string[],
  classes: readonly string[],
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from keys.subject_keys where organisation_id = ${organisationId}
      and subject_id = any(${[...subjectIds]}::uuid[]) and class = any(${[...classes]}::text[])`.execute(tx)
  return Number(rows[0]?.count ?? 0)
}

/**
 * Destroys what the person wrote in their other requests, and ends those that are open: there is nothing left that they
 * could be about. Another erasure that is under way goes to its own end, and clears up after itself.
 * @returns how many contents
 */
export const closeOtherRequests = async (
  tx: ScopedTx,
  { organisationId, id }: { organisationId: string; id: string },
  subject: { accountId: string | null; patientIds: readonly string[] },
  at: string,
): Promise<number> => {
  const others = sql`select r.id from data_requests r where r.organisation_id = ${organisationId} and r.id <> ${id}
    and (r.kind <> 'erasure' or r.object <> 'all' or r.state in ('withdrawn', 'refused'))
    and (r.account_id = ${subject.accountId}::uuid or r.patient_id = any(${[...subject.patientIds]}::uuid[]))`
  await sql`update data_requests set sealed = null, secret_hash = null,
      state = case when closed_at is null then 'withdrawn' else state end, closed_at = coalesce(closed_at, ${at}::timestamptz),
      updated_at = ${at}, version = version + 1
    where organisation_id = ${organisationId} and id in (${others})`.execute(tx)
  await sql`update data_request_events set sealed = null
    where organisation_id = ${organisationId} and request_id in (${others})`.execute(tx)
  const { numAffectedRows } =
    await sql`delete from keys.subject_keys where organisation_id = ${organisationId}
    and class = 'request' and subject_id in (${others})`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
