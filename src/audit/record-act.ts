import { type AuditEvent, recordEvent } from '#src/audit/record-event.ts'
import type { OrganisationScope } from '#src/db/scope.ts'

/** Appends what a member or patient did inside their organisation. */
export const recordAct = (
  scope: OrganisationScope,
  act: Omit<AuditEvent, 'organisationId' | 'accountId' | 'role'>,
): Promise<void> =>
  recordEvent(scope, {
    ...act,
    organisationId: scope.actor.organisationId,
    accountId: scope.actor.accountId,
    role: scope.actor.roles.join(',') || 'newcomer',
  })
