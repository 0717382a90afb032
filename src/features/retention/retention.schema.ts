import { type Static, Type } from '@sinclair/typebox'
import { plain } from '#src/privacy/annotations.ts'
import { closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

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
