import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { dueOrganisations } from '#src/features/retention/retention.queries.ts'
import {
  runOf,
  slotOf,
  sweepOrganisation,
  sweepPlatform,
} from '#src/features/retention/sweep-organisation.ts'
import { dueSweepsJob, sweepJob, sweepPlatformJob } from '#src/jobs/definitions.ts'
import { jobIdOf } from '#src/jobs/queue.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 500

/** Gives every organisation whose sweep is due its run and job; one whose job was lost or given up gets it again. */
const addDueSweeps = async (deps: Deps): Promise<void> => {
  const { queue } = deps
  const ids = await withJob(deps, PLATFORM_ID, ({ tx, at }) => dueOrganisations(tx, slotOf(at), mostAtOnce))
  for (const organisationId of ids) {
    const { id: subjectId } = await withJob(deps, organisationId, runOf)
    const job = { job: sweepJob.name, organisationId, subjectId }
    const held = await queue.producer.getJob(jobIdOf(job))
    // Of a job that is neither there nor failed the worker takes care.
    if (!held) await queue.add([job])
    else await held.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }).catch(() => {})
  }
}

/** Removes what is over, by the clock. */
export const retentionHandlers = (deps: Deps): JobHandler[] => [
  handleJob(sweepPlatformJob, () => sweepPlatform(deps)),
  handleJob(dueSweepsJob, () => addDueSweeps(deps)),
  handleJob(sweepJob, ({ organisationId, subjectId }) =>
    sweepOrganisation(deps, organisationId, { organisationId, id: subjectId }),
  ),
]
