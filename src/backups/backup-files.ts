import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isOver } from '#src/backups/backup-times.ts'
import { syncFolder } from '#src/durable-files.ts'

/** What is told of a backup without opening it; nothing of anybody. */
export interface BackupSummary {
  readonly file: string
  /** The instant of its snapshot, or a moment before. */
  readonly createdAt: string
  /** When it had been read back and compared. */
  readonly checkedAt: string
  readonly bytes: number
  readonly rows: number
  readonly tables: number
  readonly ledgerPosition: number
}

const form = /^data-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.praxis$/

/** The file name of a backup: the instant is in it, so that it can be pruned unopened. */
export const backupName = (createdAt: string): string => `data-${createdAt.replace(/[-:.]/g, '')}.praxis`

const instantOf = (name: string): string | null => {
  const [, year, month, day, hour, minute, second, millisecond] = form.exec(name) ?? []
  return year === undefined ? null : `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`
}

/** What is told of it, beside it. */
export const summaryName = (name: string): string => name.replace(/\.praxis$/, '.json')

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })

/** The backups of a folder, newest first. */
export const listBackups = async (folder: string): Promise<{ name: string; createdAt: string }[]> =>
  (await namesIn(folder))
    .flatMap((name) => {
      const createdAt = instantOf(name)
      return createdAt === null ? [] : [{ name, createdAt }]
    })
    .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1))

/** What is told of the backups of a folder, newest first; one whose summary is missing is left out. */
export const readSummaries = async (folder: string): Promise<BackupSummary[]> => {
  const found = await Promise.all(
    (await listBackups(folder)).map(({ name }) =>
      readFile(join(folder, summaryName(name)), 'utf8').then(
        (text) => [JSON.parse(text) as BackupSummary],
        () => [],
      ),
    ),
  )
  return found.flat()
}

/**
 * Deletes every backup that is seven days old, also where no newer one could be made: who was erased was promised it.
 * @returns the names of those that are gone
 */
export const pruneBackups = async (folder: string, now: Date): Promise<string[]> => {
  const over = (await listBackups(folder)).filter(({ createdAt }) => isOver(createdAt, now))
  for (const { name } of over) {
    await rm(join(folder, name), { force: true })
    await rm(join(folder, summaryName(name)), { force: true })
  }
  if (over.length > 0) await syncFolder(folder)
  return over.map(({ name }) => name)
}

/** Deletes what a backup that was killed left half-written; only while no other one is under way. */
export const removeDrafts = async (folder: string, prefix: string): Promise<void> => {
  for (const name of await namesIn(folder))
    if (name.startsWith(prefix) && name.endsWith('.partial')) await rm(join(folder, name), { force: true })
}
