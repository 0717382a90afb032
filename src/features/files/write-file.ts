import { v7 as newId } from 'uuid'
import { type SealingKey, sealBytes } from '#src/crypto/sealing.ts'
import type { JobScope } from '#src/db/scope.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { completeFile, insertFile, insertPiece } from '#src/features/files/files.queries.ts'
import type { FilePurpose } from '#src/features/files/files.schema.ts'
import { fileKey, pieceSize, placeOfPiece } from '#src/features/files/sealed-piece.ts'

/** A file that the service itself writes, by a job. */
export interface OwnFile {
  id: string
  key: SealingKey
}

/** Begins a file in the job's transaction: a row and a key of its own, no piece yet. */
export const beginFile = async (
  { tx, deps, organisationId, at }: JobScope,
  file: { purpose: FilePurpose; contentType: string; expiresAt: string },
): Promise<OwnFile> => {
  const id = newId()
  await insertFile(tx, { organisationId, id, ...file, bytes: 0, pieces: 0, createdAt: at })
  const key = await deps.keyring.createSubjectKey(tx, { ...fileKey(organisationId, id), accountId: null })
  return { id, key }
}

const storePiece = (
  deps: Deps,
  organisationId: string,
  { id, key }: OwnFile,
  piece: number,
  bytes: Buffer,
  last: boolean,
) =>
  withJob(deps, organisationId, ({ tx }) =>
    insertPiece(tx, {
      organisationId,
      fileId: id,
      piece,
      sealed: sealBytes(key, placeOfPiece(id, piece, last), bytes),
    }),
  )

/** Whole pieces of a stream, then what is left. */
async function* piecesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    waiting.push(chunk)
    size += chunk.length
    while (size >= pieceSize) {
      const bytes = Buffer.concat(waiting)
      yield bytes.subarray(0, pieceSize)
      waiting = [bytes.subarray(pieceSize)]
      size -= pieceSize
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}

/**
 * Writes a stream into a file that was begun, sealed, a piece at a time and each in a transaction of its own. Until it
 * returns the file has no pieces for whoever reads it.
 * @returns how long it is
 */
export const writeFile = async (
  deps: Deps,
  organisationId: string,
  file: OwnFile,
  stream: AsyncIterable<Buffer>,
): Promise<{ bytes: number; pieces: number }> => {
  let held: Buffer | null = null
  let pieces = 0
  let bytes = 0
  for await (const next of piecesOf(stream)) {
    if (held) await storePiece(deps, organisationId, file, pieces++, held, false)
    held = next
    bytes += next.length
  }
  await storePiece(deps, organisationId, file, pieces++, held ?? Buffer.alloc(0), true)
  await withJob(deps, organisationId, ({ tx }) =>
    completeFile(tx, organisationId, file.id, { bytes, pieces }),
  )
  return { bytes, pieces }
}
