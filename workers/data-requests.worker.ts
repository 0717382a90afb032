import type { Deps } from '#src/deps.ts'
import { askForAddress } from '#src/features/data-requests/ask-publicly.ts'
import { listUnaskedRequests } from '#src/features/data-requests/public-requests.queries.ts'
import { watchRequests } from '#src/features/data-requests/watch-requests.ts'
import { askForAddressJob, dueAddressesJob, watchRequestsJob } from '#src/jobs/definitions.ts'
import { addAgain } from '#workers/add-again.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 500

/** Gives every request whose address nobody was asked to confirm its job, again where the queue lost it or gave it up. */
export const addUnaskedRequests = async ({ db, queue }: Pick<Deps, 'db' | 'queue'>): Promise<void> => {
  for (const { organisationId, id } of await listUnaskedRequests(db, mostAtOnce))
    await addAgain(queue, { job: askForAddressJob.name, organisationId, subjectId: id })
}

/** Takes requests of people without account on, and watches over the time in which requests must be answered. */
export const dataRequestHandlers = (deps: Deps): JobHandler[] => [
  handleJob(askForAddressJob, ({ organisationId, subjectId }) =>
    askForAddress(deps, organisationId, subjectId),
  ),
  handleJob(dueAddressesJob, () => addUnaskedRequests(deps)),
  handleJob(watchRequestsJob, () => watchRequests(deps)),
]
