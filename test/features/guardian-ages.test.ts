import t from 'tap'
import { sightAt } from '#src/features/patients/guardian-ages.ts'
import { ageRulesOf } from '#src/privacy/law/ages.ts'
import { lawCountries } from '#src/privacy/law/sources.ts'

const agreed: Record<string, [full: number, partly: number, consent: number]> = {
  SE: [13, 16, 13],
  NL: [12, 16, 16],
  NO: [12, 16, 13],
  DK: [15, 18, 15],
  FI: [12, 18, 13],
  FR: [15, 18, 15],
  BE: [12, 18, 13],
  DE: [14, 16, 16],
  GB: [11, 16, 13],
  MA: [16, 18, 18],
  AZ: [16, 18, 18],
}

t.test('P13 what guardians see ends with the ages that the law of each country gives', async (t) => {
  t.strictSame([...lawCountries].sort(), Object.keys(agreed).sort())
  for (const [country, [fullyUntil, partlyUntil, consentAge]] of Object.entries(agreed)) {
    const { guardian, consent } = ageRulesOf(country)
    t.match(guardian, { fullyUntil, partlyUntil }, country)
    t.equal(consent.age, consentAge, country)
    t.ok(guardian.source && consent.source, `${country}: with its source`)
    t.equal(sightAt(fullyUntil - 1, country), 'full', `${country} the day before ${fullyUntil}`)
    t.equal(sightAt(fullyUntil, country), 'partly', `${country} at ${fullyUntil}`)
    t.equal(sightAt(partlyUntil - 1, country), 'partly', `${country} the day before ${partlyUntil}`)
    t.equal(sightAt(partlyUntil, country), null, `${country} at ${partlyUntil}`)
  }
})

t.test('P13 where no rule is known guardians see no more than anywhere else', async (t) => {
  const all = lawCountries.map((country) => ageRulesOf(country).guardian)
  t.match(ageRulesOf('XX').guardian, {
    fullyUntil: Math.min(...all.map(({ fullyUntil }) => fullyUntil)),
    partlyUntil: Math.min(...all.map(({ partlyUntil }) => partlyUntil)),
  })
})
