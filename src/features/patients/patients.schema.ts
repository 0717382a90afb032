import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { actorId, credential, personId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Address,
  Bytes,
  closed,
  DateOnly,
  Email,
  ExternalId,
  Language,
  Name,
  Note,
  Nullable,
  OneOf,
  Page,
  Phone,
  pageQuery,
  Timestamp,
  UpdatedSince,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** Which record an organisation keeps of a patient, and what its period counts from (`src/privacy/law`). */
export const RecordKept = closed({
  kind: OneOf('general', 'minor', 'dental', 'pharmacy', 'imaging', 'occupational'),
  lastEntryAt: DateOnly,
  endedAt: Type.Optional(DateOnly),
})
export type RecordKept = Static<typeof RecordKept>

/** A person in one organisation's care. */
export const PatientRow = closed({
  organisationId: plain(Uuid),
  id: personId(Uuid, 'patientId'),
  accountId: personId(Nullable(Uuid)),
  care: sealed(Bytes, {
    category: 'identity',
    purpose: 'care',
    basis: 'care-9-2-h',
    key: 'care',
    fields: ['firstName', 'lastName', 'dateOfBirth', 'nationalId'],
    exportAs: 'identity',
  }),
  rest: sealed(Bytes, {
    category: 'contact',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    key: 'rest',
    fields: ['email', 'phone', 'address', 'sex', 'town', 'interests', 'socialProfiles', 'restrictionReason'],
    exportAs: 'contact',
  }),
  special: sealed(Nullable(Bytes), {
    category: 'special',
    purpose: 'care',
    basis: 'consent-9-2-a',
    key: 'rest',
    fields: ['religion', 'ethnicity', 'politicalViews'],
    exportAs: 'special',
  }),
  emailIndex: credential(Nullable(Bytes)),
  phoneIndex: credential(Nullable(Bytes)),
  nationalIdIndex: credential(Nullable(Bytes)),
  indexVersion: plain(Type.Integer()),
  locale: usage(Language, 'locale'),
  source: usage(OneOf('self', 'practitioner', 'receptionist', 'orgAdmin', 'import'), 'source'),
  enteredBy: actorId(Nullable(Uuid), 'enteredBy'),
  informedAt: usage(Nullable(Timestamp), 'informedAt'),
  informedBy: actorId(Nullable(Uuid), 'informedBy'),
  /** The version of the organisation's notice that was in force then. */
  informedNoticeVersion: usage(Nullable(Version), 'informedNoticeVersion'),
  externalId: usage(Nullable(ExternalId), 'externalId'),
  state: usage(OneOf('active', 'deactivated'), 'state'),
  /** What the law keeps the record for; set by a practitioner. */
  recordKept: usage(Nullable(RecordKept), 'recordKept'),
  /** The erasure that waits: until it goes on, the data is kept and otherwise out of use. */
  erasureRequestId: usage(Nullable(Uuid), 'erasureRequestId'),
  restrictedAt: usage(Nullable(Timestamp), 'restrictedAt'),
  restrictionEndsAt: usage(Nullable(Timestamp), 'restrictionEndsAt'),
  version: plain(Version),
  createdAt: usage(Timestamp, 'createdAt'),
  updatedAt: usage(Timestamp, 'updatedAt'),
})

/** What the `care` key seals: what the law makes the organisation keep. */
export interface PatientIdentity {
  firstName: string
  lastName: string
  dateOfBirth: string | null
  nationalId: string | null
}

/** Where else a person can be found. */
export const SocialProfile = closed({ network: Name(40), profile: Name(200) })
export type SocialProfile = Static<typeof SocialProfile>

const Sex = OneOf('female', 'male', 'other')

/** What is told with consent alone; left out where nothing was told. */
interface PatientDemographics {
  sex?: Static<typeof Sex> | null
  town?: string | null
  interests?: string[] | null
  socialProfiles?: SocialProfile[] | null
}

/** What the `rest` key seals: what may go alone. */
export interface PatientContact extends PatientDemographics {
  email: string | null
  phone: string | null
  address: Address | null
  restrictionReason?: string | null
}

/** What the `rest` key seals apart: read and written with explicit consent alone. */
export interface PatientSpecialCategories {
  religion: string | null
  ethnicity: string | null
  politicalViews: string | null
}

const row = PatientRow.properties
const care = <S extends TSchema>(schema: S): S => sealedField(row.care, schema)
const rest = <S extends TSchema>(schema: S): S => sealedField(row.rest, schema)
const special = <S extends TSchema>(schema: S): S => sealedField(row.special, schema)

const NationalId = Type.String({
  format: 'name',
  minLength: 1,
  maxLength: 32,
  description: 'A national number of the organisation’s country, as typed; answered in its normal form.',
})
const Interests = Type.Array(Name(100), { maxItems: 20 })
const SocialProfiles = Type.Array(SocialProfile, { maxItems: 10 })

/** What every read shows. A field that the organisation hides is left out. */
const listed = {
  id: row.id,
  organisationId: row.organisationId,
  firstName: care(Name()),
  lastName: care(Name()),
  email: Type.Optional(rest(Nullable(Email))),
  phone: Type.Optional(
    rest(
      Nullable(
        Type.String({
          maxLength: 32,
          description: 'E.164; of somebody imported as it was typed, where that is not possible.',
        }),
      ),
    ),
  ),
  dateOfBirth: Type.Optional(care(Nullable(DateOnly))),
  address: Type.Optional(rest(Nullable(Address))),
  locale: row.locale,
  externalId: row.externalId,
  informedAt: row.informedAt,
  informedBy: row.informedBy,
  informedNoticeVersion: row.informedNoticeVersion,
  source: row.source,
  enteredBy: row.enteredBy,
  linked: Type.Boolean(),
  state: row.state,
  restricted: Type.Boolean(),
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
}

/** A patient in a list or among what was found: no national number, nothing that hangs on consent. */
export const ListedPatient = component('ListedPatient', closed(listed))
export type ListedPatient = Static<typeof ListedPatient>

/**
 * A patient as the single read answers it. `linked`: somebody signs in as this patient; as whom is not told. The
 * national number is for practitioners; what hangs on consent is null without it.
 */
export const Patient = component(
  'Patient',
  closed({
    ...listed,
    nationalId: Type.Optional(care(Nullable(NationalId))),
    sex: Type.Optional(rest(Nullable(Sex))),
    town: Type.Optional(rest(Nullable(Name()))),
    interests: Type.Optional(rest(Nullable(Interests))),
    socialProfiles: Type.Optional(rest(Nullable(SocialProfiles))),
    religion: Type.Optional(special(Nullable(Name()))),
    ethnicity: Type.Optional(special(Nullable(Name()))),
    politicalViews: Type.Optional(special(Nullable(Name()))),
    recordKept: row.recordKept,
    restrictedAt: row.restrictedAt,
    restrictionEndsAt: row.restrictionEndsAt,
    restrictionReason: rest(Nullable(Note(500))),
  }),
)
export type Patient = Static<typeof Patient>

/** A patient who is gone: erased, or merged into another one. */
export const DeletedPatient = component('DeletedPatient', closed({ id: row.id, deletedAt: Timestamp }))
export type DeletedPatient = Static<typeof DeletedPatient>

/** A page of patients; who is gone stands apart, in the same order of time. */
export const PatientPage = closed({
  ...Page(ListedPatient).properties,
  deleted: Type.Optional(Type.Array(DeletedPatient, { maxItems: 200 })),
})

/** The fields that an organisation may hide, as a registration gives them. */
const profiled = {
  email: rest(Email),
  phone: rest(Phone),
  dateOfBirth: care(DateOnly),
  address: rest(Address),
  nationalId: care(NationalId),
  sex: rest(Sex),
  town: rest(Name()),
  interests: rest(Interests),
  socialProfiles: rest(SocialProfiles),
  religion: special(Name()),
  ethnicity: special(Name()),
  politicalViews: special(Name()),
}

export const NewPatient = closed(
  {
    firstName: care(Name()),
    lastName: care(Name()),
    ...Type.Partial(closed(profiled)).properties,
    locale: Type.Optional(Language),
    externalId: Type.Optional(ExternalId),
    informedAt: Timestamp,
    informedBy: Type.Optional(Uuid),
  },
  {
    description:
      'The person has been told first: `informedAt` says when and `informedBy` by which member (default: the caller). A phone number without `+` is read as one of the organisation’s country. Which fields are taken and which are needed the setting `patientFields` says.',
    examples: [
      {
        firstName: 'Leyla',
        lastName: 'Əliyeva',
        email: 'leyla.eliyeva@example.com',
        phone: '+46701234567',
        dateOfBirth: '1988-04-09',
        informedAt: '2026-05-01T08:00:00Z',
      },
    ],
  },
)
export type NewPatient = Static<typeof NewPatient>

export const PatientChange = closed(
  {
    firstName: Type.Optional(care(Name())),
    lastName: Type.Optional(care(Name())),
    email: Type.Optional(rest(Nullable(Email))),
    phone: Type.Optional(rest(Nullable(Phone))),
    dateOfBirth: Type.Optional(care(Nullable(DateOnly))),
    address: Type.Optional(rest(Nullable(Address))),
    nationalId: Type.Optional(care(Nullable(NationalId))),
    sex: Type.Optional(rest(Nullable(Sex))),
    town: Type.Optional(rest(Nullable(Name()))),
    interests: Type.Optional(rest(Nullable(Interests))),
    socialProfiles: Type.Optional(rest(Nullable(SocialProfiles))),
    religion: Type.Optional(special(Nullable(Name()))),
    ethnicity: Type.Optional(special(Nullable(Name()))),
    politicalViews: Type.Optional(special(Nullable(Name()))),
    locale: Type.Optional(Language),
    externalId: Type.Optional(Nullable(ExternalId)),
    recordKept: Type.Optional(Nullable(RecordKept)),
  },
  {
    description:
      '`null` takes a value away, also one that the organisation hides. `recordKept`, by practitioners alone, says which record the law keeps and from when its period counts: until then an erasure waits.',
    examples: [{ phone: '+46707654321', address: null }],
  },
)
export type PatientChange = Static<typeof PatientChange>

const includeRestricted = Type.Optional(
  Type.Boolean({ description: 'Whose data is restricted is left out otherwise.' }),
)

export const PatientSearch = closed(
  {
    query: Type.Optional(care(Type.String({ format: 'name', minLength: 2, maxLength: 80 }))),
    email: Type.Optional(rest(Email)),
    phone: Type.Optional(rest(Phone)),
    nationalId: Type.Optional(care(NationalId)),
    includeRestricted,
    ...pageQuery,
  },
  {
    description:
      '`query`: words of the name, mistyped or begun, the best matches first, on one page. Or at least one of `email`, `phone` and `nationalId`, compared as a whole in their normal form.',
    examples: [{ query: 'andersn anna' }],
  },
)
export type PatientSearch = Static<typeof PatientSearch>

export const patientListQuery = closed({
  ...pageQuery,
  updatedSince: Type.Optional(UpdatedSince),
  state: Type.Optional(row.state),
  includeDeleted: Type.Optional(
    Type.Boolean({
      description: 'Also, in `deleted`, who is gone since `updatedSince`, of the last 30 days.',
    }),
  ),
  includeRestricted,
})

export const Restriction = closed(
  { reason: rest(Note(500)) },
  { examples: [{ reason: 'The patient disputes the diagnosis on record' }] },
)
export type Restriction = Static<typeof Restriction>

export const RestrictionLifting = closed(
  {
    toldAt: Type.Optional(Timestamp),
  },
  {
    description:
      'The person is told before a restriction is lifted (GDPR Art. 18(3)): by a mail, a day before; or at once where you have told them, at `toldAt`.',
    examples: [{}],
  },
)
export type RestrictionLifting = Static<typeof RestrictionLifting>

export const PatientMerge = closed(
  { from: Uuid },
  {
    description:
      'Everything of `from` becomes the patient’s of the path, whose own values win; `from` is gone then.',
    examples: [{ from: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11' }],
  },
)
export type PatientMerge = Static<typeof PatientMerge>
