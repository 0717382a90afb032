import type { Readable } from 'node:stream'
import { v7 as newId } from 'uuid'
import type { SealingKey } from '#src/crypto/sealing.ts'
import { sealBytes } from '#src/crypto/sealing.ts'
import type { ScopedTx } from '#src/db/database.ts'
import type { OrganisationScope, Scope } from '#src/db/scope.ts'
import { invalid, Problem } from '#src/errors.ts'
import { completeFile, deleteFile, insertFile, insertPiece } from '#src/features/files/files.queries.ts'
import { fileKey, pieceSize, placeOfPiece } from '#src/features/files/sealed-piece.ts'

/** A scope inside the organisation whose file it is, whoever sends it. */
type FileScope = Scope & { readonly tx: ScopedTx }

/** Runs something inside the organisation, each time in a transaction of its own. */
export type Enter<S extends FileScope = OrganisationScope> = <R>(run: (scope: S) => Promise<R>) => Promise<R>

export interface IncomingFile {
  organisationId: string
  purpose: 'import' | 'evidence'
  contentType: string
  /** The most bytes that are taken. */
  limit: number
  /** How long the file may wait for its work. */
  lifetimeDays: number
}

interface OpenFile {
  organisationId: string
  id: string
  key: SealingKey
}

const openFile = <S extends FileScope>(
  enter: Enter<S>,
  { organisationId, purpose, contentType, lifetimeDays }: IncomingFile,
  demand: Demand<S>,
) =>
  enter(async (scope): Promise<OpenFile> => {
    const { tx, deps, at } = scope
    await demand(scope)
    const id = newId()
    await insertFile(tx, {
      organisationId,
      id,
      purpose,
      contentType,
      bytes: 0,
      pieces: 0,
      expiresAt: new Date(Date.parse(at) + lifetimeDays * 86_400_000).toISOString(),
      createdAt: at,
    })
    const owner = fileKey(organisationId, id)
    return { id, organisationId, key: await deps.keyring.createSubjectKey(tx, { ...owner, accountId: null }) }
  })

const storePiece = <S extends FileScope>(
  enter: Enter<S>,
  { id, organisationId, key }: OpenFile,
  piece: number,
  bytes: Buffer,
  last: boolean,
) =>
  enter(({ tx }) =>
    insertPiece(tx, {
      organisationId,
      fileId: id,
      piece,
      sealed: sealBytes(key, placeOfPiece(id, piece, last), bytes),
    }),
  )

/** Whole pieces of what comes in, counted; the stream is left alone once it is too long. */
async function* piecesOf(stream: Readable, limit: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  let total = 0
  // Ending the stream would end the connection before the refusal is out.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    total += chunk.length
    if (total > limit) throw new Problem('payload-too-large')
    waiting.push(chunk)
    size += chunk.length
    if (size < pieceSize) continue
    const bytes = Buffer.concat(waiting)
    const whole = size - (size % pieceSize)
    for (let start = 0; start < whole; start += pieceSize) yield bytes.subarray(start, start + pieceSize)
    waiting = whole < size ? [bytes.subarray(whole)] : []
    size -= whole
  }
  if (size > 0) yield Buffer.concat(waiting)
}

const storePieces = async <S extends FileScope>(
  enter: Enter<S>,
  file: OpenFile,
  stream: Readable,
  limit: number,
) => {
  let held: Buffer | null = null
  let pieces = 0
  let bytes = 0
  for await (const next of piecesOf(stream, limit)) {
    if (held) await storePiece(enter, file, pieces++, held, false)
    held = next
    bytes += next.length
  }
  if (!held) throw invalid('', 'must not be empty')
  await storePiece(enter, file, pieces++, held, true)
  return { bytes, pieces }
}

/** Decides inside the organisation, before the first byte is taken, whether the file is wanted. @throws Problem */
export type Demand<S extends FileScope = OrganisationScope> = (scope: S) => Promise<void>

/**
 * Takes a stream as it comes, a piece at a time, seals each with the file's own key and stores it: neither memory
 * nor a disk ever holds the whole. Each piece enters the organisation anew, so that a session that ends stops it.
 * @returns the file's id
 * @throws Problem 413 once more than `limit` bytes came, 400 for none; nothing is left of the file then
 */
export const storeFile = async <S extends FileScope = OrganisationScope>(
  enter: Enter<S>,
  incoming: IncomingFile,
  demand: Demand<S>,
  stream: () => Readable,
): Promise<string> => {
  const file = await openFile(enter, incoming, demand)
  try {
    const size = await storePieces(enter, file, stream(), incoming.limit)
    await enter(({ tx }) => completeFile(tx, file.organisationId, file.id, size))
    return file.id
  } catch (error) {
    // Where this fails too, what was stored goes when its time is over.
    await enter(({ tx }) => deleteFile(tx, file.organisationId, file.id)).catch(() => {})
    throw error
  }
}
