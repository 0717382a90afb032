import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { FineCell } from '#src/features/statistics/merge-cells.ts'

/** What is left to be counted of the months from a day until another, by week, practitioner and site. */
export const listFine = async (
  tx: ScopedTx,
  organisationId: string,
  from: string,
  until: string,
): Promise<FineCell[]> => {
  const { rows } = await sql<FineCell>`
    select u.week, u.month, u.practitioner_id as "practitionerId", u.site_id as "siteId", sum(u.completed) as completed,
        sum(u.no_show) as "noShow"
      from uncounted_visits u
     where u.organisation_id = ${organisationId} and u.month >= ${from}::date and u.month < ${until}::date
     group by u.week, u.month, u.practitioner_id, u.site_id`.execute(tx)
  return rows
}

/** Forgets what was left to be counted of the months from a day until another. */
export const deleteFine = async (
  tx: ScopedTx,
  organisationId: string,
  from: string,
  until: string,
): Promise<void> => {
  await sql`
    delete from uncounted_visits
     where organisation_id = ${organisationId} and month >= ${from}::date and month < ${until}::date`.execute(
    tx,
  )
}

/** Adds numbers that are kept. */
export const insertAnonymous = async (
  tx: ScopedTx,
  rows: readonly Omit<Database['anonymousStatistics'], 'id'>[],
): Promise<void> => {
  if (rows.length === 0) return
  await tx
    .insertInto('anonymousStatistics')
    .values(rows.map((row) => ({ ...row, id: randomUUID() })))
    .execute()
}

/** The visits of what is kept of the quarters, months and weeks from a day until another. */
export const sumAnonymous = async (
  tx: ScopedTx,
  organisationId: string,
  from: string,
  until: string,
): Promise<number> => {
  const { rows } = await sql<{ visits: number }>`
    select coalesce(sum(visits), 0) as visits from anonymous_statistics
     where organisation_id = ${organisationId} and span <> 'year' and starts_on >= ${from}::date and starts_on < ${until}::date`.execute(
    tx,
  )
  return Number(rows[0]?.visits ?? 0)
}
