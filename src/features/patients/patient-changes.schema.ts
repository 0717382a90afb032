import { type Static, Type } from '@sinclair/typebox'
import { actorId, personId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** A change of what an organisation holds about a patient, with what stood there before. */
export const PatientChangeRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  patientId: personId(Uuid),
  changedBy: actorId(Nullable(Uuid), 'changedBy'),
  role: usage(Type.String({ maxLength: 100 }), 'role'),
  sealed: sealed(Bytes, {
    category: 'contact',
    purpose: 'care',
    basis: 'legal-duty-6-1-c',
    key: 'rest',
    fields: ['changes'],
    exportAs: 'contents',
  }),
  createdAt: usage(Timestamp, 'at'),
})

const value = sealedField(PatientChangeRow.properties.sealed, Nullable(Type.String({ maxLength: 2000 })))

/** A change as it is answered: in which role, never by whom; who it was stands in the trail. */
export const RecordedPatientChange = component(
  'RecordedPatientChange',
  closed({
    at: Timestamp,
    role: PatientChangeRow.properties.role,
    changes: Type.Array(closed({ field: Type.String({ maxLength: 40 }), before: value, after: value }), {
      maxItems: 40,
    }),
  }),
)
export type RecordedPatientChange = Static<typeof RecordedPatientChange>
