import { Temporal } from 'temporal-polyfill'

/** The date on which an instant lies on a zone's calendar, `YYYY-MM-DD`. */
export const dateAt = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** The first day of the month in which an instant lies there, `YYYY-MM-01`. */
export const monthOf = (instant: string, timeZone: string): string =>
  `${dateAt(instant, timeZone).slice(0, 7)}-01`
