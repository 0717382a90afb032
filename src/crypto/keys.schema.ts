import { Type } from '@sinclair/typebox'
import { credential, personId, plain } from '#src/privacy/annotations.ts'
import { Bytes, closed, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** An organisation's key, wrapped by a master key; it wraps the keys of its people. */
export const WrappingKeyRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  masterKeyId: plain(Type.String()),
  wrapped: credential(Bytes),
  createdAt: plain(Timestamp),
  retiredAt: plain(Nullable(Timestamp)),
})

/** A key that seals or indexes one subject's values; destroying it makes them unreadable. */
export const SubjectKeyRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  subjectId: personId(Uuid),
  accountId: personId(Nullable(Uuid)),
  class: plain(
    OneOf(
      'account',
      'care',
      'rest',
      'organisation',
      'platform',
      'request',
      'bookkeeping',
      'invitation',
      'index',
      'root',
    ),
  ),
  version: plain(Type.Integer()),
  wrappingKeyId: plain(Uuid),
  wrapped: credential(Bytes),
  createdAt: plain(Timestamp),
  /** Null for the next root of blind indexes, by which nothing is indexed yet. */
  activeFrom: plain(Nullable(Timestamp)),
})

/** A key pair that signs access tokens. */
export const SigningKeyRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  purpose: plain(OneOf('accessToken', 'auditCheckpoint', 'certificate')),
  publicKey: plain(Type.Record(Type.String(), Type.Unknown())),
  sealed: credential(Bytes),
  activeFrom: plain(Timestamp),
  activeUntil: plain(Timestamp),
  createdAt: plain(Timestamp),
})
