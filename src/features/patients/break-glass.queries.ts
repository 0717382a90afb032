import type { Static } from '@sinclair/typebox'
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { BreakGlassRow } from '#src/features/patients/break-glass.schema.ts'

export type StoredBreakGlass = Static<typeof BreakGlassRow>

/** Adds a break-glass; the reference refuses it where the organisation has no such patient. */
export const insertBreakGlass = async (
  tx: ScopedTx,
  row: Insertable<Database['breakGlass']>,
): Promise<void> => {
  await tx.insertInto('breakGlass').values(row).execute()
}

/** One break-glass, nobody else changing it meanwhile. */
export const lockBreakGlass = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('breakGlass')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Changes a break-glass. */
export const updateBreakGlass = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['breakGlass']>,
) =>
  tx
    .updateTable('breakGlass')
    .set(change)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Break-glasses, newest first, at most `limit + 1`, before the given id. */
export const listBreakGlasses = (
  tx: ScopedTx,
  organisationId: string,
  before: string | null,
  limit: number,
): Promise<StoredBreakGlass[]> =>
  tx
    .selectFrom('breakGlass')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Plans a mail to each administrator of the organisation in scope. */
export const tellAdministrators = async (
  tx: ScopedTx,
  kind: 'breakGlassUsed' | 'breakGlassRequested',
  at: string,
): Promise<void> => {
  await sql`select tell_administrators(${kind}, ${at}::timestamptz)`.execute(tx)
}
