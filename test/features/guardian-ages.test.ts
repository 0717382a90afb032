import t from 'tap'
import { guardianAges, guardianAgesOf, sightAt } from '#src/features/patients/guardian-ages.ts'

const agreed: Record<string, [full: number, partly: number, consent: number | null]> = {
  SE: [13, 16, 13],
  NL: [12, 16, 16],
  NO: [12, 16, 13],
  DK: [15, 18, 15],
  FI: [12, 18, 13],
  FR: [15, 18, 15],
  BE: [12, 18, 13],
  DE: [14, 16, 16],
  GB: [11, 16, 13],
  MA: [16, 18, null],
  AZ: [16, 18, null],
}

t.test('P13 what guardians see ends with the ages that the law of each country gives', async (t) => {
  t.strictSame(Object.keys(guardianAges).sort(), Object.keys(agreed).sort())
  for (const [country, [fullyUntil, partlyUntil, consentAge]] of Object.entries(agreed)) {
    t.match(guardianAgesOf(country), { fullyUntil, partlyUntil, consentAge }, country)
    t.ok(
      guardianAgesOf(country).source && guardianAgesOf(country).consentSource,
      `${country}: with its source`,
    )
    t.equal(sightAt(fullyUntil - 1, country), 'full', `${country} the day before ${fullyUntil}`)
    t.equal(sightAt(fullyUntil, country), 'partly', `${country} at ${fullyUntil}`)
    t.equal(sightAt(partlyUntil - 1, country), 'partly', `${country} the day before ${partlyUntil}`)
    t.equal(sightAt(partlyUntil, country), null, `${country} at ${partlyUntil}`)
  }
})

t.test('P13 where no rule is known guardians see no more than anywhere else', async (t) => {
  const all = Object.values(guardianAges)
  t.equal(guardianAgesOf('XX').fullyUntil, Math.min(...all.map(({ fullyUntil }) => fullyUntil)))
  t.equal(guardianAgesOf('XX').partlyUntil, Math.min(...all.map(({ partlyUntil }) => partlyUntil)))
})
