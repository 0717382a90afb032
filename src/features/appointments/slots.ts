import type { AvailabilityRule } from './availability.schema.ts'
import {
  DAY,
  MINUTE,
  type Reading,
  rangeInstant,
  readingOf,
  type ZoneClock,
  zoneClock,
} from './wall-clock.ts'

/** Wall-clock `YYYY-MM-DDTHH:MM`, half open. Without a site it means each site's own wall clock. */
export interface LocalPeriod {
  siteId: string | null
  from: string
  until: string
}

/** Instants in epoch milliseconds, half open. */
export interface Interval {
  from: number
  until: number
}

/** Everything about one practitioner that decides when she can be booked. */
export interface PractitionerCalendar {
  rules: readonly AvailabilityRule[]
  extraHours: readonly (LocalPeriod & { siteId: string })[]
  timeOff: readonly LocalPeriod[]
  /** Site to IANA zone, of the sites where she works; hours at any other site count for nothing. */
  timeZones: ReadonlyMap<string, string>
  /** What occupies her, buffers included; in any order, overlapping or not. */
  busy: readonly Interval[]
}

/** The times of a service in minutes; duration and step are at least 1. */
export interface ServiceTimes {
  durationMinutes: number
  slotStepMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
}

/** From now + minimum notice to now + booking horizon, in epoch milliseconds: a start lies in [earliest, latest]. */
export interface SlotWindow {
  earliest: number
  latest: number
}

/** A time that can be booked; instants in epoch milliseconds. */
export interface Slot {
  startsAt: number
  endsAt: number
  siteId: string
  timeZone: string
}

/** A stretch of hours on a wall clock, half open: from a rule on one date, or extra. */
interface Hours {
  from: Reading
  to: Reading
}

const timeOfDay = (local: string): number =>
  Number(local.slice(0, 2)) * 60 * MINUTE + Number(local.slice(3)) * MINUTE

type Weekday = AvailabilityRule['weekdays'][number]

const weekdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Days are counted from 1970-01-01, a Thursday. */
const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7]!

/** The rule's hours on each of its dates that instants of the range can show anywhere on earth. */
const hoursOfRule = (rule: AvailabilityRule, range: Interval): Hours[] => {
  const from = timeOfDay(rule.from)
  const to = timeOfDay(rule.to)
  const before = Math.floor(range.from / DAY) - 1
  const after = Math.floor(range.until / DAY) + 1
  const first = rule.validFrom === undefined ? before : Math.max(before, readingOf(rule.validFrom) / DAY)
  const last = rule.validTo === undefined ? after : Math.min(after, readingOf(rule.validTo) / DAY)
  const hours: Hours[] = []
  for (let day = first; day <= last; day++)
    if (rule.weekdays.includes(weekdayOf(day))) hours.push({ from: day * DAY + from, to: day * DAY + to })
  return hours
}

const hoursAtSite = (calendar: PractitionerCalendar, siteId: string, range: Interval): Hours[] => [
  ...calendar.rules.filter((rule) => rule.siteId === siteId).flatMap((rule) => hoursOfRule(rule, range)),
  ...calendar.extraHours
    .filter((period) => period.siteId === siteId)
    .map((period) => ({ from: readingOf(period.from), to: readingOf(period.until) })),
]

/** By the remainder of the first reading by the step: the reading up to which earlier hours gave their starts. */
type Given = Map<number, Reading>

/**
 * Adds the starts that the hours hold beyond those of earlier hours, so that hours upon hours cost no more than one.
 * Readings are kept within a day of the range, because hours and time off may span years and no clock is a day off UTC.
 */
const addStarts = (
  starts: number[],
  hours: Hours,
  clock: ZoneClock,
  { step, stay }: { step: number; stay: number },
  range: Interval,
  given: Given,
) => {
  const remainder = ((hours.from % step) + step) % step
  const skipped = Math.max(0, Math.ceil((range.from - DAY - hours.from) / step))
  const first = Math.max(hours.from + skipped * step, given.get(remainder) ?? Number.NEGATIVE_INFINITY)
  const last = Math.min(hours.to, range.until + DAY)
  if (first >= last) return
  const end = clock.compatible(Math.min(hours.to, range.until + stay + DAY))
  let next = first
  for (let reading = first; reading < last; reading += step) {
    const start = clock.first(reading)
    if (start === undefined) continue
    if (start + stay > end) break
    if (start >= range.from && start < range.until) starts.push(start)
    next = reading + step
  }
  given.set(remainder, next)
}

/** The same instants as few intervals, apart and in order; empty ones hold nothing. */
const united = (intervals: readonly Interval[]): Interval[] => {
  const result: Interval[] = []
  let last: Interval | undefined
  for (const { from, until } of intervals
    .filter((one) => one.from < one.until)
    .sort((a, b) => a.from - b.from))
    if (last && from <= last.until) last.until = Math.max(last.until, until)
    else {
      last = { from, until }
      result.push(last)
    }
  return result
}

/** Tells whether [from, until) meets one of the united intervals; must be asked in order of `from`. */
const sweep = (intervals: readonly Interval[]) => {
  let at = 0
  return (from: number, until: number): boolean => {
    while (at < intervals.length && intervals[at]!.until <= from) at++
    const next = intervals[at]
    return next !== undefined && next.from < until
  }
}

const instantsOfTimeOff = (clock: ZoneClock, from: Reading, until: Reading): Interval => ({
  from: clock.reached(from),
  until: clock.compatible(until),
})

/**
 * The instants that a period of time off takes on the wall clock of a zone. An edge that the clock shows twice is
 * its first; an edge that it skips widens the time off: it begins with the jump and ends by the offset before it.
 */
export const timeOffInstants = (period: LocalPeriod, timeZone: string): Interval =>
  instantsOfTimeOff(zoneClock(timeZone), readingOf(period.from), readingOf(period.until))

const timeOffAtSite = (calendar: PractitionerCalendar, siteId: string, clock: ZoneClock, around: Interval) =>
  united(
    calendar.timeOff
      .filter((period) => period.siteId === null || period.siteId === siteId)
      .map(({ from, until }) => ({ from: readingOf(from), until: readingOf(until) }))
      .filter(({ from, until }) => from < around.until && until > around.from)
      .map(({ from, until }) =>
        instantsOfTimeOff(clock, Math.max(from, around.from), Math.min(until, around.until)),
      ),
  )

const slotsAtSite = (
  calendar: PractitionerCalendar,
  service: ServiceTimes,
  busy: readonly Interval[],
  range: Interval,
  [siteId, timeZone]: readonly [string, string],
): Slot[] => {
  const clock = zoneClock(timeZone)
  const duration = service.durationMinutes * MINUTE
  const before = service.bufferBeforeMinutes * MINUTE
  const stay = duration + service.bufferAfterMinutes * MINUTE
  const starts: number[] = []
  const given: Given = new Map()
  for (const hours of hoursAtSite(calendar, siteId, range).sort((a, b) => a.from - b.from))
    addStarts(starts, hours, clock, { step: service.slotStepMinutes * MINUTE, stay }, range, given)
  starts.sort((a, b) => a - b)

  const around = { from: range.from - 2 * DAY, until: range.until + stay + 2 * DAY }
  const isOff = sweep(timeOffAtSite(calendar, siteId, clock, around))
  const isBusy = sweep(busy)
  const slots: Slot[] = []
  let previous = Number.NaN
  for (const startsAt of starts) {
    const taken =
      startsAt === previous || isOff(startsAt, startsAt + stay) || isBusy(startsAt - before, startsAt + stay)
    previous = startsAt
    if (!taken) slots.push({ startsAt, endsAt: startsAt + duration, siteId, timeZone })
  }
  return slots
}

const byStart = (a: Slot, b: Slot): number => a.startsAt - b.startsAt || (a.siteId < b.siteId ? -1 : 1)

const slotsIn = (
  calendar: PractitionerCalendar,
  service: ServiceTimes,
  window: SlotWindow,
  rangeOf: (timeZone: string) => Interval,
): Slot[] => {
  if (!(service.slotStepMinutes > 0 && service.durationMinutes > 0))
    throw new RangeError('A service takes time')
  const busy = united(calendar.busy)
  return [...calendar.timeZones]
    .flatMap((site) => {
      const { from, until } = rangeOf(site[1])
      const range = { from: Math.max(from, window.earliest), until: Math.min(until, window.latest + 1) }
      return range.from < range.until ? slotsAtSite(calendar, service, busy, range, site) : []
    })
    .sort(byStart)
}

/**
 * The times that can be booked, with starts in [from, until) (epoch milliseconds), by start and then site, each
 * once. The caller bounds the range: the work grows with it.
 *
 * - Starts lie at `from + n × step` of a rule or of extra hours on the site's wall clock. A reading that the clock
 *   skips is no start; of one that it shows twice the first is. From there on all time is elapsed time.
 * - [start, end + bufferAfter) ends within those same hours and meets no time off; the buffer before may reach
 *   out of the hours and into time off. Hours end by Temporal's `compatible`, time off as `timeOffInstants` says.
 * - [start − bufferBefore, end + bufferAfter) meets nothing busy.
 *
 * Throws RangeError for a step or duration of nothing and for a time zone that the runtime does not know.
 */
export const freeSlots = (
  calendar: PractitionerCalendar,
  service: ServiceTimes,
  window: SlotWindow,
  range: Interval,
): Slot[] => slotsIn(calendar, service, window, () => range)

/** `freeSlots` between two ends as the API takes them: a date (of each site's own zone) or an RFC 3339 instant. */
export const freeSlotsBetween = (
  calendar: PractitionerCalendar,
  service: ServiceTimes,
  window: SlotWindow,
  from: string,
  to: string,
): Slot[] =>
  slotsIn(calendar, service, window, (zone) => ({
    from: rangeInstant(from, zone),
    until: rangeInstant(to, zone),
  }))

/**
 * The slot that begins at this instant (epoch milliseconds), at the site or, when none is named, at the first by
 * id; undefined when `freeSlots` would not list it.
 */
export const offeredSlot = (
  calendar: PractitionerCalendar,
  service: ServiceTimes,
  window: SlotWindow,
  startsAt: number,
  siteId?: string,
): Slot | undefined =>
  freeSlots(calendar, service, window, { from: startsAt, until: startsAt + 1 }).find(
    (slot) => siteId === undefined || slot.siteId === siteId,
  )

/** `offeredSlot` as if nobody had booked anything: tells what is not offered at all (422) from what is taken (409). */
export const offeredSlotIfNotBusy = (
  calendar: PractitionerCalendar,
  service: ServiceTimes,
  window: SlotWindow,
  startsAt: number,
  siteId?: string,
): Slot | undefined => offeredSlot({ ...calendar, busy: [] }, service, window, startsAt, siteId)
