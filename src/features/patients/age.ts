import { dateAt } from '#src/schema/calendar.ts'

/**
 * The whole years of age on a calendar day; who was born on 29 February gets older on 1 March in other years.
 * @param dateOfBirth `YYYY-MM-DD`
 * @param day `YYYY-MM-DD`
 */
export const ageOn = (dateOfBirth: string, day: string): number => {
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
  return day.slice(5) < dateOfBirth.slice(5) ? years - 1 : years
}

/**
 * The whole years of age on the calendar day that an instant is in a zone.
 * @param at ISO 8601 instant
 * @param timeZone IANA name
 */
export const ageAt = (dateOfBirth: string, at: string, timeZone: string): number =>
  ageOn(dateOfBirth, dateAt(at, timeZone))

/**
 * Whether somebody has reached an age on the calendar day that an instant is in a zone.
 * @param at ISO 8601 instant
 * @param timeZone IANA name
 */
export const isOfAge = (dateOfBirth: string, years: number, at: string, timeZone: string): boolean =>
  ageAt(dateOfBirth, at, timeZone) >= years
