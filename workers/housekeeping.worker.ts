import type { Deps } from '#src/deps.ts'
import { housekeepingJob, logsJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const batch = 1_000
const mostBatches = 1_000

/** What deletes some of what has expired, and tells how much. */
const steps = [
  'select discard_expired($1, $2) as discarded',
  'select discard_expired_factors($1, $2) as discarded',
  'select discard_imports($1, $2) as discarded',
  'select discard_public_requests($1, $2) as discarded',
]

/** Deletes what has expired, in small steps; what is left after many waits for the next run. */
const discardExpired = async ({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> => {
  const at = clock.now()
  for (const step of steps)
    for (let run = 0; run < mostBatches; run++) {
      const { rows } = await db.worker.query<{ discarded: number }>(step, [at, batch])
      if (!rows[0]?.discarded) break
    }
}

/** Makes room for two weeks of logs and drops the days that nobody may read any more. */
const keepLogs = async ({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> => {
  const at = clock.now()
  await db.worker.query('select make_log_partitions($1)', [at])
  await db.worker.query('select discard_logs($1)', [at])
}

/** Housekeeping by the clock. */
export const housekeepingHandlers = (deps: Deps): JobHandler[] => [
  handleJob(housekeepingJob, () => discardExpired(deps)),
  handleJob(logsJob, () => keepLogs(deps)),
]
