import { createReadStream } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { BackupKeys } from '#src/crypto/backup-keys.ts'
import { makePrivateFolder, replaceDurably } from '#src/durable-files.ts'
import {
  chained,
  isEntry,
  type LedgerEntry,
  LedgerError,
  type LedgerHead,
  readLine,
} from '#src/privacy/ledger/ledger-line.ts'

/** Where the ledger is and what proves it. */
export interface LedgerPlace {
  readonly folder: string
  readonly keys: Pick<BackupKeys, 'chain'>
}

/** What was written beside the ledger after its last line was durable, so that a cut tail shows. */
export interface LedgerMark extends LedgerHead {
  /** The database's count of minutes, as far as this ledger has seen it. */
  readonly beat: number
}

/** The ledger itself. */
export const ledgerPath = ({ folder }: LedgerPlace): string => join(folder, 'ledger.ndjson')
const markPath = ({ folder }: LedgerPlace) => join(folder, 'ledger.head')

const incomplete = (what: string) => new LedgerError('ledgerIncomplete', `the ledger ${what}`)

const orNull = (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT') return null
  throw error
}

/** How far the ledger had come when it was last written; null where nothing was noted yet. */
const readMark = async (place: LedgerPlace): Promise<LedgerMark | null> => {
  const text = await readFile(markPath(place), 'utf8').catch(orNull)
  if (text === null) return null
  const [body = '', proof] = text.trim().split('\n')
  if (place.keys.chain(`mark ${body}`) !== proof) throw incomplete('has a mark that does not hold')
  return JSON.parse(body) as LedgerMark
}

/** Notes how far the ledger has come. */
export const writeMark = (place: LedgerPlace, mark: LedgerMark): Promise<void> => {
  const body = JSON.stringify(mark)
  return replaceDurably(markPath(place), `${body}\n${place.keys.chain(`mark ${body}`)}\n`)
}

/**
 * Makes the ledger of a database that has none yet; for whoever holds the writer's lock. The file comes last and whole: a
 * crash before it leaves no ledger, and the next run makes it.
 */
export const makeLedger = async (place: LedgerPlace, instanceId: string): Promise<void> => {
  await makePrivateFolder(place.folder)
  const { line, head } = chained(place.keys.chain, '', { position: 0, format: 1, instanceId })
  await writeMark(place, { ...head, beat: 0 })
  await replaceDurably(ledgerPath(place), line)
}

const firstPiece = 4_096
const tailPiece = 128 * 1024

const readPiece = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** The instance that the ledger belongs to; null where there is no ledger. */
export const readInstance = async (place: LedgerPlace): Promise<string | null> => {
  const file = await open(ledgerPath(place), 'r').catch(orNull)
  if (file === null) return null
  try {
    const text = (await readPiece(file, 0, firstPiece)).toString()
    const read = readLine(place.keys.chain, text.slice(0, Math.max(text.indexOf('\n'), 0)))
    if (!read || isEntry(read.body)) throw incomplete('has no first line that holds')
    return read.body.instanceId
  } finally {
    await file.close()
  }
}

/** The file's end: the last line that is whole, and where it ends. */
export interface LedgerTail extends LedgerHead {
  readonly id: string | null
  /** Bytes up to the end of that line. What follows was torn by a crash. */
  readonly end: number
  readonly torn: boolean
  /** The database's count of minutes when it was last seen. */
  readonly beat: number
}

const lastWhole = (place: LedgerPlace, bytes: Buffer, start: number) => {
  let end = bytes.lastIndexOf(10) + 1
  while (end > 1) {
    const begin = bytes.lastIndexOf(10, end - 2) + 1
    const read = readLine(place.keys.chain, bytes.subarray(begin, end - 1).toString())
    if (read) return { ...read, end: start + end }
    end = begin
  }
  return undefined
}

/**
 * Reads the last line that holds, without the lines before it. What a crash left half-written behind it is no line.
 * @throws LedgerError where the ledger had come further than that line
 */
export const readTail = async (place: LedgerPlace): Promise<LedgerTail> => {
  const mark = await readMark(place)
  if (!mark) throw incomplete('has no mark')
  const file = await open(ledgerPath(place), 'r').catch(orNull)
  if (file === null) throw incomplete('is missing')
  try {
    const { size } = await file.stat()
    const start = Math.max(size - tailPiece, 0)
    const found = lastWhole(place, await readPiece(file, start, size - start), start)
    const position = found?.body.position ?? -1
    if (!found || position < mark.position)
      throw incomplete(`holds up to position ${position}, and went to ${mark.position}`)
    const id = isEntry(found.body) ? found.body.id : null
    return { position, hash: found.hash, id, end: found.end, torn: found.end < size, beat: mark.beat }
  } finally {
    await file.close()
  }
}

/**
 * Appends acts behind the tail and waits until they are durable. What was torn there is cut off first.
 * @returns the new head
 */
export const appendEntries = async (
  place: LedgerPlace,
  tail: LedgerTail,
  entries: readonly LedgerEntry[],
): Promise<LedgerHead> => {
  let head: LedgerHead = tail
  const lines = entries.map((entry) => {
    const next = chained(place.keys.chain, head.hash, entry)
    head = next.head
    return next.line
  })
  const file = await open(ledgerPath(place), 'r+')
  try {
    if (tail.torn) await file.truncate(tail.end)
    await file.write(Buffer.from(lines.join('')), 0, null, tail.end)
    await file.sync()
  } finally {
    await file.close()
  }
  return head
}

async function* readLines(place: LedgerPlace) {
  const { end } = await readTail(place)
  const stream = createReadStream(ledgerPath(place), { end: end - 1 })
  let [position, hash] = [-1, '']
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    const read = readLine(place.keys.chain, line)
    if (!read || read.previous !== hash || read.body.position !== position + 1)
      throw incomplete(`does not hold from position ${position + 1} on`)
    position = read.body.position
    hash = read.hash
    yield { body: read.body, hash }
  }
}

/**
 * Every act behind a position, in order; each line is judged, those before too.
 * @throws LedgerError at the first line that is missing or was changed
 */
export async function* readEntries(place: LedgerPlace, after = 0): AsyncGenerator<LedgerEntry> {
  for await (const { body } of readLines(place)) if (isEntry(body) && body.position > after) yield body
}

/**
 * Reads the whole ledger and judges every line.
 * @param known where it stood when something else was written, such as an archive
 * @returns how far it goes
 * @throws LedgerError where a line is missing or was changed, or the tail was cut off
 */
export const verifyLedger = async (
  place: LedgerPlace,
  known: readonly LedgerHead[] = [],
): Promise<LedgerHead> => {
  const wanted = new Map(known.map(({ position, hash }) => [position, hash]))
  let head: LedgerHead = { position: -1, hash: '' }
  for await (const { body, hash } of readLines(place)) {
    head = { position: body.position, hash }
    if ((wanted.get(body.position) ?? hash) !== hash) throw incomplete(`is another one at ${body.position}`)
    wanted.delete(body.position)
  }
  const [missing] = wanted.keys()
  if (missing !== undefined) throw incomplete(`ends at position ${head.position}, and went to ${missing}`)
  return head
}
