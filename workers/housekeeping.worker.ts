import type { Deps } from '#src/deps.ts'
import { housekeepingJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const batch = 1_000
const mostBatches = 1_000

/** Deletes what has expired, in small steps; what is left after many waits for the next run. */
const discardExpired = async ({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> => {
  const at = clock.now()
  for (const discard of [
    'select discard_expired($1, $2) as discarded',
    'select discard_expired_factors($1, $2) as discarded',
  ])
    for (let step = 0; step < mostBatches; step++) {
      const { rows } = await db.worker.query<{ discarded: number }>(discard, [at, batch])
      if (!rows[0]?.discarded) break
    }
}

/** Housekeeping by the clock. */
export const housekeepingHandlers = (deps: Deps): JobHandler[] => [
  handleJob(housekeepingJob, () => discardExpired(deps)),
]
