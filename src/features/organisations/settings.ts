import type { FieldError } from '#src/errors.ts'
import type { PatientFields, Settings } from '#src/features/organisations/organisations.schema.ts'
import { defaultReviewSettings, faultOfReviewSettings } from '#src/features/organisations/review-settings.ts'
import { trailRuleOf } from '#src/privacy/law/trail-years.ts'
import { periodMinutes } from '#src/schema/durations.ts'
import type { Language } from '#src/schema/primitives.ts'

/** The fields of a patient that an organisation uses which has decided nothing yet. */
const defaultPatientFields: PatientFields = {
  email: 'optional',
  phone: 'optional',
  dateOfBirth: 'optional',
  address: 'optional',
  nationalId: 'hidden',
  sex: 'hidden',
  town: 'hidden',
  interests: 'hidden',
  socialProfiles: 'hidden',
  religion: 'hidden',
  ethnicity: 'hidden',
  politicalViews: 'hidden',
}

/** Years for which the log of access to patient data stays; twelve by Finland's 703/2023. */
const accessTrailYears = (country: string | undefined): number => (country === 'FI' ? 12 : 5)

/** What an organisation that has decided nothing yet goes by, in its country (ISO 3166-1). */
export const defaultSettings = (language: Language, country?: string): Settings => ({
  minimumNotice: 'PT1H',
  bookingHorizon: 'P1Y',
  lateCancellationWindow: 'PT24H',
  reminderLeadTimes: ['P7D', 'PT24H'],
  bookingRetention: 'P13M',
  minAccountAge: 13,
  languages: [language],
  contactEmail: null,
  contactPhone: null,
  mailDisplayName: null,
  patientFields: defaultPatientFields,
  patientReadsPerTenMinutes: 500,
  patientReadsPerDay: 3_000,
  patientVisibility: 'organisation',
  careRelationPeriod: 'P2Y',
  accessTrailYears: accessTrailYears(country),
  secondFactor: 'optional',
  bookingTraces: 'statistics',
  statisticsThreshold: 5,
  chargesNoShow: false,
  chargesLateCancellation: false,
  financialYearEnd: '12-31',
  holidayRegion: null,
  platformMayWriteToPatients: false,
  extraHolidays: [],
  reviews: defaultReviewSettings(country),
})

/** The fields that an organisation uses, as stored; one that came later is as nobody decided. */
export const completeFields = (stored: Partial<PatientFields> | null | undefined): PatientFields => ({
  ...defaultPatientFields,
  ...stored,
})

/** Settings as they were stored, with the defaults of those that came later. */
export const completeSettings = (
  stored: Partial<Settings>,
  language: Language,
  country?: string,
): Settings => ({
  ...defaultSettings(language, country),
  ...stored,
  patientFields: completeFields(stored.patientFields),
  reviews: { ...defaultReviewSettings(country), ...stored.reviews },
})

/** Least and most of each period, both allowed. */
const bounds = {
  minimumNotice: ['PT0M', 'P30D'],
  bookingHorizon: ['P1D', 'P2Y'],
  lateCancellationWindow: ['PT0M', 'P14D'],
  reminderLeadTimes: ['PT1H', 'P30D'],
  bookingRetention: ['P1M', 'P13M'],
  careRelationPeriod: ['P30D', 'P10Y'],
} as const

const outside = (value: string, [least, most]: readonly [string, string]) =>
  periodMinutes(value) < periodMinutes(least) || periodMinutes(value) > periodMinutes(most)

const fault = (pointer: string, setting: keyof typeof bounds): FieldError => ({
  pointer,
  detail: `must be from ${bounds[setting][0]} to ${bounds[setting][1]}`,
})

const faultOfLeadTimes = (leadTimes: readonly string[]): FieldError | null => {
  const minutes = leadTimes.map(periodMinutes)
  const wrong = leadTimes.findIndex((leadTime) => outside(leadTime, bounds.reminderLeadTimes))
  if (wrong >= 0) return fault(`/reminderLeadTimes/${wrong}`, 'reminderLeadTimes')
  const twice = minutes.findIndex((one, i) => minutes.indexOf(one) < i)
  return twice < 0
    ? null
    : { pointer: `/reminderLeadTimes/${twice}`, detail: 'is the same time as another one' }
}

/** The log of access to patient data stays as long as the law of the country asks for at least. */
const faultOfTrailYears = ({ accessTrailYears }: Settings, country: string): FieldError | null => {
  const { least, most } = trailRuleOf(country)
  return accessTrailYears < least || accessTrailYears > most
    ? { pointer: '/accessTrailYears', detail: `must be from ${least} to ${most} in ${country}` }
    : null
}

/**
 * The first rule that the settings break in a country (ISO 3166-1), or null. Periods count in elapsed time; without a
 * country only what holds everywhere is asked.
 */
export const faultOfSettings = (settings: Settings, country?: string): FieldError | null => {
  const faultOfYears = country === undefined ? null : faultOfTrailYears(settings, country)
  if (faultOfYears) return faultOfYears
  for (const setting of [
    'minimumNotice',
    'bookingHorizon',
    'lateCancellationWindow',
    'bookingRetention',
    'careRelationPeriod',
  ] as const)
    if (outside(settings[setting], bounds[setting])) return fault(`/${setting}`, setting)
  if (periodMinutes(settings.minimumNotice) >= periodMinutes(settings.bookingHorizon))
    return { pointer: '/minimumNotice', detail: 'must be shorter than the booking horizon' }
  return faultOfLeadTimes(settings.reminderLeadTimes) ?? faultOfReviewSettings(settings.reviews)
}
