import { sql } from 'kysely'
import type { ScopedTx, Tx } from '#src/db/database.ts'
import type { StoredRun } from '#src/features/retention/retention.schema.ts'

/** The run of a slot, made where there is none yet. */
export const openRun = async (tx: ScopedTx, run: StoredRun): Promise<StoredRun> => {
  await tx
    .insertInto('retentionRuns')
    .values({
      ...run,
      rows: sql`${JSON.stringify(run.rows)}::jsonb`,
      held: sql`${JSON.stringify(run.held)}::jsonb`,
    })
    .onConflict((same) => same.columns(['organisationId', 'slot']).doNothing())
    .execute()
  return tx
    .selectFrom('retentionRuns')
    .selectAll()
    .where('organisationId', '=', run.organisationId)
    .where('slot', '=', run.slot)
    .executeTakeFirstOrThrow()
}

/** One run of the organisation in scope. */
export const findRun = (tx: ScopedTx, organisationId: string, id: string): Promise<StoredRun | undefined> =>
  tx
    .selectFrom('retentionRuns')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Adds rows that went to what a run has counted; in the transaction in which they go. */
export const addToRun = async (
  tx: ScopedTx,
  { organisationId, id }: Pick<StoredRun, 'organisationId' | 'id'>,
  counts: Readonly<Record<string, number>>,
): Promise<void> => {
  for (const [table, count] of Object.entries(counts))
    await sql`
      update retention_runs set rows = jsonb_set(rows, array[${table}::text], to_jsonb(coalesce((rows ->> ${table})::bigint, 0) + ${count}::bigint))
       where organisation_id = ${organisationId} and id = ${id}`.execute(tx)
}

/** Writes down that a run came to its end, and what holds kept. */
export const finishRun = async (
  tx: ScopedTx,
  { organisationId, id }: Pick<StoredRun, 'organisationId' | 'id'>,
  held: Readonly<Record<string, number>>,
  at: string,
): Promise<void> => {
  await tx
    .updateTable('retentionRuns')
    .set({ finishedAt: at, held: sql`${JSON.stringify(held)}::jsonb` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** Runs, the newest first, at most `limit + 1`, before the given one. */
export const listRuns = (tx: ScopedTx, organisationId: string, before: string | null, limit: number) =>
  tx
    .selectFrom('retentionRuns')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Organisations whose run of a slot is still to be done, at most `limit`. */
export const dueOrganisations = async (tx: Tx, slot: string, limit: number): Promise<string[]> => {
  const { rows } = await sql<{
    id: string
  }>`select due_retention(${slot}::timestamptz, ${limit}::integer) as id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Drops the days of the log of use that lie before an instant. */
export const dropLogDays = async (
  tx: ScopedTx,
  until: string,
): Promise<{ dropped: number; kept: number }> => {
  const { rows } = await sql<{ dropped: number; kept: number }>`
    select dropped, kept from drop_log_days(${until}::timestamptz)`.execute(tx)
  return rows[0] ?? { dropped: 0, kept: 0 }
}

/** Makes room for the days of the log to come. */
export const makeLogDays = async (tx: ScopedTx, at: string): Promise<void> => {
  await sql`select make_log_partitions(${at}::timestamptz)`.execute(tx)
}
