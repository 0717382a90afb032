import { durationMinutes, periodMinutes } from '#src/schema/durations.ts'

const FIRST_YEAR = 1900
const LAST_YEAR = 2200

const daysOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Whether `YYYY-MM-DD` is a day that exists, of the years 1900 to 2200; PostgreSQL takes more than JavaScript. */
export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  return (
    year >= FIRST_YEAR &&
    year <= LAST_YEAR &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysOf(year, month)
  )
}

const clock = /^(?:[01]\d|2[0-3]):[0-5]\d$/
const clockInUtc = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?Z$/

/** RFC 3339 in UTC with `Z`, no leap second, at most milliseconds. */
export const isInstant = (text: string): boolean =>
  text.length <= 24 && text[10] === 'T' && isDate(text.slice(0, 10)) && clockInUtc.test(text.slice(11))

/** `YYYY-MM-DDTHH:MM` of a day that exists. */
export const isLocalDateTime = (text: string): boolean =>
  text.length === 16 && text[10] === 'T' && isDate(text.slice(0, 10)) && clock.test(text.slice(11))

/** `00:00` to `24:00`. */
export const isLocalTime = (text: string): boolean => text === '24:00' || clock.test(text)

const DAY = 24 * 60

const within = (text: string, minutesOf: (iso: string) => number, most: number): boolean => {
  if (text.length > 16 || /[A-Z]0\d/.test(text)) return false
  try {
    return minutesOf(text) <= most
  } catch {
    return false
  }
}

/** ISO 8601 in whole days of 24 hours, hours and minutes without leading zeros, at most 400 days together. */
export const isDuration = (text: string): boolean => within(text, durationMinutes, 400 * DAY)

/** A duration that may count in years and months, too, at most a hundred years. */
export const isPeriod = (text: string): boolean => within(text, periodMinutes, 100 * 365 * DAY)
