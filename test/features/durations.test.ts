import t from 'tap'
import { addPeriod, durationMinutes, periodMinutes } from '#src/schema/durations.ts'

t.test('durations are whole days, hours and minutes; periods may have years and months', (t) => {
  const table: [string, number][] = [
    ['PT0M', 0],
    ['PT45M', 45],
    ['PT1H30M', 90],
    ['PT24H', 1440],
    ['P7D', 10_080],
    ['P1DT2H3M', 1563],
  ]
  for (const [iso, minutes] of table) {
    t.equal(durationMinutes(iso), minutes, iso)
    t.equal(periodMinutes(iso), minutes, iso)
  }
  for (const iso of [
    '',
    'P',
    'PT',
    'P1DT',
    'P1W',
    'PT30S',
    'PT1.5H',
    'PT-5M',
    '-PT5M',
    'pt5m',
    'PT5',
    'PT5M\n',
    'P1Y',
    'P13M',
  ])
    t.throws(() => durationMinutes(iso), RangeError, JSON.stringify(iso))
  for (const iso of ['P', 'P1W', 'PT1Y', 'P1M1Y', 'P1Y ']) t.throws(() => periodMinutes(iso), RangeError, iso)
  t.equal(
    addPeriod(Date.parse('2027-01-11T09:00Z'), 'P1Y'),
    Date.parse('2028-01-11T09:00Z'),
    'a year is 365 days',
  )
  t.equal(addPeriod(0, 'P12M'), addPeriod(0, 'P365D'), 'twelve months are a year')
  t.equal(periodMinutes('P13M'), 13 * 730 * 60)
  t.equal(addPeriod(Date.parse('2027-03-27T23:00Z'), 'PT24H'), Date.parse('2027-03-28T23:00Z'))
  t.end()
})
