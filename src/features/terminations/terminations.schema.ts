import { type Static, Type } from '@sinclair/typebox'
import { actorId, plain, sealed, sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Note, Nullable, OneOf, Timestamp, Uuid, Version } from '#src/schema/primitives.ts'

/** An organisation's decision to leave, which can be called off until its purge begins. */
export const OrganisationTerminationRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  /** Counts the organisation's terminations, so that each is told of once. */
  number: plain(Version),
  /** `held`: its grace is over, and a legal hold keeps everything. */
  state: plain(OneOf('grace', 'held', 'purging', 'cancelled')),
  requestedBy: actorId(Uuid),
  cancelledBy: actorId(Nullable(Uuid)),
  sealed: sealed(Nullable(Bytes), {
    category: 'usage',
    purpose: 'operation',
    basis: 'contract-6-1-b',
    key: 'organisation',
    fields: ['reason'],
  }),
  graceEndsAt: plain(Timestamp),
  cancelledAt: plain(Nullable(Timestamp)),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
})
export type StoredTermination = Static<typeof OrganisationTerminationRow>

/** A purge, by the platform: it stays when the organisation is gone. */
export const OrganisationPurgeRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  purgedOrganisationId: plain(Uuid),
  state: plain(OneOf('running', 'completed')),
  /** Rows that went, by table. */
  rows: plain(Type.Record(Type.String(), Type.Integer())),
  certificate: plain(Nullable(Type.Record(Type.String(), Type.Unknown()))),
  sealed: sealed(Nullable(Bytes), {
    category: 'contact',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    key: 'platform',
    fields: ['name', 'language', 'country', 'addresses'],
  }),
  startedAt: plain(Timestamp),
  finishedAt: plain(Nullable(Timestamp)),
})
export type StoredPurge = Static<typeof OrganisationPurgeRow>

const row = OrganisationTerminationRow.properties

export const NewTermination = closed(
  { reason: Type.Optional(sealedField(row.sealed, Note(2000))) },
  { examples: [{ reason: 'The practice closes.' }] },
)
export type NewTermination = Static<typeof NewTermination>

/** A termination as it is answered. */
export const Termination = component(
  'Termination',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    state: {
      ...row.state,
      description:
        '`grace`: everything goes on, and it can be called off. `held`: a legal hold keeps everything beyond the end of the grace.',
    },
    graceEndsAt: row.graceEndsAt,
    reason: sealedField(row.sealed, Nullable(Type.String({ maxLength: 2000 }))),
    blockers: Type.Array(
      closed({ kind: OneOf('legalHold'), count: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
      { maxItems: 1 },
    ),
    exportId: {
      ...Nullable(Uuid),
      description: 'An archive that can be fetched now; null: take one before the grace ends.',
    },
    duties: Type.Array(OneOf('takeExport', 'keepHealthRecords', 'keepAccounts'), {
      maxItems: 3,
      description:
        'What is left to the organisation, which stays the controller of what it takes along: health records and accounts are to be kept by it for as long as the law asks.',
    }),
    requestedBy: row.requestedBy,
    createdAt: row.createdAt,
    cancelledAt: row.cancelledAt,
  }),
)
export type Termination = Static<typeof Termination>
