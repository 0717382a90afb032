import type { Deps } from '#src/deps.ts'
import { watchRequests } from '#src/features/data-requests/watch-requests.ts'
import { watchRequestsJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

/** Watches over the time in which requests must be answered. */
export const dataRequestHandlers = (deps: Deps): JobHandler[] => [
  handleJob(watchRequestsJob, () => watchRequests(deps)),
]
