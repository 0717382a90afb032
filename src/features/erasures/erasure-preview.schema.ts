import { type Static, Type } from '@sinclair/typebox'
import { Blocker } from '#src/features/data-requests/data-requests.schema.ts'
import { professional } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

const Text = Type.String({ maxLength: 1_000 })

/**
 * What an erasure would do at each controller; null is the account itself, which goes last. `earliestAt` is null as long as
 * something is owed or held.
 */
export const ErasurePreview = component(
  'ErasurePreview',
  closed({
    parts: Type.Array(
      closed({
        organisationId: Nullable(Uuid),
        name: Text,
        contact: closed({ email: professional(Nullable(Text)), phone: professional(Nullable(Text)) }),
        /** By the names of the copy at `GET /v1/me/data`. */
        goes: Type.Array(closed({ name: Text, rows: Type.Integer() }), { maxItems: 500 }),
        stays: Type.Array(closed({ name: Text, rows: Type.Integer(), reason: Text }), {
          maxItems: 500,
        }),
        blockers: Type.Array(Blocker, { maxItems: 3 }),
        earliestAt: Nullable(Timestamp),
      }),
      { maxItems: 10_000 },
    ),
  }),
)
export type ErasurePreview = Static<typeof ErasurePreview>
