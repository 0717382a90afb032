import { groundOf } from '#src/access/ground.ts'
import { type AuditEvent, recordEvent } from '#src/audit/record-event.ts'
import type { OrganisationScope } from '#src/db/scope.ts'

/** Appends what a member or patient did inside their organisation, on the ground that follows from role and patient. */
export const recordAct = (
  scope: OrganisationScope,
  act: Omit<AuditEvent, 'organisationId' | 'accountId' | 'role'>,
): Promise<void> => {
  const patients = act.patientIds ?? (act.patientId ? [act.patientId] : [])
  return recordEvent(scope, {
    ground: groundOf(scope.actor, patients),
    ...act,
    organisationId: scope.actor.organisationId,
    accountId: scope.actor.accountId,
    role: scope.actor.roles.join(',') || 'newcomer',
  })
}
