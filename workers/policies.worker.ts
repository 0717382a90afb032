import type { Deps } from '#src/deps.ts'
import { announcePolicy } from '#src/features/policies/announce-policy.ts'
import { announcePolicyJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

/** Tells everybody whom a new version of a policy binds. */
export const policyHandlers = (deps: Deps): JobHandler[] => [
  handleJob(announcePolicyJob, ({ organisationId, subjectId }) =>
    announcePolicy(deps, { organisationId, versionId: subjectId }),
  ),
]
