import { Temporal } from 'temporal-polyfill'
import type { OrganisationScope } from '#src/db/scope.ts'
import { readStatistics } from '#src/db/statistics-scope.ts'
import { invalid } from '#src/errors.ts'
import { listAnonymous, listMonthly, listMonths } from '#src/features/statistics/show-statistics.queries.ts'
import type { MonthStatistics, Statistics, VisitCounts } from '#src/features/statistics/statistics.schema.ts'
import { type Counts, standingFor, sumOfCounts, tellable } from '#src/features/statistics/suppress.ts'
import { findCalendar } from '#src/features/statistics/uncounted-visits.queries.ts'

const mostMonths = 60

const asCounts = ({ settled, ...counts }: Counts): VisitCounts => ({
  visits: standingFor({ ...counts, settled }),
  completed: counts.completed,
  noShow: counts.noShow,
  cancelledLate: counts.cancelledLate,
  settled: Object.entries(settled)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => ({ currency, amount })),
})

type MonthlyRow = Awaited<ReturnType<typeof listMonthly>>[number]

const asMonth = (month: string, rows: readonly MonthlyRow[], threshold: number): MonthStatistics => {
  const told = tellable(rows.map(standingFor), threshold)
  return {
    month: month.slice(0, 7),
    total: told.total ? asCounts(sumOfCounts(rows)) : null,
    data: rows.map((row, i) => ({
      practitionerId: row.practitionerId,
      serviceId: row.serviceId,
      counts: told.cells[i] ? asCounts(row) : null,
    })),
  }
}

const firstDay = (month: string) => Temporal.PlainDate.from(`${month}-01`)

/** The months that are asked for, else the last twelve. */
const rangeOf = (asked: { from?: string; to?: string }, today: Temporal.PlainDate) => {
  const until = asked.to ? firstDay(asked.to).add({ months: 1 }) : today.with({ day: 1 })
  const from = asked.from ? firstDay(asked.from) : until.subtract({ months: 12 })
  if (from.until(until, { largestUnit: 'months' }).months > mostMonths)
    throw invalid('/querystring/from', `must be at most ${mostMonths} months before \`to\``)
  return { from: from.toString(), until: until.toString() }
}

/**
 * What closed months counted, by practitioner and service, and under `kAnonymous` the numbers that were kept. They are
 * written when a period closes and change with the next closing alone, and they are read with a login that reads nothing
 * else.
 * @throws Problem 503 where no such login is configured, 400 for more than five years
 */
export const showStatistics = async (
  { tx, at, actor, deps }: OrganisationScope,
  asked: { from?: string; to?: string },
): Promise<Statistics> => {
  const { organisationId } = actor
  const { timeZone, threshold, closedMonth } = await findCalendar(tx, organisationId)
  const today = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate()
  const { from, until } = rangeOf(asked, today)
  return readStatistics(deps.db, organisationId, async (reading) => {
    const rows = await listMonthly(reading, organisationId, from, until)
    const closed = await listMonths(reading, organisationId, from, until)
    const months = [
      ...new Set([...rows.map(({ month }) => month), ...closed.map(({ startsOn }) => startsOn)]),
    ]
    return {
      closedUntil: closedMonth?.slice(0, 7) ?? null,
      threshold,
      months: months.sort().map((month) =>
        asMonth(
          month,
          rows.filter((row) => row.month === month),
          threshold,
        ),
      ),
      anonymous: await listAnonymous(reading, organisationId, from, until),
    }
  })
}
