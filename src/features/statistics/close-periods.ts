import { Temporal } from 'temporal-polyfill'
import type { ScopedTx } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { anonymiseQuarter, anonymiseYear } from '#src/features/statistics/anonymise.ts'
import {
  countMonth,
  discardUncounted,
  earliestMonth,
  insertClosed,
  keepForQuarter,
  lastClosed,
  leaveOut,
} from '#src/features/statistics/close-periods.queries.ts'
import { findCalendar, lockStatistics } from '#src/features/statistics/uncounted-visits.queries.ts'

type Kind = 'month' | 'quarter' | 'year'
const monthsOf: Readonly<Record<Kind, number>> = { month: 1, quarter: 3, year: 12 }

const startOf = (day: Temporal.PlainDate, kind: Kind): Temporal.PlainDate =>
  day.with({ day: 1, month: day.month - ((day.month - 1) % monthsOf[kind]) })

/** The period to be closed next: after the last one, else the first in which something happened, or the one before this. */
const following = async (
  tx: ScopedTx,
  organisationId: string,
  kind: Kind,
  timeZone: string,
  current: Temporal.PlainDate,
): Promise<Temporal.PlainDate> => {
  const last = await lastClosed(tx, organisationId, kind)
  if (last !== null) return Temporal.PlainDate.from(last).add({ months: monthsOf[kind] })
  const before = current.subtract({ months: monthsOf[kind] })
  const earliest = await earliestMonth(tx, organisationId, timeZone)
  if (earliest === null) return before
  const first = startOf(Temporal.PlainDate.from(earliest), kind)
  return Temporal.PlainDate.compare(first, before) < 0 ? first : before
}

/** The first period after the last one that is closed, where it is over. */
const nextPeriod = async (
  { tx, organisationId, at }: JobScope,
  kind: Kind,
  timeZone: string,
): Promise<{ from: string; until: string } | null> => {
  const today = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate()
  const current = startOf(today, kind)
  const next = await following(tx, organisationId, kind, timeZone, current)
  if (Temporal.PlainDate.compare(next, current) >= 0) return null
  return { from: next.toString(), until: next.add({ months: monthsOf[kind] }).toString() }
}

/** Months wait for months alone, quarters for their months, years for their quarters. */
const closeNext = async (scope: JobScope, kind: Kind): Promise<boolean> => {
  const { tx, organisationId, at } = scope
  await lockStatistics(tx, organisationId)
  const calendar = await findCalendar(tx, organisationId)
  const period = await nextPeriod(scope, kind, calendar.timeZone)
  if (period === null) return false
  const { from, until } = period
  const { timeZone, traces, threshold } = calendar
  if (kind === 'month') {
    await leaveOut(tx, organisationId, { month: from, timeZone }, at)
    if (traces === 'statistics') await countMonth(tx, organisationId, { month: from, timeZone }, at)
    if (traces === 'kAnonymous') await keepForQuarter(tx, organisationId, { month: from, timeZone })
    if (traces === 'delete') await discardUncounted(tx, organisationId, until)
  } else if (traces === 'kAnonymous') {
    if (kind === 'quarter') await anonymiseQuarter(scope, { from, until }, threshold)
    else await anonymiseYear(scope, { from, until }, threshold)
  }
  await insertClosed(tx, { organisationId, kind, startsOn: from, traces, closedAt: at })
  return true
}

/**
 * Closes every period of the organisation that is over: a month's statistics are written once, from all its rows, and
 * with them what became of visits of earlier months since those were closed. Each period in a transaction of its own.
 */
export const closePeriods = async (deps: Deps, organisationId: string): Promise<void> => {
  for (const kind of ['month', 'quarter', 'year'] as const)
    while (await withJob(deps, organisationId, (scope) => closeNext(scope, kind)));
}
