import { type Static, Type } from '@sinclair/typebox'
import { ofOrganisation, personId, plain, professional } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Country,
  closed,
  Duration,
  Email,
  Language,
  Money,
  Name,
  Nullable,
  OneOf,
  Period,
  Phone,
  pageQuery,
  SpokenLanguage,
  Timestamp,
  TimeZone,
  Uuid,
} from '#src/schema/primitives.ts'

/** What everybody may know of an organisation: what binds its patients. */
export const DirectoryOrganisationRow = closed({
  organisationId: plain(Uuid),
  kind: plain(OneOf('clinic', 'pharmacy')),
  name: plain(Name(120)),
  country: plain(Country),
  timeZone: plain(TimeZone),
  languages: plain(Type.Array(Language, { maxItems: 10 })),
  lateCancellationWindow: plain(Period),
  reviewInvitations: plain(OneOf('never', 'unlessRefused', 'withConsent')),
  contactEmail: ofOrganisation(Nullable(Email)),
  contactPhone: ofOrganisation(Nullable(Phone)),
  updatedAt: plain(Timestamp),
})

/** A listed practitioner's public page. */
export const DirectoryProfile = closed({
  id: Uuid,
  organisation: closed({ id: Uuid, name: Name(120) }),
  firstName: professional(Name()),
  lastName: professional(Name()),
  title: professional(Name(80)),
  specialties: professional(Type.Array(Name(80), { maxItems: 20 })),
  languages: professional(Type.Array(SpokenLanguage, { maxItems: 20 })),
  sites: Type.Array(
    closed({
      id: Uuid,
      name: Name(120),
      timeZone: TimeZone,
      street: Name(200),
      postalCode: Name(20),
      city: Name(100),
      country: Country,
    }),
    { maxItems: 100 },
  ),
  services: Type.Array(
    closed({
      id: Uuid,
      name: Name(120),
      duration: Duration,
      price: Money,
      payer: OneOf('patient', 'organisation'),
    }),
    {
      maxItems: 200,
    },
  ),
})
export type DirectoryProfile = Static<typeof DirectoryProfile>

/** The projection that the public search reads: only what `listed: true` publishes. */
export const DirectoryPractitionerRow = closed({
  practitionerId: personId(Uuid),
  organisationId: plain(Uuid),
  country: professional(Country, 'country'),
  cities: professional(Type.Array(Name(100)), 'cities'),
  specialties: professional(Type.Array(Name(80)), 'specialties'),
  languages: professional(Type.Array(SpokenLanguage), 'languages'),
  serviceNames: professional(Type.Array(Name(120)), 'serviceNames'),
  profile: professional(DirectoryProfile, 'profile'),
  searchText: professional(Type.String(), 'searchText'),
  updatedAt: plain(Timestamp),
})

/** A listed practitioner as it is answered. */
export const ListedPractitioner = component('ListedPractitioner', DirectoryProfile)

const { organisationId, kind, name, country, timeZone, languages } = DirectoryOrganisationRow.properties
const { lateCancellationWindow, reviewInvitations, contactEmail, contactPhone } =
  DirectoryOrganisationRow.properties

/** What everybody may know of an organisation, as it is answered. */
export const PublicOrganisation = component(
  'PublicOrganisation',
  closed({
    id: organisationId,
    kind,
    name,
    country,
    timeZone,
    languages,
    lateCancellationWindow,
    reviewInvitations: {
      ...reviewInvitations,
      description:
        'Whether patients are asked for a review after an appointment. Who books is to be told of `unlessRefused`; the confirmation says it too. `refusesReviewInvitations` in the booking refuses.',
    },
    contactEmail,
    contactPhone,
  }),
)

const searched = (description: string) =>
  Type.Optional(Type.String({ format: 'name', minLength: 2, maxLength: 80, description }))

/** What the directory can be searched by. */
export const DirectoryQuery = closed({
  ...pageQuery,
  query: searched(
    'Words of name, title, specialty, service, city or organisation; all must be there, misspelt a little or not.',
  ),
  specialty: searched('The whole specialty; capitals and accents do not matter.'),
  city: searched('The whole name of a city of one of the sites.'),
  country: Type.Optional(Country),
  language: Type.Optional(SpokenLanguage),
  serviceName: searched('Whole words of the name of a service.'),
})

export const listedPractitionerParams = closed({ practitionerId: Uuid })
export const publicOrganisationParams = closed({ organisationId: Uuid })
