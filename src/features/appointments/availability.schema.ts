import { type Static, Type } from '@sinclair/typebox'
import { personId, plain, professional, sealed, sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Bytes,
  closed,
  DateOnly,
  LocalDateTime,
  LocalTime,
  Note,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

export const AvailabilityRule = closed({
  siteId: Uuid,
  weekdays: Type.Array(OneOf('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), {
    minItems: 1,
    maxItems: 7,
    uniqueItems: true,
  }),
  from: LocalTime,
  to: LocalTime,
  validFrom: Type.Optional(DateOnly),
  validTo: Type.Optional(DateOnly),
})
export type AvailabilityRule = Static<typeof AvailabilityRule>

/** A practitioner's weekly rules. */
export const AvailabilityRow = closed({
  organisationId: plain(Uuid),
  practitionerId: personId(Uuid),
  rules: professional(Type.Array(AvailabilityRule), 'rules'),
  version: plain(Version),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
})

const period = {
  organisationId: plain(Uuid),
  id: plain(Uuid),
  practitionerId: personId(Uuid),
  localFrom: professional(LocalDateTime, 'from'),
  localUntil: professional(LocalDateTime, 'until'),
  createdAt: plain(Timestamp),
}

/** When a practitioner is away. Why is nobody's but the organisation's. */
export const TimeOffRow = closed({
  ...period,
  siteId: professional(Nullable(Uuid), 'siteId'),
  sealed: sealed(Nullable(Bytes), {
    category: 'health',
    purpose: 'operation',
    basis: 'contract-6-1-b',
    key: 'organisation',
    fields: ['reason'],
    exportAs: 'reason',
  }),
})

/** When a practitioner works beyond the weekly rules. */
export const ExtraHoursRow = closed({ ...period, siteId: professional(Uuid, 'siteId') })

export const Availability = component(
  'Availability',
  closed({
    practitionerId: Uuid,
    rules: Type.Array(AvailabilityRule, { maxItems: 200 }),
    version: Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: '0 before the first rules.' }),
  }),
)
export type Availability = Static<typeof Availability>

const exampleId = '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'

export const NewAvailability = closed(
  { rules: Type.Array(AvailabilityRule, { maxItems: 200 }) },
  { examples: [{ rules: [{ siteId: exampleId, weekdays: ['MO', 'TU'], from: '09:00', to: '17:00' }] }] },
)
export type NewAvailability = Static<typeof NewAvailability>

export const TimeOff = component(
  'TimeOff',
  closed({
    id: Uuid,
    practitionerId: Uuid,
    siteId: Nullable(Uuid),
    from: LocalDateTime,
    to: LocalDateTime,
    reason: sealedField(TimeOffRow.properties.sealed, Nullable(Note(500))),
    createdAt: Timestamp,
  }),
)
export type TimeOff = Static<typeof TimeOff>

export const NewTimeOff = closed(
  {
    from: LocalDateTime,
    to: LocalDateTime,
    siteId: Type.Optional(Uuid),
    reason: Type.Optional(sealedField(TimeOffRow.properties.sealed, Note(500))),
    keepAppointments: Type.Optional(Type.Boolean({ description: 'Booked appointments in that time stay.' })),
  },
  { examples: [{ from: '2027-03-01T00:00', to: '2027-03-08T00:00' }] },
)
export type NewTimeOff = Static<typeof NewTimeOff>

export const ExtraHours = component(
  'ExtraHours',
  closed({
    id: Uuid,
    practitionerId: Uuid,
    siteId: Uuid,
    from: LocalDateTime,
    to: LocalDateTime,
    createdAt: Timestamp,
  }),
)
export type ExtraHours = Static<typeof ExtraHours>

export const NewExtraHours = closed(
  { siteId: Uuid, from: LocalDateTime, to: LocalDateTime },
  { examples: [{ siteId: exampleId, from: '2027-03-06T09:00', to: '2027-03-06T13:00' }] },
)
export type NewExtraHours = Static<typeof NewExtraHours>
