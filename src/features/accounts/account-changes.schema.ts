import { type Static, Type } from '@sinclair/typebox'
import { personId, plain, sealed, sealedField, usage } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

/** A change of an account's profile, with what stood there before. */
export const AccountChangeRow = closed({
  id: plain(Uuid),
  accountId: personId(Uuid),
  sealed: sealed(Bytes, {
    category: 'identity',
    purpose: 'account',
    basis: 'contract-6-1-b',
    key: 'account',
    fields: ['changes'],
    exportAs: 'contents',
  }),
  createdAt: usage(Timestamp, 'at'),
})

const value = sealedField(AccountChangeRow.properties.sealed, Nullable(Type.String({ maxLength: 2000 })))

/** A change of the caller's profile as it is answered. */
export const RecordedProfileChange = component(
  'RecordedProfileChange',
  closed({
    at: Timestamp,
    changes: Type.Array(closed({ field: Type.String({ maxLength: 40 }), before: value, after: value }), {
      maxItems: 10,
    }),
  }),
)
export type RecordedProfileChange = Static<typeof RecordedProfileChange>
