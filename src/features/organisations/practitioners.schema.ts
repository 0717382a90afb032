import { type Static, Type } from '@sinclair/typebox'
import { contactField } from '#src/features/organisations/contact-fields.ts'
import { actorId, personId, plain, professional, sealed, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Bytes,
  closed,
  Email,
  ExternalId,
  Name,
  Nullable,
  OneOf,
  Phone,
  SpokenLanguage,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** Somebody who treats: what the directory shows, in clear; how to reach them, sealed. */
export const PractitionerRow = closed({
  organisationId: plain(Uuid),
  id: personId(Uuid, 'practitionerId'),
  accountId: actorId(Nullable(Uuid)),
  firstName: professional(Name(), 'firstName', 'Former'),
  lastName: professional(Name(), 'lastName', 'practitioner'),
  title: professional(Name(80), 'title', '-'),
  specialties: professional(Type.Array(Name(80), { maxItems: 20 }), 'specialties', []),
  languages: professional(Type.Array(SpokenLanguage, { maxItems: 20 }), 'languages', []),
  listed: professional(Type.Boolean(), 'listed', false),
  state: professional(OneOf('active', 'deactivated'), 'state', 'deactivated'),
  externalId: plain(Nullable(ExternalId)),
  sealed: sealed(Bytes, {
    category: 'contact',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    key: 'organisation',
    fields: ['email', 'phone'],
    exportAs: 'contact',
  }),
  version: plain(Version),
  createdAt: usage(Timestamp, 'createdAt'),
  updatedAt: usage(Timestamp, 'updatedAt'),
})

/** What a practitioner's sealed value holds. */
export interface PractitionerContact {
  email: string
  phone: string | null
}

export const PractitionerSiteRow = closed({
  organisationId: plain(Uuid),
  practitionerId: personId(Uuid),
  siteId: professional(Uuid, 'siteId'),
})

const { id, organisationId, firstName, lastName, title, specialties, languages, listed, state, externalId } =
  PractitionerRow.properties
const { version, createdAt, updatedAt } = PractitionerRow.properties
const siteIds = Type.Array(PractitionerSiteRow.properties.siteId, { maxItems: 100, uniqueItems: true })
const email = contactField(Email)
const phone = contactField(Phone)

/** A practitioner as answered: `email` and `phone` to administrators, receptionists and the practitioner alone. */
export const Practitioner = component(
  'Practitioner',
  closed({
    id,
    organisationId,
    email: Type.Optional(email),
    firstName,
    lastName,
    title,
    phone: Type.Optional(Nullable(phone)),
    specialties,
    languages,
    siteIds,
    listed,
    state,
    externalId,
    version,
    createdAt,
    updatedAt,
  }),
)
export type Practitioner = Static<typeof Practitioner>

export const NewPractitioner = closed(
  {
    email,
    firstName,
    lastName,
    title,
    phone,
    specialties: Type.Optional(specialties),
    languages: Type.Optional(languages),
    siteIds: Type.Optional(siteIds),
    listed: Type.Optional(listed),
    externalId: Type.Optional(externalId),
  },
  {
    examples: [
      {
        email: 'leyla@kliniken.example',
        firstName: 'Leyla',
        lastName: 'Əliyeva',
        title: 'Legitimerad fysioterapeut',
        phone: '+46 70 123 45 67',
        specialties: ['Fysioterapi'],
        languages: ['sv', 'az'],
        siteIds: [],
        listed: true,
      },
    ],
  },
)
export type NewPractitioner = Static<typeof NewPractitioner>

export const PractitionerChange = closed(
  Type.Partial(closed({ ...NewPractitioner.properties, state })).properties,
  { examples: [{ title: 'Specialist i ortopedisk manuell terapi' }] },
)
export type PractitionerChange = Static<typeof PractitionerChange>
