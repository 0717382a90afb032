import type { AuditReason } from '#src/audit/audit.schema.ts'
import { postAuditBatches } from '#src/audit/post-batches.ts'
import { reasonPlace } from '#src/audit/record-event.ts'
import { verifyTrail } from '#src/audit/verify-trail.ts'
import { SealError } from '#src/crypto/sealing.ts'
import type { OrganisationScope, PersonScope, Scope } from '#src/db/scope.ts'
import type { MemberIdentity } from '#src/features/organisations/members.schema.ts'
import {
  type FoundEvent,
  findColleagues,
  listAuditEvents,
  listOwnEvents,
  type OwnEvent,
  type Position,
} from '#src/features/trail/trail.queries.ts'
import type {
  AccessLogEntry,
  AuditEvent,
  AuditFilters,
  TrailVerdict,
} from '#src/features/trail/trail.schema.ts'

/** The words of a reason; null where there are none, or where they went with the person's key. */
const openReason = async (
  { tx, deps }: Scope,
  { organisationId, id, reason }: { organisationId: string; id: string; reason: Buffer | null },
): Promise<string | null> => {
  if (reason === null) return null
  try {
    return (await deps.keyring.open<AuditReason>(tx, organisationId, reason, reasonPlace(id))).reason
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

const fieldsOf = ({ detail }: FoundEvent): string[] =>
  Array.isArray(detail.fields) ? detail.fields.filter((field) => typeof field === 'string') : []

/** The organisation's trail, the latest first, at most `limit + 1`. */
export const auditEventsOf = async (
  scope: OrganisationScope,
  filters: AuditFilters,
  after: Position | null,
  limit: number,
): Promise<AuditEvent[]> => {
  await postAuditBatches(scope.deps)
  const { organisationId } = scope.actor
  const rows = await listAuditEvents(scope.tx, organisationId, filters, after, limit)
  const events: AuditEvent[] = []
  for (const row of rows) {
    const { detail: _detail, ...shown } = row
    const reason = await openReason(scope, { ...row, organisationId })
    events.push({ ...shown, fields: fieldsOf(row), reason })
  }
  return events
}

/** Recomputes the organisation's chain. */
export const verdictOf = async (scope: OrganisationScope): Promise<TrailVerdict> => {
  const { sealed, lastCheckpoint, ...verdict } = await verifyTrail(scope, scope.actor.organisationId)
  return {
    ...verdict,
    events: sealed,
    lastCheckpoint: lastCheckpoint && {
      position: lastCheckpoint.position,
      at: lastCheckpoint.at,
      digest: lastCheckpoint.hash.toString('hex'),
      keyId: lastCheckpoint.keyId,
      signature: lastCheckpoint.signature.toString('base64url'),
    },
  }
}

/** An event about a person with its reason open. */
export type OpenOwnEvent = Omit<OwnEvent, 'reason'> & { reason: string | null }

/** Who saw or changed the caller's data in any organisation, the latest first, at most `limit + 1`. */
export const ownEvents = async (
  scope: PersonScope,
  after: Position | null,
  limit: number,
): Promise<OpenOwnEvent[]> => {
  await postAuditBatches(scope.deps)
  const rows = await listOwnEvents(scope.tx, scope.accountId, after, limit)
  const open: OpenOwnEvent[] = []
  for (const row of rows) open.push({ ...row, reason: await openReason(scope, row) })
  return open
}

/** The names of members by account, as the organisation in scope keeps them. */
export const namesOfColleagues = async (
  { tx, deps, actor }: OrganisationScope,
  accountIds: readonly string[],
): Promise<Map<string, string>> => {
  const { organisationId } = actor
  const rows = await findColleagues(tx, organisationId, accountIds)
  const identities = await deps.keyring.openMany<MemberIdentity>(
    tx,
    rows.map(({ id, sealed }) => ({
      organisationId,
      sealed,
      place: { field: 'memberships.sealed', rowId: id },
    })),
  )
  return new Map(
    rows.map(({ accountId }, i) => {
      const { firstName, lastName } = identities[i] as MemberIdentity
      return [accountId, `${firstName} ${lastName}`]
    }),
  )
}

/** The role in which somebody acted: whoever is staff and patient was the one or the other. */
const roleOf = ({ role, ground }: OpenOwnEvent): string => {
  if (ground === 'self') return role.includes('patient') ? 'patient' : role
  return (
    role
      .split(',')
      .filter((one) => one !== 'patient')
      .join(',') || role
  )
}

/** An entry of a person's access log. @param name of who did it, where the person is told */
export const asEntry = (event: OpenOwnEvent, name: string | undefined): AccessLogEntry => ({
  at: event.at,
  action: event.action,
  resource: event.resource,
  organisationId: event.organisationId,
  actor: { role: roleOf(event), ...(name === undefined ? {} : { name }) },
  ground: event.ground,
  ...(event.reason === null ? {} : { reason: event.reason }),
})
