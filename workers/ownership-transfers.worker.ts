import type { Deps } from '#src/deps.ts'
import { takeTransferOn } from '#src/features/ownership-transfers/hand-over.ts'
import { dueTransfersJob } from '#src/jobs/definitions.ts'
import { codeOf } from '#src/jobs/failure.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 100

// One that fails is tried again at the next run, and keeps no other waiting.
const takeTransfersOn = async (deps: Deps): Promise<void> => {
  const { rows } = await deps.db.worker.query<{ organisation_id: string }>(
    'select organisation_id from due_transfers($1, $2)',
    [deps.clock.now(), mostAtOnce],
  )
  for (const { organisation_id } of rows)
    await takeTransferOn(deps, organisation_id).catch((error) =>
      deps.log.error({ code: codeOf(error), organisationId: organisation_id }, 'a transfer failed'),
    )
}

/** Tells of new owners, and hands organisations over. */
export const ownershipTransferHandlers = (deps: Deps): JobHandler[] => [
  handleJob(dueTransfersJob, () => takeTransfersOn(deps)),
]
