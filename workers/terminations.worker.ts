import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { announceTermination } from '#src/features/terminations/announce-termination.ts'
import { purgeOrganisation } from '#src/features/terminations/purge-organisation.ts'
import { forgetAddresses } from '#src/features/terminations/terminations.queries.ts'
import { announceTerminationJob, duePurgesJob, purgeOrganisationJob } from '#src/jobs/definitions.ts'
import { addAgain } from '#workers/add-again.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 100

/** For how long the last mail to an organisation's administrators is tried. */
const triedMilliseconds = 72 * 3_600_000

const addDuePurges = async (deps: Deps): Promise<void> => {
  const at = deps.clock.now()
  const { rows } = await deps.db.worker.query<{ id: string }>('select id from due_purges($1, $2) as id', [
    at,
    mostAtOnce,
  ])
  // Under the platform, as nobody can enter an organisation that is gone.
  for (const { id } of rows)
    await addAgain(deps.queue, {
      job: purgeOrganisationJob.name,
      organisationId: PLATFORM_ID,
      subjectId: id,
    })
  const tried = new Date(at.getTime() - triedMilliseconds).toISOString()
  await withJob(deps, PLATFORM_ID, ({ tx }) => forgetAddresses(tx, tried))
}

/** Lets organisations leave. */
export const terminationHandlers = (deps: Deps): JobHandler[] => [
  handleJob(announceTerminationJob, ({ organisationId, subjectId }) =>
    announceTermination(deps, { organisationId, terminationId: subjectId }),
  ),
  handleJob(purgeOrganisationJob, ({ subjectId }) => purgeOrganisation(deps, subjectId)),
  handleJob(duePurgesJob, () => addDuePurges(deps)),
]
