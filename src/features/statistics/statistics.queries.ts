import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { ScopedTx } from '#src/db/database.ts'

/** Visits of one month, practitioner and service. */
export interface MonthCount {
  /** The month's first day, `YYYY-MM-01`. */
  month: string
  practitionerId: string | null
  serviceId: string | null
  completed: number
  noShow: number
}

const keyOf = ({ month, practitionerId, serviceId }: MonthCount) => `${month}/${practitionerId}/${serviceId}`

const summed = (counts: readonly MonthCount[]): MonthCount[] => {
  const sums = new Map<string, MonthCount>()
  for (const count of counts) {
    const sum = sums.get(keyOf(count))
    if (sum) {
      sum.completed += count.completed
      sum.noShow += count.noShow
    } else sums.set(keyOf(count), { ...count })
  }
  // In one order everywhere: two who count the same months do not wait for each other in a ring.
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}

/** Adds visits to the statistics of their months. */
export const addToStatistics = async (
  tx: ScopedTx,
  organisationId: string,
  counts: readonly MonthCount[],
  at: string,
): Promise<void> => {
  if (counts.length === 0) return
  const sums = summed(counts)
  await sql`
    insert into monthly_statistics (organisation_id, id, month, practitioner_id, service_id, completed, no_show, created_at, updated_at)
    select ${organisationId}, id, month, practitioner_id, service_id, completed, no_show, ${at}, ${at}
      from unnest(${sums.map(() => newId())}::uuid[], ${sums.map((one) => one.month)}::date[],
        ${sums.map((one) => one.practitionerId)}::uuid[], ${sums.map((one) => one.serviceId)}::uuid[],
        ${sums.map((one) => one.completed)}::integer[], ${sums.map((one) => one.noShow)}::integer[])
        as counted (id, month, practitioner_id, service_id, completed, no_show)
    on conflict (organisation_id, month, practitioner_id, service_id) do update
      set completed = monthly_statistics.completed + excluded.completed, no_show = monthly_statistics.no_show + excluded.no_show,
        updated_at = excluded.updated_at`.execute(tx)
}
