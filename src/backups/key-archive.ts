import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkArchive, writeArchive } from '#src/backups/archive.ts'
import { removeDrafts } from '#src/backups/backup-files.ts'
import { takeBackupLock } from '#src/backups/backups.queries.ts'
import { withSnapshot } from '#src/backups/snapshot.ts'
import type { Clock } from '#src/clock.ts'
import { ConfigError } from '#src/config.ts'
import type { BackupKeys } from '#src/crypto/backup-keys.ts'
import { withOwner } from '#src/db/owner-session.ts'
import { makePrivateFolder, syncFolder } from '#src/durable-files.ts'
import { inTurn } from '#src/jobs/in-turn.ts'
import type { Ledger } from '#src/privacy/ledger/ledger.ts'
import { readTail } from '#src/privacy/ledger/ledger-file.ts'

/** What backups are made from. */
export interface BackupSource {
  /** null: this process was given no login that owns the database. */
  readonly ownerUrl: string | null
  readonly folder: string
  readonly keys: BackupKeys
  readonly clock: Clock
  readonly ledger: Pick<Ledger, 'write' | 'place'>
}

const name = 'keys.praxis'
const keyArchiveLock = 7_202_501

/** Where the key archive is: there is one, the newest. */
export const keyArchivePath = (folder: string): string => join(folder, name)

/** @throws ConfigError where the process has no login that owns the database */
export const demandOwner = (ownerUrl: string | null): string => {
  if (ownerUrl === null)
    throw new ConfigError('DATABASE_OWNER_URL: must be set, as backups and keys are written by the owner')
  return ownerUrl
}

/**
 * Writes the key archive anew, reads it back, and only then lets it take its predecessor's place. One process after the
 * other does so: the snapshot is taken under the lock, so the newest is the one that stays.
 */
const replaceKeyArchive = async (source: BackupSource): Promise<void> => {
  const { folder, keys, clock, ledger } = source
  await makePrivateFolder(folder)
  await withOwner(demandOwner(source.ownerUrl), 'key-archive', async (client) => {
    await takeBackupLock(client, keyArchiveLock)
    await ledger.write()
    await removeDrafts(folder, name)
    const draft = join(folder, `${name}.partial`)
    const { position, hash } = await readTail(ledger.place)
    const view = {
      kind: 'keys',
      createdAt: clock.now().toISOString(),
      ledger: { position, hash },
    } as const
    try {
      await withSnapshot(client, view, ({ header, source: rows }) => writeArchive(draft, keys, header, rows))
      await checkArchive(draft, keys)
      await rename(draft, keyArchivePath(folder))
      await syncFolder(folder)
    } finally {
      await rm(draft, { force: true })
    }
  })
}

/** The key archive as the process uses it. */
export interface KeyArchive {
  /**
   * Resolves when an archive has taken the predecessor's place that holds every key, and none that was destroyed
   * before the call. Those who wait at one time are served by one.
   * @throws ConfigError where the process has no login that owns the database; LedgerError
   */
  write(): Promise<void>
}

/** Opens the key archive of a process; nothing is written before the first use. */
export const openKeyArchive = (source: BackupSource): KeyArchive => ({
  write: inTurn(() => replaceKeyArchive(source)),
})

/**
 * Writes the key archive anew: to be called after the commit that destroyed a key, before anybody is told that it is
 * done. Then no backup of any age can be read with that key.
 */
export const writeKeyArchive = ({ keyArchive }: { keyArchive: KeyArchive }): Promise<void> =>
  keyArchive.write()
