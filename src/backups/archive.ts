import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { extract, pack } from 'tar-stream'
import { ArchiveError, decryptArchive, encryptArchive } from '#src/backups/archive-cipher.ts'
import type { BackupKeys } from '#src/crypto/backup-keys.ts'
import type { LedgerHead } from '#src/privacy/ledger/ledger-line.ts'

/** A table as an archive holds it. */
export interface ArchivedTable {
  /** With its schema: `public.patients`. */
  readonly name: string
  readonly columns: readonly string[]
}

/** A partition that must be there before rows come back. */
export interface ArchivedPartition {
  readonly name: string
  readonly parent: string
  /** As PostgreSQL writes it: `FOR VALUES FROM … TO …`. */
  readonly bound: string
}

/** The signed end of an organisation's trail, so that a cut one shows (DESIGN, three logs). */
export interface TrailCheckpoint {
  readonly organisationId: string
  readonly position: number
  readonly hash: string
  readonly at: string
  readonly keyId: string
  readonly signature: string
}

/** What stands at the beginning of an archive. */
export interface ArchiveHeader {
  readonly format: 1
  readonly kind: 'data' | 'keys'
  readonly instanceId: string
  readonly createdAt: string
  /** Executed migrations, in their order: the version of the schema. */
  readonly migrations: readonly string[]
  readonly tables: readonly ArchivedTable[]
  readonly partitions: readonly ArchivedPartition[]
  /** Tables that it leaves out. */
  readonly leftOut: readonly string[]
  /** How far the ledger went at least when the snapshot was taken. */
  readonly ledger: LedgerHead
  readonly trail: readonly TrailCheckpoint[]
}

/** What was written of a table. */
export interface TableSum {
  readonly rows: number
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** What stands at the end of an archive: the proof of what is in it. */
export interface ArchiveSums {
  readonly tables: Readonly<Record<string, TableSum>>
}

/** Where a table's rows come from. */
export type TableSource = (table: ArchivedTable) => AsyncIterable<Buffer>

const headerName = 'archive.json'
const sumsName = 'sums.json'

/** Counts what passes; in COPY's text form a line is a row, as a line break inside a value is written `\n`. */
export const openSum = () => {
  const hash: Hash = createHash('sha256')
  let [rows, bytes] = [0, 0]
  return {
    add(piece: Buffer) {
      hash.update(piece)
      bytes += piece.length
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++
    },
    sum: (): TableSum => ({ rows, bytes, sha256: hash.digest('hex') }),
  }
}

const asJson = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`)

/** A tar of the header, every table in pieces, and the sums. */
const packArchive = (header: ArchiveHeader, source: TableSource): AsyncIterable<Uint8Array> => {
  const packed = pack()
  const add = (name: string, content: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const entry = { name, mode: 0o600, mtime: new Date(header.createdAt) }
      packed.entry(entry, content, (error) => (error ? reject(error) : resolve()))
    })
  const addTable = async (table: ArchivedTable): Promise<TableSum> => {
    const sum = openSum()
    let part = 0
    for await (const piece of source(table)) {
      sum.add(piece)
      await add(`${table.name}/${String(part++).padStart(8, '0')}.copy`, piece)
    }
    return sum.sum()
  }
  const fill = async () => {
    await add(headerName, asJson(header))
    const tables: Record<string, TableSum> = {}
    for (const table of header.tables) tables[table.name] = await addTable(table)
    await add(sumsName, asJson({ tables } satisfies ArchiveSums))
    packed.finalize()
  }
  fill().catch((error: Error) => packed.destroy(error))
  return packed as AsyncIterable<Uint8Array>
}

/**
 * Writes an archive and waits until it is durable; memory stays flat, whatever the size.
 * @param path of a file that does not exist yet
 */
export const writeArchive = async (
  path: string,
  keys: BackupKeys,
  header: ArchiveHeader,
  source: TableSource,
): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const piece of encryptArchive(keys, packArchive(header, source))) await file.write(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** One piece of an archive. */
interface Piece {
  readonly name: string
  readonly content: Buffer
}

async function* readPieces(path: string, keys: BackupKeys): AsyncGenerator<Piece> {
  const unpacked = extract()
  pipeline(Readable.from(decryptArchive(keys, createReadStream(path))), unpacked, () => {})
  for await (const entry of unpacked) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk)
    yield { name: entry.header.name, content: Buffer.concat(chunks) }
  }
}

/** An archive that is being read, in the order of its tables. */
export interface OpenArchive {
  readonly header: ArchiveHeader
  /** The next table's pieces, as `TableSource`; each is to be read to its end before the next one. */
  readonly rowsOf: TableSource
  /**
   * Reads to the end.
   * @returns what it says that it holds
   */
  finish(): Promise<ArchiveSums>
  close(): Promise<void>
}

const damaged = () => new ArchiveError('it does not hold what an archive holds')

/**
 * Opens an archive for reading.
 * @throws ArchiveError where the key is another one, or anything was changed or cut off
 */
export const openArchive = async (path: string, keys: BackupKeys): Promise<OpenArchive> => {
  const pieces = readPieces(path, keys)
  let next = await pieces.next()
  const take = async (name: string) => {
    if (next.done || next.value.name !== name) throw damaged()
    const { content } = next.value
    next = await pieces.next()
    return JSON.parse(content.toString())
  }
  const header: ArchiveHeader = await take(headerName)
  if (header.format !== 1) throw new ArchiveError('it was written by a newer version')
  return {
    header,
    async *rowsOf({ name }) {
      while (!next.done && next.value.name.startsWith(`${name}/`)) {
        yield next.value.content
        next = await pieces.next()
      }
    },
    async finish() {
      const sums: ArchiveSums = await take(sumsName)
      if (!next.done) throw damaged()
      return sums
    },
    async close() {
      await pieces.return(undefined)
    },
  }
}

/**
 * Compares what was found with what an archive says.
 * @throws ArchiveError naming the first table that differs
 */
export const compareSums = (
  { tables }: ArchiveHeader,
  found: ReadonlyMap<string, TableSum>,
  { tables: said }: ArchiveSums,
): void => {
  for (const { name } of tables) {
    const [one, other] = [found.get(name), said[name]]
    if (!one || !other || one.rows !== other.rows || one.bytes !== other.bytes || one.sha256 !== other.sha256)
      throw new ArchiveError(`${name} is not what was written`)
  }
}

/**
 * Reads an archive to its end and compares counts and checksums.
 * @throws ArchiveError where anything differs
 */
export const checkArchive = async (
  path: string,
  keys: BackupKeys,
): Promise<{ header: ArchiveHeader; sums: ArchiveSums }> => {
  const archive = await openArchive(path, keys)
  try {
    const found = new Map<string, TableSum>()
    for (const table of archive.header.tables) {
      const sum = openSum()
      for await (const piece of archive.rowsOf(table)) sum.add(piece)
      found.set(table.name, sum.sum())
    }
    const sums = await archive.finish()
    compareSums(archive.header, found, sums)
    return { header: archive.header, sums }
  } finally {
    await archive.close()
  }
}
