import { v7 as newId } from 'uuid'
import type { Ground } from '#src/access/relations.ts'
import type { Scope } from '#src/db/scope.ts'

/** What was done. Reads of patient data follow the same shape. */
export type AuditAction =
  | 'create'
  | 'change'
  | 'delete'
  | 'link'
  | 'unlink'
  | 'breakGlass'
  | 'signIn'
  | 'signOut'
  | 'security'

export interface AuditEvent {
  organisationId: string
  action: AuditAction
  /** The noun, singular: `appointment`, `patient`, `site`. */
  resource: string
  resourceIds: string[]
  patientId?: string | null
  accountId?: string | null
  /** Roles in which it was done, or `person`, `public`, `worker`, `platform`. */
  role: string
  ground?: Ground | 'security' | 'system'
  /** Codes and field names only, never a value of a person. */
  detail?: Record<string, string | number | boolean | string[]>
}

/** Appends an event to the trail in the transaction of what it tells of: both stand, or neither. */
export const recordEvent = async (scope: Scope, event: AuditEvent): Promise<void> => {
  await scope.tx
    .insertInto('auditEvents')
    .values({
      organisationId: event.organisationId,
      id: newId(),
      at: scope.at,
      action: event.action,
      patientId: event.patientId ?? null,
      resource: event.resource,
      resourceIds: event.resourceIds,
      accountId: event.accountId ?? null,
      role: event.role,
      ground: event.ground ?? 'administration',
      detail: event.detail ?? {},
      requestId: scope.requestId,
    })
    .execute()
}
