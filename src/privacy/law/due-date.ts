import { Temporal } from 'temporal-polyfill'
import type { Period } from '#src/privacy/law/deadlines.ts'

/** Days on which a controller does not act, beside Saturdays and Sundays. */
export interface WorkCalendar {
  /** @param day `YYYY-MM-DD` */
  isHoliday(day: string): boolean
}

/** When something is due, as local dates `YYYY-MM-DD`; the day's end counts. */
export interface DueDate {
  /** The last day. */
  readonly due: string
  /** The last day before it rolled over days off: what watches count back from. */
  readonly unrolled: string
}

const isDayOff = (date: Temporal.PlainDate, calendar: WorkCalendar) =>
  date.dayOfWeek > 5 || calendar.isHoliday(date.toString())

const rollForward = (date: Temporal.PlainDate, calendar: WorkCalendar): Temporal.PlainDate => {
  let day = date
  while (isDayOff(day, calendar)) day = day.add({ days: 1 })
  return day
}

const addWorkingDays = (date: Temporal.PlainDate, count: number, calendar: WorkCalendar) => {
  let day = date
  for (let left = count; left > 0; left--) day = rollForward(day.add({ days: 1 }), calendar)
  return day
}

const asDue = (due: Temporal.PlainDate, unrolled = due): DueDate => ({
  due: due.toString(),
  unrolled: unrolled.toString(),
})

/**
 * The last day of a period by Regulation 1182/71 Art. 3: the day of receipt does not count; months end on the same
 * date, else on the month's last day, and roll over days off. Working days roll by their nature. Days and clear
 * days are national law's: they do not roll, which is never later than the law; of clear days neither the first nor
 * the last counts, and the day before the last is the product's. Extensions count from receipt too.
 * @param received ISO 8601 instant
 * @param timeZone of whoever must answer
 */
export const dueDate = (
  received: string,
  period: Period,
  timeZone: string,
  calendar: WorkCalendar,
): DueDate => {
  const day = Temporal.Instant.from(received).toZonedDateTimeISO(timeZone).toPlainDate()
  if ('months' in period) {
    const end = day.add({ months: period.months })
    return asDue(rollForward(end, calendar), end)
  }
  if ('workingDays' in period) return asDue(addWorkingDays(day, period.workingDays, calendar))
  return asDue(day.add({ days: 'days' in period ? period.days : period.clearDays }))
}

/**
 * The instant at which a period of hours ends; hours never roll (Art. 3(3), 3(4)).
 * @param from ISO 8601 instant
 */
export const hoursAfter = (from: string, hours: number): string =>
  Temporal.Instant.from(from).add({ hours }).toString()

/** The days on which whoever must answer is reminded: 7 and 2 days before the unrolled last day. */
export const watchDays = ({ unrolled }: DueDate): [string, string] => {
  const last = Temporal.PlainDate.from(unrolled)
  return [last.subtract({ days: 7 }).toString(), last.subtract({ days: 2 }).toString()]
}
