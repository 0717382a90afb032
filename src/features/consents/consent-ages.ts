import { isOfAge } from '#src/features/patients/age.ts'

/** From which age somebody consents alone, by which rule, and how sure that is (A+ to C, C being our own rule). */
interface ConsentAge {
  age: number
  source: string
  certainty: 'A+' | 'A' | 'B' | 'C'
}

/** Where no law is known: the age of GDPR Art. 8(1). */
const elsewhere: ConsentAge = { age: 16, source: 'GDPR Art. 8(1)', certainty: 'C' }

/** By ISO 3166-1 country. Where the law knows no age of consent it is that of majority. */
const consentAges: Record<string, ConsentAge> = {
  SE: { age: 13, source: 'Lag (2018:218) 2 kap. 4 §', certainty: 'A' },
  NL: { age: 16, source: 'GDPR Art. 8(1), UAVG art. 5', certainty: 'A' },
  NO: { age: 13, source: 'Personopplysningsloven § 5', certainty: 'A+' },
  DK: { age: 15, source: 'Databeskyttelsesloven § 6', certainty: 'A+' },
  FI: { age: 13, source: 'Tietosuojalaki 1050/2018 § 5', certainty: 'A' },
  FR: { age: 15, source: 'Loi Informatique et Libertés art. 45', certainty: 'A' },
  BE: { age: 13, source: 'Law of 30 July 2018 art. 7', certainty: 'A' },
  DE: { age: 16, source: 'GDPR Art. 8(1)', certainty: 'A' },
  GB: { age: 13, source: 'Data Protection Act 2018 s. 9', certainty: 'A' },
  MA: { age: 18, source: 'majority', certainty: 'A' },
  AZ: { age: 18, source: 'majority', certainty: 'B' },
}

/** From which age somebody consents alone in a country. */
export const consentAgeOf = (country: string): ConsentAge => consentAges[country] ?? elsewhere

/**
 * Whether somebody may consent alone, by the calendar of a zone on the day that an instant is there.
 * @param dateOfBirth `YYYY-MM-DD`; of whom it is not known counts as of age
 * @param country ISO 3166-1 of the controller; null where it has none
 * @param at ISO 8601 instant
 */
export const consentsAlone = (
  dateOfBirth: string | null,
  { country, timeZone }: { country: string | null; timeZone: string },
  at: string,
): boolean => dateOfBirth === null || isOfAge(dateOfBirth, consentAgeOf(country ?? '').age, at, timeZone)
