import { type Static, Type } from '@sinclair/typebox'
import { importFormats } from '#src/features/imports/file-row.ts'
import { findingKinds } from '#src/features/imports/findings.ts'
import { actorId, credential, personId, plain, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Nullable, OneOf, pageQuery, Timestamp, Uuid } from '#src/schema/primitives.ts'

export const ImportKind = OneOf('patients', 'appointments')
const OnError = OneOf('abort', 'skip')
const ContentType = OneOf(...importFormats)
const Count = Type.Integer({ minimum: 0, maximum: 2_147_483_647 })

/** A file of patients or appointments on its way in, and what became of its rows. */
export const ImportRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  kind: plain(ImportKind),
  state: plain(OneOf('queued', 'running', 'completed', 'failed')),
  dryRun: plain(Type.Boolean()),
  onError: plain(OnError),
  contentType: plain(ContentType),
  columns: plain(Nullable(Type.Array(Type.String()))),
  fileId: plain(Uuid),
  serviceId: plain(Nullable(Uuid)),
  informedAt: plain(Nullable(Timestamp)),
  enteredBy: actorId(Uuid, 'enteredBy'),
  /** Null until the rows were counted. */
  total: plain(Nullable(Count)),
  /** Rows that are worked off for good: where a run that was cut off goes on. */
  done: plain(Count),
  created: plain(Count),
  updated: plain(Count),
  unchanged: plain(Count),
  agedOut: plain(Count),
  ignored: plain(Count),
  failed: plain(Count),
  /** Mails planned so far, and from when on one goes out a second. */
  mails: plain(Count),
  mailsFrom: plain(Nullable(Timestamp)),
  /** Runs begun since the last row was worked off. */
  attempts: plain(Count),
  failure: plain(Nullable(Type.String())),
  startedAt: plain(Nullable(Timestamp)),
  finishedAt: plain(Nullable(Timestamp)),
  createdAt: usage(Timestamp, 'createdAt'),
})
export type StoredImport = Static<typeof ImportRow>

/** What was found in a row: pointers and codes, never a value. */
export const ImportFindingRow = closed({
  organisationId: plain(Uuid),
  importId: plain(Uuid),
  /** Place of the kind in `findingKinds`. */
  rank: plain(Type.Integer()),
  line: plain(Type.Integer()),
  findings: plain(Type.Array(closed({ pointer: Type.String(), code: Type.String() }))),
})

/** What was imported from where, by keyed hashes of the other system's id and of the row: a repeat adds nothing. */
export const ImportSourceRow = closed({
  organisationId: plain(Uuid),
  kind: plain(ImportKind),
  sourceHash: credential(Bytes),
  rowHash: credential(Bytes),
  outcome: plain(OneOf('stored', 'agedOut')),
  /** Null where nothing was stored: then nothing leads to a person. */
  patientId: personId(Nullable(Uuid)),
  /** The patient or appointment that the row became. */
  rowId: personId(Nullable(Uuid)),
  createdAt: plain(Timestamp),
  updatedAt: plain(Timestamp),
})

const row = ImportRow.properties

/** An import as it is answered. */
export const Import = component(
  'Import',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    kind: row.kind,
    state: row.state,
    dryRun: { ...row.dryRun, description: 'Everything was tried and nothing stored.' },
    onError: row.onError,
    contentType: row.contentType,
    serviceId: row.serviceId,
    informedAt: row.informedAt,
    rows: closed(
      {
        total: Count,
        created: Count,
        updated: Count,
        unchanged: Count,
        agedOut: Count,
        ignored: Count,
        failed: Count,
      },
      {
        description:
          '`agedOut`: older than bookings are kept, counted in the statistics alone. `ignored`: rows of which something, or all, was left out. With a dry run, or where a failed row aborted it: what would have become of them.',
      },
    ),
    failure: Nullable(
      Type.String({
        maxLength: 64,
        description:
          '`rows-refused`: nothing was stored, see the errors. `too-many-rows`: more than 100,000. `file-gone`, `not-readable`, `gave-up`: send it again.',
      }),
    ),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  }),
)
export type Import = Static<typeof Import>

/** What the sender gets at once. */
export const QueuedImport = component('QueuedImport', closed({ id: row.id, state: OneOf('queued') }))
export type QueuedImport = Static<typeof QueuedImport>

/** What was found in a row. */
export const ImportFinding = component(
  'ImportFinding',
  closed({
    line: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Line of the file, or number of the entry of a Bundle.',
    }),
    kind: {
      ...OneOf(...findingKinds),
      description:
        '`error`: the row was refused. `ignored`: an element, or all of the row, is not stored. `noAddress`: the person has no e-mail address and was told nothing by mail.',
    },
    pointer: Type.String({ maxLength: 200, description: 'RFC 6901, into the resource or the columns.' }),
    detail: Type.String({ maxLength: 200 }),
  }),
)
export type ImportFinding = Static<typeof ImportFinding>

/** How a file is to be imported. Nothing of a person stands here. */
export const ImportQuery = closed({
  kind: ImportKind,
  dryRun: Type.Optional(Type.Boolean({ default: false, description: 'Try everything, store nothing.' })),
  onError: Type.Optional({
    ...OnError,
    default: 'abort',
    description: '`abort`: one refused row and nothing is stored. `skip`: refused rows are left out.',
  }),
  informedAt: Type.Optional({
    ...Timestamp,
    description: 'When the people were told that they are registered here; needed for patients.',
  }),
  serviceId: Type.Optional({
    ...Uuid,
    description: "The service of rows that name none that is known; the organisation's first if left out.",
  }),
  columns: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z]*(,[A-Za-z]*)*$',
      minLength: 1,
      maxLength: 1000,
      description:
        "CSV alone: the template's names of the file's columns, in the file's order, with a comma between; an empty one leaves its column out. If left out, the header names them.",
    }),
  ),
})
export type ImportQuery = Static<typeof ImportQuery>

export const ImportFindingsQuery = closed({ ...pageQuery, kind: Type.Optional(OneOf(...findingKinds)) })
