import { isAbsolute, join, resolve } from 'node:path'
import type pg from 'pg'
import {
  type ArchiveHeader,
  checkArchive,
  compareSums,
  openArchive,
  openSum,
  type TableSum,
} from '#src/backups/archive.ts'
import { ArchiveError } from '#src/backups/archive-cipher.ts'
import { listBackups } from '#src/backups/backup-files.ts'
import { copyInText, listMigrations } from '#src/backups/backups.queries.ts'
import { keyArchivePath } from '#src/backups/key-archive.ts'
import {
  clearTables,
  dropForeignKeys,
  hasColumns,
  isEmpty,
  makePartitions,
  putBack,
} from '#src/backups/restore.queries.ts'
import { ConfigError } from '#src/config.ts'
import type { BackupKeys } from '#src/crypto/backup-keys.ts'
import { copyIn } from '#src/db/copy.ts'
import { migrateTo } from '#src/db/migrate.ts'
import { withOwner } from '#src/db/owner-session.ts'

/** What is restored, and to where. */
export interface Restore {
  readonly ownerUrl: string
  /** `BACKUP_DIR`. */
  readonly folder: string
  readonly keys: BackupKeys
  /** A file of a backup, or `latest`. */
  readonly file: string
  /** For the person at the terminal. */
  say(text: string): void
}

const chosen = async (folder: string, file: string): Promise<string> => {
  if (file !== 'latest') return isAbsolute(file) || file.includes('/') ? resolve(file) : join(folder, file)
  const [newest] = await listBackups(folder)
  if (!newest) throw new ConfigError(`BACKUP_DIR: ${folder} holds no backup`)
  return join(folder, newest.name)
}

const readable = async (what: string, path: string, keys: BackupKeys) => {
  try {
    return await checkArchive(path, keys)
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (error instanceof ArchiveError || missing)
      throw new ConfigError(`${what} ${path}: ${missing ? 'is not there' : (error as Error).message}`)
    throw error
  }
}

// With older keys, people who were erased since would be readable again.
const demandNewerKeys = (data: ArchiveHeader, keys: ArchiveHeader) => {
  if (data.kind !== 'data' || keys.kind !== 'keys') throw new ConfigError('restore: takes a backup of data')
  if (keys.instanceId !== data.instanceId)
    throw new ConfigError('restore: the key archive belongs to another database')
  if (keys.createdAt < data.createdAt || keys.ledger.position < data.ledger.position)
    throw new ConfigError('restore: the key archive is older than the backup; the newest one is needed')
}

const demandMigrations = (executed: readonly string[], wanted: readonly string[]) => {
  if (executed.join() !== wanted.join())
    throw new ConfigError('restore: the backup is of a version whose schema this one cannot make')
}

/** Copies every table of an archive in, and compares what arrived with what was written. */
const fill = async (client: pg.ClientBase, path: string, keys: BackupKeys): Promise<number> => {
  const archive = await openArchive(path, keys)
  try {
    const found = new Map<string, TableSum>()
    for (const table of archive.header.tables) {
      if (!(await hasColumns(client, table)))
        throw new ArchiveError(`${table.name} has other columns than the schema`)
      const sum = openSum()
      const counted = async function* () {
        for await (const piece of archive.rowsOf(table)) {
          sum.add(piece)
          yield piece
        }
      }
      const rows = await copyIn(client, copyInText(table), counted())
      found.set(table.name, sum.sum())
      if (rows !== found.get(table.name)?.rows) throw new ArchiveError(`${table.name} did not arrive whole`)
    }
    compareSums(archive.header, found, await archive.finish())
    return [...found.values()].reduce((total, { rows }) => total + rows, 0)
  } finally {
    await archive.close()
  }
}

/**
 * Restores a backup, with today's keys, into an empty database: migrates it to the version of the backup, copies in and
 * compares counts and checksums, all in one transaction. The database then waits for its ledger: nothing opens it before
 * `restore:replay`.
 * @throws ConfigError with one clear line for a database that holds somebody, a damaged or unfitting archive
 */
export const restoreBackup = async ({ ownerUrl, folder, keys, file, say }: Restore): Promise<void> => {
  const path = await chosen(folder, file)
  const keyPath = keyArchivePath(folder)
  const { header } = await readable('backup', path, keys)
  const { header: keyHeader } = await readable('key archive', keyPath, keys)
  demandNewerKeys(header, keyHeader)
  say(`Restores ${path}, made ${header.createdAt}, with the keys of ${keyHeader.createdAt}.`)
  await withOwner(ownerUrl, 'restore', async (client) => {
    if (!(await isEmpty(client)))
      throw new ConfigError('restore: the database is not empty; a restore goes into one that holds nobody')
    await migrateTo(ownerUrl, header.migrations)
    demandMigrations(await listMigrations(client), header.migrations)
    await client.query('begin')
    const references = await clearTables(client)
    await makePartitions(client, header.partitions)
    const rows = await fill(client, path, keys)
    const keyRows = await fill(client, keyPath, keys)
    await dropForeignKeys(client)
    await putBack(client, references)
    await client.query('commit')
    say(
      `${rows} rows and ${keyRows} keys are back and compared. Run restore:replay before anything opens it.`,
    )
  })
}
