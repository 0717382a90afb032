import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'
import { listObjectors } from '#src/features/consents/objections.queries.ts'
import type { Settings } from '#src/features/organisations/organisations.schema.ts'
import type { UncountedVisit } from '#src/features/statistics/statistics.schema.ts'

const lockKey = (organisationId: string) => `statistics/${organisationId}`

/** Lets no month of the organisation be closed until the transaction ends, and waits for one that is being closed. */
export const shareStatistics = async (tx: ScopedTx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockKey(organisationId)}, 0))`.execute(tx)
}

/** Waits for whoever changes what a month counts, and keeps others from it until the transaction ends. */
export const lockStatistics = async (tx: ScopedTx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${lockKey(organisationId)}, 0))`.execute(tx)
}

/** By which calendar an organisation counts, what it keeps, and the first day of the last month that is closed. */
export interface StatisticsCalendar {
  timeZone: string
  traces: Settings['bookingTraces']
  threshold: number
  closedMonth: string | null
}

/** Reads it anew, so that a month that was closed meanwhile counts as closed. */
export const findCalendar = async (tx: ScopedTx, organisationId: string): Promise<StatisticsCalendar> => {
  const { rows } = await sql<StatisticsCalendar>`
    select o.time_zone as "timeZone", coalesce(o.settings ->> 'bookingTraces', 'statistics') as traces,
        coalesce((o.settings ->> 'statisticsThreshold')::integer, 5) as threshold,
        (select max(c.starts_on) from closed_periods c where c.organisation_id = o.id and c.kind = 'month') as "closedMonth"
      from organisations o where o.id = ${organisationId}`.execute(tx)
  if (!rows[0]) throw new Error('no organisation in scope')
  return rows[0]
}

/**
 * Those of the patients whose visits nobody counts, erased or not: who objected to it, and whose data is restricted.
 * @param at ISO 8601
 */
export const listUncountable = async (
  tx: ScopedTx,
  organisationId: string,
  patientIds: readonly string[],
  at: string,
): Promise<ReadonlySet<string>> => {
  const restricted = await tx
    .selectFrom('patients')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where(sql<boolean>`id = any(${[...patientIds]}::uuid[])`)
    .where('restrictedAt', 'is not', null)
    .where((one) => one.or([one('restrictionEndsAt', 'is', null), one('restrictionEndsAt', '>', at)]))
    .execute()
  const objectors = await listObjectors(tx, organisationId, 'statistics', at, patientIds)
  return new Set([...objectors, ...restricted.map(({ id }) => id)])
}

/** Adds what the next closing counts. Ids are random: one that tells when it was made would tell who was erased then. */
export const insertUncounted = async (
  tx: ScopedTx,
  rows: readonly Omit<UncountedVisit, 'id'>[],
): Promise<void> => {
  if (rows.length === 0) return
  await tx
    .insertInto('uncountedVisits')
    .values(rows.map((row) => ({ ...row, id: randomUUID() })))
    .execute()
}
