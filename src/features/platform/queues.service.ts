import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { replayFailed } from '#src/jobs/queue-status.ts'

/**
 * Gives a failed job all its tries again.
 * @throws Problem 404 unless a failed job has this id, 503 while the queue is away
 */
export const replayJob = async (scope: PersonScope, jobId: string): Promise<{ id: string }> => {
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'change',
    resource: 'job',
    resourceIds: [],
    accountId: scope.accountId,
    role: 'platform',
    detail: { jobId },
  })
  await replayFailed(scope.deps, jobId)
  return { id: jobId }
}
