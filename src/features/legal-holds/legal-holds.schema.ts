import { actorId, personId, plain, sealed } from '#src/privacy/annotations.ts'
import { Bytes, closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** Why a patient's data, or without one the whole organisation's, must stay although its time is over. */
export const LegalHoldRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  patientId: personId(Nullable(Uuid)),
  sealed: sealed(Bytes, {
    category: 'usage',
    purpose: 'operation',
    basis: 'legal-duty-6-1-c',
    key: 'organisation',
    fields: ['reason', 'liftReason'],
  }),
  placedBy: actorId(Uuid),
  liftedBy: actorId(Nullable(Uuid)),
  liftedAt: plain(Nullable(Timestamp)),
  createdAt: plain(Timestamp),
})
