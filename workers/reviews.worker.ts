import type { Deps } from '#src/deps.ts'
import {
  closeInvitations,
  forgetAddresses,
  inviteAfterVisits,
} from '#src/features/reviews/tend-invitations.ts'
import { inviteAfterVisitsJob, tendReviewsJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

/** Asks for reviews by itself, and ends what is over. */
export const reviewHandlers = (deps: Deps): JobHandler[] => [
  handleJob(inviteAfterVisitsJob, () => inviteAfterVisits(deps)),
  handleJob(tendReviewsJob, async () => {
    await closeInvitations(deps)
    await forgetAddresses(deps)
  }),
]
