import { createHash } from 'node:crypto'
import { type Pack, pack } from 'tar-stream'
import { schemaVersion } from '#src/db/migrate.ts'
import type { JobScope } from '#src/db/scope.ts'
import { archivedTables, leftOut } from '#src/features/exports/exported-columns.ts'
import { closeRows, listFiles, nextRows, openRows } from '#src/features/exports/exports.queries.ts'
import { openRowsOf } from '#src/features/exports/open-rows.ts'
import { readFile } from '#src/features/files/read-file.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { holdsInForce } from '#src/features/retention/holds-in-force.ts'
import type { RegisteredTable } from '#src/privacy/register.ts'
import { registerVersion } from '#src/privacy/register-version.ts'
import { dueOf, type RetentionCalendar } from '#src/privacy/retention/due.ts'
import type { Held } from '#src/privacy/retention/sweep.queries.ts'

/** The process is about to end; another one begins anew. */
export class Drained extends Error {
  override readonly name = 'Drained'
}

const rowsAtOnce = 500
const largestEntry = 1024 * 1024

/** An entry of an archive, as its manifest lists it. */
export interface ArchiveEntry {
  name: string
  bytes: number
  /** Of its content, in hexadecimal digits. */
  sha256: string
  table?: string
  rows?: number
  fileId?: string
}

/** What an archive holds: its last entry, `manifest.json`. */
export interface Manifest {
  format: 'praxis-organisation-export-1'
  organisationId: string
  snapshotAt: string
  /** The newest migration. */
  schemaVersion: string
  registerVersion: string
  /** Columns of each table; a sealed one holds the fields that are listed with it. */
  tables: Record<string, { rows: number; unreadable: number; columns: string[] }>
  entries: ArchiveEntry[]
  leftOut: Readonly<Record<string, string>>
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

interface Writing {
  scope: JobScope
  archive: Pack
  manifest: Manifest
  /** By which rows are over that no sweep took yet. */
  calendar: RetentionCalendar
  /** Whose rows are there nevertheless. */
  held: Held
  /** Fails once nobody reads the archive any more. */
  closed: Promise<never>
}

/** Begins an entry; `written` is settled when whoever reads the archive has taken it. */
const addEntry = ({ archive, closed }: Writing, name: string, size: number, modified: string) => {
  let settle: (error?: Error | null) => void = () => {}
  const taken = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve())
  })
  const mtime = new Date(modified)
  const entry = archive.entry({ name, size, mtime, mode: 0o600 }, (error) => settle(error))
  return { entry, written: Promise.race([taken, closed]) }
}

const addBytes = async (writing: Writing, name: string, bytes: Buffer) => {
  const { entry, written } = addEntry(writing, name, bytes.length, writing.scope.at)
  entry.end(bytes)
  await written
}

const addLines = async (writing: Writing, table: string, part: number, lines: readonly string[]) => {
  const bytes = Buffer.from(lines.join(''))
  const name = `tables/${table}/${String(part).padStart(6, '0')}.ndjson`
  await addBytes(writing, name, bytes)
  writing.manifest.entries.push({
    name,
    bytes: bytes.length,
    sha256: digestOf(bytes),
    table,
    rows: lines.length,
  })
}

const addTable = async (writing: Writing, table: RegisteredTable): Promise<void> => {
  const { scope, manifest, calendar, held } = writing
  const listed = { rows: 0, unreadable: 0, columns: table.columns.map(({ name }) => name) }
  manifest.tables[table.name] = listed
  let lines: string[] = []
  let length = 0
  let part = 0
  await openRows(scope.tx, table, dueOf(table, calendar), held)
  for (;;) {
    if (scope.deps.draining) throw new Drained()
    const rows = await nextRows(scope.tx, rowsAtOnce)
    if (rows.length === 0) break
    const opened = await openRowsOf(scope, table, rows)
    listed.rows += rows.length
    listed.unreadable += opened.unreadable
    for (const row of opened.rows) {
      const line = `${JSON.stringify(row)}\n`
      lines.push(line)
      length += line.length
      if (length < largestEntry) continue
      await addLines(writing, table.name, ++part, lines)
      lines = []
      length = 0
    }
  }
  await closeRows(scope.tx)
  if (lines.length > 0) await addLines(writing, table.name, ++part, lines)
}

const addFiles = async (writing: Writing): Promise<void> => {
  const { deps, organisationId, tx } = writing.scope
  for (const file of await listFiles(tx, organisationId)) {
    const name = `files/${file.id}`
    const hash = createHash('sha256')
    const { entry, written } = addEntry(writing, name, file.bytes, file.createdAt)
    for await (const piece of readFile(deps, organisationId, file.id)) {
      hash.update(piece)
      const drained = new Promise<void>((resolve) => entry.once('drain', () => resolve()))
      if (!entry.write(piece)) await Promise.race([drained, writing.closed])
    }
    entry.end()
    await written
    writing.manifest.entries.push({ name, bytes: file.bytes, sha256: hash.digest('hex'), fileId: file.id })
  }
}

const calendarOf = async ({ tx, organisationId, at }: JobScope): Promise<RetentionCalendar> => {
  const { settings, timeZone } = await findOrganisation(tx, organisationId)
  return { at, timeZone, periods: { bookingRetention: settings.bookingRetention } }
}

const addAll = async (begun: Omit<Writing, 'calendar' | 'held'>): Promise<void> => {
  const { scope } = begun
  const held = await holdsInForce(scope, scope.organisationId)
  const writing = { ...begun, calendar: await calendarOf(scope), held }
  for (const table of archivedTables) await addTable(writing, table)
  await addFiles(writing)
  await addBytes(writing, 'manifest.json', Buffer.from(JSON.stringify(writing.manifest, null, 2)))
  writing.archive.finalize()
}

/**
 * Everything that the organisation of a snapshot holds, as a tar archive that is made while it is read: rows as NDJSON in
 * entries of about a mebibyte, files, and last a manifest with counts and digests. Keys, credentials and hashes are not
 * in it.
 * @returns the archive; its manifest, which is whole when the archive has been read; and when nothing is read of the
 * snapshot any more
 */
export const writeArchive = (
  scope: JobScope,
): { archive: AsyncIterable<Buffer>; manifest: Manifest; ended: Promise<void> } => {
  const archive = pack()
  const manifest: Manifest = {
    format: 'praxis-organisation-export-1',
    organisationId: scope.organisationId,
    snapshotAt: scope.at,
    schemaVersion,
    registerVersion,
    tables: {},
    entries: [],
    leftOut,
  }
  const closed = new Promise<never>((_resolve, reject) => {
    archive.once('close', () => reject(new Error('nobody reads the archive any more')))
  })
  closed.catch(() => {})
  const ended = addAll({ scope, archive, manifest, closed }).catch((error) => {
    archive.destroy(error as Error)
  })
  return { archive: archive as unknown as AsyncIterable<Buffer>, manifest, ended }
}
