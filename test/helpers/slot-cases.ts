import type { Test } from 'tap'
import { Temporal } from 'temporal-polyfill'
import type { AvailabilityRule } from '#src/features/appointments/availability.schema.ts'
import {
  freeSlotsBetween,
  type PractitionerCalendar,
  type ServiceTimes,
  type Slot,
} from '#src/features/appointments/slots.ts'
import { rangeInstant } from '#src/features/appointments/wall-clock.ts'
import { slotsByLookingAtTheClock } from './slot-model.ts'

const MINUTE = 60_000

/** A window that refuses nothing. */
export const always = { earliest: Date.UTC(2000, 0), latest: Date.UTC(2100, 0) }
/** Monday to Sunday. */
export const weekdays: AvailabilityRule['weekdays'] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** Epoch milliseconds of an RFC 3339 instant. */
export const instant = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds

/** A service without buffers whose step is its duration, unless more is said. */
export const serviceOf = (durationMinutes: number, more: Partial<ServiceTimes> = {}): ServiceTimes => ({
  durationMinutes,
  slotStepMinutes: durationMinutes,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  ...more,
})
/** Hours on all days at `site`, unless more is said. */
export const ruleOf = (from: string, to: string, more: Partial<AvailabilityRule> = {}): AvailabilityRule => ({
  siteId: 'site',
  weekdays,
  from,
  to,
  ...more,
})
/** A practitioner without hours who works at `site` in this zone, unless more is said. */
export const calendarOf = (
  timeZone: string,
  more: Partial<PractitionerCalendar> = {},
): PractitionerCalendar => ({
  rules: [],
  extraHours: [],
  timeOff: [],
  timeZones: new Map([['site', timeZone]]),
  busy: [],
  ...more,
})

/** `06:00+02:00`: what a clock at the site shows at the start. */
export const timeOf = (slot: Slot) =>
  Temporal.Instant.fromEpochMilliseconds(slot.startsAt)
    .toZonedDateTimeISO(slot.timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'minute' })
    .slice(11)

const timesOn = (date: string, calendar: PractitionerCalendar, service: ServiceTimes) => {
  const next = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
  return freeSlotsBetween(calendar, service, always, date, next).map(timeOf)
}

/** A promise and the times, `HH:MM` with offset, that it leaves of a date; zone: Europe/Stockholm unless said. */
export interface SlotCase {
  promise: string
  zone?: string
  date: string
  calendar: Partial<PractitionerCalendar>
  service: ServiceTimes
  times: string[]
}

/** Time off, everywhere unless a site is named. */
export const off = (from: string, until: string, siteId: string | null = null) => ({ siteId, from, until })

/** Asserts each case, of the slots and, where it is on whole minutes, of the model too. */
export const checkSlotCases = (t: Test, cases: readonly SlotCase[]) => {
  for (const { promise, zone = 'Europe/Stockholm', date, calendar, service, times } of cases) {
    const whole = calendarOf(zone, calendar)
    t.same(timesOn(date, whole, service), times, promise)
    const range = {
      from: rangeInstant(date, zone),
      until: rangeInstant(Temporal.PlainDate.from(date).add({ days: 1 }).toString(), zone),
    }
    const onMinutes = whole.busy.every((one) => one.until % MINUTE === 0)
    if (onMinutes)
      t.same(
        slotsByLookingAtTheClock(whole, service, always, range).map(timeOf),
        times,
        `the model agrees: ${promise}`,
      )
  }
}
