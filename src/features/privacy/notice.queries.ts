import { type Insertable, sql } from 'kysely'
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

/** The version of an organisation's notice that was in force at an instant; the first where it is older than that. */
export const findNoticeVersionAt = async (
  tx: ScopedTx,
  organisationId: string,
  at: string,
): Promise<number | null> => {
  const row = await tx
    .selectFrom('noticeVersions')
    .select(
      sql<
        number | null
      >`coalesce(max(version) filter (where effective_from <= ${at}::timestamptz), min(version))`.as(
        'version',
      ),
    )
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  return row?.version ?? null
}

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
