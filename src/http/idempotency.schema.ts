import { Type } from '@sinclair/typebox'
import { credential, personId, plain, usage } from '#src/privacy/annotations.ts'
import { Bytes, closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** A request that may be repeated without harm, and its answer sealed with the key that the client chose. */
export const IdempotencyRequestRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  accountId: personId(Uuid),
  operation: usage(Type.String(), 'operation'),
  keyHash: credential(Bytes),
  requestHash: credential(Bytes),
  state: plain(OneOf('running', 'completed')),
  leaseUntil: plain(Timestamp),
  status: plain(Nullable(Type.Integer())),
  answer: credential(Nullable(Bytes)),
  createdAt: usage(Timestamp, 'createdAt'),
})
