import { type Static, Type } from '@sinclair/typebox'
import { actorId, personId, plain, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** A care relation that was said, beside those that follow from appointments and registration. */
export const AssignmentRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  patientId: personId(Uuid, 'patientId'),
  practitionerId: personId(Uuid, 'practitionerId'),
  enteredBy: actorId(Uuid),
  createdAt: usage(Timestamp, 'createdAt'),
})

const { organisationId, id, patientId, practitionerId, enteredBy, createdAt } = AssignmentRow.properties

export const Assignment = component(
  'Assignment',
  closed({ id, organisationId, patientId, practitionerId, enteredBy, createdAt }),
)
export type Assignment = Static<typeof Assignment>

/** As many practitioners as one patient is assigned to at most. */
export const mostAssignments = 100
export const Assignments = closed({ data: Type.Array(Assignment, { maxItems: mostAssignments }) })

export const NewAssignment = closed(
  { practitionerId: Uuid },
  { examples: [{ practitionerId: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11' }] },
)
export type NewAssignment = Static<typeof NewAssignment>
