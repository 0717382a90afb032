import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, Problem } from '#src/errors.ts'
import {
  findExport,
  insertExport,
  isExporting,
  listExports,
  listPatientIds,
  lockExport,
} from '#src/features/exports/exports.queries.ts'
import type { OrganisationExport, QueuedExport, StoredExport } from '#src/features/exports/exports.schema.ts'
import { isOutdated, remakeArchive } from '#src/features/exports/outdated.ts'
import { enqueue } from '#src/jobs/enqueue.ts'

const isExpired = ({ state, expiresAt }: StoredExport, at: string) =>
  state === 'completed' && expiresAt !== null && expiresAt <= at

/** An export as it is answered. */
export const asExport = (row: StoredExport, at: string): OrganisationExport => ({
  id: row.id,
  organisationId: row.organisationId,
  state: isExpired(row, at) ? 'expired' : row.state,
  requestedBy: row.requestedBy,
  snapshotAt: row.snapshotAt,
  rows: row.rows && Object.values(row.rows).reduce((sum, rows) => sum + rows, 0),
  bytes: row.bytes,
  sha256: row.digest,
  failure: row.failure,
  createdAt: row.createdAt,
  finishedAt: row.finishedAt,
  expiresAt: row.expiresAt,
})

const onlyOne = (error: unknown): never => {
  const { code, constraint } = error as { code?: string; constraint?: string }
  throw code === '23505' && constraint === 'organisation_exports_under_way'
    ? conflict('export-running')
    : error
}

/**
 * Asks for an archive of everything that the organisation holds; a job makes it.
 * @throws Problem 409 `export-running`
 */
export const requestExport = async (scope: OrganisationScope): Promise<QueuedExport> => {
  const { tx, at, actor } = scope
  const { organisationId, accountId } = actor
  if (await isExporting(tx, organisationId)) throw conflict('export-running')
  const id = newId()
  await insertExport(tx, {
    organisationId,
    id,
    state: 'queued',
    requestedBy: accountId,
    fileId: null,
    snapshotAt: null,
    erasing: [],
    erased: 0,
    rows: null,
    bytes: null,
    digest: null,
    attempts: 0,
    failure: null,
    startedAt: null,
    finishedAt: null,
    expiresAt: null,
    createdAt: at,
  }).catch(onlyOne)
  await enqueue(tx, { organisationId, job: 'export.run', subjectId: id, at })
  await recordAct(scope, { action: 'create', resource: 'organisationExport', resourceIds: [id] })
  return { id, state: 'queued' }
}

/** Shows an export. @throws Problem 404 where there is none */
export const showExport = async ({ tx, at, actor }: OrganisationScope, id: string) => {
  const row = await findExport(tx, actor.organisationId, id)
  if (!row) throw notFound()
  return asExport(row, at)
}

/** The organisation's exports, the newest first, at most `limit + 1`. */
export const showExports = ({ tx, actor }: OrganisationScope, before: string | null, limit: number) =>
  listExports(tx, actor.organisationId, before, limit)

const patientsAtOnce = 1_000

/** Each patient's own access log is to show that all of them left the house. */
const recordTaking = async (scope: OrganisationScope, id: string) => {
  const { tx, actor } = scope
  const act = { action: 'export' as const, resource: 'organisationExport', resourceIds: [id] }
  await recordAct(scope, act)
  let after: string | null = null
  for (;;) {
    const patientIds: string[] = await listPatientIds(tx, actor.organisationId, after, patientsAtOnce)
    after = patientIds.at(-1) ?? null
    if (after === null) return
    await recordAct(scope, { ...act, patientIds })
  }
}

/** Where an archive is to be read from; or why not, in a transaction that keeps what followed from it. */
export type Taking = { fileId: string; bytes: number } | { refusal: Problem }

/**
 * Lets an archive be fetched, and writes into the trail that it was. One that is older than somebody's erasure is thrown
 * away instead and made anew.
 * @throws Problem 404 where there is no such export, 409 `export-not-ready`, 410 `export-expired`
 */
export const takeArchive = async (scope: OrganisationScope, id: string): Promise<Taking> => {
  const { tx, at, actor } = scope
  const row = await lockExport(tx, actor.organisationId, id)
  if (!row) throw notFound()
  if (isExpired(row, at)) throw new Problem('export-expired')
  if (row.state !== 'completed' || row.fileId === null) throw conflict('export-not-ready')
  if (await isOutdated(tx, row)) {
    await remakeArchive(scope, row)
    return { refusal: conflict('export-outdated') }
  }
  await recordTaking(scope, id)
  return { fileId: row.fileId, bytes: row.bytes ?? 0 }
}
