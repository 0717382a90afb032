import type { Deps } from '#src/deps.ts'
import { computeBenchmark } from '#src/features/reviews/benchmark.ts'
import { computeBenchmarkJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

/** Publishes the national means of reviews. */
export const benchmarkHandlers = (deps: Deps): JobHandler[] => [
  handleJob(computeBenchmarkJob, async () => {
    await computeBenchmark(deps)
  }),
]
