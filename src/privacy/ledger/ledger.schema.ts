import { Type } from '@sinclair/typebox'
import { personId, plain } from '#src/privacy/annotations.ts'
import { closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** An act that takes something away, until and after it stands in the ledger's file. */
export const LedgerActRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  action: plain(Type.String()),
  accountId: personId(Nullable(Uuid)),
  patientId: personId(Nullable(Uuid)),
  /** The row that was ended: a consent, a membership, a key. */
  subjectId: personId(Nullable(Uuid)),
  /** Codes alone, such as the purpose of a consent; of a changed login e-mail the new one, sealed under the account's key. */
  detail: plain(Type.Record(Type.String(), Type.String())),
  /** Keyed hashes of blind indexes, by which a restored row of the same person is found that carries no id. */
  hashes: personId(Type.Array(Type.String())),
  createdAt: plain(Timestamp),
  /** Its place in the file; null until it is there. */
  position: plain(Nullable(Type.Integer())),
})

/** Which ledger this database belongs to; a database without the row was restored. */
export const InstanceRow = closed({
  id: plain(Uuid),
  /** The ledger's file was made. */
  bound: plain(Type.Boolean()),
  /** Counts the minutes in which the service ran: a database that went back in time is behind its ledger. */
  beat: plain(Type.Integer()),
})
