import { type Static, Type } from '@sinclair/typebox'
import { personId, plain, professional } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Currency,
  closed,
  Duration,
  ExternalId,
  Money,
  Name,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** What can be booked: how long it takes, what it costs, who pays. */
export const ServiceRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  name: plain(Name(120)),
  duration: plain(Duration),
  slotStep: plain(Nullable(Duration)),
  bufferBefore: plain(Nullable(Duration)),
  bufferAfter: plain(Nullable(Duration)),
  priceAmount: plain(Type.Integer()),
  priceCurrency: plain(Currency),
  payer: plain(OneOf('patient', 'organisation')),
  state: plain(OneOf('active', 'deactivated')),
  externalId: plain(Nullable(ExternalId)),
  version: plain(Version),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
})

export const ServicePractitionerRow = closed({
  organisationId: plain(Uuid),
  serviceId: professional(Uuid, 'serviceId'),
  practitionerId: personId(Uuid),
})

const { id, organisationId, name, duration, slotStep, bufferBefore, bufferAfter, payer, state, externalId } =
  ServiceRow.properties
const { version, createdAt, updatedAt } = ServiceRow.properties
const practitionerIds = Type.Array(ServicePractitionerRow.properties.practitionerId, {
  maxItems: 500,
  uniqueItems: true,
})

/** A service as it is answered. `slotStep` is null where starts are a duration apart. */
export const Service = component(
  'Service',
  closed({
    id,
    organisationId,
    name,
    duration,
    slotStep,
    bufferBefore,
    bufferAfter,
    price: Money,
    payer,
    practitionerIds,
    state,
    externalId,
    version,
    createdAt,
    updatedAt,
  }),
)
export type Service = Static<typeof Service>

export const NewService = closed(
  {
    name,
    duration,
    slotStep: Type.Optional(slotStep),
    bufferBefore: Type.Optional(bufferBefore),
    bufferAfter: Type.Optional(bufferAfter),
    price: Money,
    payer: Type.Optional(payer),
    practitionerIds: Type.Optional(practitionerIds),
    externalId: Type.Optional(externalId),
  },
  {
    examples: [
      {
        name: 'Första besök',
        duration: 'PT30M',
        slotStep: 'PT15M',
        price: { amount: 45000, currency: 'SEK' },
        payer: 'patient',
        practitionerIds: [],
      },
    ],
  },
)
export type NewService = Static<typeof NewService>

export const ServiceChange = closed(Type.Partial(closed({ ...NewService.properties, state })).properties, {
  examples: [{ price: { amount: 50000, currency: 'SEK' } }],
})
export type ServiceChange = Static<typeof ServiceChange>
