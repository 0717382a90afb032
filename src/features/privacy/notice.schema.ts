import { Type } from '@sinclair/typebox'
import { plain } from '#src/privacy/annotations.ts'
import { Bytes, closed, Timestamp, Uuid, Version } from '#src/schema/primitives.ts'

/** What a notice stated from a moment on, whatever language it was shown in; never overwritten. */
export const NoticeVersionRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  version: plain(Version),
  digest: plain(Bytes),
  facts: plain(Type.Record(Type.String(), Type.Unknown())),
  effectiveFrom: plain(Timestamp),
  createdAt: plain(Timestamp),
})
