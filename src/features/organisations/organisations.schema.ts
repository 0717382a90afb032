import { type Static, Type } from '@sinclair/typebox'
import { contactField } from '#src/features/organisations/contact-fields.ts'
import { ReviewSettings } from '#src/features/organisations/review-settings.schema.ts'
import { keptActorId, ofOrganisation, plain, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Country,
  closed,
  DateOnly,
  Email,
  Language,
  Name,
  Nullable,
  OneOf,
  Period,
  Phone,
  Timestamp,
  TimeZone,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** No organisation may set less: whoever works with patients reads so many. */
export const leastPatientReads = { patientReadsPerTenMinutes: 50, patientReadsPerDay: 200 } as const

const used = OneOf('hidden', 'optional', 'required')

// Consent that the registration hangs on is not freely given (Art. 7(4)): these are never required.
const usedByConsent = OneOf('hidden', 'optional')

/**
 * Which fields of a patient the organisation uses. A hidden one is neither taken nor shown. From `sex` on each also
 * needs the person's consent.
 */
export const PatientFields = closed({
  email: used,
  phone: used,
  dateOfBirth: used,
  address: used,
  nationalId: used,
  sex: usedByConsent,
  town: usedByConsent,
  interests: usedByConsent,
  socialProfiles: usedByConsent,
  religion: usedByConsent,
  ethnicity: usedByConsent,
  politicalViews: usedByConsent,
})
export type PatientFields = Static<typeof PatientFields>

/** What an organisation decides for itself, within the bounds that `settings.ts` states. */
export const Settings = closed({
  minimumNotice: Period,
  bookingHorizon: Period,
  lateCancellationWindow: Period,
  reminderLeadTimes: Type.Array(Period, { maxItems: 5 }),
  bookingRetention: Period,
  minAccountAge: Type.Integer({ minimum: 13, maximum: 18 }),
  languages: Type.Array(Language, { minItems: 1, maxItems: 5, uniqueItems: true }),
  contactEmail: Nullable(Email),
  contactPhone: Nullable(Phone),
  mailDisplayName: Nullable(Name(80)),
  patientFields: PatientFields,
  /** Different patients whom one account may read within ten minutes, within a day: beyond it is stopped. */
  patientReadsPerTenMinutes: Type.Integer({
    minimum: leastPatientReads.patientReadsPerTenMinutes,
    maximum: 1_000_000,
  }),
  patientReadsPerDay: Type.Integer({ minimum: leastPatientReads.patientReadsPerDay, maximum: 1_000_000 }),
  /** `assigned`: a practitioner reaches only patients in their care. */
  patientVisibility: OneOf('organisation', 'assigned'),
  /** How long after an appointment the care relation lasts. */
  careRelationPeriod: Period,
  accessTrailYears: Type.Integer({
    minimum: 3,
    maximum: 20,
    description: 'How long the log of who saw whose data stays, in years.',
  }),
  secondFactor: OneOf('optional', 'staff'),
  /** What stays of a booking whose time is over or whose person was erased: nothing, counts, or counts that stand for many. */
  bookingTraces: OneOf('delete', 'statistics', 'kAnonymous'),
  statisticsThreshold: Type.Integer({
    minimum: 5,
    maximum: 100,
    description: 'With `kAnonymous`: the fewest visits that a kept number may stand for.',
  }),
  chargesNoShow: Type.Boolean({ description: 'Whether who did not come owes the price.' }),
  chargesLateCancellation: Type.Boolean({ description: 'Whether who cancelled late owes the price.' }),
  /** The last day of the financial year. */
  financialYearEnd: Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', maxLength: 5 }),
  holidayRegion: Nullable(
    Type.String({
      pattern: '^[A-Z0-9]{1,3}$',
      maxLength: 3,
      description: 'The part of the country whose holidays move a deadline, where they differ, such as `BY`.',
    }),
  ),
  platformMayWriteToPatients: Type.Boolean({
    description: 'Whether the platform may announce anything to patients of the organisation.',
  }),
  extraHolidays: Type.Array(DateOnly, {
    maxItems: 200,
    uniqueItems: true,
    description: 'Days off of the organisation beside the public holidays that are known.',
  }),
  reviews: ReviewSettings,
})
export type Settings = Static<typeof Settings>

/** A tenant: the controller of its patients' data. The row with the zero id is the platform itself. */
export const OrganisationRow = closed({
  id: plain(Uuid),
  kind: plain(OneOf('platform', 'clinic', 'pharmacy')),
  name: plain(Name(120)),
  country: plain(Country),
  timeZone: plain(TimeZone),
  language: plain(Language),
  state: plain(OneOf('active', 'closed')),
  settings: ofOrganisation(Settings),
  settingsVersion: plain(Version),
  version: plain(Version),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
  /** When its grace ends and all of it is purged; null unless it is leaving. */
  leavesAt: plain(Nullable(Timestamp)),
  /** Since when who was at an appointment is asked for a review unless they refused; whoever booked before was not told. */
  asksUnlessRefusedSince: plain(Nullable(Timestamp)),
})

/** Who changed the settings to what, and when; kept for ever. */
export const SettingsVersionRow = closed({
  organisationId: plain(Uuid),
  version: usage(Version, 'version'),
  settings: ofOrganisation(Settings),
  changedBy: keptActorId(Uuid, 'who decided what for patients must stay provable'),
  createdAt: usage(Timestamp, 'createdAt'),
})

const { id, name, country, timeZone, language, state, version, createdAt, updatedAt, leavesAt } =
  OrganisationRow.properties
const kind = plain(OneOf('clinic', 'pharmacy'))

const shown = { id, kind, name, country, timeZone, language, state, version, createdAt, updatedAt, leavesAt }

/** An organisation as it is answered. */
export const Organisation = component('Organisation', closed(shown))
export type Organisation = Static<typeof Organisation>

const founding = { kind, name, country, timeZone, language, adminEmail: contactField(Email) }

export const NewOrganisation = closed(founding, {
  examples: [
    {
      kind: 'clinic',
      name: 'Kliniken vid torget',
      country: 'SE',
      timeZone: 'Europe/Stockholm',
      language: 'sv',
      adminEmail: 'chef@kliniken.example',
    },
  ],
})
export type NewOrganisation = Static<typeof NewOrganisation>

/** The founder's answer alone repeats whom was invited. */
export const FoundedOrganisation = component(
  'FoundedOrganisation',
  closed({ ...shown, adminEmail: founding.adminEmail }),
)
export type FoundedOrganisation = Static<typeof FoundedOrganisation>

export const OrganisationChange = closed(Type.Partial(closed({ name, timeZone, language })).properties, {
  examples: [{ name: 'Kliniken vid parken' }],
})
export type OrganisationChange = Static<typeof OrganisationChange>

/** The settings as they are answered; their version is the ETag alone, so that they can be sent back as read. */
export const OrganisationSettings = component('OrganisationSettings', Settings)

/** Settings to be in force from now on; what is left out takes its default. */
export const NewSettings = closed(
  {
    ...Type.Partial(Settings).properties,
    patientFields: Type.Optional(closed(Type.Partial(PatientFields).properties)),
    reviews: Type.Optional(closed(Type.Partial(ReviewSettings).properties)),
  },
  {
    examples: [
      {
        minimumNotice: 'PT2H',
        bookingHorizon: 'P6M',
        lateCancellationWindow: 'PT24H',
        reminderLeadTimes: ['P7D', 'PT24H'],
        languages: ['sv', 'en'],
        contactEmail: 'hej@kliniken.example',
        contactPhone: '+46 8 123 456 78',
        patientFields: { nationalId: 'optional', phone: 'required' },
      },
    ],
  },
)
export type NewSettings = Static<typeof NewSettings>

/** What was decided from a moment on, and by whom; settings that came later are not in it. */
export const SettingsVersion = component(
  'SettingsVersion',
  closed({
    version: SettingsVersionRow.properties.version,
    settings: closed(Type.Partial(Settings).properties),
    changedBy: SettingsVersionRow.properties.changedBy,
    createdAt: SettingsVersionRow.properties.createdAt,
  }),
)
