import { type Certainty, type LawCountry, rulesOf, type Sourced } from '#src/privacy/law/sources.ts'

/** Least and most of the age at which an organisation lets somebody open an account, and the default. */
export const accountAge = { default: 13, least: 13, most: 18 } as const

/** What a country says of age; ages in whole years on the site's local date. */
export interface AgeRules {
  /** From when a person consents alone where consent is the ground (GDPR Art. 8). */
  readonly consent: { readonly age: number } & Sourced
  /** From when a person decides on care and record; null: by maturity. */
  readonly ownDecision: { readonly age: number | null } & Sourced
  /** A guardian sees everything until the first age, and what is not the child's own until the second. */
  readonly guardian: { readonly fullyUntil: number; readonly partlyUntil: number } & Sourced
}

const consent = (age: number, certainty: Certainty, source: string) => ({ age, certainty, source })
const guardian = (
  fullyUntil: number,
  partlyUntil: number,
  certainty: Certainty,
  source = 'rule of the house',
) => ({
  fullyUntil,
  partlyUntil,
  certainty,
  source,
})

const ofMajority = (source: string, certainty: Certainty): AgeRules => ({
  consent: consent(18, certainty, source),
  ownDecision: { age: 18, certainty, source: 'legal representative' },
  guardian: guardian(16, 18, 'C'),
})

const table: Readonly<Record<LawCountry, AgeRules>> = {
  SE: {
    consent: consent(13, 'A', '2018:218 2:4'),
    ownDecision: { age: null, certainty: 'A', source: 'patientlagen 4:3' },
    guardian: guardian(13, 16, 'B', 'practice of the national portal'),
  },
  NL: {
    consent: consent(16, 'A', 'GDPR Art. 8, UAVG 5'),
    ownDecision: { age: 16, certainty: 'A', source: 'BW 7:447, 450, 465' },
    guardian: guardian(12, 16, 'B', 'BW 7:465'),
  },
  NO: {
    consent: consent(13, 'A', 'personopplysningsloven § 5'),
    ownDecision: { age: 16, certainty: 'A', source: 'pbrl § 4-3' },
    guardian: guardian(12, 16, 'A+', 'pbrl § 3-4'),
  },
  DK: {
    consent: consent(15, 'A+', 'databeskyttelsesloven § 6, since 1 Jan 2024'),
    ownDecision: { age: 15, certainty: 'A', source: 'sundhedsloven § 17' },
    guardian: guardian(15, 18, 'A+', 'sundhedsloven § 37(2)'),
  },
  FI: {
    consent: consent(13, 'A', '1050/2018 § 5'),
    ownDecision: { age: null, certainty: 'A', source: '785/1992 § 7, § 9' },
    guardian: guardian(12, 18, 'C'),
  },
  FR: {
    consent: consent(15, 'A', 'loi Informatique et Libertés Art. 45'),
    ownDecision: { age: 18, certainty: 'A', source: 'CSP L.1111-5: secrecy at any age' },
    guardian: guardian(15, 18, 'C'),
  },
  BE: {
    consent: consent(13, 'A', 'law of 30 Jul 2018 Art. 7'),
    ownDecision: { age: null, certainty: 'A', source: 'law of 22 Aug 2002 Art. 12' },
    guardian: guardian(12, 18, 'C'),
  },
  DE: {
    consent: consent(16, 'A', 'GDPR Art. 8'),
    ownDecision: { age: null, certainty: 'A', source: 'insight; SGB I § 36: 15 in public insurance' },
    guardian: guardian(14, 16, 'C'),
  },
  GB: {
    consent: consent(13, 'A', 'DPA 2018 s. 9'),
    ownDecision: { age: 16, certainty: 'A', source: 'by competence below; Scotland from 12' },
    guardian: guardian(11, 16, 'C'),
  },
  MA: ofMajority('no rule of its own; majority', 'A'),
  AZ: ofMajority('no rule of its own; majority', 'B'),
}

/** What a country says of age; where nothing is known the GDPR's 16 and, for guardians, a rule of the house. */
export const ageRulesOf = (country: string): AgeRules =>
  rulesOf(table, country, {
    consent: consent(16, 'C', 'GDPR Art. 8 as a rule of the house'),
    ownDecision: { age: null, certainty: 'C', source: 'maturity' },
    // What every known country lets guardians see, and no more.
    guardian: guardian(11, 16, 'C'),
  })
