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
import { addAgain } from '#workers/add-again.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 500

/** Gives every organisation whose sweep is due its run and job; one whose job was lost or given up gets it again. */
const addDueSweeps = async (deps: Deps): Promise<void> => {
  const ids = await withJob(deps, PLATFORM_ID, ({ tx, at }) => dueOrganisations(tx, slotOf(at), mostAtOnce))
  for (const organisationId of ids) {
    const { id: subjectId } = await withJob(deps, organisationId, runOf)
    await addAgain(deps.queue, { job: sweepJob.name, organisationId, subjectId })
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
