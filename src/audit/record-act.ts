import { groundOf } from '#src/access/ground.ts'
import { type AuditEvent, recordEvent } from '#src/audit/record-event.ts'
import type { OrganisationScope } from '#src/db/scope.ts'

type Act = Omit<AuditEvent, 'organisationId' | 'accountId' | 'role'>

// That somebody came by a break-glass or for their child, the actor knows better than the verb.
const grounded = ({ actor }: OrganisationScope, act: Act): Act => {
  const patients = act.patientIds ?? (act.patientId ? [act.patientId] : [])
  const ground = groundOf(actor, patients)
  if (ground === 'guardian') return { ...act, ground }
  if (ground !== 'emergency') return { ...act, ground: act.ground ?? ground }
  const breakGlassId = patients.map((id) => actor.emergencies[id]).find((id) => id !== undefined)
  return { ...act, ground, detail: { ...(breakGlassId ? { breakGlassId } : {}), ...act.detail } }
}

/**
 * Appends what a member, patient or guardian did inside their organisation, on the ground that follows from role and
 * patient; reaching by a break-glass, with its id.
 */
export const recordAct = (scope: OrganisationScope, act: Act): Promise<void> =>
  recordEvent(scope, {
    ...grounded(scope, act),
    organisationId: scope.actor.organisationId,
    accountId: scope.actor.accountId,
    role: scope.actor.roles.join(',') || 'newcomer',
  })
