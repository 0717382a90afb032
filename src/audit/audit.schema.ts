import { type TSchema, Type } from '@sinclair/typebox'
import { column, type DataCategory, plain, sealed } from '#src/privacy/annotations.ts'
import { Bytes, closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** What can be done to a person's data, or to what guards it (HSLF-FS 2016:40 4:9, NEN 7513, EHDS annex II). */
export const AuditAction = OneOf(
  'read',
  'searchHit',
  'create',
  'change',
  'delete',
  'link',
  'unlink',
  'export',
  'print',
  'share',
  'breakGlass',
  'unblock',
  'signIn',
  'signOut',
  'security',
)

/** A column of the trail: kept past the person's erasure until its own date, as Art. 17(3)(b) GDPR says. */
const trail = <S extends TSchema>(
  schema: S,
  category: Extract<DataCategory, 'usage' | 'identifier'>,
  exportAs?: string,
): S =>
  column(schema, {
    category,
    purpose: 'security',
    basis: 'legal-duty-6-1-c',
    recipients: ['person', 'organisation'],
    ...(exportAs ? { exportAs } : {}),
    erasure: { action: 'keep', reason: 'the law demands the log of who saw whose data for its own period' },
  })

/**
 * Who did what to whose data; ids and codes only. What changes something appends in its own transaction, a read before
 * its answer leaves. `patientId` is the one person whose data it was, `patientIds` those whom a list showed.
 */
export const AuditEventRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  at: trail(Timestamp, 'usage', 'at'),
  action: trail(Type.String(), 'usage', 'action'),
  patientId: trail(Nullable(Uuid), 'identifier'),
  resource: trail(Type.String(), 'usage', 'resource'),
  resourceIds: trail(Type.Array(Uuid), 'identifier'),
  accountId: trail(Nullable(Uuid), 'identifier'),
  role: trail(Type.String(), 'usage', 'role'),
  ground: trail(Type.String(), 'usage', 'ground'),
  detail: trail(Type.Record(Type.String(), Type.Unknown()), 'usage', 'detail'),
  requestId: plain(Nullable(Type.String())),
  patientIds: trail(Type.Array(Uuid), 'identifier'),
  clientSystem: trail(OneOf('api', 'client', 'worker', 'command'), 'usage', 'clientSystem'),
  /** The unit that acted; null while organisations have no units. */
  unitId: plain(Nullable(Uuid)),
  /** The account for which another acted: a guardian's child, a deputy's principal. */
  onBehalfOf: trail(Nullable(Uuid), 'identifier'),
  outcome: trail(OneOf('succeeded', 'refused', 'failed'), 'usage', 'outcome'),
  reason: sealed(Nullable(Bytes), {
    category: 'health',
    purpose: 'security',
    basis: 'care-9-2-h',
    key: 'care',
    fields: ['reason'],
    exportAs: 'reason',
  }),
  /** SHA-256 of the sealed reason: it stands in the chain when the reason went with its key. */
  reasonHash: plain(Nullable(Bytes)),
})

/** What the sealed reason of an event holds. */
export interface AuditReason {
  reason: string
}

/** The people whose data an event showed, found by person. */
export const AuditEventPatientRow = closed({
  organisationId: plain(Uuid),
  patientId: trail(Uuid, 'identifier'),
  at: trail(Timestamp, 'usage'),
  eventId: plain(Uuid),
})

/** Reads that became durable together, before they are made events: columns of theirs, without the organisation. */
export const AuditBatchRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  events: trail(Type.Array(Type.Record(Type.String(), Type.Unknown())), 'usage'),
})

/** An event that the sealer has not taken into its organisation's chain yet. */
export const AuditUnsealedRow = closed({ organisationId: plain(Uuid), eventId: plain(Uuid) })

/** An event's place in its organisation's chain: SHA-256 over the hash before and the event's canonical bytes. */
export const AuditSealRow = closed({
  organisationId: plain(Uuid),
  position: plain(Type.Integer()),
  eventId: plain(Uuid),
  hash: plain(Bytes),
  sealedAt: plain(Timestamp),
})

const signed = {
  organisationId: plain(Uuid),
  position: plain(Type.Integer()),
  hash: plain(Bytes),
  at: plain(Timestamp),
  keyId: plain(Uuid),
  signature: plain(Bytes),
}

/** How far an organisation's chain goes, signed; one row each, replaced at each sealing. */
export const AuditHeadRow = closed(signed)

/** The chain at a position, signed for ever: each day and each 10,000 events. */
export const AuditCheckpointRow = closed(signed)
