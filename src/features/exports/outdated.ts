import type { ScopedTx } from '#src/db/database.ts'
import { type JobScope, type Scope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import {
  type ErasuresSeen,
  findErasures,
  isExporting,
  lockExport,
  updateExport,
} from '#src/features/exports/exports.queries.ts'
import type { StoredExport } from '#src/features/exports/exports.schema.ts'
import { removeFile } from '#src/features/files/read-file.ts'
import { enqueue } from '#src/jobs/enqueue.ts'

/** Whether the erasure of anybody began or ended since a snapshot: an archive of it may hold who is not to be in any. */
export const isOutdated = async (
  tx: ScopedTx,
  { organisationId, erasing, erased }: ErasuresSeen & { organisationId: string },
): Promise<boolean> => {
  const now = await findErasures(tx, organisationId)
  return now.erased > erased || now.erasing.some((id) => !erasing.includes(id))
}

type Discarding = Scope & Pick<JobScope, 'tx'>

/** Throws an archive away, its key with it, and has it made anew. */
export const discardArchive = async (
  scope: Discarding,
  { organisationId, id, fileId }: Pick<StoredExport, 'organisationId' | 'id' | 'fileId'>,
): Promise<void> => {
  const { tx, deps, at } = scope
  if (fileId !== null) await removeFile({ tx, deps, organisationId }, fileId)
  await updateExport(tx, organisationId, id, {
    state: 'queued',
    fileId: null,
    snapshotAt: null,
    rows: null,
    bytes: null,
    digest: null,
    attempts: 0,
    finishedAt: null,
    expiresAt: null,
  })
  await enqueue(tx, { organisationId, job: 'export.run', subjectId: id, at })
}

/** The same of an archive that was complete; where another one is being made it is given up for good. */
export const remakeArchive = async (scope: Discarding, row: StoredExport): Promise<void> => {
  const { tx, deps, at } = scope
  const { organisationId, id, fileId } = row
  if (!(await isExporting(tx, organisationId))) return discardArchive(scope, row)
  if (fileId !== null) await removeFile({ tx, deps, organisationId }, fileId)
  await updateExport(tx, organisationId, id, {
    state: 'failed',
    failure: 'outdated',
    fileId: null,
    finishedAt: at,
    expiresAt: null,
  })
}

/** Remakes an archive that is complete, unless it still tells what is so. */
export const remakeIfOutdated = (deps: Deps, organisationId: string, id: string): Promise<void> =>
  withJob(deps, organisationId, async (scope) => {
    const row = await lockExport(scope.tx, organisationId, id)
    if (row?.state === 'completed' && (await isOutdated(scope.tx, row))) await remakeArchive(scope, row)
  })
