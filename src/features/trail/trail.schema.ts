import { type Static, Type } from '@sinclair/typebox'
import { AuditAction, AuditEventRow } from '#src/audit/audit.schema.ts'
import { MembershipRow } from '#src/features/organisations/members.schema.ts'
import { sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  closed,
  DateOrTimestamp,
  Name,
  Note,
  Nullable,
  OneOf,
  pageQuery,
  Uuid,
} from '#src/schema/primitives.ts'

const row = AuditEventRow.properties
const ids = Type.Array(Uuid, { maxItems: 1000 })
const code = { maxLength: 64 }
const Role = Type.String({ ...code, description: 'The role in which it was done; several with commas.' })
const Resource = { ...row.resource, ...code }
const Ground = { ...row.ground, ...code }
const Reason = sealedField(row.reason, Nullable(Note()))

/** An event of the trail as the organisation's administrators read it: ids and codes. */
export const AuditEvent = component(
  'AuditEvent',
  closed({
    id: row.id,
    at: row.at,
    action: AuditAction,
    resource: Resource,
    resourceIds: ids,
    patientId: { ...row.patientId, description: 'Whose data it was, where it was one person.' },
    patientIds: { ...ids, description: 'Everybody whose data was shown or changed.' },
    accountId: { ...row.accountId, description: 'Who did it.' },
    role: Role,
    ground: Ground,
    onBehalfOf: row.onBehalfOf,
    unitId: row.unitId,
    clientSystem: row.clientSystem,
    outcome: row.outcome,
    fields: Type.Array(Type.String(code), {
      maxItems: 100,
      description: 'Names of the fields that changed.',
    }),
    reason: Reason,
    requestId: Nullable(Type.String(code)),
  }),
)
export type AuditEvent = Static<typeof AuditEvent>

export const auditEventsQuery = closed({
  ...pageQuery,
  from: Type.Optional(DateOrTimestamp),
  to: Type.Optional(DateOrTimestamp),
  patientId: Type.Optional(Uuid),
  accountId: Type.Optional(Uuid),
  action: Type.Optional(AuditAction),
})

/** What a page of events is asked for: instants, half open. */
export interface AuditFilters {
  from?: string
  to?: string
  patientId?: string
  accountId?: string
  action?: AuditEvent['action']
}

const Checkpoint = closed({
  position: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  at: row.at,
  digest: Type.String({
    pattern: '^[0-9a-f]{64}$',
    maxLength: 64,
    description: 'SHA-256 of the chain there.',
  }),
  keyId: Uuid,
  signature: Type.String({
    pattern: '^[A-Za-z0-9_-]{86}$',
    maxLength: 86,
    description: 'Ed25519, base64url.',
  }),
})

const count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** What recomputing an organisation's chain found. */
export const TrailVerdict = component(
  'TrailVerdict',
  closed({
    state: OneOf('intact', 'broken'),
    events: { ...count, description: 'Events whose place and hash were recomputed.' },
    waiting: { ...count, description: 'Events of the last minute that have no place yet.' },
    checkpoints: count,
    lastCheckpoint: Nullable(Checkpoint),
    fault: Nullable(
      closed(
        {
          kind: OneOf('changed', 'removed', 'cut', 'inserted', 'unsealed', 'unsigned'),
          position: Nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
          eventId: Nullable(Uuid),
        },
        { description: 'The first thing that is wrong.' },
      ),
    ),
  }),
)
export type TrailVerdict = Static<typeof TrailVerdict>

/** Who saw or changed a person's data, as the person reads it. */
export const AccessLogEntry = component(
  'AccessLogEntry',
  closed({
    at: row.at,
    action: AuditAction,
    resource: Resource,
    organisationId: row.organisationId,
    actor: closed({
      role: Role,
      name: Type.Optional({
        ...sealedField(MembershipRow.properties.sealed, Name(201)),
        description: 'Where the country of the organisation has people told by name.',
      }),
    }),
    ground: Ground,
    reason: Type.Optional(sealedField(row.reason, Note())),
  }),
)
export type AccessLogEntry = Static<typeof AccessLogEntry>
