import type { Deps } from '#src/deps.ts'
import { unsealDisclosure } from '#src/features/disclosures/disclosures.service.ts'
import { dueDisclosuresJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 500

const unsealDisclosures = async (deps: Deps): Promise<void> => {
  const { rows } = await deps.db.worker.query<{ organisation_id: string; id: string }>(
    'select organisation_id, id from due_disclosures($1, $2)',
    [deps.clock.now(), mostAtOnce],
  )
  for (const { organisation_id, id } of rows) await unsealDisclosure(deps, organisation_id, id)
}

/** Shows patients what need not be kept from them any longer. */
export const disclosureHandlers = (deps: Deps): JobHandler[] => [
  handleJob(dueDisclosuresJob, () => unsealDisclosures(deps)),
]
