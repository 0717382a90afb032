import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type App, buildApp } from '#src/app.ts'
import { verifyAllTrails } from '#src/audit/verify-all-trails.ts'
import { makeBackup } from '#src/backups/make-backup.ts'
import { type Config, ConfigError, isLoopbackHost } from '#src/config.ts'
import { startIndexKeyRefresh } from '#src/crypto/refresh-index-keys.ts'
import { startTokenKeyRotation } from '#src/crypto/rotate-token-keys.ts'
import { type DataFolderLock, holdDataFolder } from '#src/db/data-folder-lock.ts'
import { type EmbeddedDatabase, startEmbedded } from '#src/db/embedded.ts'
import { migrate } from '#src/db/migrate.ts'
import { loginOf, reach } from '#src/db/reach.ts'
import { closeDeps, type Deps, openDeps } from '#src/deps.ts'
import { scanErasures } from '#src/features/erasures/scan-erasures.ts'
import { bootstrapPlatform } from '#src/features/platform/bootstrap.ts'
import { type RotationOptions, rotateKeys } from '#src/features/platform/rotate-keys.ts'
import { startLedgerWatch } from '#src/privacy/ledger/watch-ledger.ts'
import { judgeDatabase, openQuarantine, type Quarantine } from '#src/quarantine.ts'
import { restore } from '#src/restore.ts'

/** What a process may be: all in one, or a part. */
export const modes = [
  'all',
  'api',
  'worker',
  'migrate',
  'demo',
  'keys:rotate',
  'audit:verify',
  'backup',
  'restore',
  'restore:replay',
  'erasure:scan',
  'certificate:verify',
] as const
export type Mode = (typeof modes)[number]

/** Those that need the login that owns the database and change no schema by themselves. */
const ofOwner: readonly Mode[] = ['backup', 'restore', 'restore:replay']

/** Those that work beside a service that may be running, and end by themselves. */
const besides: readonly Mode[] = [
  'keys:rotate',
  'audit:verify',
  'backup',
  'restore:replay',
  'erasure:scan',
  'certificate:verify',
]

/** Those that end by themselves. */
export const isTask = (mode: Mode): boolean =>
  mode === 'migrate' || mode === 'restore' || besides.includes(mode)

/** What has been started so far; `drain` ends it in the right order. */
export interface Service {
  embedded?: EmbeddedDatabase
  folder?: DataFolderLock
  deps?: Deps
  tokenKeys?: { close(): void }
  indexKeys?: { close(): void }
  ledgerWatch?: { close(): Promise<void> }
  quarantine?: Quarantine
  workers?: { close(): Promise<void> }
  app?: App
}

/** Starts the workers; handed in, as nothing in `src` but the entry knows them. */
export type StartWorkers = (deps: Deps) => Promise<{ close(): Promise<void> }>

export interface Surroundings {
  readonly log: Logger
  readonly startWorkers: StartWorkers
  /** What follows the command. */
  readonly options: readonly string[]
  /** For the person at the terminal: plain text, not the log. */
  say(text: string): void
  /** Ends the running service because of a fault that no caller waits for. */
  crash(error: Error): void
}

interface Logins {
  readonly databaseUrl: string
  readonly ownerUrl: string | null
  readonly statisticsUrl: string | null
}

const migrates = (mode: Mode) => ['all', 'migrate', 'demo'].includes(mode)

const openEmbedded = async (
  config: Config,
  mode: Mode,
  service: Service,
  { log, crash }: Surroundings,
): Promise<Logins> => {
  const { dataDir } = config
  const embedded = await startEmbedded({ dataDir, log })
  service.embedded = embedded
  // It works beside the service that holds the folder.
  if (besides.includes(mode)) return embedded
  const onLost = () =>
    crash(new ConfigError(`DATA_DIR: another service took ${dataDir} while its database was away`))
  service.folder = await holdDataFolder({ superuserUrl: embedded.superuserUrl, dataDir, log, onLost })
  return embedded
}

const openConfigured = async (
  mode: Mode,
  databaseUrl: string,
  { databaseOwnerUrl: ownerUrl, databaseStatisticsUrl: statisticsUrl }: Config,
): Promise<Logins> => {
  if (!migrates(mode) && !ofOwner.includes(mode)) return { databaseUrl, ownerUrl, statisticsUrl }
  if (ownerUrl === null)
    throw new ConfigError(
      'DATABASE_OWNER_URL: must be set to migrate, back up and restore; `api` alone goes without it',
    )
  await reach('DATABASE_OWNER_URL', ownerUrl)
  return { databaseUrl, statisticsUrl, ownerUrl }
}

// Praxis ends no TLS: with nobody to say that a request came by https, each one would be refused.
const demandProxy = (mode: Mode, { loopback, trustProxy }: Config): void => {
  const serves = mode !== 'worker' && !isTask(mode)
  if (serves && !loopback && trustProxy.length === 0)
    throw new ConfigError(
      'TRUST_PROXY: must name the proxy that ends TLS, as PUBLIC_URL is not on this machine',
    )
}

const serve = async (deps: Deps, service: Service): Promise<void> => {
  const { host, port, publicUrl, loopback } = deps.config
  // What protects a service that others reach (https, a second factor for the administrator) hangs on PUBLIC_URL.
  if (loopback && !isLoopbackHost(host))
    deps.log.warn({ host }, 'HOST lets other machines in, but PUBLIC_URL is this one: set PUBLIC_URL')
  const app = await buildApp(deps)
  service.app = app
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new ConfigError(`PORT: ${port} is taken on ${host}`)
    throw code ? new ConfigError(`HOST, PORT: cannot listen: ${message}`) : error
  }
  const { port: taken } = app.server.address() as AddressInfo
  if (publicUrl === null) deps.publicUrl = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
}

const introduceAdministrator = async (deps: Deps, { say }: Surroundings): Promise<void> => {
  const { email, generatedPassword } = await bootstrapPlatform(deps)
  if (generatedPassword === null) return
  say(
    [
      "The platform's administrator, shown this once:",
      `  e-mail    ${email}`,
      `  password  ${generatedPassword}`,
    ].join('\n'),
  )
}

const organisationOption = /^--organisation=(all|none|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

const organisationsOf = (options: readonly string[]): RotationOptions['organisations'] => {
  if (options.length === 0) return 'all'
  const chosen = organisationOption.exec(options[0] ?? '')?.[1]
  if (chosen === undefined || options.length > 1)
    throw new ConfigError('keys:rotate: takes nothing, or --organisation= and all, none or an id')
  return chosen === 'all' || chosen === 'none' ? chosen : { id: chosen }
}

const rotate = (deps: Deps, { options, say }: Surroundings): Promise<void> =>
  rotateKeys(deps, { organisations: organisationsOf(options), say, wait })

const scanNow = async (deps: Deps, say: (text: string) => void): Promise<void> => {
  const scanned = await scanErasures(deps, 'now')
  if (!scanned) throw new ConfigError('erasure:scan: another process looks through everything just now')
  if (scanned.found.length > 0)
    throw new ConfigError(`erasure:scan: something was left in ${scanned.found.join(', ')}`)
  say(`Nothing was left of ${scanned.erasures} erasures.`)
}

interface Opened extends Logins {
  readonly mode: Mode
  readonly config: Config
  readonly service: Service
  readonly surroundings: Surroundings
}

const runTask = async (deps: Deps, mode: Mode, surroundings: Surroundings): Promise<void> => {
  if (mode === 'audit:verify') return verifyAllTrails(deps, surroundings.say)
  if (mode === 'erasure:scan') return scanNow(deps, surroundings.say)
  if (mode === 'keys:rotate') return rotate(deps, surroundings)
  const made = await makeBackup(deps)
  surroundings.say(
    made === null
      ? 'Another backup is under way.'
      : `${made.file}: ${made.rows} rows of ${made.tables} tables, ${made.bytes} bytes, read back and compared.`,
  )
}

const open = async ({
  mode,
  config,
  service,
  surroundings,
  databaseUrl,
  ownerUrl,
  statisticsUrl,
}: Opened): Promise<void> => {
  const { log, say, crash } = surroundings
  const deps = await openDeps(config, { databaseUrl, ownerUrl, statisticsUrl, log })
  service.deps = deps
  if (besides.includes(mode)) return runTask(deps, mode, surroundings)
  if (mode !== 'api' && ownerUrl === null)
    log.warn('DATABASE_OWNER_URL is not set: no backups are made, and no key archive without destroyed keys')
  service.tokenKeys = startTokenKeyRotation(deps)
  service.indexKeys = startIndexKeyRefresh(deps)
  service.ledgerWatch = startLedgerWatch(deps, ({ message }) =>
    crash(new ConfigError(`BACKUP_DIR: ${message}`)),
  )
  if (mode !== 'worker') {
    await introduceAdministrator(deps, surroundings)
    await serve(deps, service)
  }
  if (mode !== 'api') service.workers = await surroundings.startWorkers(deps)
  say(
    mode === 'worker'
      ? 'Praxis works.'
      : `Praxis is ready at ${deps.publicUrl}\nIts documentation is at ${deps.publicUrl}/docs`,
  )
  if (mode === 'demo' && service.app) {
    const { runDemo } = await import('#src/demo.ts')
    say(await runDemo(service.app))
  }
}

const openOrWait = async (opened: Opened): Promise<void> => {
  const { mode, config, service, surroundings, databaseUrl } = opened
  if (besides.includes(mode)) return open(opened)
  const { log, say, crash } = surroundings
  const judge = () => judgeDatabase(config, { databaseUrl, log })
  const fault = await judge()
  if (fault === null) return open(opened)
  const onLifted = () => open(opened)
  service.quarantine = await openQuarantine(config, {
    fault,
    log,
    serves: mode !== 'worker',
    judge,
    onLifted,
    onFailed: crash,
  })
  say(`Praxis stays closed: ${fault.message}. See docs/backup.md.`)
}

/**
 * Starts what the mode asks for and notes each part in `service`, also when a later one fails.
 * @throws ConfigError, or the fault that stopped the start
 */
export const start = async (
  mode: Mode,
  config: Config,
  service: Service,
  surroundings: Surroundings,
): Promise<void> => {
  const { log } = surroundings
  demandProxy(mode, config)
  const { databaseUrl, ownerUrl, statisticsUrl } =
    config.databaseUrl === null
      ? await openEmbedded(config, mode, service, surroundings)
      : await openConfigured(mode, config.databaseUrl, config)
  const logins = {
    application: loginOf('DATABASE_URL', databaseUrl),
    statistics: statisticsUrl && loginOf('DATABASE_STATISTICS_URL', statisticsUrl),
  }
  if (ownerUrl !== null && (mode === 'restore' || mode === 'restore:replay'))
    return restore(mode, config, surroundings, { ownerUrl, logins })
  if (ownerUrl !== null && migrates(mode)) {
    const ran = await migrate(ownerUrl, logins.application, logins.statistics)
    log.info({ migrations: ran }, 'database is at the schema of this version')
  }
  if (mode === 'migrate') return
  // Not before: a migration is what lets the application login in.
  if (config.databaseUrl !== null) await reach('DATABASE_URL', databaseUrl)
  await openOrWait({ mode, config, service, surroundings, databaseUrl, ownerUrl, statisticsUrl })
}

/**
 * Ends it: no new work, what runs is finished, the database last. Each step is taken though one before it failed.
 * @throws the first failure
 */
export const drain = async ({
  app,
  workers,
  tokenKeys,
  indexKeys,
  ledgerWatch,
  quarantine,
  deps,
  folder,
  embedded,
}: Service): Promise<void> => {
  if (deps) deps.draining = true
  const failures: unknown[] = []
  const steps = [
    () => quarantine?.close(),
    () => app?.sayFarewell(),
    () => app?.close(),
    () => workers?.close(),
    () => tokenKeys?.close(),
    () => indexKeys?.close(),
    () => ledgerWatch?.close(),
    () => deps && closeDeps(deps),
    () => folder?.release(),
    () => embedded?.stop(),
  ]
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
