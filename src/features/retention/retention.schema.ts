import { type Static, Type } from '@sinclair/typebox'
import { personId, plain } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

const counts = Type.Record(Type.String(), Type.Integer())

/** A sweep of an organisation's rows whose time is over, or with the platform's id of the platform's. */
export const RetentionRunRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  /** When it was due: there is one run for each such instant. */
  slot: plain(Timestamp),
  startedAt: plain(Timestamp),
  /** Null while it runs, or was cut off: the next look goes on with it. */
  finishedAt: plain(Nullable(Timestamp)),
  registerVersion: plain(Type.String({ maxLength: 64 })),
  /** How many rows went, and how many a legal hold kept although their time was over, by table. */
  rows: plain(counts),
  held: plain(counts),
})
export type StoredRun = Static<typeof RetentionRunRow>

const row = RetentionRunRow.properties

export const RetentionRun = component(
  'RetentionRun',
  closed({
    id: row.id,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    registerVersion: row.registerVersion,
    tables: Type.Array(
      closed({
        table: Type.String({ maxLength: 64 }),
        rows: { ...Type.Integer(), description: 'How many rows went.' },
        held: { ...Type.Integer(), description: 'How many a legal hold kept although their time was over.' },
      }),
      { maxItems: 200 },
    ),
  }),
)
export type RetentionRun = Static<typeof RetentionRun>

export const RetentionPreview = component(
  'RetentionPreview',
  closed({
    at: Timestamp,
    data: Type.Array(
      closed({
        table: Type.String({ maxLength: 64 }),
        rows: { ...Type.Integer(), description: 'What would be gone.' },
        held: { ...Type.Integer(), description: 'What a legal hold would keep although its time is over.' },
        rule: closed({
          kind: OneOf('period', 'setting', 'untilColumn', 'law'),
          period: Nullable(Type.String({ maxLength: 16 })),
          source: Nullable(Type.String({ maxLength: 300 })),
        }),
      }),
      { maxItems: 200 },
    ),
    holds: Type.Array(closed({ id: Uuid, patientId: personId(Nullable(Uuid)), createdAt: Timestamp }), {
      maxItems: 1_000,
    }),
  }),
)
export type RetentionPreview = Static<typeof RetentionPreview>
