import { type Static, Type } from '@sinclair/typebox'
import {
  actorId,
  credential,
  ofOrganisation,
  personId,
  plain,
  sealed,
  usage,
} from '#src/privacy/annotations.ts'
import { requestKinds } from '#src/privacy/law/deadlines.ts'
import type { ExtensionReason, RefusalReason } from '#src/privacy/law/request-reasons.ts'
import {
  Bytes,
  closed,
  DateOnly,
  type Language,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  Version,
} from '#src/schema/primitives.ts'

/** Where a request stands; `failed` is a run of an erasure that the next one takes up. */
export const DataRequestState = OneOf(
  'received',
  'identityCheck',
  'grace',
  'blocked',
  'scheduled',
  'running',
  'verifying',
  'failed',
  'completed',
  'refused',
  'withdrawn',
)
export type DataRequestState = Static<typeof DataRequestState>

/** States that end a request. */
export const closedStates = ['completed', 'refused', 'withdrawn'] as const satisfies DataRequestState[]

/** What an erasure waits for. */
export const Blocker = closed({
  kind: OneOf('unsettled', 'legalHold', 'statutoryRetention'),
  until: Type.Optional(DateOnly),
  appointmentIds: Type.Optional(Type.Array(Uuid, { maxItems: 1_000 })),
})
export type Blocker = Static<typeof Blocker>

/**
 * One controller's part of a request. Parts of one request share its id; the platform's own part, which is the account
 * itself, is kept under `PLATFORM_ID`.
 */
export const DataRequestRow = closed({
  organisationId: plain(Uuid),
  id: usage(Uuid, 'id'),
  accountId: personId(Nullable(Uuid)),
  patientId: personId(Nullable(Uuid)),
  /** Every patient that the person was there, once a run has begun. */
  patientIds: personId(Type.Array(Uuid)),
  kind: usage(OneOf(...requestKinds), 'kind'),
  object: usage(OneOf('all', 'healthRecord'), 'object'),
  state: usage(DataRequestState, 'state'),
  source: usage(OneOf('self', 'staff', 'public'), 'source'),
  filedBy: actorId(Nullable(Uuid), 'filedBy'),
  expedite: usage(Type.Boolean(), 'expedite'),
  /** Of an objection: what must stop. */
  purpose: usage(Nullable(Type.String()), 'purpose'),
  regime: usage(Type.String(), 'regime'),
  rule: usage(Type.String(), 'rule'),
  receivedAt: usage(Timestamp, 'receivedAt'),
  /** The last day by law, local to the controller, and what it was before it rolled over days off. */
  dueOn: usage(DateOnly, 'dueOn'),
  unrolledOn: plain(DateOnly),
  extendedAt: usage(Nullable(Timestamp), 'extendedAt'),
  identityMethod: usage(Nullable(Type.String()), 'identityMethod'),
  identityCheckedBy: actorId(Nullable(Uuid), 'identityCheckedBy'),
  identityCheckedAt: usage(Nullable(Timestamp), 'identityCheckedAt'),
  graceEndsAt: usage(Nullable(Timestamp), 'graceEndsAt'),
  blockers: usage(Type.Array(Blocker), 'blockers'),
  /** How far an erasure has come; null before its run. */
  step: plain(Nullable(Type.String())),
  /** Rows that an erasure took, by table. */
  erasedRows: plain(Nullable(Type.Record(Type.String(), Type.Integer()))),
  secretHash: credential(Nullable(Bytes)),
  /** When an erasure had taken its rows. */
  erasedAt: plain(Nullable(Timestamp)),
  /** When an erasure is looked at again; null where nothing is left to do, or the end of its grace says it. */
  workAt: plain(Nullable(Timestamp)),
  certificateHash: credential(Nullable(Bytes)),
  certificate: ofOrganisation(Nullable(Type.Record(Type.String(), Type.Unknown()))),
  sealed: sealed(Nullable(Bytes), {
    category: 'contact',
    purpose: 'operation',
    basis: 'legal-duty-6-1-c',
    key: 'request',
    fields: [
      'email',
      'firstName',
      'lastName',
      'dateOfBirth',
      'language',
      'secret',
      'reason',
      'answer',
      'refusal',
      'extension',
      'changes',
      'identifiers',
    ],
    exportAs: 'contents',
  }),
  closedAt: usage(Nullable(Timestamp), 'closedAt'),
  version: plain(Version),
  createdAt: usage(Timestamp, 'createdAt'),
  updatedAt: usage(Timestamp, 'updatedAt'),
})

export type DataRequest = Static<typeof DataRequestRow>

/** What a request's sealed value holds, as far as it has it. */
export interface RequestContents {
  /** Of a request without account: the verified address, and who it is from. */
  email?: string
  firstName?: string
  lastName?: string
  dateOfBirth?: string | null
  language?: Language
  /** Without account: opens the link of each mail about it. */
  secret?: string
  /** What the person, or staff for them, wrote. */
  reason?: string
  /** What was answered or why it was refused, in words; with a refusal or an extension, its code. */
  answer?: string
  refusal?: RefusalReason
  extension?: ExtensionReason
  changes?: Record<string, unknown>
  identifiers?: Record<string, unknown>
}

/** What happened to a request, in order: its timeline. */
export const DataRequestEventRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  requestId: usage(Uuid, 'requestId'),
  kind: usage(Type.String(), 'kind'),
  actorId: actorId(Nullable(Uuid)),
  role: usage(Type.String(), 'role'),
  sealed: sealed(Nullable(Bytes), {
    category: 'usage',
    purpose: 'operation',
    basis: 'legal-duty-6-1-c',
    key: 'request',
    fields: ['reason'],
    exportAs: 'contents',
  }),
  createdAt: usage(Timestamp, 'createdAt'),
})

/** What may happen to a request, beside what an erasure's run adds. */
export const requestEventKinds = [
  'received',
  'addressVerified',
  'identityAsked',
  'evidenceReceived',
  'identityConfirmed',
  'graceBegan',
  'extended',
  'blocked',
  'unblocked',
  'scheduled',
  'started',
  'failed',
  'refused',
  'withdrawn',
  'undone',
  'applied',
  'completed',
] as const
export type RequestEventKind = (typeof requestEventKinds)[number]
