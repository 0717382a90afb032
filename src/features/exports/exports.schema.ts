import { type Static, Type } from '@sinclair/typebox'
import { actorId, plain, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** An archive of everything that an organisation holds, from the request until it is over. */
export const OrganisationExportRow = closed({
  organisationId: plain(Uuid),
  id: usage(Uuid, 'id'),
  state: usage(OneOf('queued', 'running', 'completed', 'failed'), 'state'),
  requestedBy: actorId(Uuid),
  fileId: plain(Nullable(Uuid)),
  /** The instant of which the archive tells. */
  snapshotAt: plain(Nullable(Timestamp)),
  /** Erasures that were under way then, and how many were done: any more make the archive outdated. */
  erasing: plain(Type.Array(Uuid)),
  erased: plain(Type.Integer()),
  /** Rows by table. */
  rows: plain(Nullable(Type.Record(Type.String(), Type.Integer()))),
  bytes: plain(Nullable(Type.Integer())),
  /** SHA-256 of the archive, in hexadecimal digits. */
  digest: plain(Nullable(Type.String())),
  attempts: plain(Type.Integer()),
  failure: plain(Nullable(Type.String())),
  startedAt: plain(Nullable(Timestamp)),
  finishedAt: plain(Nullable(Timestamp)),
  expiresAt: plain(Nullable(Timestamp)),
  createdAt: usage(Timestamp, 'createdAt'),
})
export type StoredExport = Static<typeof OrganisationExportRow>

const row = OrganisationExportRow.properties
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** An export as it is answered. */
export const OrganisationExport = component(
  'OrganisationExport',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    state: {
      ...OneOf('queued', 'running', 'completed', 'failed', 'expired'),
      description: 'Of `completed` the archive can be fetched until `expiresAt`.',
    },
    requestedBy: row.requestedBy,
    snapshotAt: Nullable(Timestamp),
    rows: Nullable(Count),
    bytes: Nullable(Count),
    sha256: Nullable(Type.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64 })),
    failure: Nullable(Type.String({ maxLength: 64, description: 'Why it failed, as a code.' })),
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    expiresAt: row.expiresAt,
  }),
)
export type OrganisationExport = Static<typeof OrganisationExport>

/** What asking for an export answers. */
export const QueuedExport = component('QueuedExport', closed({ id: row.id, state: OneOf('queued') }))
export type QueuedExport = Static<typeof QueuedExport>
