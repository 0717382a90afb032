import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import { forgetCounters, liftBlockInForce } from '#src/features/accounts/security.queries.ts'

/** Lifts a block and forgets what it was counted from. @throws Problem 404 where none is in force */
export const liftBlock = async (scope: PersonScope, blockId: string): Promise<null> => {
  const { tx, at, accountId } = scope
  const lifted = await liftBlockInForce(tx, blockId, accountId, at)
  if (!lifted) throw notFound()
  await forgetCounters(tx, lifted.counters)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'security',
    resource: 'block',
    resourceIds: [blockId, ...(lifted.accountId ? [lifted.accountId] : [])],
    accountId,
    role: 'platform',
    ground: 'security',
    detail: { because: 'lifted', kind: lifted.kind },
  })
  return null
}
