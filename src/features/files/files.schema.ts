import { type Static, Type } from '@sinclair/typebox'
import { plain, sealed } from '#src/privacy/annotations.ts'
import { Bytes, closed, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** What a file waits for: to be imported, or to be fetched. */
const FilePurpose = OneOf('import', 'export', 'evidence')
export type FilePurpose = Static<typeof FilePurpose>

/** A file that somebody sent, until it is worked off; it has a key of its own, which goes with it. */
export const FileRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  purpose: plain(FilePurpose),
  contentType: plain(Type.String()),
  /** Zero until all of it has arrived. */
  bytes: plain(Type.Integer()),
  pieces: plain(Type.Integer()),
  expiresAt: plain(Timestamp),
  createdAt: plain(Timestamp),
})

/** A stretch of a file, sealed with its number and whether it is the last one. */
export const FilePieceRow = closed({
  organisationId: plain(Uuid),
  fileId: plain(Uuid),
  piece: plain(Type.Integer()),
  sealed: sealed(Bytes, {
    category: 'health',
    purpose: 'care',
    basis: 'care-9-2-h',
    key: 'organisation',
    fields: ['content'],
  }),
})
