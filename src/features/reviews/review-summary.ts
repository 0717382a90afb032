import { Temporal } from 'temporal-polyfill'
import type { OrganisationScope } from '#src/db/scope.ts'
import { invalid, notFound } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findPractitioner } from '#src/features/organisations/practitioners.queries.ts'
import { meanScore, netPromoterScore } from '#src/features/reviews/net-promoter-score.ts'
import {
  type AspectNumbers,
  numbersByPeriod,
  type PeriodNumbers,
} from '#src/features/reviews/review-summary.queries.ts'
import type { ReviewSummary, SummaryQuery } from '#src/features/reviews/review-summary.schema.ts'

const usualMonths = 12
const mostMonths = 60

/**
 * Whose figures the caller may see: a practitioner their own, an administrator everybody's or one's.
 * @returns the practitioner; null for the whole practice
 * @throws Problem 404 for anybody else's, and for a practitioner who is not there
 */
export const judgeWhose = async (
  { tx, actor }: OrganisationScope,
  wanted: string | undefined,
): Promise<string | null> => {
  if (actor.reach !== 'organisation') {
    if (actor.practitionerId === null || (wanted ?? actor.practitionerId) !== actor.practitionerId)
      throw notFound()
    return actor.practitionerId
  }
  if (wanted === undefined) return null
  if (!(await findPractitioner(tx, actor.organisationId, wanted))) throw notFound()
  return wanted
}

/** How aspects were rated, by their keys; means with one decimal. */
export const asRatedAspects = (rows: readonly AspectNumbers[]): ReviewSummary['aspects'] =>
  rows.map(({ aspect, count, sum }) => ({
    aspect,
    mean: Math.round((sum / count) * 10) / 10,
    answers: count,
  }))

const monthsOf = (query: SummaryQuery, today: Temporal.PlainDate): Temporal.PlainYearMonth[] => {
  const to = query.to === undefined ? today.toPlainYearMonth() : Temporal.PlainYearMonth.from(query.to)
  const from =
    query.from === undefined
      ? to.subtract({ months: usualMonths - 1 })
      : Temporal.PlainYearMonth.from(query.from)
  const months = from.until(to, { largestUnit: 'months' }).months + 1
  if (months < 1) throw invalid('/query/to', 'must not lie before from')
  if (months > mostMonths) throw invalid('/query/from', `must lie within ${mostMonths} months of to`)
  return Array.from({ length: months }, (_none, n) => from.add({ months: n }))
}

/** Answers may come in the month after their invitation, so that one month can have more of them. */
const rateOf = ({ invited, answered }: { invited: number; answered: number }): number | null =>
  invited === 0 ? null : Math.min(1, Math.round((answered / invited) * 1000) / 1000)

const nothing: Omit<PeriodNumbers, 'period'> = {
  invited: 0,
  answered: 0,
  scores: new Array<number>(11).fill(0),
  aspects: [],
}

const addedAspects = (rows: readonly AspectNumbers[]): AspectNumbers[] => {
  const byKey = new Map<string, AspectNumbers>()
  for (const { aspect, count, sum } of rows) {
    const before = byKey.get(aspect) ?? { count: 0, sum: 0 }
    byKey.set(aspect, { aspect, count: before.count + count, sum: before.sum + sum })
  }
  return [...byKey.values()].sort((one, other) => (one.aspect < other.aspect ? -1 : 1))
}

const added = (rows: readonly PeriodNumbers[]): typeof nothing => ({
  ...rows.reduce(
    (total, row) => ({
      invited: total.invited + row.invited,
      answered: total.answered + row.answered,
      scores: total.scores.map((count, score) => count + (row.scores[score] ?? 0)),
      aspects: [],
    }),
    nothing,
  ),
  aspects: addedAspects(rows.flatMap(({ aspects }) => aspects)),
})

const asFigures = (numbers: typeof nothing) => ({
  invited: numbers.invited,
  answered: numbers.answered,
  responseRate: rateOf(numbers),
  mean: meanScore(numbers.scores),
  netPromoterScore: netPromoterScore(numbers.scores),
})

/**
 * Distribution, net promoter score, means, response rate and their trend by month, from prepared numbers alone. It
 * tells its readers no more than the reviews do that they read; what stays of erased people is in it as a count.
 * @throws Problem 400 for months that are none, or more than five years; 404 for a practitioner out of reach
 */
export const summariseReviews = async (
  scope: OrganisationScope,
  query: SummaryQuery,
): Promise<ReviewSummary> => {
  const { tx, at, actor } = scope
  const { organisationId } = actor
  const practitionerId = await judgeWhose(scope, query.practitionerId)
  const { timeZone } = await findOrganisation(tx, organisationId)
  const today = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate()
  const months = monthsOf(query, today)
  const [from, to] = [months[0] as Temporal.PlainYearMonth, months.at(-1) as Temporal.PlainYearMonth]
  const wanted = {
    organisationId,
    practitionerId,
    from: `${from}-01`,
    until: `${to.add({ months: 1 })}-01`,
  }
  const rows = await numbersByPeriod(tx, wanted, 'month')
  const byMonth = new Map(rows.map((row) => [row.period.slice(0, 7), row]))
  const all = added(rows)
  return {
    practitionerId,
    from: from.toString(),
    to: to.toString(),
    ...asFigures(all),
    distribution: all.scores,
    aspects: asRatedAspects(all.aspects),
    months: months.map((month) => ({
      month: month.toString(),
      ...asFigures(byMonth.get(month.toString()) ?? nothing),
    })),
  }
}
