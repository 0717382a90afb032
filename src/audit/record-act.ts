import { groundFor } from '#src/access/relations.ts'
import { type AuditEvent, recordEvent } from '#src/audit/record-event.ts'
import type { OrganisationScope } from '#src/db/scope.ts'

type Act = Omit<AuditEvent, 'organisationId' | 'accountId' | 'role'>

// A verb knows the ground that it usually has; that somebody came by a break-glass or for their child, the actor knows.
const grounded = ({ actor }: OrganisationScope, act: Act): Act => {
  if (!act.patientId || act.ground === 'emergency') return act
  const ground = groundFor(actor, act.patientId)
  if (ground === 'guardian') return { ...act, ground }
  const breakGlassId = actor.emergencies[act.patientId]
  return breakGlassId === undefined ? act : { ...act, ground, detail: { ...act.detail, breakGlassId } }
}

/** Appends what a member, patient or guardian did inside their organisation; reaching by a break-glass, with its id. */
export const recordAct = (scope: OrganisationScope, act: Act): Promise<void> =>
  recordEvent(scope, {
    ...grounded(scope, act),
    organisationId: scope.actor.organisationId,
    accountId: scope.actor.accountId,
    role: scope.actor.roles.join(',') || 'newcomer',
  })
