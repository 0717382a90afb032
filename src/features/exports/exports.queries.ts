import { expressionBuilder, type Insertable, sql, type Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { StoredExport } from '#src/features/exports/exports.schema.ts'
import type { HeldRow } from '#src/privacy/held.queries.ts'
import type { RegisteredTable } from '#src/privacy/register.ts'
import type { Due } from '#src/privacy/retention/due.ts'
import { type Held, isHeld, isLeft } from '#src/privacy/retention/sweep.queries.ts'

type Change = Updateable<Database['organisationExports']>

/** Adds an export. */
export const insertExport = async (
  tx: ScopedTx,
  row: Insertable<Database['organisationExports']>,
): Promise<void> => {
  await tx.insertInto('organisationExports').values(row).execute()
}

/** One export of the organisation in scope. */
export const findExport = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<StoredExport | undefined> =>
  tx
    .selectFrom('organisationExports')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The same, held until the transaction ends. */
export const lockExport = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<StoredExport | undefined> =>
  tx
    .selectFrom('organisationExports')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Exports of the organisation in scope, the newest first, at most `limit + 1`. */
export const listExports = (tx: ScopedTx, organisationId: string, before: string | null, limit: number) =>
  tx
    .selectFrom('organisationExports')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Whether an export waits or is being made. */
export const isExporting = async (tx: ScopedTx, organisationId: string): Promise<boolean> => {
  const found = await tx
    .selectFrom('organisationExports')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('state', 'in', ['queued', 'running'])
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** The newest export whose archive can still be fetched. */
export const findExportAtHand = (tx: ScopedTx, organisationId: string, at: string) =>
  tx
    .selectFrom('organisationExports')
    .select(['id', 'finishedAt'])
    .where('organisationId', '=', organisationId)
    .where('state', '=', 'completed')
    .where('expiresAt', '>', at)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Notes how an export goes. */
export const updateExport = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Change,
): Promise<void> => {
  await tx
    .updateTable('organisationExports')
    .set(change)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** What of erasures a snapshot knows: those under way, by id, and how many have been done. */
export interface ErasuresSeen {
  erasing: string[]
  erased: number
}

/** The erasures of the organisation in scope, as the transaction sees them. */
export const findErasures = async (
  tx: ScopedTx,
  organisationId: string,
): Promise<ErasuresSeen & { running: boolean }> => {
  const open = await tx
    .selectFrom('dataRequests')
    .select(['id', 'state'])
    .where('organisationId', '=', organisationId)
    .where('kind', '=', 'erasure')
    .where('state', 'in', ['running', 'verifying', 'failed'])
    .execute()
  const { erased } = await tx
    .selectFrom('ledgerActs')
    .select((one) => one.fn.countAll<number>().as('erased'))
    .where('organisationId', '=', organisationId)
    .where('action', '=', 'erased')
    .executeTakeFirstOrThrow()
  return {
    erasing: open.map(({ id }) => id),
    erased,
    running: open.some(({ state }) => state === 'running'),
  }
}

/**
 * Opens a cursor over the rows of a table of the organisation in scope; one at a time.
 * @param due which of them are over and left out, but those of whom a hold keeps; null: none
 */
export const openRows = async (
  tx: ScopedTx,
  table: RegisteredTable,
  due: Due | null,
  held: Held,
): Promise<void> => {
  const column = table.name === 'organisations' ? 'id' : 'organisationId'
  // A cursor takes no parameters.
  const eb: Parameters<typeof isLeft>[0] = expressionBuilder()
  const shown =
    due === null || held.whole
      ? sql``
      : sql` and ${eb.or([isLeft(eb, due, 'held', sql.lit), isHeld(eb, table, held, 'held', sql.lit)])}`
  await sql`declare exported no scroll cursor for
    select held.* from ${sql.table(table.name)} as held
     where ${sql.ref(`held.${column}`)} = nullif(current_setting('app.organisation_id', true), '')::uuid${shown}`.execute(
    tx,
  )
}

/** The next rows of that cursor, camelCase; none after the last. */
export const nextRows = async (tx: ScopedTx, most: number): Promise<HeldRow[]> => {
  const { rows } = await sql<HeldRow>`fetch forward ${sql.raw(String(most))} from exported`.execute(tx)
  return rows
}

/** Closes it. */
export const closeRows = async (tx: ScopedTx): Promise<void> => {
  await sql`close exported`.execute(tx)
}

/** Files of the organisation in scope that have arrived whole, exports left out. */
export const listFiles = (tx: ScopedTx, organisationId: string) =>
  tx
    .selectFrom('files')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('purpose', '<>', 'export')
    .where('pieces', '>', 0)
    .orderBy('id')
    .execute()

/** Ids of the organisation's patients after the given one. */
export const listPatientIds = async (
  tx: ScopedTx,
  organisationId: string,
  after: string | null,
  limit: number,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('patients')
    .select('id')
    .where('organisationId', '=', organisationId)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
