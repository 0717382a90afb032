import { createHash } from 'node:crypto'
import { postAuditBatches } from '#src/audit/post-batches.ts'
import { type JobScope, withJob, withSnapshot } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import {
  type ErasuresSeen,
  findErasures,
  lockExport,
  updateExport,
} from '#src/features/exports/exports.queries.ts'
import type { StoredExport } from '#src/features/exports/exports.schema.ts'
import { discardArchive, isOutdated } from '#src/features/exports/outdated.ts'
import { Drained, type Manifest, writeArchive } from '#src/features/exports/write-archive.ts'
import { keepFileUntil } from '#src/features/files/files.queries.ts'
import { removeFile } from '#src/features/files/read-file.ts'
import { beginFile, type OwnFile, writeFile } from '#src/features/files/write-file.ts'

/** How often a run may begin. */
const mostAttempts = 10

/** How long an archive can be fetched. */
const lifetimeDays = 7
const day = 86_400_000

const inDays = (at: string, days: number) => new Date(Date.parse(at) + days * day).toISOString()

interface Run {
  deps: Deps
  organisationId: string
  id: string
  file: OwnFile
}

/** What of an earlier run is there goes; an erasure that is at work is waited for. */
const begin = (deps: Deps, organisationId: string, id: string): Promise<Run | null> =>
  withJob(deps, organisationId, async (scope) => {
    const { tx, at } = scope
    const row = await lockExport(tx, organisationId, id)
    if (!row || !['queued', 'running'].includes(row.state)) return null
    if ((await findErasures(tx, organisationId)).running) return null
    if (row.fileId !== null) await removeFile(scope, row.fileId)
    if (row.attempts >= mostAttempts) {
      await updateExport(tx, organisationId, id, {
        state: 'failed',
        failure: 'gave-up',
        fileId: null,
        finishedAt: at,
      })
      return null
    }
    const file = await beginFile(scope, {
      purpose: 'export',
      contentType: 'application/x-tar',
      // For as long as a run may take; when it is done its own time begins.
      expiresAt: inDays(at, lifetimeDays + 1),
    })
    await updateExport(tx, organisationId, id, {
      state: 'running',
      fileId: file.id,
      attempts: row.attempts + 1,
      startedAt: row.startedAt ?? at,
    })
    return { deps, organisationId, id, file }
  })

interface Written extends ErasuresSeen {
  manifest: Manifest
  bytes: number
  digest: string
}

const read = async (run: Run, snapshot: JobScope): Promise<Written> => {
  const { deps, organisationId, file } = run
  const { erasing, erased } = await findErasures(snapshot.tx, organisationId)
  const { archive, manifest, ended } = writeArchive(snapshot)
  const hash = createHash('sha256')
  const hashed = async function* () {
    for await (const chunk of archive) {
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    const { bytes } = await writeFile(deps, organisationId, file, hashed())
    return { manifest, bytes, digest: hash.digest('hex'), erasing, erased }
  } finally {
    // The snapshot's connection must not be given back while anything still reads by it.
    await ended
  }
}

const isMine = ({ file }: Run, row: StoredExport | undefined): row is StoredExport =>
  row?.state === 'running' && row.fileId === file.id

const complete = (run: Run, written: Written) =>
  withJob(run.deps, run.organisationId, async (scope) => {
    const { tx, at } = scope
    const { organisationId, id, file } = run
    const row = await lockExport(tx, organisationId, id)
    if (!isMine(run, row)) return removeFile(scope, file.id)
    const { manifest, bytes, digest, erasing, erased } = written
    if (await isOutdated(tx, { ...row, erasing, erased })) return discardArchive(scope, row)
    const expiresAt = inDays(at, lifetimeDays)
    await keepFileUntil(tx, organisationId, file.id, expiresAt)
    await updateExport(tx, organisationId, id, {
      state: 'completed',
      snapshotAt: manifest.snapshotAt,
      erasing,
      erased,
      rows: Object.fromEntries(Object.entries(manifest.tables).map(([table, { rows }]) => [table, rows])),
      bytes,
      digest,
      finishedAt: at,
      expiresAt,
    })
  })

/**
 * Makes the archive of an export, of one instant. Cut off at any point and run again it begins anew; where somebody was
 * erased meanwhile what was made is thrown away and made again.
 */
export const runExport = async (deps: Deps, organisationId: string, id: string): Promise<void> => {
  const run = await begin(deps, organisationId, id)
  if (!run) return
  try {
    await postAuditBatches(deps)
    const written = await withSnapshot(deps, organisationId, (snapshot) => read(run, snapshot))
    await complete(run, written)
  } catch (error) {
    if (!(error instanceof Drained)) throw error
  }
}
