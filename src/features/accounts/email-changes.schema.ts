import { personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import { Bytes, closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** A login e-mail that is to be another one: asked for, confirmed from the new address, undone from the old one. */
export const EmailChangeRow = closed({
  id: usage(Uuid, 'id'),
  accountId: personId(Uuid),
  /** The rectification that it carries out. */
  requestId: usage(Nullable(Uuid), 'requestId'),
  sealed: sealed(Bytes, {
    category: 'identity',
    purpose: 'account',
    basis: 'contract-6-1-b',
    key: 'account',
    fields: ['before', 'after'],
    exportAs: 'addresses',
  }),
  confirmedAt: usage(Nullable(Timestamp), 'confirmedAt'),
  undoneAt: usage(Nullable(Timestamp), 'undoneAt'),
  /** Until when it may be confirmed; once it was, until when it may be undone. */
  expiresAt: plain(Timestamp),
  createdAt: usage(Timestamp, 'createdAt'),
})

/** What its sealed value holds, both as they are stored (`normaliseEmail`). */
export interface ChangedAddresses {
  before: string
  after: string
}
