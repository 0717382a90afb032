import t from 'tap'
import {
  freeSlots,
  freeSlotsBetween,
  offeredSlot,
  offeredSlotIfNotBusy,
} from '#src/features/appointments/slots.ts'
import {
  always,
  calendarOf,
  checkSlotCases,
  instant,
  off,
  ruleOf,
  type SlotCase,
  serviceOf,
  timeOf,
} from '#test/helpers/slot-cases.ts'

const monday = '2027-01-11'
const busy = (from: string, until: string) => ({
  from: instant(`${monday}T${from}+01:00`),
  until: instant(`${monday}T${until}+01:00`),
})
const cases: SlotCase[] = [
  {
    promise: 'starts lie at from + n × step, and the appointment ends within the rule',
    date: monday,
    calendar: { rules: [ruleOf('09:10', '10:40')] },
    service: serviceOf(45, { slotStepMinutes: 20 }),
    times: ['09:10+01:00', '09:30+01:00', '09:50+01:00'],
  },
  {
    promise: 'the buffer after must end within the rule, the buffer before may reach out of it',
    date: monday,
    calendar: { rules: [ruleOf('09:00', '11:00')] },
    service: serviceOf(30, { bufferBeforeMinutes: 60, bufferAfterMinutes: 10 }),
    times: ['09:00+01:00', '09:30+01:00', '10:00+01:00'],
  },
  {
    promise: 'adjoining rules are not one: an appointment ends within the rule that began it',
    date: monday,
    calendar: { rules: [ruleOf('09:00', '10:00'), ruleOf('10:00', '11:00')] },
    service: serviceOf(40),
    times: ['09:00+01:00', '10:00+01:00'],
  },
  {
    promise: 'overlapping rules list a start once',
    date: monday,
    calendar: { rules: [ruleOf('09:00', '11:00'), ruleOf('09:30', '11:00'), ruleOf('09:00', '10:00')] },
    service: serviceOf(30),
    times: ['09:00+01:00', '09:30+01:00', '10:00+01:00', '10:30+01:00'],
  },
  {
    promise: 'to 24:00 is the midnight at the end of the day',
    date: monday,
    calendar: { rules: [ruleOf('23:00', '24:00')] },
    service: serviceOf(30),
    times: ['23:00+01:00', '23:30+01:00'],
  },
  {
    promise: 'a rule counts on its weekdays only',
    date: monday,
    calendar: {
      rules: [
        ruleOf('09:00', '10:00', { weekdays: ['TU', 'SU'] }),
        ruleOf('10:00', '11:00', { weekdays: ['MO'] }),
      ],
    },
    service: serviceOf(60),
    times: ['10:00+01:00'],
  },
  {
    promise: 'validFrom and validTo are inclusive',
    date: monday,
    calendar: {
      rules: [
        ruleOf('09:00', '10:00', { validFrom: monday, validTo: monday }),
        ruleOf('10:00', '11:00', { validFrom: '2027-01-12' }),
        ruleOf('11:00', '12:00', { validTo: '2027-01-10' }),
      ],
    },
    service: serviceOf(60),
    times: ['09:00+01:00'],
  },
  {
    promise: 'what is busy is half open, to the millisecond, and meets the buffers on both sides',
    date: monday,
    calendar: {
      rules: [ruleOf('09:00', '13:00')],
      busy: [
        { from: busy('12:39', '12:40').from, until: busy('12:49', '12:50').until },
        { from: busy('10:40', '10:40').from, until: busy('10:49', '10:50').until + 1 },
        busy('09:00', '09:00'),
      ],
    },
    service: serviceOf(30, { bufferBeforeMinutes: 10, bufferAfterMinutes: 10 }),
    times: ['09:00+01:00', '09:30+01:00', '10:00+01:00', '11:30+01:00'],
  },
  {
    promise: 'time off blocks the appointment and its buffer after, not the buffer before',
    date: monday,
    calendar: { rules: [ruleOf('09:00', '13:00')], timeOff: [off(`${monday}T10:30`, `${monday}T11:00`)] },
    service: serviceOf(30, { bufferBeforeMinutes: 30, bufferAfterMinutes: 10 }),
    times: ['09:00+01:00', '09:30+01:00', '11:00+01:00', '11:30+01:00', '12:00+01:00'],
  },
  {
    promise: 'time off at a site is for that site, and time off may span years',
    date: monday,
    calendar: {
      rules: [ruleOf('09:00', '11:00')],
      timeOff: [
        off(`${monday}T09:00`, `${monday}T10:00`, 'elsewhere'),
        off(`${monday}T10:00`, '2999-12-31T00:00', 'site'),
        off('1999-01-01T00:00', '2027-01-11T09:30'),
      ],
    },
    service: serviceOf(30),
    times: ['09:30+01:00'],
  },
  {
    promise: 'extra hours step from their own start and may cross midnight',
    date: '2027-01-12',
    calendar: { extraHours: [{ siteId: 'site', from: `${monday}T23:10`, until: '2027-01-12T02:10' }] },
    service: serviceOf(40),
    times: ['00:30+01:00', '01:10+01:00'],
  },
  {
    promise: 'hours at a site where the practitioner does not work count for nothing',
    date: monday,
    calendar: {
      rules: [ruleOf('09:00', '11:00', { siteId: 'elsewhere' })],
      extraHours: [{ siteId: 'elsewhere', from: `${monday}T09:00`, until: `${monday}T11:00` }],
    },
    service: serviceOf(30),
    times: [],
  },
]

t.test('the rules of slots, one by one', (t) => {
  checkSlotCases(t, cases)
  t.end()
})

t.test('a start lies in [from, until) of the range and in [earliest, latest] of the window', (t) => {
  const calendar = calendarOf('Europe/Stockholm', { rules: [ruleOf('09:00', '12:00')] })
  const at = (time: string) => instant(`${monday}T${time}:00+01:00`)
  const times = (window: { earliest: number; latest: number }, range: { from: number; until: number }) =>
    freeSlots(calendar, serviceOf(30), window, range).map(timeOf)
  t.same(times(always, { from: at('09:30'), until: at('10:30') }), ['09:30+01:00', '10:00+01:00'])
  t.same(times(always, { from: at('09:30') + 1, until: at('10:30') + 1 }), ['10:00+01:00', '10:30+01:00'])
  const day = { from: at('00:00'), until: at('23:00') }
  t.same(times({ earliest: at('10:00'), latest: at('11:00') }, day), [
    '10:00+01:00',
    '10:30+01:00',
    '11:00+01:00',
  ])
  t.same(times({ earliest: at('10:00') + 1, latest: at('11:00') - 1 }, day), ['10:30+01:00'])
  t.same(times(always, { from: at('10:00'), until: at('10:00') }), [])
  t.same(times({ earliest: at('11:00'), latest: at('10:00') }, day), [])
  t.end()
})

t.test(
  'two sites: both are offered at one instant, by start and then site, dates by each site’s own zone',
  (t) => {
    const calendar = calendarOf('Europe/Stockholm', {
      rules: [ruleOf('00:00', '01:00', { siteId: 'b' }), ruleOf('01:00', '02:00', { siteId: 'a' })],
      timeZones: new Map([
        ['b', 'Europe/Stockholm'],
        ['a', 'Europe/Helsinki'],
      ]),
    })
    const slots = freeSlotsBetween(calendar, serviceOf(30), always, monday, '2027-01-12')
    t.same(
      slots.map((slot) => `${slot.siteId} ${timeOf(slot)}`),
      ['a 01:00+02:00', 'b 00:00+01:00', 'a 01:30+02:00', 'b 00:30+01:00'],
    )
    const start = slots[0]!.startsAt
    t.equal(
      offeredSlot(calendar, serviceOf(30), always, start)?.siteId,
      'a',
      'the first by id where none is named',
    )
    t.equal(offeredSlot(calendar, serviceOf(30), always, start, 'b')?.siteId, 'b')
    t.equal(offeredSlot(calendar, serviceOf(30), always, start, 'c'), undefined)
    t.end()
  },
)

t.test('what is taken is told from what is not offered at all', (t) => {
  const calendar = calendarOf('Europe/Stockholm', {
    rules: [ruleOf('09:00', '12:00')],
    busy: [busy('09:00', '09:45')],
  })
  const ask = (time: string) => {
    const start = instant(`${monday}T${time}+01:00`)
    return [
      offeredSlot(calendar, serviceOf(30), always, start) !== undefined,
      offeredSlotIfNotBusy(calendar, serviceOf(30), always, start) !== undefined,
    ]
  }
  t.same(ask('10:00'), [true, true], 'free')
  t.same(ask('09:30'), [false, true], 'taken')
  t.same(ask('10:10'), [false, false], 'not offered')
  t.same(ask('10:00:00.001'), [false, false], 'not offered a millisecond later')
  t.end()
})

t.test('a step or duration of nothing and an unknown zone throw RangeError', (t) => {
  const calendar = calendarOf('Mars/Olympus', { rules: [ruleOf('09:00', '12:00')] })
  const range = { from: instant('2027-01-11T00:00Z'), until: instant('2027-01-12T00:00Z') }
  t.throws(() => freeSlots(calendar, serviceOf(30), always, range), RangeError)
  t.throws(() => freeSlots(calendar, serviceOf(30, { slotStepMinutes: 0 }), always, range), RangeError)
  t.throws(() => freeSlots(calendar, serviceOf(0, { slotStepMinutes: 5 }), always, range), RangeError)
  t.end()
})
