import { test } from 'tap'
import { accountAge, ageRulesOf } from '#src/privacy/law/ages.ts'
import { breachHours, deadlineOf, type Period, regimeOf, requestKinds } from '#src/privacy/law/deadlines.ts'
import { dueDate, hoursAfter, watchDays } from '#src/privacy/law/due-date.ts'
import { loadHolidays } from '#src/privacy/law/holidays.ts'
import {
  type RetentionKind,
  retentionKinds,
  retentionRuleOf,
  shorterProfessions,
} from '#src/privacy/law/retention-periods.ts'
import { lawCountries } from '#src/privacy/law/sources.ts'
import { type RetentionFacts, statutoryRetentionEnd } from '#src/privacy/law/statutory-retention.ts'
import { trailRuleOf } from '#src/privacy/law/trail-years.ts'

const zones: Record<string, string> = {
  SE: 'Europe/Stockholm',
  NL: 'Europe/Amsterdam',
  FR: 'Europe/Paris',
  NO: 'Europe/Oslo',
  DK: 'Europe/Copenhagen',
  AZ: 'Asia/Baku',
  MA: 'Africa/Casablanca',
}

const month = { months: 1 }
const extended = { months: 3 }

/** Received, rule, country, due, what it shows. */
const examples: [string, Period, string, string, string][] = [
  ['2026-03-05', month, 'SE', '2026-04-07', '5 Apr is Easter Sunday, 6 Apr a holiday'],
  ['2026-01-31', month, 'SE', '2026-03-02', 'clamps to 28 Feb, a Saturday, then rolls'],
  ['2028-01-31', month, 'NL', '2028-02-29', 'a leap year'],
  ['2028-02-29', month, 'NL', '2028-03-29', 'a leap year the other way'],
  ['2026-11-30', month, 'SE', '2026-12-30', 'the first period'],
  ['2026-11-30', extended, 'SE', '2027-03-01', '28 Feb 2027 is a Sunday'],
  ['2026-03-25', month, 'FR', '2026-04-27', 'ends on a Saturday'],
  ['2026-04-01', month, 'SE', '2026-05-04', '1 May is a holiday in SE'],
  ['2026-04-01', month, 'NL', '2026-05-01', 'and not in NL'],
  ['2027-01-31', extended, 'SE', '2027-04-30', 'counted from receipt, not chained to 28 Apr'],
  ['2027-04-17', month, 'NO', '2027-05-18', 'Constitution Day and Whit Monday on one day'],
  ['2026-03-27', { workingDays: 7 }, 'DK', '2026-04-10', 'Maundy Thursday, Good Friday, Easter Monday'],
  ['2026-02-02', { workingDays: 7 }, 'AZ', '2026-02-11', 'counting starts on the 3rd'],
  ['2026-03-02', { clearDays: 10 }, 'MA', '2026-03-12', 'first and last day do not count; the day before'],
]

test('deadlines are reckoned as Regulation 1182/71 says', async (t) => {
  for (const [received, period, country, due, shows] of examples) {
    const calendar = await loadHolidays(country)
    const found = dueDate(`${received}T10:00:00Z`, period, zones[country] ?? 'UTC', calendar)
    t.equal(found.due, due, `${received} in ${country}: ${shows}`)
  }
})

test('the day of receipt is the local one, hours never roll, watches count from the unrolled day', async (t) => {
  const sweden = await loadHolidays('SE')
  const found = dueDate('2026-03-04T23:30:00Z', month, 'Europe/Stockholm', sweden)
  t.strictSame(found, { due: '2026-04-07', unrolled: '2026-04-05' })
  t.strictSame(watchDays(found), ['2026-03-29', '2026-04-03'])
  t.equal(hoursAfter('2026-04-03T22:00:00Z', 72), '2026-04-06T22:00:00Z')
  const own = await loadHolidays('MA', { extraDays: ['2026-07-06'] })
  t.equal(dueDate('2026-06-05T10:00:00Z', month, 'Africa/Casablanca', own).due, '2026-07-07')
  t.equal(dueDate('2026-06-05T10:00:00Z', month, 'UTC', await loadHolidays('XX')).due, '2026-07-06')
  const eve = await loadHolidays('SE')
  t.notOk(eve.isHoliday('2026-12-24'), 'Christmas Eve is a bank holiday in SE, not counted')
  const bavaria = await loadHolidays('DE', { region: 'BY' })
  t.ok(bavaria.isHoliday('2026-01-06'))
  t.notOk((await loadHolidays('DE')).isHoliday('2026-01-06'))
})

test('deadlines go by regime, kind and object', (t) => {
  t.strictSame(deadlineOf('SE', 'erasure').period, month)
  t.strictSame(deadlineOf('SE', 'erasure').extended, extended)
  t.match(deadlineOf('DK', 'access', 'healthRecord'), { period: { workingDays: 7 }, certainty: 'A+' })
  t.match(deadlineOf('DK', 'erasure', 'healthRecord'), { period: month })
  t.match(deadlineOf('FR', 'access', 'healthRecord'), {
    period: { days: 8 },
    notBeforeHours: 48,
    olderData: { years: 5, period: { months: 2 } },
  })
  t.match(deadlineOf('BE', 'access', 'healthRecord'), { period: { days: 15 } })
  t.match(deadlineOf('NO', 'access', 'healthRecord'), { period: { days: 30 }, asSoonAsPossible: true })
  t.match(deadlineOf('SE', 'access', 'healthRecord'), { period: month, asSoonAsPossible: true })
  t.match(deadlineOf('MA', 'rectification'), { period: { clearDays: 10 }, extended: null, certainty: 'A' })
  t.match(deadlineOf('AZ', 'access'), { period: { workingDays: 7 }, extended: { workingDays: 14 } })
  t.match(deadlineOf('AZ', 'erasure'), { certainty: 'C' })
  t.match(deadlineOf('GB', 'access'), { fromRelevantTime: true })
  t.equal(regimeOf('IS'), 'gdpr')
  t.equal(breachHours('SE')?.hours, 72)
  t.equal(breachHours('MA'), null)
  for (const country of lawCountries)
    for (const kind of requestKinds) t.ok(deadlineOf(country, kind).source, `${country} ${kind}`)
  t.end()
})

const minor = { born: '2015-06-01' }

/** Country, kind, facts, last day, what it shows. */
const kept: [string, RetentionKind, RetentionFacts, string | null, string][] = [
  ['SE', 'general', { lastEntry: '2026-03-01' }, '2036-03-01', '10 years after the last entry'],
  ['SE', 'general', {}, null, 'nothing is known'],
  ['SE', 'general', { lastContact: '2026-03-01' }, '2036-03-01', 'the latest that is known'],
  ['NL', 'general', { lastEntry: '2026-03-01' }, '2046-03-01', '20 years'],
  ['NO', 'general', { lastEntry: '2026-03-01' }, '2036-03-01', 'guide'],
  ['FI', 'general', { lastEntry: '2026-03-01', died: '2030-02-28' }, '2042-02-28', '12 years after death'],
  ['FI', 'general', { lastEntry: '2026-03-01', born: '1980-05-05' }, '2100-05-05', 'death unknown'],
  ['FR', 'general', { lastContact: '2026-03-01' }, '2046-03-01', '20 years after the last visit'],
  ['FR', 'minor', { lastContact: '2016-03-01', ...minor }, '2043-06-01', 'the 28th birthday is later'],
  ['FR', 'minor', { lastContact: '2030-03-01', ...minor }, '2050-03-01', 'the period is later'],
  ['FR', 'general', { lastContact: '2026-03-01', died: '2030-01-01' }, '2040-01-01', 'death within 10 years'],
  ['FR', 'general', { lastContact: '2026-03-01', died: '2037-01-01' }, '2046-03-01', 'death later than that'],
  ['BE', 'general', { lastContact: '2026-03-01' }, '2056-03-01', 'at least 30 years'],
  ['DE', 'imaging', { treatmentEnded: '2026-03-01', ...minor }, '2043-06-01', 'X-ray of a child'],
  ['GB', 'minor', { treatmentEnded: '2026-03-01', ...minor }, '2040-06-01', 'to the 25th birthday'],
  ['GB', 'minor', { treatmentEnded: '2032-12-01', ...minor }, '2041-06-01', '26th: 17 at the end'],
  ['MA', 'general', { lastEntry: '2026-03-01' }, '2046-03-01', 'rule of the house'],
  ['AZ', 'general', { lastEntry: '2026-03-01' }, '2051-03-01', 'rule of the house'],
  ['SE', 'invoice', { done: '2026-03-01', financialYearEnd: '2026-08-31' }, '2033-12-31', 'calendar year'],
  ['NO', 'invoice', { done: '2026-03-01', financialYearEnd: '2026-08-31' }, '2031-08-31', 'financial year'],
  ['DE', 'invoice', { done: '2026-03-01' }, '2034-12-31', '8 years since 2025'],
  ['XX', 'general', { lastContact: '2026-03-01' }, '2056-03-01', 'nothing is known of the country'],
]

test('statutory retention is a formula', (t) => {
  for (const [country, kind, facts, last, shows] of kept)
    t.equal(
      statutoryRetentionEnd(retentionRuleOf(country, kind), facts),
      last,
      `${country} ${kind}: ${shows}`,
    )
  t.equal(statutoryRetentionEnd(shorterProfessions, { lastEntry: '2026-03-01' }), '2031-03-01')
  const ceiling = { ...retentionRuleOf('BE', 'general'), birthday: 90 }
  t.equal(statutoryRetentionEnd(ceiling, { lastContact: '2026-03-01', ...minor }), '2076-03-01')
  t.equal(retentionRuleOf('NL', 'general').earlierOnRequest, 'yes')
  t.equal(retentionRuleOf('SE', 'general').earlierOnRequest, 'supervisor')
  t.equal(retentionRuleOf('MA', 'general').certainty, 'C')
  for (const country of lawCountries)
    for (const kind of retentionKinds) t.ok(retentionRuleOf(country, kind).source, `${country} ${kind}`)
  t.end()
})

test('ages of consent and of guardians go by country', (t) => {
  const consent = { SE: 13, NL: 16, NO: 13, DK: 15, FI: 13, FR: 15, BE: 13, DE: 16, GB: 13, MA: 18, AZ: 18 }
  for (const [country, age] of Object.entries(consent)) t.equal(ageRulesOf(country).consent.age, age, country)
  const guardians = {
    ...{ SE: [13, 16], NL: [12, 16], NO: [12, 16], DK: [15, 18], FI: [12, 18], FR: [15, 18] },
    ...{ BE: [12, 18], DE: [14, 16], GB: [11, 16], MA: [16, 18], AZ: [16, 18] },
  }
  for (const [country, [fully, partly]] of Object.entries(guardians))
    t.match(ageRulesOf(country).guardian, { fullyUntil: fully, partlyUntil: partly }, country)
  t.equal(ageRulesOf('NL').ownDecision.age, 16)
  t.equal(ageRulesOf('XX').consent.certainty, 'C')
  t.strictSame(accountAge, { default: 13, least: 13, most: 18 })
  t.end()
})

test('the trail stays as long as each country asks, at least', (t) => {
  const years = { SE: 5, NL: 5, NO: 5, DK: 5, FI: 12, FR: 3, BE: 5, DE: 5, GB: 5, MA: 5, AZ: 5 }
  for (const [country, expected] of Object.entries(years)) {
    const rule = trailRuleOf(country)
    t.equal(rule.years, expected, country)
    t.ok(rule.least >= 3 && rule.least <= rule.years && rule.years <= rule.most)
  }
  t.strictSame(
    lawCountries.filter((country) => trailRuleOf(country).showActorName),
    ['NO', 'FI'],
  )
  t.end()
})
