import t from 'tap'
import { checkSlotCases, off, ruleOf, type SlotCase, serviceOf } from '#test/helpers/slot-cases.ts'

const monday = '2027-01-11'

const cases: SlotCase[] = [
  {
    promise: 'a reading that the clock skips in spring is left out, and time is elapsed time',
    date: '2027-03-28',
    calendar: { rules: [ruleOf('01:00', '04:00')] },
    service: serviceOf(60, { slotStepMinutes: 30 }),
    times: ['01:00+01:00', '01:30+01:00', '03:00+02:00'],
  },
  {
    promise:
      'of a reading that the clock shows twice in autumn the first is offered, and time is elapsed time',
    date: '2027-10-31',
    calendar: { rules: [ruleOf('01:30', '03:30')] },
    service: serviceOf(90, { slotStepMinutes: 30 }),
    times: ['01:30+02:00', '02:00+02:00', '02:30+02:00'],
  },
  {
    promise: 'a rule that begins in the gap steps from its written start',
    date: '2027-03-28',
    calendar: { rules: [ruleOf('02:20', '04:00')] },
    service: serviceOf(20, { slotStepMinutes: 30 }),
    times: ['03:20+02:00'],
  },
  {
    promise: 'a rule that ends in the gap ends by the offset before it (compatible)',
    date: '2027-03-28',
    calendar: { rules: [ruleOf('01:00', '02:30')] },
    service: serviceOf(45),
    times: ['01:00+01:00', '01:45+01:00'],
  },
  {
    promise: 'a rule that ends at a reading shown twice ends at the first (compatible)',
    date: '2027-10-31',
    calendar: { rules: [ruleOf('01:00', '02:30')] },
    service: serviceOf(30),
    times: ['01:00+02:00', '01:30+02:00', '02:00+02:00'],
  },
  {
    promise: 'time off with edges in the gap is widened: from the jump, until by the offset before it',
    date: '2027-03-28',
    calendar: { rules: [ruleOf('01:30', '04:00')], timeOff: [off('2027-03-28T02:15', '2027-03-28T02:45')] },
    service: serviceOf(15),
    times: ['01:30+01:00', '01:45+01:00', '03:45+02:00'],
  },
  {
    promise: 'time off whose end the clock shows twice ends at the first',
    date: '2027-10-31',
    calendar: { rules: [ruleOf('01:30', '03:30')], timeOff: [off('2027-10-31T01:00', '2027-10-31T02:30')] },
    service: serviceOf(30),
    times: ['02:30+02:00', '03:00+01:00'],
  },
  {
    promise: 'Casablanca leaves summer time as Ramadan begins: 02:00 to 03:00 is shown twice',
    zone: 'Africa/Casablanca',
    date: '2026-02-15',
    calendar: { rules: [ruleOf('01:30', '04:00')] },
    service: serviceOf(30),
    times: ['01:30+01:00', '02:00+01:00', '02:30+01:00', '03:00+00:00', '03:30+00:00'],
  },
  {
    promise: 'Casablanca returns when Ramadan ends: 02:00 to 03:00 is skipped',
    zone: 'Africa/Casablanca',
    date: '2026-03-22',
    calendar: { rules: [ruleOf('01:30', '04:00')] },
    service: serviceOf(30),
    times: ['01:30+00:00', '03:00+01:00', '03:30+01:00'],
  },
  {
    promise: 'Kathmandu is 5:45 ahead',
    zone: 'Asia/Kathmandu',
    date: monday,
    calendar: { rules: [ruleOf('00:00', '00:30')] },
    service: serviceOf(30),
    times: ['00:00+05:45'],
  },
  {
    promise: 'Auckland changes in the southern spring',
    zone: 'Pacific/Auckland',
    date: '2027-09-26',
    calendar: { rules: [ruleOf('01:00', '04:00')] },
    service: serviceOf(60),
    times: ['01:00+12:00', '03:00+13:00'],
  },
  {
    promise: 'Santiago has a day without a midnight',
    zone: 'America/Santiago',
    date: '2026-09-06',
    calendar: { rules: [ruleOf('00:00', '03:00')] },
    service: serviceOf(30, { slotStepMinutes: 45 }),
    times: ['01:30-03:00', '02:15-03:00'],
  },
  {
    promise: 'the day before Santiago skips midnight still has its last hour, to the jump',
    zone: 'America/Santiago',
    date: '2026-09-05',
    calendar: { rules: [ruleOf('23:00', '24:00')] },
    service: serviceOf(30),
    times: ['23:00-04:00', '23:30-04:00'],
  },
  {
    promise: 'Santiago shows the last hour of a Saturday in April twice, and 24:00 is after both',
    zone: 'America/Santiago',
    date: '2026-04-04',
    calendar: { rules: [ruleOf('22:30', '24:00')] },
    service: serviceOf(90, { slotStepMinutes: 30 }),
    times: ['22:30-03:00', '23:00-03:00', '23:30-03:00'],
  },
  {
    promise: 'Beirut begins a Sunday in March at one o’clock',
    zone: 'Asia/Beirut',
    date: '2026-03-29',
    calendar: { rules: [ruleOf('00:00', '01:30')], extraHours: [] },
    service: serviceOf(30),
    times: ['01:00+03:00'],
  },
  {
    promise: 'Apia had no 30 December 2011',
    zone: 'Pacific/Apia',
    date: '2011-12-30',
    calendar: { rules: [ruleOf('00:00', '24:00')] },
    service: serviceOf(60),
    times: [],
  },
  {
    promise: 'Apia goes from the 29th to the 31st: extra hours through the skipped day',
    zone: 'Pacific/Apia',
    date: '2011-12-31',
    calendar: { extraHours: [{ siteId: 'site', from: '2011-12-29T22:00', until: '2011-12-31T02:00' }] },
    service: serviceOf(60),
    times: ['00:00+14:00', '01:00+14:00'],
  },
]

t.test('slots when and where the clock does odd things', (t) => {
  checkSlotCases(t, cases)
  t.end()
})
