import { createHash } from 'node:crypto'
import type { Static } from '@sinclair/typebox'
import { v7 as newId } from 'uuid'
import type { Ground } from '#src/access/ground.ts'
import type { AuditAction as Action, AuditReason } from '#src/audit/audit.schema.ts'
import type { KeyOwner } from '#src/crypto/key-wrapping.ts'
import type { Scope } from '#src/db/scope.ts'

/** What was done. */
export type AuditAction = Static<typeof Action>

export interface AuditEvent {
  organisationId: string
  action: AuditAction
  /** The noun, singular: `appointment`, `patient`, `site`. */
  resource: string
  resourceIds: string[]
  patientId?: string | null
  /** Instead of `patientId`, where it is about several. */
  patientIds?: string[]
  accountId?: string | null
  onBehalfOf?: string | null
  /** Roles in which it was done, or `person`, `public`, `worker`, `platform`. */
  role: string
  ground?: Ground
  outcome?: 'succeeded' | 'refused' | 'failed'
  /** Codes and field names only, never a value of a person. */
  detail?: Record<string, string | number | boolean | string[]>
  /** Why, in somebody's own words; sealed under the patient's key, without a patient under the organisation's. */
  reason?: string
}

/** Where an event's reason is sealed. */
export const reasonPlace = (id: string) => ({ field: 'auditEvents.reason', rowId: id })

const sealReason = async (scope: Scope, id: string, event: AuditEvent, text: string) => {
  const { organisationId, patientId } = event
  const owner: KeyOwner = patientId
    ? { organisationId, subjectId: patientId, class: 'care' }
    : { organisationId, subjectId: organisationId, class: 'organisation' }
  const value: AuditReason = { reason: text }
  const reason = await scope.deps.keyring.seal(scope.tx, owner, reasonPlace(id), value)
  return { reason, reasonHash: createHash('sha256').update(reason).digest() }
}

const noReason = { reason: null, reasonHash: null }

/** Appends an event to the trail in the transaction of what it tells of: both stand, or neither. */
export const recordEvent = async (scope: Scope, event: AuditEvent): Promise<void> => {
  const id = newId()
  // Without a reason nothing is waited for: the row leaves together with the write that it tells of.
  const reason = event.reason === undefined ? noReason : await sealReason(scope, id, event, event.reason)
  await scope.tx
    .insertInto('auditEvents')
    .values({
      organisationId: event.organisationId,
      id,
      at: scope.at,
      action: event.action,
      patientId: event.patientId ?? null,
      patientIds: event.patientIds ?? [],
      resource: event.resource,
      resourceIds: event.resourceIds,
      accountId: event.accountId ?? null,
      onBehalfOf: event.onBehalfOf ?? null,
      unitId: null,
      role: event.role,
      ground: event.ground ?? 'administration',
      outcome: event.outcome ?? 'succeeded',
      clientSystem: scope.requestId === null ? 'worker' : 'api',
      detail: event.detail ?? {},
      requestId: scope.requestId,
      ...reason,
    })
    .execute()
}
