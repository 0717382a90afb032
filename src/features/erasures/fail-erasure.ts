import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { raiseAlerts } from '#src/features/accounts/security-alerts.ts'
import { moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'
import type { ErasurePart } from '#src/features/erasures/erasures.queries.ts'

/** When a run that failed is tried again. */
const tryAgainMilliseconds = 3_600_000

const alarm = (deps: Deps, places: readonly string[]): Promise<void> =>
  withJob(deps, PLATFORM_ID, (scope) =>
    raiseAlerts(scope, [{ cause: 'erasure-incomplete', count: places.length }], { accountId: null }),
  )

/**
 * Stops a run that found something left, loudly: the state says so, the log names the places, never what stands there,
 * and whoever runs the service gets a mail. The next run goes on at a step.
 * @param places tables, or columns `table.column`
 */
export const failErasure = async (
  deps: Deps,
  part: ErasurePart,
  step: string,
  places: readonly string[],
): Promise<void> => {
  const { organisationId, requestId } = part
  deps.log.error({ organisationId, requestId, places }, 'an erasure left something')
  const failed = await withErasure(deps, part, async (scope) => {
    const { tx, at } = scope
    const moved = await moveRequest(tx, organisationId, requestId, ['running', 'verifying', 'failed'], {
      state: 'failed',
      step,
      workAt: new Date(Date.parse(at) + tryAgainMilliseconds).toISOString(),
      updatedAt: at,
    })
    if (moved)
      await recordRequestEvent(scope, {
        organisationId,
        requestId,
        kind: 'failed',
        actorId: null,
        role: 'worker',
      })
    return moved !== undefined
  })
  if (failed) await alarm(deps, places)
}
