import type { Insertable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

/** The newest version of an organisation's notice; undefined before the first. */
export const findNewestNotice = (tx: ScopedTx, organisationId: string) =>
  tx
    .selectFrom('noticeVersions')
    .select(['id', 'version', 'digest', 'effectiveFrom'])
    .where('organisationId', '=', organisationId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Adds a version; false where another request has added that number meanwhile. */
export const insertNotice = async (
  tx: ScopedTx,
  row: Insertable<Database['noticeVersions']>,
): Promise<boolean> => {
  const added = await tx
    .insertInto('noticeVersions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}
