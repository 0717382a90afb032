import { type Static, Type } from '@sinclair/typebox'
import { plain } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Address, Country, closed, Name, Timestamp, TimeZone, Uuid, Version } from '#src/schema/primitives.ts'

/** A place where an organisation works. */
export const SiteRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  name: plain(Name(120)),
  timeZone: plain(TimeZone),
  street: plain(Name(200)),
  postalCode: plain(Name(20)),
  city: plain(Name(100)),
  country: plain(Country),
  version: plain(Version),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
})

const { id, name, timeZone, version, createdAt, updatedAt } = SiteRow.properties

/** A site as it is answered. */
export const Site = component(
  'Site',
  closed({
    id,
    organisationId: SiteRow.properties.organisationId,
    name,
    timeZone,
    address: Address,
    version,
    createdAt,
    updatedAt,
  }),
)
export type Site = Static<typeof Site>

export const NewSite = closed(
  { name, timeZone, address: Address },
  {
    examples: [
      {
        name: 'Södermalm',
        timeZone: 'Europe/Stockholm',
        address: { street: 'Götgatan 1', postalCode: '116 20', city: 'Stockholm', country: 'SE' },
      },
    ],
  },
)
export type NewSite = Static<typeof NewSite>

export const SiteChange = closed(Type.Partial(NewSite).properties, { examples: [{ name: 'Södermalm Syd' }] })
export type SiteChange = Static<typeof SiteChange>
