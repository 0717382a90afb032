import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '#src/db/database.ts'
import { type Builder, loosely } from '#src/privacy/loosely.ts'
import { isTenant, type RegisteredTable, register } from '#src/privacy/register.ts'
import type { Due } from '#src/privacy/retention/due.ts'

/** Whom holds in force keep. */
export interface Held {
  /** Everything that the organisation holds. */
  readonly whole: boolean
  readonly patients: readonly string[]
  readonly accounts: readonly string[]
}

const idsOf = (held: Held, of: string) => {
  if (of === 'patient') return held.patients
  return of === 'account' ? held.accounts : []
}

/** Columns that lead to somebody whom a hold keeps, with their ids. */
const heldColumns = (table: RegisteredTable, held: Held) =>
  table.subjects.flatMap((path) => {
    const ids = 'of' in path ? idsOf(held, path.of) : []
    return ids.length > 0 ? [{ column: path.by, ids: [...ids] }] : []
  })

const isDue = (eb: Builder, { column, until, of, at }: Due): Expression<SqlBool> => {
  const bound = eb(column, of === 'date' ? '<' : '<=', until)
  if (of !== 'booking') return bound
  return eb.and([
    bound,
    sql<SqlBool>`is_outlived(${eb.ref('organisationId')}, ${eb.ref(column)}, ${at}::timestamptz)`,
  ])
}

/**
 * Whether a row's time is not over.
 * @param alias names its table in the query
 * @param given how a value is sent: as a parameter, or as a literal where a statement takes none
 */
export const isLeft = (
  eb: Builder,
  due: Due,
  alias: string,
  given: (value: string | number) => RawBuilder<unknown> = sql.val,
): Expression<SqlBool> => {
  const column = sql.ref(`${alias}.${due.column}`)
  const [until, at] = [given(due.until), given(due.at)]
  const later = due.of === 'date' ? sql<SqlBool>`${column} >= ${until}` : sql<SqlBool>`${column} > ${until}`
  const left = [sql<SqlBool>`${column} is null`, later]
  if (due.of === 'booking')
    left.push(
      sql<SqlBool>`not is_outlived(${sql.ref(`${alias}.organisationId`)}, ${column}, ${at}::timestamptz)`,
    )
  return eb.or(left)
}

const isFree = (eb: Builder, table: RegisteredTable, held: Held): Expression<SqlBool>[] =>
  heldColumns(table, held).map(({ column, ids }) =>
    eb.or([eb(column, 'is', null), eb(column, 'not in', ids)]),
  )

/**
 * Whether a row leads to somebody whom a hold keeps.
 * @param alias as in `isLeft`
 * @param given as there
 */
export const isHeld = (
  eb: Builder,
  table: RegisteredTable,
  held: Held,
  alias: string = table.name,
  given: (value: string) => RawBuilder<unknown> = sql.val,
): Expression<SqlBool> =>
  eb.or(
    heldColumns(table, held).map(
      ({ column, ids }) => sql<SqlBool>`${sql.ref(`${alias}.${column}`)} in (${sql.join(ids.map(given))})`,
    ),
  )

const ofScope = (eb: Builder, table: RegisteredTable, organisationId: string): Expression<SqlBool>[] =>
  isTenant(table) ? [eb('organisationId', '=', organisationId)] : []

/** Tables of which rows go with a row of this one, by the column that holds its id. */
const goingWith = (table: { readonly name: string }) =>
  register.flatMap((child) =>
    (child.goesWith ?? []).filter((path) => path.table === table.name).map(({ by }) => ({ child, by })),
  )

/**
 * Deletes the rows of other tables that go with these.
 * @returns how many went, by table
 */
export const deleteWith = async (
  tx: Tx,
  table: { readonly name: string },
  organisationId: string,
  ids: readonly string[],
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  if (ids.length === 0) return counts
  for (const { child, by } of goingWith(table)) {
    const deleted = await loosely(tx)
      .deleteFrom(child.name)
      .where(by, 'in', [...ids])
      .$if(isTenant(child), (query) => query.where('organisationId', '=', organisationId))
      .executeTakeFirst()
    const count = Number(deleted.numDeletedRows)
    if (count > 0) counts[child.name] = (counts[child.name] ?? 0) + count
  }
  return counts
}

/** What a step of a sweep took. */
interface Taken {
  /** Rows of the table itself. */
  readonly count: number
  /** Rows of others that went with them, by table. */
  readonly along: Readonly<Record<string, number>>
  /** The ids of the rows, where others went with them. */
  readonly ids: readonly string[]
}

/** Deletes rows of a table that are due and by which nobody is held, at most `limit`, with what goes with them. */
export const deleteDue = async (
  tx: Tx,
  table: RegisteredTable,
  due: Due,
  organisationId: string,
  held: Held,
  limit: number,
): Promise<Taken> => {
  const found = loosely(tx)
    .selectFrom(table.name)
    .where((eb) =>
      eb.and([...ofScope(eb, table, organisationId), isDue(eb, due), ...isFree(eb, table, held)]),
    )
    .orderBy(due.column)
    .limit(limit)
  if (goingWith(table).length === 0) {
    const places = found.select(sql`ctid`.as('place'))
    const deleted = await loosely(tx)
      .deleteFrom(table.name)
      .where(sql<SqlBool>`ctid = any(array(${places}))`)
      .executeTakeFirst()
    return { count: Number(deleted.numDeletedRows), along: {}, ids: [] }
  }
  const ids = (await found.select('id').execute()).map(({ id }) => String(id))
  if (ids.length === 0) return { count: 0, along: {}, ids }
  const along = await deleteWith(tx, table, organisationId, ids)
  const deleted = await loosely(tx)
    .deleteFrom(table.name)
    .where((eb) => eb.and([...ofScope(eb, table, organisationId), eb('id', 'in', ids)]))
    .executeTakeFirst()
  return { count: Number(deleted.numDeletedRows), along, ids }
}

/** How many rows of a table are due, and how many of them a hold keeps. */
export const countDue = async (
  tx: Tx,
  table: RegisteredTable,
  due: Due,
  organisationId: string,
  held: Held,
): Promise<{ due: number; held: number }> => {
  const counting = (narrowed: (eb: Builder) => Expression<SqlBool>[]) =>
    loosely(tx)
      .selectFrom(table.name)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .where((eb) => eb.and([...ofScope(eb, table, organisationId), isDue(eb, due), ...narrowed(eb)]))
      .executeTakeFirstOrThrow()
  const all = Number((await counting(() => [])).rows)
  if (all === 0) return { due: 0, held: 0 }
  if (held.whole && isTenant(table)) return { due: all, held: all }
  if (heldColumns(table, held).length === 0) return { due: all, held: 0 }
  return { due: all, held: Number((await counting((eb) => [isHeld(eb, table, held)])).rows) }
}

/** The accounts that any hold keeps. */
export const listHeldAccounts = async (tx: Tx): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select held_accounts() as id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Lets the transaction delete what of all accounts is due; for the platform's own sweep. */
export const enterSweep = async (tx: Tx): Promise<void> => {
  await sql`select set_config('app.roles', 'sweep', true)`.execute(tx)
}
