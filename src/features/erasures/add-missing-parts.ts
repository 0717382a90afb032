import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { openRequest } from '#src/features/data-requests/open-request.ts'
import type { ErasurePart } from '#src/features/erasures/erasures.queries.ts'

/**
 * Gives organisations that came to hold something of the person, after everything was to be erased, their part of the
 * request. Its grace is the one that was.
 */
export const addMissingParts = async (
  deps: Deps,
  { requestId }: ErasurePart,
  organisationIds: readonly string[],
): Promise<void> => {
  if (organisationIds.length === 0) return
  const whole = await withErasure(deps, { organisationId: PLATFORM_ID, requestId }, ({ tx }) =>
    findRequest(tx, PLATFORM_ID, requestId),
  )
  if (!whole) return
  for (const organisationId of organisationIds)
    await withJob(deps, organisationId, async (scope) => {
      if (await findRequest(scope.tx, organisationId, requestId)) return
      await openRequest(scope, {
        organisationId,
        id: requestId,
        accountId: whole.accountId,
        patientId: null,
        kind: 'erasure',
        object: whole.object,
        source: 'self',
        filedBy: null,
        role: 'worker',
        expedite: true,
        receivedAt: whole.receivedAt,
        tell: false,
      })
    })
}
