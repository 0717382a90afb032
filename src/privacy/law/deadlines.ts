import { type LawCountry, rulesOf, type Sourced } from '#src/privacy/law/sources.ts'

/** What somebody may ask of whoever holds their data. */
export const requestKinds = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'accessLogs',
] as const
export type RequestKind = (typeof requestKinds)[number]

/** What they ask it of. */
export type RequestObject = 'all' | 'healthRecord'

/** How a period is counted; `due-date.ts` says how each ends. */
export type Period =
  | { readonly months: number }
  | { readonly days: number }
  | { readonly workingDays: number }
  | { readonly clearDays: number }

/** When an answer is due. */
export interface Deadline extends Sourced {
  readonly period: Period
  /** The whole period where the first was extended with a reason; counted from receipt too. Null: no extension. */
  readonly extended: Period | null
  /** The law asks for haste beside the last day. */
  readonly asSoonAsPossible?: boolean
  /** What must be older than this many years may take this long. */
  readonly olderData?: { readonly years: number; readonly period: Period }
  /** Hours that must pass before the answer. */
  readonly notBeforeHours?: number
  /** The clock starts with the latest of receipt, proof of identity and fee, and stands while clarification is awaited. */
  readonly fromRelevantTime?: boolean
}

/** The law that a country's controllers answer under. */
export type Regime = 'gdpr' | 'ukGdpr' | 'ma0908' | 'az998'

const regimes: Readonly<Record<LawCountry, Regime>> = {
  SE: 'gdpr',
  NL: 'gdpr',
  NO: 'gdpr',
  DK: 'gdpr',
  FI: 'gdpr',
  FR: 'gdpr',
  BE: 'gdpr',
  DE: 'gdpr',
  GB: 'ukGdpr',
  MA: 'ma0908',
  AZ: 'az998',
}

/** The regime of a country; the GDPR's where none is known, the strictest that gives a number. */
export const regimeOf = (country: string): Regime => rulesOf(regimes, country, 'gdpr')

const month = { period: { months: 1 }, extended: { months: 3 }, certainty: 'A' } as const
const gdpr = (source: string): Deadline => ({ ...month, source: `GDPR Art. 12(3), ${source}` })
const uk = (source: string): Deadline => ({
  ...month,
  source: `UK GDPR Art. 12(3), 12A, ${source}`,
  fromRelevantTime: true,
})
const clear = (certainty: 'A' | 'B', source: string): Deadline => ({
  period: { clearDays: 10 },
  extended: null,
  certainty,
  source,
})
const working = (certainty: 'A+' | 'B' | 'C', source: string): Deadline => ({
  period: { workingDays: 7 },
  extended: { workingDays: 14 },
  certainty,
  source,
})

const table: Readonly<Record<Regime, Readonly<Record<RequestKind, Deadline>>>> = {
  gdpr: {
    access: gdpr('15'),
    portability: gdpr('20'),
    rectification: gdpr('16'),
    erasure: gdpr('17'),
    restriction: gdpr('18'),
    objection: gdpr('21'),
    accessLogs: gdpr('15; C-579/21'),
  },
  ukGdpr: {
    access: uk('15'),
    portability: uk('20'),
    rectification: uk('16'),
    erasure: uk('17'),
    restriction: uk('18'),
    objection: uk('21'),
    accessLogs: uk('15'),
  },
  ma0908: {
    access: clear('B', 'law 09-08 Art. 7: "without delay", no number'),
    portability: clear('B', 'law 09-08 knows no portability; answered as access'),
    rectification: clear('A', 'law 09-08 Art. 8(a)'),
    erasure: clear('A', 'law 09-08 Art. 8(a)'),
    restriction: clear('A', 'law 09-08 Art. 8(a)'),
    objection: clear('B', 'law 09-08 Art. 9, no number'),
    accessLogs: clear('B', 'law 09-08 Art. 7'),
  },
  az998: {
    access: working('A+', '1024-IIQ Art. 24.1, 24.5; 998-IIIQ Art. 7.1'),
    portability: working('B', '998-IIIQ knows no portability; answered as access'),
    rectification: working('C', '998-IIIQ Art. 7.1, no number found'),
    erasure: working('C', '998-IIIQ Art. 7.1, no number found'),
    restriction: working('C', '998-IIIQ Art. 7.1, no number found'),
    objection: working('C', '998-IIIQ Art. 7.1, no number found'),
    accessLogs: working('C', '998-IIIQ Art. 7.1, no number found'),
  },
}

const soon = (source: string): Deadline => ({ ...gdpr('15'), source, asSoonAsPossible: true })

/** Access to the health record, where a country's law is stricter than its regime. */
const recordAccess: Partial<Record<LawCountry, Deadline>> = {
  DK: { period: { workingDays: 7 }, extended: { months: 3 }, certainty: 'A+', source: 'sundhedsloven § 38' },
  FR: {
    period: { days: 8 },
    extended: null,
    notBeforeHours: 48,
    olderData: { years: 5, period: { months: 2 } },
    certainty: 'A',
    source: 'CSP L.1111-7',
  },
  BE: { period: { days: 15 }, extended: null, certainty: 'A', source: 'law of 22 Aug 2002 Art. 9' },
  DE: soon('BGB § 630g: unverzüglich'),
  SE: soon('PDL 2008:355 8:2'),
  NO: {
    period: { days: 30 },
    extended: null,
    asSoonAsPossible: true,
    certainty: 'B',
    source: 'pasientjournalforskriften',
  },
}

/** When a controller in a country must have answered. */
export const deadlineOf = (country: string, kind: RequestKind, object: RequestObject = 'all'): Deadline => {
  const general = table[regimeOf(country)][kind]
  if (object === 'all' || kind !== 'access') return general
  return recordAccess[country as LawCountry] ?? general
}

/** Hours after awareness within which the authority hears of a breach; null: no such duty. Never rolls. */
export const breachHours = (country: string): ({ readonly hours: number } & Sourced) | null => {
  const regime = regimeOf(country)
  if (regime === 'gdpr') return { hours: 72, certainty: 'A', source: 'GDPR Art. 33(1)' }
  return regime === 'ukGdpr' ? { hours: 72, certainty: 'A', source: 'UK GDPR Art. 33(1)' } : null
}
