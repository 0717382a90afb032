import type { Deps } from '#src/deps.ts'
import { advanceErasure } from '#src/features/erasures/advance-erasure.ts'
import { listDueErasures } from '#src/features/erasures/erasures.queries.ts'
import { scanErasures } from '#src/features/erasures/scan-erasures.ts'
import { advanceErasureJob, dueErasuresJob, scanErasuresJob } from '#src/jobs/definitions.ts'
import { addAgain } from '#workers/add-again.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 500

/** Gives every part that has something to do its job, again where the queue lost it or gave it up. */
const addDueErasures = async ({ db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>): Promise<void> => {
  for (const { organisationId, requestId } of await listDueErasures(db, clock.now(), mostAtOnce)) {
    const job = { job: advanceErasureJob.name, organisationId, subjectId: requestId }
    await addAgain(queue, job)
  }
}

/** Takes erasures on, step by step, and looks whether they left anything. */
export const erasureHandlers = (deps: Deps): JobHandler[] => [
  handleJob(advanceErasureJob, ({ organisationId, subjectId }) =>
    advanceErasure(deps, { organisationId, requestId: subjectId }),
  ),
  handleJob(dueErasuresJob, () => addDueErasures(deps)),
  handleJob(scanErasuresJob, async () => {
    await scanErasures(deps, 'due')
  }),
]
