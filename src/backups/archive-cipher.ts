import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import type { BackupKeys } from '#src/crypto/backup-keys.ts'

/** A backup or key archive that does not open: another key, a byte changed, a piece missing. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
}

const magic = Buffer.from('PRAXISB1')
const saltLength = 32
const headLength = magic.length + saltLength
const frameHead = 4
const tagLength = 16
const frameSize = 64 * 1024
const lastFrame = 0x8000_0000

const algorithm = 'aes-256-gcm'
const options = { authTagLength: tagLength } as const

// One key per archive, so a counter never meets itself; it also fixes the order of the frames.
const nonceOf = (counter: number): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(counter), 4)
  return nonce
}

const frame = (key: KeyObject, head: Buffer, counter: number, text: Buffer, last: boolean): Buffer => {
  const size = Buffer.alloc(frameHead)
  size.writeUInt32BE(((last ? lastFrame : 0) | text.length) >>> 0)
  const cipher = createCipheriv(algorithm, key, nonceOf(counter), options)
  cipher.setAAD(Buffer.concat([head, size]))
  const sealed = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([size, sealed, cipher.getAuthTag()])
}

/** Cuts or joins what comes into pieces of one size; the last one may be shorter. */
async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let filling = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let from = 0; from < bytes.length; ) {
      const copied = bytes.copy(filling, filled, from)
      from += copied
      filled += copied
      if (filled < size) continue
      yield filling
      filling = Buffer.allocUnsafe(size)
      filled = 0
    }
  }
  if (filled > 0) yield filling.subarray(0, filled)
}

/**
 * Encrypts a stream in frames of 64 KiB with AES-256-GCM under a key of its own. Each frame is bound to the archive, to
 * its place in it and to whether it is the last: none can be changed, moved, left out or cut off unseen.
 */
export async function* encryptArchive(
  keys: BackupKeys,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltLength)
  const head = Buffer.concat([magic, salt])
  const key = keys.archiveKey(salt)
  yield head
  let counter = 0
  for await (const piece of inPieces(source, frameSize)) yield frame(key, head, counter++, piece, false)
  yield frame(key, head, counter, Buffer.alloc(0), true)
}

/** Takes exact lengths from a stream. */
const reader = (source: AsyncIterable<Uint8Array>) => {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  /** As many bytes as asked for, or fewer at the end. */
  return async (length: number): Promise<Buffer> => {
    const taken: Buffer[] = []
    let missing = length
    while (missing > 0) {
      if (rest.length === 0) {
        const { value, done } = await chunks.next()
        if (done) break
        rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      }
      taken.push(rest.subarray(0, missing))
      missing -= taken.at(-1)?.length ?? 0
      rest = rest.subarray(taken.at(-1)?.length ?? 0)
    }
    return Buffer.concat(taken)
  }
}

const openFrame = (key: KeyObject, head: Buffer, counter: number, size: Buffer, body: Buffer): Buffer => {
  const decipher = createDecipheriv(algorithm, key, nonceOf(counter), options)
  decipher.setAAD(Buffer.concat([head, size]))
  decipher.setAuthTag(body.subarray(-tagLength))
  const text = decipher.update(body.subarray(0, -tagLength))
  try {
    decipher.final()
  } catch (cause) {
    const what = counter === 0 ? 'BACKUP_KEY is not the one that it was written with, or it' : 'it'
    throw new ArchiveError(`${what} was changed at piece ${counter}`, { cause })
  }
  return text
}

/**
 * Opens what `encryptArchive` made; nothing is handed on before it was authenticated.
 * @throws ArchiveError where the key is another one, or anything was changed or cut off
 */
export async function* decryptArchive(
  keys: BackupKeys,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const take = reader(source)
  const head = await take(headLength)
  if (head.length < headLength || !head.subarray(0, magic.length).equals(magic))
    throw new ArchiveError('it is no archive of Praxis')
  const key = keys.archiveKey(head.subarray(magic.length))
  for (let counter = 0; ; counter++) {
    const size = await take(frameHead)
    const value = size.length === frameHead ? size.readUInt32BE() : 0
    const length = (value & ~lastFrame) >>> 0
    const body = length <= frameSize ? await take(length + tagLength) : Buffer.alloc(0)
    if (size.length < frameHead || body.length < length + tagLength) throw new ArchiveError('it was cut off')
    const text = openFrame(key, head, counter, size, body)
    if (value >= lastFrame) break
    yield text
  }
  if ((await take(1)).length > 0) throw new ArchiveError('something follows its end')
}
