import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import { PLATFORM_ID, type Tx } from '#src/db/database.ts'
import type { SubjectPath } from '#src/privacy/declarations.ts'
import { type Builder, loosely, type Rows } from '#src/privacy/loosely.ts'
import { isTenant, type RegisteredTable, register } from '#src/privacy/register.ts'
import { dueOf } from '#src/privacy/retention/due.ts'
import { isLeft, listHeldAccounts } from '#src/privacy/retention/sweep.queries.ts'

/** A row as the database holds it, camelCase. */
export type HeldRow = Record<string, unknown>

/** Whom rows are about: an account where there is one, and in each organisation the patients and practitioners it is. */
export interface Subject {
  readonly accountId: string | null
  readonly loginEmailIndex: Buffer | null
  readonly patients: ReadonlyMap<string, readonly string[]>
  readonly practitioners: ReadonlyMap<string, readonly string[]>
}

/** Somebody who signs in. */
export interface Person extends Subject {
  readonly accountId: string
  readonly loginEmailIndex: Buffer
}

const byOrganisation = (rows: readonly { organisationId: string; id: string }[]) => {
  const found = new Map<string, string[]>()
  for (const { organisationId, id } of rows)
    found.set(organisationId, [...(found.get(organisationId) ?? []), id])
  return found
}

/** Who somebody is in all organisations that the scope shows, whether their account is still there or not. */
export const findPlaces = async (
  tx: Tx,
  account: Pick<Person, 'accountId' | 'loginEmailIndex'>,
): Promise<Person> => {
  const { accountId, loginEmailIndex } = account
  const idsIn = (table: 'patients' | 'practitioners') =>
    tx.selectFrom(table).select(['organisationId', 'id']).where('accountId', '=', accountId).execute()
  return {
    accountId,
    loginEmailIndex,
    patients: byOrganisation(await idsIn('patients')),
    practitioners: byOrganisation(await idsIn('practitioners')),
  }
}

/** Finds who an account is in all organisations; undefined where there is no such account in the scope. */
export const findPerson = async (tx: Tx, accountId: string): Promise<Person | undefined> => {
  const account = await tx
    .selectFrom('accounts')
    .select('emailIndex')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return account && findPlaces(tx, { accountId, loginEmailIndex: account.emailIndex })
}

const subjectsOf = (table: string): readonly SubjectPath[] =>
  register.find(({ name }) => name === table)?.subjects ?? []

const idsOf = (person: Subject, of: 'account' | 'patient' | 'practitioner', organisationId: string) => {
  if (of === 'account') return person.accountId === null ? [] : [person.accountId]
  return (of === 'patient' ? person.patients : person.practitioners).get(organisationId) ?? []
}

// Constants, not joins: then each path is a condition of its own index, under a policy too.
const condition = (
  eb: Builder,
  alias: string,
  path: SubjectPath,
  person: Subject,
  organisationId: string,
): Expression<SqlBool> | null => {
  const column = eb.ref(`${alias}.${path.by}`)
  if ('through' in path) {
    const next = `${alias}Further`
    const further = conditions(eb, next, path.through, person, organisationId)
    if (further.length === 0) return null
    const ids = eb.selectFrom(`${path.through} as ${next}`).select(`${next}.id`).where(eb.or(further))
    const there = isTenant({ name: path.through })
      ? ids.where(`${next}.organisationId`, '=', organisationId)
      : ids
    return eb(column, 'in', there)
  }
  if (path.of === 'loginEmail')
    return person.loginEmailIndex === null ? null : eb(column, '=', person.loginEmailIndex)
  if (path.only === 'platform' && organisationId !== PLATFORM_ID) return null
  const ids = idsOf(person, path.of, organisationId)
  return ids.length === 0 ? null : eb(column, 'in', ids)
}

/** Events that showed several people at once name them in a table of their own; taken as those that name one. */
const listedEvents = (
  eb: Builder,
  alias: string,
  person: Subject,
  organisationId: string,
  chosen: (path: SubjectPath) => boolean,
) => {
  if (!subjectsOf('auditEvents').some((path) => 'of' in path && path.of === 'patient' && chosen(path)))
    return []
  const patients = idsOf(person, 'patient', organisationId)
  if (patients.length === 0) return []
  const events = eb
    .selectFrom('auditEventPatients as listed')
    .select('listed.eventId')
    .where('listed.organisationId', '=', organisationId)
    .where('listed.patientId', 'in', patients)
  return [eb(eb.ref(`${alias}.id`), 'in', events)]
}

/**
 * What leads from a table's rows to the person, a condition per path; empty where none does.
 * @param chosen which of its paths; those of the tables through which they lead are all taken
 */
export const conditions = (
  eb: Builder,
  alias: string,
  table: string,
  person: Subject,
  organisationId: string,
  chosen: (path: SubjectPath) => boolean = () => true,
): Expression<SqlBool>[] => [
  ...subjectsOf(table)
    .filter(chosen)
    .map((path) => condition(eb, alias, path, person, organisationId))
    .filter((one) => one !== null),
  ...(table === 'auditEvents' ? listedEvents(eb, alias, person, organisationId, chosen) : []),
]

/** A path with those of the tables through which it leads, to an id. */
type Way = readonly SubjectPath[]

const waysOf = (path: SubjectPath): Way[] =>
  'through' in path
    ? subjectsOf(path.through)
        .flatMap(waysOf)
        .map((rest) => [path, ...rest])
    : [[path]]

const wayCondition = (
  eb: Builder,
  alias: string,
  [path, ...rest]: Way,
  person: Subject,
  organisationId: string,
): Expression<SqlBool> | null => {
  if (path === undefined) return null
  if (!('through' in path)) return condition(eb, alias, path, person, organisationId)
  const next = `${alias}Further`
  const inner = wayCondition(eb, next, rest, person, organisationId)
  if (inner === null) return null
  const ids = eb.selectFrom(`${path.through} as ${next}`).select(`${next}.id`).where(inner)
  const there = isTenant({ name: path.through })
    ? ids.where(`${next}.organisationId`, '=', organisationId)
    : ids
  return eb(eb.ref(`${alias}.${path.by}`), 'in', there)
}

/**
 * The same as `conditions`, each for a statement of its own: an alternative to a subquery keeps PostgreSQL from using the
 * index of either.
 * @returns functions of the statement's expression builder
 */
export const conditionsApart = (
  table: string,
  person: Subject,
  organisationId: string,
  chosen: (path: SubjectPath) => boolean,
): ((eb: Builder, alias: string) => Expression<SqlBool>)[] => {
  const probe = expressionBuilder<Rows, string>()
  const ways = subjectsOf(table)
    .filter(chosen)
    .flatMap(waysOf)
    .filter((way) => wayCondition(probe, 'held', way, person, organisationId) !== null)
    .map((way) => (eb: Builder, alias: string) => {
      const found = wayCondition(eb, alias, way, person, organisationId)
      if (found === null) throw new Error('a way that led to nobody')
      return found
    })
  const listed = (eb: Builder, alias: string) =>
    eb.or(listedEvents(eb, alias, person, organisationId, chosen))
  const lists =
    table === 'auditEvents' && listedEvents(probe, 'held', person, organisationId, chosen).length > 0
  return lists ? [...ways, listed] : ways
}

/** Logs that nobody reads beyond their days; what a hold keeps of them is copied aside. */
const logs: ReadonlySet<string> = new Set(
  register
    .filter(
      ({ retention }) =>
        retention.kind === 'period' && retention.after === 'at' && retention.period === 'P30D',
    )
    .map(({ name }) => name),
)

// A booking is over by its organisation's calendar, which the database asks; that it ended is the bound for it.
const ended = { bookingRetention: 'P0D' }

/** Rows of a table are over by this at an instant, whether they were removed yet or not; null where none ever is. */
const overAt = (name: string, { at, kept }: Pick<HeldPage, 'at' | 'kept'>) => {
  const table = register.find((one) => one.name === name)
  const due = table && dueOf(table, { at, timeZone: 'UTC', periods: ended })
  return due && !(kept && !logs.has(name)) ? due : null
}

/** Whether a hold in force, of any organisation, keeps what is held about an account. */
export const isKept = async (tx: Tx, accountId: string): Promise<boolean> =>
  (await listHeldAccounts(tx)).includes(accountId)

/** Which page of a table's rows is read. */
export interface HeldPage {
  /** Id of the last row of the page before; tables without id answer all of theirs at once. */
  readonly after: string | null
  readonly limit: number
  /** The instant of the reading, ISO 8601. */
  readonly at: string
  /** Whether a hold keeps the person: then rows are shown although their time is over. */
  readonly kept: boolean
}

/**
 * One page of a table's rows that are about the person: in an organisation, or with `PLATFORM_ID` those that the
 * platform keeps, tables of accounts included. Only rows that the scope's policies show, and none whose time is over
 * but those of whom a hold keeps.
 */
export const listHeld = async (
  tx: Tx,
  table: { readonly name: string },
  person: Person,
  organisationId: string,
  page: HeldPage,
): Promise<HeldRow[]> => {
  const { name } = table
  const tenant = isTenant(table)
  if (!tenant && organisationId !== PLATFORM_ID) return []
  let found = loosely(tx).selectFrom(`${name} as held`).selectAll('held')
  let paths = 0
  found = found.where((eb) => {
    const alternatives = conditions(eb, 'held', name, person, organisationId)
    paths = alternatives.length
    return eb.or(alternatives)
  })
  if (paths === 0) return []
  if (tenant) found = found.where('held.organisationId', '=', organisationId)
  const over = overAt(name, page)
  if (over) found = found.where((eb) => isLeft(eb, over, 'held'))
  if (!hasId(name)) return found.execute()
  if (page.after !== null) found = found.where('held.id', '>', page.after)
  return found.orderBy('held.id').limit(page.limit).execute()
}

/** Whether a table's rows have an id of their own, by which they are read page by page. */
export const hasId = (table: string): boolean =>
  register.some(({ name, columns }) => name === table && columns.some((column) => column.name === 'id'))

const leadsFromAccount = (path: SubjectPath) =>
  'of' in path && (path.of === 'account' || path.of === 'loginEmail') && !('only' in path && path.only)

/** Organisations whose rows of a table lead to the person's account or login e-mail. */
const listOrganisationsIn = async (tx: Tx, table: RegisteredTable, person: Person): Promise<string[]> => {
  const paths = table.subjects.filter(leadsFromAccount)
  if (paths.length === 0) return []
  const rows = await loosely(tx)
    .selectFrom(`${table.name} as held`)
    .select('held.organisationId')
    .distinct()
    .where((eb) =>
      eb.or(
        paths.map((path) => condition(eb, 'held', path, person, PLATFORM_ID)).filter((one) => one !== null),
      ),
    )
    .execute()
  return rows.map(({ organisationId }) => organisationId as string)
}

/** Every organisation that holds a row about the person, by id. */
export const listHolders = async (tx: Tx, person: Person): Promise<string[]> => {
  const found = new Set([...person.patients.keys(), ...person.practitioners.keys()])
  for (const table of register)
    if (isTenant(table) && table.exportAs !== null)
      for (const organisationId of await listOrganisationsIn(tx, table, person)) found.add(organisationId)
  found.delete(PLATFORM_ID)
  return [...found].sort()
}
