import type { Deps } from '#src/deps.ts'
import { runImport } from '#src/features/imports/run-import.ts'
import { dueImportsJob, runImportJob } from '#src/jobs/definitions.ts'
import { addAgain } from '#workers/add-again.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 500

/** Gives every import that waits or runs its job again where the queue lost it, or gave it up. */
const addDueImports = async ({ db, queue }: Pick<Deps, 'db' | 'queue'>): Promise<void> => {
  const { rows } = await db.worker.query<{ organisation_id: string; id: string }>(
    'select organisation_id, id from due_imports($1)',
    [mostAtOnce],
  )
  for (const row of rows) {
    const job = { job: runImportJob.name, organisationId: row.organisation_id, subjectId: row.id }
    await addAgain(queue, job)
  }
}

/** Works off files that are to be imported. */
export const importHandlers = (deps: Deps): JobHandler[] => [
  handleJob(runImportJob, ({ organisationId, subjectId }) => runImport(deps, organisationId, subjectId)),
  handleJob(dueImportsJob, () => addDueImports(deps)),
]
