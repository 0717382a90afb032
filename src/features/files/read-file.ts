import { openBytes, SealError, type SealingKey } from '#src/crypto/sealing.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { deleteFile, findFile, findPiece } from '#src/features/files/files.queries.ts'
import { fileKey, placeOfPiece } from '#src/features/files/sealed-piece.ts'

/** A file that is not there any more, or never came whole. */
export class FileGone extends Error {
  override readonly name = 'FileGone'
}

/** The file with its key, for as long as it is read. */
interface ReadableFile {
  pieces: number
  key: SealingKey
}

const openFile = (deps: Deps, organisationId: string, id: string) =>
  withJob(deps, organisationId, async ({ tx }): Promise<ReadableFile> => {
    const file = await findFile(tx, organisationId, id)
    if (!file || file.pieces === 0) throw new FileGone()
    const key = await deps.keyring.keyOf(tx, fileKey(organisationId, id))
    if (!key) throw new FileGone()
    return { pieces: file.pieces, key }
  })

const readPiece = async (
  deps: Deps,
  organisationId: string,
  id: string,
  piece: number,
  file: ReadableFile,
) => {
  const sealed = await withJob(deps, organisationId, ({ tx }) => findPiece(tx, organisationId, id, piece))
  if (!sealed) throw new SealError('a piece of a file is missing')
  return openBytes(() => file.key.secret, sealed, placeOfPiece(id, piece, piece === file.pieces - 1))
}

/**
 * A file's content, a piece at a time.
 * @throws FileGone where there is none; SealError where a piece was changed, moved or cut off
 */
export async function* readFile(deps: Deps, organisationId: string, id: string): AsyncGenerator<Buffer> {
  const file = await openFile(deps, organisationId, id)
  for (let piece = 0; piece < file.pieces; piece++)
    yield await readPiece(deps, organisationId, id, piece, file)
}

/** Removes a file and its key, so that no copy of the database opens it any more. */
export const removeFile = async (
  { tx, deps, organisationId }: Pick<JobScope, 'tx' | 'deps' | 'organisationId'>,
  id: string,
) => {
  await deleteFile(tx, organisationId, id)
  deps.keyring.forget(id)
}
