import { IncomingBytes } from '#src/pictures/incoming-bytes.ts'
import { plainJpeg } from '#src/pictures/jpeg-picture.ts'
import { plainPng } from '#src/pictures/png-picture.ts'

const pictures = { 'image/jpeg': plainJpeg, 'image/png': plainPng } as const

/** What a picture may be. */
export type PictureType = keyof typeof pictures

/** Whether it is a picture of a kind that can be stripped. */
export const isPictureType = (contentType: string): contentType is PictureType => contentType in pictures

/**
 * A picture without what its camera and its programs wrote into it: where, when, with what and by whom it was taken, small
 * copies of it, notes, and what is hidden behind its end (`SECURITY.md` S47). It is only taken apart, never drawn: every
 * pixel stays as it is. It is passed on as it comes; all of the source is read.
 * @throws NotAPicture for anything that is not of that kind from its first to its last byte
 */
export async function* stripMetadata(
  contentType: PictureType,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const incoming = new IncomingBytes(source)
  if (await incoming.isOver()) return
  yield* pictures[contentType](incoming)
  await incoming.drain()
}
