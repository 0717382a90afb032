import type { Sight } from '#src/access/relations.ts'

/** How sure a rule is: of the law's own text, of its practice, or of the product where the law says nothing. */
type Certainty = 'A+' | 'A' | 'B' | 'C'

/** From which age on a country's law lets a child decide alone, and what its guardians see until then. */
export interface GuardianAges {
  /** Below it a consent is the guardian's to give (GDPR Art. 8); null: the law knows no such age. */
  readonly consentAge: number | null
  readonly consentSource: string
  /** Guardians see everything until this age. */
  readonly fullyUntil: number
  /** From then until this age they see bookings alone; afterwards nothing. */
  readonly partlyUntil: number
  readonly source: string
  readonly certainty: Certainty
}

const ages = (
  [consentAge, consentSource]: [number | null, string],
  [fullyUntil, partlyUntil]: [number, number],
  [source, certainty]: [string, Certainty],
): GuardianAges => Object.freeze({ consentAge, consentSource, fullyUntil, partlyUntil, source, certainty })

const product = 'no age in the law; a choice of the product'

/** By ISO 3166-1 country. */
export const guardianAges: Readonly<Record<string, GuardianAges>> = Object.freeze({
  SE: ages([13, 'lag (2018:218) 2 kap. 4 §'], [13, 16], ['practice of the national portal', 'B']),
  NL: ages([16, 'GDPR Art. 8(1), UAVG Art. 5'], [12, 16], ['BW 7:447, 7:450, 7:465', 'B']),
  NO: ages([13, 'personopplysningsloven § 5'], [12, 16], ['pasient- og brukerrettighetsloven § 4-3', 'A+']),
  DK: ages([15, 'databeskyttelsesloven § 6'], [15, 18], ['sundhedsloven §§ 17, 37(2)', 'A+']),
  FI: ages([13, 'tietosuojalaki (1050/2018) 5 §'], [12, 18], [product, 'C']),
  FR: ages([15, 'loi Informatique et Libertés Art. 45'], [15, 18], [product, 'C']),
  BE: ages([13, 'loi du 30 juillet 2018 Art. 7'], [12, 18], [product, 'C']),
  DE: ages([16, 'GDPR Art. 8(1)'], [14, 16], [product, 'C']),
  GB: ages([13, 'Data Protection Act 2018 s. 9'], [11, 16], [product, 'C']),
  MA: ages([null, 'majority at 18'], [16, 18], [product, 'C']),
  AZ: ages([null, 'majority at 18'], [16, 18], [product, 'C']),
})

/** Where no rule is known, what every known country lets guardians see, and no more. */
const elsewhere = ages([16, 'GDPR Art. 8(1)'], [11, 16], [product, 'C'])

/** The ages that hold in a country. */
export const guardianAgesOf = (country: string): GuardianAges => guardianAges[country] ?? elsewhere

/** What a guardian sees of a child of that age there; null: nothing any more. */
export const sightAt = (age: number, country: string): Sight | null => {
  const { fullyUntil, partlyUntil } = guardianAgesOf(country)
  if (age < fullyUntil) return 'full'
  return age < partlyUntil ? 'partly' : null
}
