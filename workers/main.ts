import type { Deps } from '#src/deps.ts'
import { jobs } from '#src/jobs/definitions.ts'
import { benchmarkHandlers } from '#workers/benchmark.worker.ts'
import { dataRequestHandlers } from '#workers/data-requests.worker.ts'
import { housekeepingHandlers } from '#workers/housekeeping.worker.ts'
import { importHandlers } from '#workers/imports.worker.ts'
import { handlersByName, type JobHandler } from '#workers/job-handler.ts'
import { mailHandlers } from '#workers/mails.worker.ts'
import { noticeHandlers } from '#workers/notices.worker.ts'
import { startRelay } from '#workers/outbox-relay.ts'
import { policyHandlers } from '#workers/policies.worker.ts'
import { reviewHandlers } from '#workers/reviews.worker.ts'
import { runJobs } from '#workers/run-jobs.ts'
import { startSchedules } from '#workers/schedules.ts'
import { trailHandlers } from '#workers/trail.worker.ts'

/** Every handler there is, a line per feature. */
export const allHandlers = (deps: Deps): JobHandler[] => [
  ...mailHandlers(deps),
  ...importHandlers(deps),
  ...housekeepingHandlers(deps),
  ...trailHandlers(deps),
  ...policyHandlers(deps),
  ...noticeHandlers(deps),
  ...reviewHandlers(deps),
  ...dataRequestHandlers(deps),
  ...benchmarkHandlers(deps),
]

/**
 * Starts everything that a worker process does: relay, schedules, jobs. `close` waits for the jobs that run; close
 * the queue (`deps.queue`) and the database only after it.
 * @throws Error when a job has no handler, or two
 */
export const startWorkers = async (deps: Deps): Promise<{ close(): Promise<void> }> => {
  const worker = runJobs(deps.queue, deps.log, handlersByName(jobs, allHandlers(deps)))
  const relay = startRelay(deps)
  const schedules = startSchedules(deps)
  return {
    async close() {
      await Promise.all([relay.close(), schedules.close(), worker.close()])
    },
  }
}
