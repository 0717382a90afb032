import { type Static, Type } from '@sinclair/typebox'
import { actorId, NOBODY_ID, personId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Note, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** A reach to one patient beyond one's own, for minutes and with a reason. */
export const BreakGlassRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  patientId: personId(Uuid, 'patientId'),
  /** The patient's log keeps that somebody reached so far, past that somebody's erasure. */
  accountId: actorId(Uuid),
  role: usage(OneOf('practitioner', 'platform'), 'role'),
  /** By the platform's key until a request of the platform is approved, by the patient's from then on. */
  sealed: sealed(Bytes, {
    category: 'health',
    purpose: 'security',
    basis: 'care-9-2-h',
    key: 'care',
    fields: ['reason'],
    exportAs: 'reason',
  }),
  minutes: usage(Type.Integer({ minimum: 1, maximum: 60 }), 'minutes'),
  createdAt: usage(Timestamp, 'createdAt'),
  approvedBy: actorId(Nullable(Uuid), undefined, NOBODY_ID),
  approvedAt: usage(Nullable(Timestamp), 'approvedAt'),
  expiresAt: usage(Nullable(Timestamp), 'expiresAt'),
})

const row = BreakGlassRow.properties
const reason = sealedField(row.sealed, Note(500))

/** What the sealed value holds. */
export interface BreakGlassReason {
  reason: string
}

/** `expiresAt` is null until a request of the platform is approved. */
export const BreakGlass = component(
  'BreakGlass',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    patientId: row.patientId,
    role: row.role,
    requestedBy: row.accountId,
    reason,
    minutes: row.minutes,
    createdAt: row.createdAt,
    approvedBy: row.approvedBy,
    approvedAt: row.approvedAt,
    expiresAt: row.expiresAt,
  }),
)
export type BreakGlass = Static<typeof BreakGlass>

const exampleId = '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'

export const NewBreakGlass = closed(
  { patientId: Uuid, reason, minutes: Type.Optional(row.minutes) },
  {
    description: '`minutes`: 60 where it is left out.',
    examples: [
      { patientId: exampleId, reason: 'Brought in unconscious, no relation on record', minutes: 30 },
    ],
  },
)
export type NewBreakGlass = Static<typeof NewBreakGlass>
