import type { Static } from '@sinclair/typebox'
import type { ScopedTx } from '#src/db/database.ts'
import type { FilePieceRow, FileRow } from '#src/features/files/files.schema.ts'

export type StoredFile = Static<typeof FileRow>

/** Adds a file that has no pieces yet. */
export const insertFile = async (tx: ScopedTx, row: StoredFile): Promise<void> => {
  await tx.insertInto('files').values(row).execute()
}

/** Adds a piece. */
export const insertPiece = async (tx: ScopedTx, row: Static<typeof FilePieceRow>): Promise<void> => {
  await tx.insertInto('filePieces').values(row).execute()
}

/** Notes that all of a file has arrived. */
export const completeFile = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  { bytes, pieces }: { bytes: number; pieces: number },
): Promise<void> => {
  await tx
    .updateTable('files')
    .set({ bytes, pieces })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** Says anew until when a file is kept. */
export const keepFileUntil = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  expiresAt: string,
): Promise<void> => {
  await tx
    .updateTable('files')
    .set({ expiresAt })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** One file of the organisation in scope. */
export const findFile = (tx: ScopedTx, organisationId: string, id: string): Promise<StoredFile | undefined> =>
  tx
    .selectFrom('files')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** One piece as it is sealed. */
export const findPiece = async (
  tx: ScopedTx,
  organisationId: string,
  fileId: string,
  piece: number,
): Promise<Buffer | undefined> => {
  const row = await tx
    .selectFrom('filePieces')
    .select('sealed')
    .where('organisationId', '=', organisationId)
    .where('fileId', '=', fileId)
    .where('piece', '=', piece)
    .executeTakeFirst()
  return row?.sealed
}

/** Deletes a file, its pieces and its key. */
export const deleteFile = async (tx: ScopedTx, organisationId: string, id: string): Promise<void> => {
  await tx
    .deleteFrom('filePieces')
    .where('organisationId', '=', organisationId)
    .where('fileId', '=', id)
    .execute()
  await tx.deleteFrom('files').where('organisationId', '=', organisationId).where('id', '=', id).execute()
  await tx
    .deleteFrom('keys.subjectKeys')
    .where('organisationId', '=', organisationId)
    .where('subjectId', '=', id)
    .execute()
}
