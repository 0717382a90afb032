import { Temporal } from 'temporal-polyfill'

/** An event of a month's last day is a day older in some zones than in others, and a legal minimum rounds up. */
const spareDays = 2

/** @returns the instant so many years before, two days more for the sake of zones */
export const yearsBefore = (at: string, years: number): string =>
  new Date(
    Temporal.Instant.from(at).toZonedDateTimeISO('UTC').subtract({ years, days: spareDays })
      .epochMilliseconds,
  ).toISOString()

/** The UTC month in which an instant lies, `YYYY-MM`. */
export const trailMonth = (instant: string): string => new Date(instant).toISOString().slice(0, 7)

/**
 * Until when the events of a trail go that is kept for so many years: months go whole, so the beginning of the month that
 * is the oldest to stay.
 * @param at ISO 8601
 */
export const trailKeptFrom = (at: string, years: number): string =>
  `${trailMonth(yearsBefore(at, years))}-01T00:00:00.000Z`
