import t from 'tap'
import type { CalendarRow } from '#src/features/appointments/calendar.queries.ts'
import { mostSlots, slotsOf } from '#src/features/appointments/find-slots.ts'
import { freeSlots } from '#src/features/appointments/slots.ts'
import { always, instant, ruleOf, serviceOf } from '#test/helpers/slot-cases.ts'
import { slotsByLookingAtTheClock } from '#test/helpers/slot-model.ts'

const siteId = '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'

/** A practitioner who can be booked every five minutes, day and night. */
const calendar = (practitionerId: string): CalendarRow => ({
  practitionerId,
  rules: [{ siteId, weekdays: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], from: '00:00', to: '24:00' }],
  timeOff: [],
  extraHours: [],
  timeZones: { [siteId]: 'UTC' },
  busy: [],
  expiredHolds: false,
  duration: 'PT5M',
  slotStep: null,
  bufferBefore: null,
  bufferAfter: null,
  priceAmount: 0,
  priceCurrency: 'SEK',
  payer: 'patient',
  confidential: false,
  minimumNotice: 'PT0M',
  bookingHorizon: 'P1Y',
  lateCancellationWindow: 'PT24H',
  reminderLeadTimes: [],
  leavesAt: null,
  agreementMissing: false,
})

const slots = (practitioners: number, to: string) =>
  slotsOf(
    Array.from({ length: practitioners }, (_, n) => calendar(String(n))),
    '2027-03-01',
    to,
    '2027-02-01T00:00:00.000Z',
  )

t.test('S57: an answer holds so many times and no more, however many practitioners there are', async (t) => {
  t.equal(slots(1, '2027-06-01').length, 92 * 288, 'the longest range of one')
  t.equal(slots(170, '2027-03-02').length, 170 * 288, 'one day of many')
  t.throws(() => slots(2, '2027-06-01'), {
    code: 'rule-refused',
    options: { errors: [{ pointer: '/querystring/to' }] },
  })
  t.ok(170 * 288 <= mostSlots && 2 * 92 * 288 > mostSlots)
})

t.test('hours upon hours are each a time once, over a change of the clock too', async (t) => {
  const zone = 'Europe/Stockholm'
  const staggered = Array.from({ length: 12 }, (_, n) => ({
    siteId,
    from: `2027-10-31T0${Math.floor(n / 4)}:${['00', '10', '20', '35'][n % 4]}`,
    until: `2027-10-31T${n + 3 < 10 ? '0' : ''}${n + 3}:${n % 2 ? '05' : '40'}`,
  }))
  const calendar = {
    rules: [ruleOf('00:30', '09:00', { siteId })],
    extraHours: staggered,
    timeOff: [],
    timeZones: new Map([[siteId, zone]]),
    busy: [],
  }
  const service = serviceOf(25, { slotStepMinutes: 10, bufferAfterMinutes: 5 })
  const range = { from: instant('2027-10-30T00:00:00Z'), until: instant('2027-11-01T00:00:00Z') }
  t.strictSame(
    freeSlots(calendar, service, always, range),
    slotsByLookingAtTheClock(calendar, service, always, range),
  )
})

t.test('S57: thousands of hours one upon the other cost no more than one', async (t) => {
  const hours = { siteId, from: '2020-01-01T00:00', until: '2040-01-01T00:00' }
  const calendar = {
    rules: [],
    extraHours: Array.from({ length: 5_000 }, () => hours),
    timeOff: [],
    timeZones: new Map([[siteId, 'Europe/Stockholm']]),
    busy: [],
  }
  const range = { from: instant('2027-03-01T00:00:00Z'), until: instant('2027-06-01T00:00:00Z') }
  const began = performance.now()
  t.equal(freeSlots(calendar, serviceOf(5), always, range).length, 92 * 288)
  // One by one they take a minute and more.
  t.ok(performance.now() - began < 3_000)
})
