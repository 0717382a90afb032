import type { Deps } from '#src/deps.ts'
import { jobs } from '#src/jobs/definitions.ts'
import { announcementHandlers } from '#workers/announcements.worker.ts'
import { backupHandlers } from '#workers/backups.worker.ts'
import { benchmarkHandlers } from '#workers/benchmark.worker.ts'
import { dataRequestHandlers } from '#workers/data-requests.worker.ts'
import { disclosureHandlers } from '#workers/disclosures.worker.ts'
import { erasureHandlers } from '#workers/erasures.worker.ts'
import { exportHandlers } from '#workers/exports.worker.ts'
import { importHandlers } from '#workers/imports.worker.ts'
import { handlersByName, type JobHandler } from '#workers/job-handler.ts'
import { mailHandlers } from '#workers/mails.worker.ts'
import { noticeHandlers } from '#workers/notices.worker.ts'
import { startRelay } from '#workers/outbox-relay.ts'
import { ownershipTransferHandlers } from '#workers/ownership-transfers.worker.ts'
import { policyHandlers } from '#workers/policies.worker.ts'
import { retentionHandlers } from '#workers/retention.worker.ts'
import { reviewHandlers } from '#workers/reviews.worker.ts'
import { runJobs } from '#workers/run-jobs.ts'
import { startSchedules } from '#workers/schedules.ts'
import { terminationHandlers } from '#workers/terminations.worker.ts'
import { trailHandlers } from '#workers/trail.worker.ts'

/** Every handler there is, a line per feature. */
export const allHandlers = (deps: Deps): JobHandler[] => [
  ...mailHandlers(deps),
  ...importHandlers(deps),
  ...retentionHandlers(deps),
  ...backupHandlers(deps),
  ...trailHandlers(deps),
  ...policyHandlers(deps),
  ...noticeHandlers(deps),
  ...reviewHandlers(deps),
  ...benchmarkHandlers(deps),
  ...erasureHandlers(deps),
  ...dataRequestHandlers(deps),
  ...exportHandlers(deps),
  ...terminationHandlers(deps),
  ...ownershipTransferHandlers(deps),
  ...disclosureHandlers(deps),
  ...announcementHandlers(deps),
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
