import fc from 'fast-check'
import t from 'tap'
import { Temporal } from 'temporal-polyfill'
import type { AvailabilityRule } from '#src/features/appointments/availability.schema.ts'
import {
  freeSlots,
  type Interval,
  type LocalPeriod,
  offeredSlot,
  offeredSlotIfNotBusy,
  type PractitionerCalendar,
  type ServiceTimes,
  type Slot,
} from '#src/features/appointments/slots.ts'
import { weekdays } from '#test/helpers/slot-cases.ts'
import { slotsByLookingAtTheClock } from '#test/helpers/slot-model.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE

const zones = [
  'Europe/Stockholm',
  'Europe/Amsterdam',
  'Asia/Baku',
  'Africa/Casablanca',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'America/Santiago',
]

/** The dates on which the zone changes its clock, from 2025 to 2028; for a zone that never does, one like any other. */
const datesOfChange = (zone: string): string[] => {
  const dates: string[] = []
  let at = Temporal.ZonedDateTime.from(`2025-01-01T00:00[${zone}]`).getTimeZoneTransition('next')
  while (at && at.year < 2029) {
    dates.push(at.toPlainDate().toString())
    at = at.getTimeZoneTransition('next')
  }
  return dates.length > 0 ? dates : ['2027-03-28']
}

/** The day and hour around which a case plays: mostly a change of the clock, sometimes weeks away from it. */
const scene = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    date: fc
      .tuple(fc.constantFrom(...datesOfChange(zone)), fc.constantFrom(-1, 0, 0, 0, 1, 40))
      .map(([date, days]) => Temporal.PlainDate.from(date).add({ days })),
  }),
)
type Scene = { zone: string; date: Temporal.PlainDate }

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Times of day on five minutes; nights and the hour after two more often, because clocks change then. */
const minuteOfDay = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 2 * 12, max: 3 * 12 }).map((n) => n * 5) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 * 12 }).map((n) => n * 5) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 287 }).map((n) => n * 5) },
)

/** In steps of five minutes; short ones often, so that both ends lie near a change. */
const lengthUpTo = (max: number) => fc.oneof(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max }))

const siteIds = ['a', 'b', 'c']

const rule = ({ date }: Scene) =>
  fc
    .record({
      siteId: fc.constantFrom('a', 'a', ...siteIds),
      weekdays: fc.oneof(fc.constant(weekdays), fc.subarray(weekdays, { minLength: 1 })),
      from: minuteOfDay,
      length: lengthUpTo(288),
      validFrom: fc.option(fc.integer({ min: -2, max: 1 }), { freq: 4, nil: undefined }),
      validTo: fc.option(fc.integer({ min: -1, max: 2 }), { freq: 4, nil: undefined }),
    })
    .map(
      ({ from, length, validFrom, validTo, ...rest }): AvailabilityRule => ({
        ...rest,
        from: clock(from),
        to: clock(Math.min(1440, from + length * 5)),
        ...(validFrom === undefined ? {} : { validFrom: date.add({ days: validFrom }).toString() }),
        ...(validTo === undefined ? {} : { validTo: date.add({ days: validTo }).toString() }),
      }),
    )

const period = <S extends string | null>({ date }: Scene, sites: S[], maxMinutes: number) =>
  fc
    .record({
      siteId: fc.constantFrom(...sites),
      day: fc.integer({ min: -1, max: 1 }),
      from: minuteOfDay,
      length: lengthUpTo(maxMinutes / 5),
    })
    .map(({ siteId, day, from, length }) => {
      const start = date.add({ days: day }).toPlainDateTime(clock(from))
      const local = (reading: Temporal.PlainDateTime) => reading.toString({ smallestUnit: 'minute' })
      return { siteId, from: local(start), until: local(start.add({ minutes: length * 5 })) }
    })

const midnightOf = ({ zone, date }: Scene) => date.toZonedDateTime(zone).epochMilliseconds

const busy = (place: Scene) =>
  fc.tuple(fc.integer({ min: -1440, max: 2880 }), fc.integer({ min: 0, max: 240 })).map(
    ([from, length]): Interval => ({
      from: midnightOf(place) + from * MINUTE,
      until: midnightOf(place) + (from + length) * MINUTE,
    }),
  )

const calendar = (place: Scene): fc.Arbitrary<PractitionerCalendar> =>
  fc.record({
    rules: fc.array(rule(place), { maxLength: 4 }),
    extraHours: fc.array(period(place, ['a', 'a', 'b', 'c'], 1800), { maxLength: 2 }),
    timeOff: fc.array<LocalPeriod>(period<string | null>(place, [null, 'a', 'b', 'c'], 400), {
      maxLength: 2,
    }),
    timeZones: fc
      .option(fc.constantFrom(...zones), { nil: undefined, freq: 3 })
      .map((second) => new Map([...(second ? [['b', second] as const] : []), ['a', place.zone] as const])),
    busy: fc.array(busy(place), { maxLength: 5 }),
  })

const service: fc.Arbitrary<ServiceTimes> = fc.record({
  durationMinutes: fc.constantFrom(5, 15, 20, 30, 45, 60, 90, 150),
  slotStepMinutes: fc.constantFrom(5, 7, 15, 20, 30, 45, 60, 90),
  bufferBeforeMinutes: fc.constantFrom(0, 0, 5, 15, 40),
  bufferAfterMinutes: fc.constantFrom(0, 0, 5, 15, 40),
})

const question = scene.chain((place) =>
  fc.record({
    place: fc.constant(place),
    calendar: calendar(place),
    service,
    /** Minutes from the midnight of the day. */
    range: fc.record({
      from: fc.integer({ min: -600, max: 300 }),
      length: fc.integer({ min: 1, max: 2200 }),
    }),
    window: fc.oneof(
      fc.constant({ earliest: -5_000_000, latest: 5_000_000 }),
      fc.record({ earliest: fc.integer({ min: -600, max: 600 }), latest: fc.integer({ min: 0, max: 2000 }) }),
    ),
    others: fc.array(fc.tuple(fc.integer({ min: -600, max: 2500 }), fc.constantFrom(0, 0, 0, 1, 30_000)), {
      minLength: 20,
      maxLength: 20,
    }),
  }),
)

const key = (slot: Slot) => `${slot.siteId} ${slot.startsAt}`

t.test(
  'slots are what the clock on the wall says, and a time can be booked exactly when it is listed',
  (t) => {
    const seen = { slots: 0, asked: 0, refused: 0, onChangedDays: 0 }
    fc.assert(
      fc.property(question, ({ place, calendar, service, range, window, others }) => {
        const midnight = midnightOf(place)
        const interval = {
          from: midnight + range.from * MINUTE,
          until: midnight + (range.from + range.length) * MINUTE,
        }
        const limits = {
          earliest: midnight + window.earliest * MINUTE,
          latest: midnight + window.latest * MINUTE,
        }
        const listed = freeSlots(calendar, service, limits, interval)
        const expected = slotsByLookingAtTheClock(calendar, service, limits, interval)
        if (JSON.stringify(listed) !== JSON.stringify(expected)) {
          t.same(listed, expected)
          return false
        }
        seen.slots += listed.length
        if (place.date.toZonedDateTime(place.zone).hoursInDay !== 24) seen.onChangedDays += listed.length

        const keys = new Set(listed.map(key))
        for (const slot of listed) {
          const offered = offeredSlot(calendar, service, limits, slot.startsAt, slot.siteId)
          if (!offered || JSON.stringify(offered) !== JSON.stringify(slot)) return false
          if (!offeredSlotIfNotBusy(calendar, service, limits, slot.startsAt, slot.siteId)) return false
        }
        for (const [minute, extra] of others) {
          const startsAt = midnight + minute * MINUTE + extra
          if (startsAt < interval.from || startsAt >= interval.until) continue
          for (const siteId of siteIds) {
            seen.asked += 1
            const offered = offeredSlot(calendar, service, limits, startsAt, siteId)
            if (!offered) seen.refused += 1
            if ((offered !== undefined) !== keys.has(`${siteId} ${startsAt}`)) return false
          }
        }
        return true
      }),
      { numRuns: 400, seed: 20_261_121 },
    )
    t.comment(JSON.stringify(seen))
    t.ok(seen.slots > 1000 && seen.onChangedDays > 300, 'the cases hold slots, also on days of a change')
    t.ok(seen.refused > 1000, 'and instants that are not offered')
    t.end()
  },
)

t.test('a week of one practitioner is computed in a fraction of a millisecond', (t) => {
  const range = { from: Date.UTC(2027, 0, 11), until: Date.UTC(2027, 0, 18) }
  const busy = Array.from({ length: 20 }, (_, n) => ({
    from: range.from + n * 8 * 60 * MINUTE,
    until: range.from + (n * 8 * 60 + 45) * MINUTE,
  }))
  const week: PractitionerCalendar = {
    rules: [{ siteId: 'a', weekdays, from: '08:00', to: '17:00' }],
    extraHours: [],
    timeOff: [{ siteId: null, from: '2027-01-13T12:00', until: '2027-01-13T13:00' }],
    timeZones: new Map([['a', 'Europe/Stockholm']]),
    busy,
  }
  const half = { durationMinutes: 30, slotStepMinutes: 15, bufferBeforeMinutes: 0, bufferAfterMinutes: 5 }
  const window = { earliest: range.from, latest: range.from + 365 * DAY }
  const rounds = 5000
  const time = (work: () => void): number => {
    for (let n = 0; n < rounds; n++) work()
    const began = performance.now()
    for (let n = 0; n < rounds; n++) work()
    return ((performance.now() - began) * 1000) / rounds
  }
  const list = time(() => freeSlots(week, half, window, range))
  const one = time(() => offeredSlot(week, half, window, range.from + 9 * 60 * MINUTE))
  t.comment(`a week: ${list.toFixed(1)} µs, one time: ${one.toFixed(1)} µs`)
  t.ok(list < 2000, 'far from the time of a request')
  t.end()
})
