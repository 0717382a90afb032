import { Type } from '@sinclair/typebox'
import { credential, personId, plain, usage } from '#src/privacy/annotations.ts'
import { Bytes, closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** A keyed hash of a word of a patient's name, or of what a mistyped one has in common with it. */
export const PatientNameTokenRow = closed({
  organisationId: plain(Uuid),
  tokenHash: credential(Bytes),
  patientId: personId(Uuid),
  indexVersion: plain(Type.Integer()),
})

/** That a patient is gone, for those who mirror the list. */
export const PatientDeletionRow = closed({
  organisationId: plain(Uuid),
  id: personId(Uuid),
  mergedInto: personId(Nullable(Uuid)),
  deletedAt: usage(Timestamp),
})
