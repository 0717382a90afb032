import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, invalid, notFound, refused } from '#src/errors.ts'
import type { ImportFormat } from '#src/features/imports/file-row.ts'
import { type FindingKind, findingKinds, sentenceOf } from '#src/features/imports/findings.ts'
import { readColumns } from '#src/features/imports/import-template.ts'
import {
  findImport,
  findReferred,
  insertImport,
  isImporting,
  type ListedFinding,
  listFindings,
  listImports,
} from '#src/features/imports/imports.queries.ts'
import type {
  Import,
  ImportFinding,
  ImportQuery,
  QueuedImport,
  StoredImport,
} from '#src/features/imports/imports.schema.ts'
import { enqueue } from '#src/jobs/enqueue.ts'

/** The most bytes of a file: 100,000 rows of FHIR with some to spare. */
export const largestImport = 512 * 1024 * 1024

const columnsOf = ({ kind, columns }: ImportQuery, format: ImportFormat): string[] | null => {
  if (columns === undefined) return null
  if (format !== 'text/csv') throw invalid('/querystring/columns', 'is for text/csv alone')
  const read = readColumns(kind, columns)
  if ('columns' in read) return read.columns
  throw invalid(
    '/querystring/columns',
    read.fault === 'twice' ? 'names a column twice' : 'names what is no column of the template',
  )
}

const demandInformed = ({ kind, informedAt }: ImportQuery, at: string) => {
  if (kind !== 'patients') return
  if (informedAt === undefined) throw invalid('/querystring/informedAt', 'is needed to import patients')
  if (Date.parse(informedAt) > Date.parse(at))
    throw refused('/querystring/informedAt', 'must not be in the future')
}

const demandService = async ({ tx, actor }: OrganisationScope, { kind, serviceId }: ImportQuery) => {
  if (kind !== 'appointments') return
  const { services } = await findReferred(tx, actor.organisationId)
  if (serviceId !== undefined && !services.some(({ id }) => id === serviceId))
    throw refused('/querystring/serviceId', 'does not exist')
  if (services.length === 0) throw refused('/querystring/serviceId', 'add a service first')
}

/**
 * Demands that a file could be imported as it is asked for; before the file is taken.
 * @throws Problem 400 or 422 with a pointer to the parameter, 409 `import-running`
 */
export const demandImportable = async (
  scope: OrganisationScope,
  query: ImportQuery,
  format: ImportFormat,
): Promise<void> => {
  columnsOf(query, format)
  demandInformed(query, scope.at)
  await demandService(scope, query)
  if (await isImporting(scope.tx, scope.actor.organisationId)) throw conflict('import-running')
}

const onlyOne = (error: unknown): never => {
  const { code, constraint } = error as { code?: string; constraint?: string }
  throw code === '23505' && constraint === 'imports_under_way' ? conflict('import-running') : error
}

/**
 * Queues the import of a file that has arrived.
 * @throws Problem as `demandImportable`
 */
export const queueImport = async (
  scope: OrganisationScope,
  query: ImportQuery,
  file: { id: string; format: ImportFormat },
): Promise<QueuedImport> => {
  await demandImportable(scope, query, file.format)
  const { tx, actor, at } = scope
  const { organisationId, accountId } = actor
  const id = newId()
  await insertImport(tx, {
    organisationId,
    id,
    kind: query.kind,
    state: 'queued',
    dryRun: query.dryRun ?? false,
    onError: query.onError ?? 'abort',
    contentType: file.format,
    columns: columnsOf(query, file.format),
    fileId: file.id,
    serviceId: query.kind === 'appointments' ? (query.serviceId ?? null) : null,
    informedAt: query.kind === 'patients' ? (query.informedAt ?? null) : null,
    enteredBy: accountId,
    total: null,
    done: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    agedOut: 0,
    ignored: 0,
    failed: 0,
    mails: 0,
    mailsFrom: null,
    attempts: 0,
    failure: null,
    startedAt: null,
    finishedAt: null,
    createdAt: at,
  }).catch(onlyOne)
  await enqueue(tx, { organisationId, job: 'import.run', subjectId: id, at })
  await recordAct(scope, {
    action: 'create',
    resource: 'import',
    resourceIds: [id],
    detail: { kind: query.kind, dryRun: query.dryRun ?? false },
  })
  return { id, state: 'queued' }
}

/** An import as it is answered. */
export const asImport = (row: StoredImport): Import => ({
  id: row.id,
  organisationId: row.organisationId,
  kind: row.kind,
  state: row.state,
  dryRun: row.dryRun,
  onError: row.onError,
  contentType: row.contentType,
  serviceId: row.serviceId,
  informedAt: row.informedAt,
  rows: {
    total: row.total ?? 0,
    created: row.created,
    updated: row.updated,
    unchanged: row.unchanged,
    agedOut: row.agedOut,
    ignored: row.ignored,
    failed: row.failed,
  },
  failure: row.failure,
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
})

/** Shows an import. @throws Problem 404 where there is none */
export const showImport = async ({ tx, actor }: OrganisationScope, id: string): Promise<Import> => {
  const row = await findImport(tx, actor.organisationId, id)
  if (!row) throw notFound()
  return asImport(row)
}

/** The organisation's imports, the newest first, at most `limit + 1`. */
export const showImports = (
  { tx, actor }: OrganisationScope,
  before: string | null,
  limit: number,
): Promise<StoredImport[]> => listImports(tx, actor.organisationId, before, limit)

/** Where a page of findings ended: rank of the kind, line, number in the line. */
export type FindingPosition = [number, number, number]

/**
 * What was found in an import's rows, refused rows first, at most `limit + 1`.
 * @throws Problem 404 where there is no such import
 */
export const showFindings = async (
  { tx, actor }: OrganisationScope,
  id: string,
  kind: FindingKind | undefined,
  after: FindingPosition | null,
  limit: number,
): Promise<ListedFinding[]> => {
  if (!(await findImport(tx, actor.organisationId, id))) throw notFound()
  const rank = kind === undefined ? null : findingKinds.indexOf(kind) + 1
  const place = after && { rank: after[0], line: after[1], number: after[2] }
  return listFindings(tx, actor.organisationId, id, rank, place, limit)
}

/** A finding as it is answered. */
export const asFinding = ({ rank, line, pointer, code }: ListedFinding): ImportFinding => ({
  line,
  kind: findingKinds[rank - 1] ?? 'error',
  pointer,
  detail: sentenceOf(code),
})
