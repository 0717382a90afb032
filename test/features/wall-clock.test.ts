import t from 'tap'
import { timeOffInstants } from '#src/features/appointments/slots.ts'
import { rangeInstant } from '#src/features/appointments/wall-clock.ts'
import { instant } from '#test/helpers/slot-cases.ts'

t.test('a range begins at the first instant of a date, or at the instant itself', (t) => {
  const table: [string, string, string][] = [
    ['2027-03-01', 'Europe/Stockholm', '2027-03-01T00:00+01:00'],
    ['2026-09-06', 'America/Santiago', '2026-09-06T01:00-03:00'],
    ['2026-03-29', 'Asia/Beirut', '2026-03-29T01:00+03:00'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-31T00:00+14:00'],
    ['2026-11-01', 'America/Havana', '2026-11-01T00:00-04:00'],
    ['2027-03-01T09:00:00Z', 'Asia/Kathmandu', '2027-03-01T09:00Z'],
    ['2027-03-01T09:00:00.250Z', 'Asia/Kathmandu', '2027-03-01T09:00:00.25Z'],
  ]
  for (const [given, zone, expected] of table)
    t.equal(rangeInstant(given, zone), instant(expected), `${given} ${zone}`)
  t.end()
})

t.test('time off becomes instants on the wall clock of the zone', (t) => {
  t.same(
    timeOffInstants(
      { siteId: null, from: '2027-03-01T00:00', until: '2027-03-29T00:00' },
      'Europe/Stockholm',
    ),
    {
      from: instant('2027-03-01T00:00+01:00'),
      until: instant('2027-03-29T00:00+02:00'),
    },
  )
  t.end()
})
