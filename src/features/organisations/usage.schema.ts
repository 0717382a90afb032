import { Type } from '@sinclair/typebox'
import { UsageEventRow } from '#src/audit/usage.schema.ts'
import { component } from '#src/schema/components.ts'
import { closed, DateOnly, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

const Count = Type.Integer({ minimum: 0, maximum: 2_147_483_647 })

/** What a member did in the organisation on one day. */
export const MemberUsage = component(
  'MemberUsage',
  closed({
    day: { ...DateOnly, description: "By the organisation's own clock." },
    accountId: Uuid,
    memberId: Nullable(Uuid),
    signIns: Count,
    requests: Type.Array(closed({ operation: UsageEventRow.properties.operation, count: Count }), {
      maxItems: 1000,
    }),
    firstAt: Timestamp,
    lastAt: Timestamp,
  }),
)
