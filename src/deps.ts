import { type Logger, pino } from 'pino'
import { openTrail, type Trail } from '#src/audit/append-reads.ts'
import { type KeyArchive, openKeyArchive } from '#src/backups/key-archive.ts'
import { type Clock, shiftedClock, systemClock } from '#src/clock.ts'
import type { Config } from '#src/config.ts'
import { type BackupKeys, loadBackupKeys } from '#src/crypto/backup-keys.ts'
import { type Keyring, openKeyring } from '#src/crypto/keyring.ts'
import { loadMasterKeys } from '#src/crypto/master-keys.ts'
import { openPasswords, type Passwords } from '#src/crypto/passwords.ts'
import { closePools, openPools, type Pools } from '#src/db/connect.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { refuseWrongLogin } from '#src/db/grants.ts'
import { type ChildrenInSight, withJob } from '#src/db/scope.ts'
import { type LimitStore, openLimitStore } from '#src/jobs/limit-store.ts'
import { type JobQueue, openJobQueue } from '#src/jobs/queue.ts'
import { type Mailer, openMailer } from '#src/mail/mailer.ts'
import { type Ledger, openLedger } from '#src/privacy/ledger/ledger.ts'

/** What the process opened once and hands down; nothing else is global. */
export interface Deps {
  readonly config: Config
  readonly db: Pools
  readonly log: Logger
  readonly clock: Clock
  readonly keyring: Keyring
  readonly passwords: Passwords
  readonly mailer: Mailer
  /** Where reads of people's data are appended before they are answered. */
  readonly trail: Trail
  /** Where acts that take something away are made durable outside of the database. */
  readonly ledger: Ledger
  readonly keyArchive: KeyArchive
  readonly backupKeys: BackupKeys
  /** Login that owns the database, for backups; null where the process was given none. */
  readonly ownerUrl: string | null
  readonly queue: JobQueue
  /** Shared counters; null: each process counts for itself. */
  readonly limitStore: LimitStore | null
  /** Where the API is reached: from the configuration, or the address that it listens on. */
  publicUrl: string
  /** Whom guardians see; the application says it when it is built, and until then they see nobody. */
  childrenInSight: ChildrenInSight | null
  /** A drain has begun: ready answers 503. */
  draining: boolean
}

/** The process's log: JSON lines on standard output, fields by allow-list at each call. */
export const openLog = (config: Pick<Config, 'logLevel'>): Logger =>
  pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: {} })

/** The clock that the configuration names. */
export const openClock = (config: Pick<Config, 'testClockFile'>): Clock =>
  config.testClockFile === null ? systemClock : shiftedClock(config.testClockFile)

const readPlatformKeys = (deps: Deps) =>
  withJob(deps, PLATFORM_ID, ({ tx }) => deps.keyring.ensurePlatform(tx))

const checkLogin = async (db: Pools) => {
  const client = await db.worker.connect()
  try {
    await refuseWrongLogin(client)
  } finally {
    client.release()
  }
}

interface Opening {
  /** Application login: the configured one or that of the embedded database. */
  readonly databaseUrl: string
  /** The login that owns the database; without it the process makes no backups. */
  readonly ownerUrl?: string | null
  /** Login that reads statistics alone; without it there are none. */
  readonly statisticsUrl?: string | null
  readonly log: Logger
  readonly clock?: Clock
}

const assemble = async (
  config: Config,
  { databaseUrl, ownerUrl, statisticsUrl, log, clock }: Opening & { clock: Clock },
): Promise<Deps> => {
  const db = openPools(databaseUrl, { statementNames: config.statementNames, statisticsUrl })
  try {
    await checkLogin(db)
    const keyring = openKeyring({ masterKeys: await loadMasterKeys(config, log), clock })
    const passwords = await openPasswords({
      cost: config.passwordHashCost,
      currentPepper: keyring.currentPepper,
      pepperOf: keyring.pepperOf,
    })
    const mailer = openMailer(config, log)
    const backupKeys = await loadBackupKeys(config, log)
    const ledger = openLedger(db, { folder: config.backupDir, keys: backupKeys })
    const keyArchive = openKeyArchive({
      ownerUrl: ownerUrl ?? null,
      folder: config.backupDir,
      keys: backupKeys,
      clock,
      ledger,
    })
    const queue = await openJobQueue({ redisUrl: config.redisUrl, databaseUrl, log })
    const limitStore = openLimitStore(config.redisUrl)
    const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`
    return {
      config,
      db,
      log,
      clock,
      keyring,
      passwords,
      mailer,
      trail: openTrail(db),
      ledger,
      keyArchive,
      backupKeys,
      ownerUrl: ownerUrl ?? null,
      queue,
      limitStore,
      publicUrl,
      childrenInSight: null,
      draining: false,
    }
  } catch (error) {
    await closePools(db)
    throw error
  }
}

/**
 * Opens everything that API and workers use, and reads the platform's keys.
 * @throws Error with one clear line when the database cannot be reached or the login is a wrong one
 */
export const openDeps = async (
  config: Config,
  {
    databaseUrl,
    ownerUrl = null,
    statisticsUrl = config.databaseStatisticsUrl,
    log,
    clock = openClock(config),
  }: Opening,
): Promise<Deps> => {
  const deps = await assemble(config, { databaseUrl, ownerUrl, statisticsUrl, log, clock })
  try {
    await readPlatformKeys(deps)
    return deps
  } catch (error) {
    await closeDeps(deps)
    throw error
  }
}

/** Closes what `openDeps` opened, the database last. */
export const closeDeps = async (deps: Deps): Promise<void> => {
  await deps.queue.close()
  deps.limitStore?.disconnect()
  await deps.mailer.close()
  await closePools(deps.db)
}
