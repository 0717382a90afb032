import { type LawCountry, rulesOf } from '#src/privacy/law/sources.ts'
import type { RetentionRule } from '#src/privacy/law/statutory-retention.ts'

/** What is kept. */
export const retentionKinds = [
  'general',
  'minor',
  'dental',
  'pharmacy',
  'imaging',
  'occupational',
  'invoice',
] as const
export type RetentionKind = (typeof retentionKinds)[number]

type Rules = Readonly<Record<RetentionKind, RetentionRule>>
type Certainty = RetentionRule['certainty']

interface RecordRule {
  years: number
  from?: RetentionRule['from']
  certainty: Certainty
  source: string
  earlierOnRequest?: RetentionRule['earlierOnRequest']
}

const record = ({ from = 'lastEntry', earlierOnRequest = 'no', ...rule }: RecordRule): RetentionRule => ({
  from,
  earlierOnRequest,
  ...rule,
})

const invoice = (
  years: number,
  from: RetentionRule['from'],
  certainty: Certainty,
  source: string,
): RetentionRule => ({ years, from, certainty, source, earlierOnRequest: 'no' })

/** The general rule for every kind that has none of its own. */
const country = (
  general: RetentionRule,
  invoices: RetentionRule,
  own: Partial<Record<RetentionKind, RetentionRule>> = {},
): Rules => ({
  general,
  minor: general,
  dental: general,
  pharmacy: general,
  imaging: general,
  occupational: general,
  invoice: invoices,
  ...own,
})

const unsure = (rule: RetentionRule, source: string, years = rule.years): RetentionRule => ({
  ...rule,
  years,
  source,
  certainty: 'C',
})

const se = record({
  years: 10,
  certainty: 'A',
  source: 'PDL 2008:355 3:17; destruction on the order of IVO alone, 8:4',
  earlierOnRequest: 'supervisor',
})
const nl = record({
  years: 20,
  certainty: 'A+',
  source: 'BW 7:454(3); destroyed on request, 7:455',
  earlierOnRequest: 'yes',
})
const no = record({
  years: 10,
  certainty: 'B',
  source: 'pasientjournalforskriften 2019; helsepersonelloven § 43',
  earlierOnRequest: 'strictTest',
})
const dk = record({ years: 10, certainty: 'A+', source: 'journalføringsbekendtgørelsen' })
const fi: RetentionRule = {
  ...record({ years: 12, certainty: 'A+', source: 'decree on patient documents; annex of 703/2023' }),
  afterDeath: { years: 12 },
  fromBirth: 120,
}
const fr: RetentionRule = {
  ...record({ years: 20, from: 'lastContact', certainty: 'A+', source: 'CSP R.1112-7; practices: CNIL' }),
  afterDeath: { years: 10, within: 10 },
}
const be: RetentionRule = {
  ...record({ years: 30, from: 'lastContact', certainty: 'A+', source: 'law of 22 Apr 2019 Art. 35' }),
  mostYears: 50,
}
const de = record({ years: 10, from: 'treatmentEnded', certainty: 'A+', source: 'BGB § 630f(3)' })
const gb: RetentionRule = record({
  years: 8,
  from: 'treatmentEnded',
  certainty: 'A',
  source: 'NHS Records Management Code 2021/23: guidance, no statute',
})
const ma = record({ years: 20, certainty: 'C', source: 'no statute found: rule of the house' })
const az = record({
  years: 25,
  certainty: 'C',
  source: 'no statute found: rule of the house',
  earlierOnRequest: 'yes',
})

const table: Readonly<Record<LawCountry, Rules>> = {
  SE: country(se, invoice(7, 'endOfYearOfFinancialYear', 'A', 'BFL 7:2'), {
    pharmacy: unsure(se, 'prescriptions kept 3–5 years; not established', 5),
    occupational: { ...se, certainty: 'B', source: 'PDL 3:17; registers of exposure 40 years' },
  }),
  NL: country(nl, invoice(7, 'endOfYear', 'A', 'AWR 52(4)'), {
    occupational: { ...nl, certainty: 'B', source: 'BW 7:454; carcinogens 40 years (Arbobesluit)' },
    pharmacy: { ...nl, certainty: 'B' },
    minor: { ...nl, certainty: 'B', source: 'BW 7:454(3); Jeugdwet 7.3.8' },
  }),
  NO: country(no, invoice(5, 'endOfFinancialYear', 'A+', 'bokføringsloven § 13'), {
    pharmacy: unsure(no, 'not established'),
    occupational: unsure(no, 'registers of exposure 40–60 years; not established', 60),
  }),
  AZ: country(az, invoice(5, 'endOfYear', 'A+', 'Tax Code 71.4')),
  MA: country(ma, invoice(10, 'endOfYear', 'A', 'C. com. 22, CGI 211')),
  DK: country(dk, invoice(5, 'endOfFinancialYear', 'A', 'bogføringsloven § 12'), {
    pharmacy: unsure(dk, 'not established'),
    occupational: unsure(dk, 'not established'),
  }),
  FI: country(fi, invoice(6, 'endOfYear', 'A', '1336/1997 2:10'), {
    pharmacy: unsure(fi, 'the national centre has a rule of its own'),
    imaging: unsure(fi, 'may be 12 years from creation'),
  }),
  FR: country(fr, invoice(10, 'endOfFinancialYear', 'A', 'C. com. L123-22'), {
    minor: { ...fr, birthday: 28 },
    pharmacy: record({ years: 10, certainty: 'B', source: 'register of dispensing; narcotics 3 years' }),
    occupational: record({
      years: 40,
      from: 'lastContact',
      certainty: 'A+',
      source: 'decree 2022-1434',
    }),
  }),
  BE: country(be, invoice(10, 'endOfYear', 'B', 'VAT code, since 2023'), {
    pharmacy: unsure(be, 'not established: 10 years', 10),
    occupational: unsure(be, 'not established: 15–40 years', 40),
  }),
  DE: country(de, invoice(8, 'endOfYear', 'A+', 'UStG § 14b, AO § 147, since 1 Jan 2025'), {
    pharmacy: record({ years: 5, certainty: 'B', source: 'ApBetrO § 22; narcotics 3 years' }),
    imaging: { ...de, birthday: 28, source: 'StrlSchG § 85(2): diagnosis; therapy 30 years' },
    occupational: record({ years: 40, certainty: 'B', source: 'carcinogens' }),
  }),
  GB: country(gb, invoice(6, 'endOfFinancialYear', 'A', 'Companies Act 2006 s. 388; HMRC'), {
    minor: { ...gb, certainty: 'A+', birthday: 25, laterBirthday: { age: 17, birthday: 26 } },
    dental: { ...gb, years: 15, source: 'NHS code: 15; another adviser 11, Scotland 10' },
    pharmacy: record({ years: 2, certainty: 'A', source: 'private prescriptions and register of POM' }),
    occupational: record({ years: 40, certainty: 'A', source: 'COSHH health surveillance' }),
  }),
}

/** The professions whose records stay 5 years in Denmark: all authorised ones but those named in the order. */
export const shorterProfessions: RetentionRule = { ...dk, years: 5 }

/** How long something of a kind stays in a country; where nothing is known as long as the longest, by the house. */
export const retentionRuleOf = (inCountry: string, kind: RetentionKind): RetentionRule =>
  rulesOf(
    table,
    inCountry,
    country(unsure(be, 'rule of the house'), unsure(table.MA.invoice, 'rule of the house')),
  )[kind]
