import { Temporal } from 'temporal-polyfill'

/**
 * Whether the time is over for which a visit is kept: the period counts in calendar months and days from its end, on
 * the organisation's clock.
 * @param endsAt ISO 8601, as `at`
 * @param period ISO 8601 duration
 */
export const isOutlived = (endsAt: string, period: string, at: string, timeZone: string): boolean =>
  Temporal.Instant.from(endsAt).toZonedDateTimeISO(timeZone).add(period).epochMilliseconds <= Date.parse(at)

/** The first day of the month in which an instant lies on the organisation's calendar, `YYYY-MM-01`. */
export const monthOf = (instant: string, timeZone: string): string =>
  `${Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString().slice(0, 7)}-01`
