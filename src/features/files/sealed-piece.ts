import type { Place } from '#src/crypto/sealing.ts'

/** Bytes of a piece, the last one excepted. */
export const pieceSize = 1024 * 1024

/** Where a piece belongs: nothing of a file can be moved, left out or cut off without its neighbours failing to open. */
export const placeOfPiece = (fileId: string, piece: number, last: boolean): Place => ({
  field: 'filePieces.sealed',
  rowId: `${fileId}/${piece}/${last ? 'last' : 'more'}`,
})

/** Whose key seals a file: its own, which goes with it. */
export const fileKey = (organisationId: string, fileId: string) =>
  ({ organisationId, subjectId: fileId, class: 'organisation' }) as const
