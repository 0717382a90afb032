import { type Static, Type } from '@sinclair/typebox'
import { actorId, booking, personId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  Bytes,
  Currency,
  closed,
  ExternalId,
  Money,
  Note,
  Nullable,
  OneOf,
  Period,
  Timestamp,
  TimeZone,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** A change made later than the rule allowed that was in force then. */
export const LateChange = closed({
  kind: OneOf('cancel', 'reschedule'),
  at: Timestamp,
  startsAt: Timestamp,
  window: Period,
})
export type LateChange = Static<typeof LateChange>

/** Whatever occupies a practitioner. */
export const AppointmentRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  practitionerId: booking(Uuid, 'practitionerId'),
  serviceId: booking(Uuid, 'serviceId'),
  siteId: booking(Uuid, 'siteId'),
  patientId: personId(Nullable(Uuid), 'patientId'),
  startsAt: booking(Timestamp, 'startsAt'),
  endsAt: booking(Timestamp, 'endsAt'),
  busyFrom: booking(Timestamp, 'busyFrom'),
  busyUntil: booking(Timestamp, 'busyUntil'),
  timeZone: booking(TimeZone, 'timeZone'),
  status: booking(OneOf('held', 'booked', 'completed', 'noShow', 'cancelled', 'lapsed'), 'status'),
  expiresAt: booking(Nullable(Timestamp), 'expiresAt'),
  imported: booking(Type.Boolean(), 'imported'),
  priceAmount: booking(Type.Integer({ minimum: 0 }), 'priceAmount'),
  priceCurrency: booking(Currency, 'priceCurrency'),
  payer: booking(OneOf('patient', 'organisation'), 'payer'),
  /** Guardians do not see it. */
  confidential: booking(Type.Boolean(), 'confidential'),
  settledAt: booking(Nullable(Timestamp), 'settledAt'),
  invoiceNumber: booking(Nullable(Type.String({ maxLength: 64 })), 'invoiceNumber'),
  cancelledAt: booking(Nullable(Timestamp), 'cancelledAt'),
  cancelledBy: booking(Nullable(OneOf('patient', 'guardian', 'staff')), 'cancelledBy'),
  cancelledLate: booking(Type.Boolean(), 'cancelledLate'),
  lateChanges: booking(Type.Array(LateChange), 'lateChanges'),
  /** Of somebody who was not to be counted when the month closed; then no statistics know of it. */
  leftOut: booking(Type.Boolean(), 'leftOutOfStatistics'),
  sealed: sealed(Nullable(Bytes), {
    category: 'health',
    purpose: 'booking',
    basis: 'care-9-2-h',
    key: 'rest',
    fields: ['note', 'cancellationReason'],
    exportAs: 'texts',
  }),
  bookedBy: actorId(Nullable(Uuid)),
  externalId: booking(Nullable(ExternalId), 'externalId'),
  version: plain(Version),
  createdAt: usage(Timestamp, 'createdAt'),
  updatedAt: usage(Timestamp, 'updatedAt'),
})

/** What an appointment's sealed value holds. */
export interface AppointmentTexts {
  note: string | null
  cancellationReason: string | null
}

const row = AppointmentRow.properties

/** An appointment as lists show it; the note only on the single read. */
const shown = {
  id: row.id,
  organisationId: row.organisationId,
  practitionerId: row.practitionerId,
  serviceId: row.serviceId,
  siteId: row.siteId,
  patientId: row.patientId,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  timeZone: row.timeZone,
  status: row.status,
  imported: { ...row.imported, description: 'It came from another system, when it was over already.' },
  cancelledAt: row.cancelledAt,
  cancelledBy: row.cancelledBy,
  cancelledLate: row.cancelledLate,
  lateChanges: Type.Array(LateChange, { maxItems: 1000 }),
  price: Money,
  payer: row.payer,
  confidential: row.confidential,
  settledAt: row.settledAt,
  invoiceNumber: row.invoiceNumber,
  externalId: row.externalId,
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
}

export const ListedAppointment = component('ListedAppointment', closed(shown))
export type ListedAppointment = Static<typeof ListedAppointment>

export const Appointment = component(
  'Appointment',
  closed({ ...shown, note: sealedField(row.sealed, Nullable(Note())) }),
)
export type Appointment = Static<typeof Appointment>

const exampleId = '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'

export const NewAppointment = closed(
  {
    practitionerId: Uuid,
    serviceId: Uuid,
    startsAt: Timestamp,
    siteId: Type.Optional(Uuid),
    patientId: Type.Optional(Uuid),
    note: Type.Optional(sealedField(row.sealed, Note())),
    confidential: Type.Optional(row.confidential),
    externalId: Type.Optional(ExternalId),
    acceptedPolicies: Type.Optional(Type.Array(Uuid, { maxItems: 20 })),
    refusesReviewInvitations: Type.Optional(
      Type.Boolean({
        description: 'True: the patient does not want to be asked for reviews by the organisation.',
      }),
    ),
  },
  {
    description:
      '`confidential`: guardians of the patient do not see the appointment; so it is with every one of a confidential service. Guardians cannot ask for it.',
    examples: [{ practitionerId: exampleId, serviceId: exampleId, startsAt: '2027-03-01T08:00:00Z' }],
  },
)
export type NewAppointment = Static<typeof NewAppointment>

export const Reschedule = closed(
  { startsAt: Timestamp, practitionerId: Type.Optional(Uuid), siteId: Type.Optional(Uuid) },
  { examples: [{ startsAt: '2027-03-02T08:00:00Z' }] },
)
export type Reschedule = Static<typeof Reschedule>

export const Cancellation = closed(
  { reason: Type.Optional(sealedField(row.sealed, Note(500))) },
  { examples: [{}] },
)
export type Cancellation = Static<typeof Cancellation>

export const Settlement = closed(
  { settledAt: Timestamp, invoiceNumber: Type.Optional(ExternalId) },
  { examples: [{ settledAt: '2027-03-01T09:00:00Z', invoiceNumber: '2027-118' }] },
)
export type Settlement = Static<typeof Settlement>

export const AppointmentCorrection = closed(
  {
    note: Type.Optional(sealedField(row.sealed, Nullable(Note()))),
    price: Type.Optional(Money),
    payer: Type.Optional(row.payer),
    confidential: Type.Optional(row.confidential),
  },
  { examples: [{ note: 'Brings earlier X-rays' }] },
)
export type AppointmentCorrection = Static<typeof AppointmentCorrection>

/** A time that can be booked. */
export const OfferedSlot = component(
  'Slot',
  closed({ startsAt: Timestamp, endsAt: Timestamp, siteId: Uuid, timeZone: TimeZone, practitionerId: Uuid }),
)
export type OfferedSlot = Static<typeof OfferedSlot>

export const OwnAppointment = component(
  'OwnAppointment',
  closed({ ...shown, organisationName: Type.String({ maxLength: 120 }), overlaps: Type.Boolean() }),
)
