import type { Logger } from 'pino'
import { replayLedger } from '#src/backups/replay-ledger.ts'
import { restoreBackup } from '#src/backups/restore-backup.ts'
import { type Config, ConfigError } from '#src/config.ts'
import { loadBackupKeys } from '#src/crypto/backup-keys.ts'
import { loadMasterKeys } from '#src/crypto/master-keys.ts'
import { migrate } from '#src/db/migrate.ts'
import { openClock } from '#src/deps.ts'

interface Terminal {
  readonly log: Logger
  readonly options: readonly string[]
  say(text: string): void
}

/**
 * The commands `restore FILE|latest` and `restore:replay`.
 * @param logins `application`: name of the application login; `statistics`: of the one that reads statistics alone
 * @throws ConfigError with one clear line
 */
export const restore = async (
  command: 'restore' | 'restore:replay',
  config: Config,
  { log, options, say }: Terminal,
  { ownerUrl, logins }: { ownerUrl: string; logins: { application: string; statistics: string | null } },
): Promise<void> => {
  const keys = await loadBackupKeys(config, log)
  const folder = config.backupDir
  const [file, ...more] = options
  if (command === 'restore') {
    if (file === undefined || more.length > 0)
      throw new ConfigError('restore: takes the file of a backup, or latest')
    await restoreBackup({ ownerUrl, folder, keys, file, say })
    await migrate(ownerUrl, logins.application, logins.statistics)
    return
  }
  if (options.length > 0) throw new ConfigError('restore:replay: takes nothing')
  await migrate(ownerUrl, logins.application, logins.statistics)
  const masterKeys = await loadMasterKeys(config, log)
  const clock = openClock(config)
  const { acts, total, position } = await replayLedger({ ownerUrl, folder, keys, masterKeys, clock })
  log.info({ acts, total, position }, 'ledger was replayed')
  const kinds = Object.entries(acts).map(([action, count]) => `${action} ${count}`)
  say(`${total} acts were replayed${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}. The service may open.`)
}
