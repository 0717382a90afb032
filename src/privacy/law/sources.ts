/**
 * How sure a rule is: A+ read in the text, A settled, B likely, C not established: a rule of the house, which a
 * notice shows as such and never as law.
 */
export type Certainty = 'A+' | 'A' | 'B' | 'C'

/** Where a rule stands and how sure it is. */
export interface Sourced {
  readonly source: string
  readonly certainty: Certainty
}

/** Countries whose rules are data, by ISO 3166-1; any other goes by `rulesOf`'s fallback. */
export const lawCountries = ['SE', 'NL', 'NO', 'AZ', 'MA', 'DK', 'FI', 'FR', 'BE', 'DE', 'GB'] as const
export type LawCountry = (typeof lawCountries)[number]

/** The edition of these tables; what was decided by an earlier one keeps its own date. */
export const lawEdition = '2026-11'

/** Whether the country's rules are data. */
export const isLawCountry = (country: string): country is LawCountry =>
  (lawCountries as readonly string[]).includes(country)

/** The country's entry of a table; a country without takes the fallback, a rule of the house. */
export const rulesOf = <T>(table: Readonly<Record<LawCountry, T>>, country: string, fallback: T): T =>
  isLawCountry(country) ? table[country] : fallback
