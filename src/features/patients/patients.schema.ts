import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { credential, personId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
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
  Nullable,
  OneOf,
  Phone,
  pageQuery,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

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
    fields: ['email', 'phone', 'address'],
    exportAs: 'contact',
  }),
  emailIndex: credential(Nullable(Bytes)),
  phoneIndex: credential(Nullable(Bytes)),
  indexVersion: plain(Type.Integer()),
  locale: usage(Language, 'locale'),
  source: usage(OneOf('self', 'practitioner', 'receptionist', 'orgAdmin', 'import'), 'source'),
  enteredBy: personId(Nullable(Uuid), 'enteredBy'),
  informedAt: usage(Nullable(Timestamp), 'informedAt'),
  informedBy: personId(Nullable(Uuid), 'informedBy'),
  externalId: usage(Nullable(ExternalId), 'externalId'),
  state: usage(OneOf('active', 'deactivated'), 'state'),
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

/** What the `rest` key seals: what may go alone. */
export interface PatientContact {
  email: string | null
  phone: string | null
  address: Address | null
}

const row = PatientRow.properties
const care = <S extends TSchema>(schema: S): S => sealedField(row.care, schema)
const rest = <S extends TSchema>(schema: S): S => sealedField(row.rest, schema)

/** A patient as it is answered. `linked`: somebody signs in as this patient; as whom is not told. */
export const Patient = component(
  'Patient',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    firstName: care(Name()),
    lastName: care(Name()),
    email: rest(Nullable(Email)),
    phone: rest(
      Nullable(
        Type.String({
          maxLength: 32,
          description: 'E.164; of somebody imported as it was typed, where that is not possible.',
        }),
      ),
    ),
    dateOfBirth: care(Nullable(DateOnly)),
    address: rest(Nullable(Address)),
    locale: row.locale,
    externalId: row.externalId,
    informedAt: row.informedAt,
    informedBy: row.informedBy,
    source: row.source,
    enteredBy: row.enteredBy,
    linked: Type.Boolean(),
    state: row.state,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }),
)
export type Patient = Static<typeof Patient>

export const NewPatient = closed(
  {
    firstName: care(Name()),
    lastName: care(Name()),
    email: Type.Optional(rest(Email)),
    phone: Type.Optional(rest(Phone)),
    dateOfBirth: Type.Optional(care(DateOnly)),
    address: Type.Optional(rest(Address)),
    locale: Type.Optional(Language),
    externalId: Type.Optional(ExternalId),
    informedAt: Timestamp,
    informedBy: Type.Optional(Uuid),
  },
  {
    description:
      'The person has been told first: `informedAt` says when and `informedBy` by which member (default: the caller). A phone number without `+` is read as one of the organisation’s country.',
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
    locale: Type.Optional(Language),
    externalId: Type.Optional(Nullable(ExternalId)),
  },
  { description: '`null` takes a value away.', examples: [{ phone: '+46707654321', address: null }] },
)
export type PatientChange = Static<typeof PatientChange>

export const PatientSearch = closed(
  { email: Type.Optional(rest(Email)), phone: Type.Optional(rest(Phone)), ...pageQuery },
  {
    description: 'At least one of `email` and `phone`; both are compared as a whole, in their normal form.',
    examples: [{ phone: '070-123 45 67' }],
  },
)
export type PatientSearch = Static<typeof PatientSearch>
