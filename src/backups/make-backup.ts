import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { checkArchive, writeArchive } from '#src/backups/archive.ts'
import {
  type BackupSummary,
  backupName,
  listBackups,
  pruneBackups,
  removeDrafts,
  summaryName,
} from '#src/backups/backup-files.ts'
import { isBackupDue } from '#src/backups/backup-times.ts'
import { tryBackupLock } from '#src/backups/backups.queries.ts'
import { demandOwner } from '#src/backups/key-archive.ts'
import { withSnapshot } from '#src/backups/snapshot.ts'
import { withOwner } from '#src/db/owner-session.ts'
import type { Deps } from '#src/deps.ts'
import { makePrivateFolder, replaceDurably, syncFolder } from '#src/durable-files.ts'
import { readTail } from '#src/privacy/ledger/ledger-file.ts'

const backupLock = 7_202_502

type BackupDeps = Pick<Deps, 'config' | 'clock' | 'ledger' | 'keyArchive' | 'backupKeys' | 'ownerUrl'>

const summarise = async (
  { clock }: BackupDeps,
  path: string,
  file: string,
  { header, sums }: Awaited<ReturnType<typeof checkArchive>>,
): Promise<BackupSummary> => ({
  file,
  createdAt: header.createdAt,
  checkedAt: clock.now().toISOString(),
  bytes: (await stat(path)).size,
  rows: Object.values(sums.tables).reduce((total, { rows }) => total + rows, 0),
  tables: header.tables.length,
  ledgerPosition: header.ledger.position,
})

/**
 * Makes a backup: what is committed goes into an encrypted archive, the keys into theirs, both are read back, and only
 * then the backup has its name. Older ones go when they are seven days old.
 * @returns null where another process makes one just now
 * @throws ConfigError without a login that owns the database; LedgerError; ArchiveError where the check fails
 */
export const makeBackup = async (deps: BackupDeps): Promise<BackupSummary | null> => {
  const { config, clock, ledger, keyArchive, backupKeys } = deps
  const folder = config.backupDir
  await makePrivateFolder(folder)
  return withOwner(demandOwner(deps.ownerUrl), 'backup', async (client) => {
    if (!(await tryBackupLock(client, backupLock))) return null
    await removeDrafts(folder, 'data-')
    await ledger.write()
    const { position, hash } = await readTail(ledger.place)
    const createdAt = clock.now().toISOString()
    const name = backupName(createdAt)
    const draft = join(folder, `${name}.partial`)
    try {
      await withSnapshot(client, { kind: 'data', createdAt, ledger: { position, hash } }, (snapshot) =>
        writeArchive(draft, backupKeys, snapshot.header, snapshot.source),
      )
      // After the snapshot, so that no key is missing of what it holds; without those that were destroyed since.
      await keyArchive.write()
      const checked = await checkArchive(draft, backupKeys)
      const summary = await summarise(deps, draft, name, checked)
      await replaceDurably(join(folder, summaryName(name)), `${JSON.stringify(summary)}\n`)
      await rename(draft, join(folder, name))
      await syncFolder(folder)
      await pruneBackups(folder, clock.now())
      return summary
    } finally {
      await rm(draft, { force: true })
    }
  })
}

/** Deletes backups that are over, and makes one where the last is a day old. */
export const backUpIfDue = async (deps: BackupDeps & Pick<Deps, 'log'>): Promise<void> => {
  const { config, clock, log } = deps
  const pruned = await pruneBackups(config.backupDir, clock.now())
  if (pruned.length > 0) log.info({ pruned: pruned.length }, 'backups were seven days old and are gone')
  // Said at the start, and seen in the age of the last backup.
  if (deps.ownerUrl === null) return
  const [last] = await listBackups(config.backupDir)
  if (!isBackupDue(last?.createdAt ?? null, clock.now())) return
  const made = await makeBackup(deps)
  if (made) log.info({ ...made }, 'backup was made and checked')
}
