import { Temporal } from 'temporal-polyfill'
import type {
  Interval,
  LocalPeriod,
  PractitionerCalendar,
  ServiceTimes,
  Slot,
  SlotWindow,
} from '#src/features/appointments/slots.ts'

const MINUTE = 60_000
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** What a clock in the zone shows at an instant; remembered, because the model asks for every minute. */
const shown = new Map<string, Map<number, Temporal.PlainDateTime>>()
const readingAt = (instant: number, timeZone: string): Temporal.PlainDateTime => {
  const ofZone = shown.get(timeZone) ?? new Map<number, Temporal.PlainDateTime>()
  shown.set(timeZone, ofZone)
  const known = ofZone.get(instant)
  if (known) return known
  const reading = Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
  ofZone.set(instant, reading)
  return reading
}

const instantOf = (
  reading: Temporal.PlainDateTime,
  timeZone: string,
  disambiguation: 'compatible' | 'earlier' = 'compatible',
): number => reading.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds

const edges = new Map<string, number>()
/** The first minute of real time at which the clock shows the reading or a later one, found by looking at the clock. */
const firstMinuteShowing = (local: string, timeZone: string): number => {
  const key = `${local} ${timeZone}`
  const reading = Temporal.PlainDateTime.from(local)
  let instant = edges.get(key) ?? instantOf(reading, timeZone, 'earlier')
  while (Temporal.PlainDateTime.compare(readingAt(instant, timeZone), reading) < 0) instant += MINUTE
  edges.set(key, instant)
  return instant
}

const minutesOf = (from: number, until: number): number[] =>
  Array.from({ length: (until - from) / MINUTE }, (_, n) => from + n * MINUTE)

/** The hours, as a pair of readings, that could hold a start at this reading. */
const hoursAround = (
  calendar: PractitionerCalendar,
  siteId: string,
  reading: Temporal.PlainDateTime,
): [Temporal.PlainDateTime, Temporal.PlainDateTime][] => {
  const date = reading.toPlainDate()
  const ofRules = calendar.rules
    .filter((rule) => rule.siteId === siteId && rule.weekdays.includes(weekdays[date.dayOfWeek - 1]!))
    .filter((rule) => !rule.validFrom || rule.validFrom <= date.toString())
    .filter((rule) => !rule.validTo || rule.validTo >= date.toString())
    .map((rule): [Temporal.PlainDateTime, Temporal.PlainDateTime] => [
      date.toPlainDateTime(rule.from),
      rule.to === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(rule.to),
    ])
  const extra = calendar.extraHours
    .filter((period) => period.siteId === siteId)
    .map((period): [Temporal.PlainDateTime, Temporal.PlainDateTime] => [
      Temporal.PlainDateTime.from(period.from),
      Temporal.PlainDateTime.from(period.until),
    ])
  return [...ofRules, ...extra].filter(
    ([from, until]) =>
      Temporal.PlainDateTime.compare(from, reading) <= 0 &&
      Temporal.PlainDateTime.compare(reading, until) < 0,
  )
}

const isOff = (period: LocalPeriod, instant: number, siteId: string, timeZone: string): boolean =>
  (period.siteId === null || period.siteId === siteId) &&
  instant >= firstMinuteShowing(period.from, timeZone) &&
  instant < instantOf(Temporal.PlainDateTime.from(period.until), timeZone)

const isBusy = (busy: Interval, instant: number): boolean => instant >= busy.from && instant < busy.until

/** Whether a start at this minute is on offer at this site: each sentence of the rules, one after another. */
const isStart = (
  calendar: PractitionerCalendar,
  service: ServiceTimes,
  instant: number,
  siteId: string,
  timeZone: string,
): boolean => {
  const reading = readingAt(instant, timeZone)
  const end = instant + service.durationMinutes * MINUTE
  const endWithBuffer = end + service.bufferAfterMinutes * MINUTE
  const offered = hoursAround(calendar, siteId, reading).some(
    ([from, until]) =>
      from.until(reading).total('minutes') % service.slotStepMinutes === 0 &&
      endWithBuffer <= instantOf(until, timeZone),
  )
  if (!offered) return false
  if (instantOf(reading, timeZone, 'earlier') !== instant) return false
  const stay = minutesOf(instant, endWithBuffer)
  if (stay.some((minute) => calendar.timeOff.some((period) => isOff(period, minute, siteId, timeZone))))
    return false
  const occupied = minutesOf(instant - service.bufferBeforeMinutes * MINUTE, endWithBuffer)
  return !occupied.some((minute) => calendar.busy.some((busy) => isBusy(busy, minute)))
}

/**
 * What `freeSlots` should answer, by looking at every minute of real time and asking the clock on the wall. Slow and
 * obvious; it takes busy intervals, range and window in whole minutes.
 */
export const slotsByLookingAtTheClock = (
  calendar: PractitionerCalendar,
  service: ServiceTimes,
  window: SlotWindow,
  range: Interval,
): Slot[] =>
  minutesOf(range.from, range.until)
    .filter((instant) => instant >= window.earliest && instant <= window.latest)
    .flatMap((startsAt) =>
      [...calendar.timeZones]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .filter(([siteId, timeZone]) => isStart(calendar, service, startsAt, siteId, timeZone))
        .map(([siteId, timeZone]) => ({
          startsAt,
          endsAt: startsAt + service.durationMinutes * MINUTE,
          siteId,
          timeZone,
        })),
    )
