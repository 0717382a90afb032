import { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import { recordAct } from '#src/audit/record-act.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import type { ScopedTx } from '#src/db/database.ts'
import { type OrganisationScope, type PublicScope, type Scope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { conflict, notFound, Problem } from '#src/errors.ts'
import { findRequest, lockRequest } from '#src/features/data-requests/data-requests.queries.ts'
import {
  deletePublicRequest,
  findPublicRequest,
  lockPublicRequest,
  setEvidence,
} from '#src/features/data-requests/public-requests.queries.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'
import { findFile } from '#src/features/files/files.queries.ts'
import { removeFile } from '#src/features/files/read-file.ts'
import { type Enter, storeFile } from '#src/features/files/store-file.ts'
import { NotAPicture } from '#src/pictures/incoming-bytes.ts'
import { isPictureType, stripMetadata } from '#src/pictures/strip-metadata.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

/** What evidence may be, told by its content. */
export const evidenceTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const

/** Bytes of it at the most. */
export const largestEvidence = 10 * 1024 * 1024

/** It goes with the decision; where none is taken, after so many days. */
const lifetimeDays = 120

/** As many bytes as it takes to tell what a file is. */
const headBytes = 4100

const isOf = async (head: Buffer, contentType: string): Promise<boolean> =>
  (await fileTypeFromBuffer(head))?.mime === contentType

/** What comes in, as long as it is not too much. Ending the stream would end the connection before the refusal is out. */
async function* countedBytes(stream: Readable): AsyncGenerator<Buffer> {
  let total = 0
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    total += chunk.length
    if (total > largestEvidence) throw new Problem('payload-too-large')
    yield chunk
  }
}

/** The same bytes, whose beginning is what it says to be. @throws Problem 415 for anything else */
async function* demandType(bytes: AsyncIterable<Buffer>, contentType: string): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  for await (const chunk of bytes) {
    if (head === null) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < headBytes) continue
    if (!(await isOf(head, contentType))) throw new Problem('unsupported-media-type')
    yield head
    head = null
  }
  if (head === null || head.length === 0) return
  if (!(await isOf(head, contentType))) throw new Problem('unsupported-media-type')
  yield head
}

/** What is stored of it: a picture without what tells where it was taken, a PDF as it is. @throws Problem 413, 415 */
async function* storedBytes(stream: Readable, contentType: string): AsyncGenerator<Buffer> {
  const bytes = countedBytes(stream)
  try {
    yield* demandType(isPictureType(contentType) ? stripMetadata(contentType, bytes) : bytes, contentType)
  } catch (error) {
    throw error instanceof NotAPicture ? new Problem('unsupported-media-type') : error
  }
}

// Evidence is for the check alone: before it there is nobody to convince, after it nobody looks.
const demandAwaited = async ({ tx, organisationId, subjectId }: PublicScope) => {
  const request = subjectId ? await findRequest(tx, organisationId, subjectId) : undefined
  if (request?.source !== 'public') throw notFound()
  if (request.state !== 'identityCheck') throw conflict('conflict')
  return request
}

const attach = async (scope: PublicScope, fileId: string): Promise<void> => {
  const { tx, organisationId, subjectId } = scope
  await lockRequest(tx, organisationId, subjectId as string)
  const { id } = await demandAwaited(scope)
  const beside = await lockPublicRequest(tx, organisationId, id)
  if (!beside) throw conflict('conflict')
  if (beside.evidenceFileId) await removeFile(scope, beside.evidenceFileId)
  await setEvidence(tx, organisationId, id, fileId)
  const by = { organisationId, requestId: id, actorId: null, role: 'public' }
  await recordRequestEvent(scope, { ...by, kind: 'evidenceReceived' })
  await recordEvent(scope, {
    organisationId,
    action: 'create',
    resource: 'evidence',
    resourceIds: [id, fileId],
    role: 'public',
    ground: 'self',
  })
}

/** A file that comes in, not read yet. */
export interface IncomingEvidence {
  contentType: (typeof evidenceTypes)[number]
  stream: () => Readable
}

/**
 * Takes the proof of who asks, sealed by a key of its own, as long as staff is to check it; a picture without what tells
 * where and with what it was taken (`SECURITY.md` S47). Another one takes the place of the first.
 * @throws Problem 404 for a secret that opens nothing, 409 once it was decided, 413 and 415 for what is too large or
 * not what it says to be; nothing is left of it then
 */
export const takeEvidence = async (
  deps: Deps,
  secret: string,
  requestId: string,
  { contentType, stream }: IncomingEvidence,
): Promise<void> => {
  const enter: Enter<PublicScope> = (run) =>
    withPublic(deps, 'dataRequest', hashSecret(secret), requestId, run)
  const { organisationId } = await enter(demandAwaited)
  const fileId = await storeFile(
    enter,
    { organisationId, purpose: 'evidence', contentType, limit: largestEvidence, lifetimeDays },
    async (scope) => {
      await demandAwaited(scope)
    },
    () => Readable.from(storedBytes(stream(), contentType)),
  )
  try {
    await enter((scope) => attach(scope, fileId))
  } catch (error) {
    await enter((scope) => removeFile(scope, fileId)).catch(() => {})
    throw error
  }
}

type EvidenceScope = Pick<Scope, 'tx' | 'at' | 'deps'>

/**
 * Destroys the proof of who asks, and its key with it: once it was decided whether it proves that (`SECURITY.md` S79). With
 * it goes all that stays beside a request without account, its address's index too: that held strangers to three open
 * requests, and who asks is no stranger any more, or the request is closed.
 */
export const destroyEvidence = async (
  { tx, at, deps }: EvidenceScope,
  { organisationId, id }: { organisationId: string; id: string },
): Promise<void> => {
  const scoped = tx as ScopedTx
  const beside = await lockPublicRequest(scoped, organisationId, id)
  const fileId = beside?.evidenceFileId
  if (fileId) {
    await removeFile({ tx: scoped, deps, organisationId }, fileId)
    await recordTakingAway({ tx, at }, { organisationId, action: 'keyDestroyed', subjectId: fileId })
  }
  if (beside) await deletePublicRequest(scoped, organisationId, id)
}

/**
 * The proof of who asks, for whoever checks it; that it was looked at stands in the trail before the first byte leaves.
 * @throws Problem 404 where there is none, or it was destroyed
 */
export const openEvidence = async (
  scope: OrganisationScope,
  id: string,
): Promise<{ contentType: string; fileId: string }> => {
  const { tx, actor } = scope
  const { organisationId } = actor
  const fileId = (await findPublicRequest(tx, organisationId, id))?.evidenceFileId
  const file = fileId ? await findFile(tx, organisationId, fileId) : undefined
  if (!file || file.pieces === 0) throw notFound()
  const request = await findRequest(tx, organisationId, id)
  await recordAct(scope, {
    action: 'read',
    resource: 'evidence',
    resourceIds: [id, file.id],
    patientId: request?.patientId ?? null,
  })
  return { contentType: file.contentType, fileId: file.id }
}
