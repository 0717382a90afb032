import type { Deps } from '#src/deps.ts'
import { remakeIfOutdated } from '#src/features/exports/outdated.ts'
import { runExport } from '#src/features/exports/run-export.ts'
import { dueExportsJob, runExportJob } from '#src/jobs/definitions.ts'
import { addAgain } from '#workers/add-again.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const mostAtOnce = 500

interface Found {
  organisation_id: string
  id: string
}

/** Gives exports that wait their job again where the queue lost it, and throws away what tells of somebody erased. */
const addDueExports = async (deps: Deps): Promise<void> => {
  const { db, clock } = deps
  const outdated = await db.worker.query<Found>('select organisation_id, id from outdated_exports($1, $2)', [
    clock.now(),
    mostAtOnce,
  ])
  for (const { organisation_id, id } of outdated.rows) await remakeIfOutdated(deps, organisation_id, id)
  const due = await db.worker.query<Found>('select organisation_id, id from due_exports($1)', [mostAtOnce])
  for (const { organisation_id, id } of due.rows)
    await addAgain(deps.queue, { job: runExportJob.name, organisationId: organisation_id, subjectId: id })
}

/** Makes archives of organisations. */
export const exportHandlers = (deps: Deps): JobHandler[] => [
  handleJob(runExportJob, ({ organisationId, subjectId }) => runExport(deps, organisationId, subjectId)),
  handleJob(dueExportsJob, () => addDueExports(deps)),
]
