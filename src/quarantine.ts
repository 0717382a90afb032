import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from '#src/config.ts'
import { loadBackupKeys } from '#src/crypto/backup-keys.ts'
import { closePools, openPools } from '#src/db/connect.ts'
import { buildQuarantine } from '#src/http/quarantine.ts'
import { judgeLedger } from '#src/privacy/ledger/judge-ledger.ts'
import type { LedgerError } from '#src/privacy/ledger/ledger-line.ts'

const everyMilliseconds = 2_000

/** Whether the database belongs to the ledger in `BACKUP_DIR` and knows all of it; why not, or null. */
export const judgeDatabase = async (
  config: Config,
  { databaseUrl, log }: { databaseUrl: string; log: Logger },
): Promise<LedgerError | null> => {
  const keys = await loadBackupKeys(config, log)
  const db = openPools(databaseUrl, { statementNames: config.statementNames })
  try {
    return await judgeLedger({ db, place: { folder: config.backupDir, keys } })
  } finally {
    await closePools(db)
  }
}

/** A service that waits for its ledger. */
export interface Quarantine {
  close(): Promise<void>
}

export interface QuarantineOptions {
  readonly fault: LedgerError
  readonly log: Logger
  /** Whether it answers requests meanwhile; a worker only waits. */
  readonly serves: boolean
  judge(): Promise<LedgerError | null>
  /** The ledger was replayed: now the service may start. */
  onLifted(): Promise<void>
  /** It could not. */
  onFailed(error: Error): void
}

/**
 * Waits until the ledger was replayed. Meanwhile every request but `/health/live` is answered 503 `restore-quarantine`,
 * nothing is read or sent, and no worker runs.
 */
export const openQuarantine = async (
  { host, port, publicUrl }: Pick<Config, 'host' | 'port' | 'publicUrl'>,
  { fault, log, serves, judge, onLifted, onFailed }: QuarantineOptions,
): Promise<Quarantine> => {
  log.error({ fault: fault.fault }, `the service stays closed: ${fault.message}`)
  const app = buildQuarantine(fault.fault, publicUrl ?? `http://${host}:${port}`)
  if (serves) await app.listen({ host, port })
  const closing = new AbortController()
  const look = async () => {
    while (!closing.signal.aborted) {
      await wait(everyMilliseconds, null, { signal: closing.signal, ref: false }).catch(() => {})
      const found = closing.signal.aborted ? fault : await judge().catch(() => fault)
      if (found !== null) continue
      await app.close()
      log.info('the ledger was replayed: the service opens')
      await onLifted()
      return
    }
  }
  const looking = look().catch(onFailed)
  // What listens keeps the process alive; a worker has nothing that does.
  const alive = setInterval(() => {}, 60_000)
  return {
    async close() {
      clearInterval(alive)
      closing.abort()
      await app.close()
      await looking
    },
  }
}
