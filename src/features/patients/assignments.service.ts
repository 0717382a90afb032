import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, refused } from '#src/errors.ts'
import { assignmentsAccess } from '#src/features/patients/assignments.access.ts'
import {
  deleteAssignment,
  insertAssignment,
  isActivePractitioner,
  listAssignments,
} from '#src/features/patients/assignments.queries.ts'
import type { Assignment, NewAssignment } from '#src/features/patients/assignments.schema.ts'
import { mostAssignments } from '#src/features/patients/assignments.schema.ts'
import { lockReachedPatient } from '#src/features/patients/guardians.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const demandReach = async ({ tx, actor }: OrganisationScope, patientId: string) => {
  const patient = await lockReachedPatient(tx, actor.organisationId, patientId, assignmentsAccess.manage)
  if (!patient) throw notFound()
}

/**
 * Says that a practitioner cares for a patient, who is within their reach from the next request on.
 * @throws Problem 404 out of reach, 422 for no practitioner at work, 409 where it was said already
 */
export const assign = async (
  scope: OrganisationScope,
  patientId: string,
  { practitionerId }: NewAssignment,
): Promise<Assignment> => {
  const { tx, actor, at } = scope
  const { organisationId, accountId } = actor
  await demandReach(scope, patientId)
  if (!(await isActivePractitioner(tx, organisationId, practitionerId)))
    throw refused('/practitionerId', 'does not exist')
  const full = (await listAssignments(tx, organisationId, patientId)).length >= mostAssignments
  const id = newId()
  const row = full
    ? undefined
    : await insertAssignment(tx, {
        organisationId,
        id,
        patientId,
        practitionerId,
        enteredBy: accountId,
        createdAt: at,
      })
  if (!row)
    throw conflict('already-exists', {
      errors: [{ pointer: '/practitionerId', detail: 'is assigned already, or too many are' }],
    })
  await recordAct(scope, {
    action: 'create',
    resource: 'assignment',
    resourceIds: [id, practitionerId],
    patientId,
  })
  return row
}

/**
 * To whom a patient is assigned.
 * @throws Problem 404 out of reach
 */
export const assignmentsOf = async (scope: OrganisationScope, patientId: string): Promise<Assignment[]> => {
  await demandReach(scope, patientId)
  return listAssignments(scope.tx, scope.actor.organisationId, patientId)
}

/**
 * Takes an assignment back.
 * @throws Problem 404 where there is none, or out of reach
 */
export const unassign = async (
  scope: OrganisationScope,
  patientId: string,
  assignmentId: string,
): Promise<null> => {
  const { tx, actor } = scope
  await demandReach(scope, patientId)
  const gone = await deleteAssignment(tx, actor.organisationId, patientId, assignmentId)
  if (!gone) throw notFound()
  await recordAct(scope, {
    action: 'delete',
    resource: 'assignment',
    resourceIds: [assignmentId, gone.practitionerId],
    patientId,
  })
  const { organisationId } = actor
  await recordTakingAway(scope, {
    organisationId,
    action: 'assignmentEnded',
    patientId,
    subjectId: assignmentId,
  })
  return null
}
