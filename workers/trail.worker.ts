import { sealTrail } from '#src/audit/seal-trail.ts'
import type { Deps } from '#src/deps.ts'
import { sealTrailJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

/** Takes what was appended to the trail into its chain. */
export const trailHandlers = (deps: Deps): JobHandler[] => [
  handleJob(sealTrailJob, async () => {
    await sealTrail(deps)
  }),
]
