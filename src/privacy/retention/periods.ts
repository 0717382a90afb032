import { Temporal } from 'temporal-polyfill'

/**
 * Whether the time is over for which a visit is kept: the period counts in calendar months and days from its end, on
 * the organisation's clock.
 * @param endsAt ISO 8601, as `at`
 * @param period ISO 8601 duration
 */
export const isOutlived = (endsAt: string, period: string, at: string, timeZone: string): boolean =>
  Temporal.Instant.from(endsAt).toZonedDateTimeISO(timeZone).add(period).epochMilliseconds <= Date.parse(at)

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** The last millisecond between two at which something still holds that held at the first and does not at the second. */
const lastOf = (from: number, until: number, holds: (instant: number) => boolean): number => {
  let [low, high] = [from, until]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}

/**
 * The latest end whose time is over at an instant. What ended later stays; of what ended earlier all is over but for the
 * last days of a month, whose ends fall due together on the last day of a shorter one, and the hour of a clock change.
 * @param at ISO 8601
 * @param period ISO 8601 duration
 * @returns ISO 8601
 */
export const outlivedUntil = (at: string, period: string, timeZone: string): string => {
  const over = (instant: number) => isOutlived(new Date(instant).toISOString(), period, at, timeZone)
  const guess = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).subtract(period)
  // Of the last days of a longer month as well, at the same time of day.
  const days = [4, 3, 2, 1, 0].map((n) => guess.add({ days: n }).epochMilliseconds)
  const latest = days.find(over) ?? guess.epochMilliseconds - 3 * hour
  let found = lastOf(latest, latest + day, over)
  for (let later = found + 15 * minute; later <= found + 3 * hour; later += 15 * minute)
    if (over(later)) found = lastOf(later, latest + day, over)
  return new Date(found).toISOString()
}
