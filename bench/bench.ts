import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { type App, buildApp } from '#src/app.ts'
import { loadConfig } from '#src/config.ts'
import { closeDeps, type Deps, openDeps } from '#src/deps.ts'
import { type BenchDatabase, startDatabase } from './database.ts'
import type { Options } from './options.ts'
import { type Running, startProcess } from './processes.ts'

/** Everything that a run stands on: a database, the service and its floor as processes, and our own way in. */
export interface Bench {
  readonly database: BenchDatabase
  /** What every process of the service is started with. */
  readonly environment: Record<string, string>
  readonly owner: pg.Client
  /** The service's kernel in this process: it seals what we fill in, with the same keys. */
  readonly deps: Deps
  /** Never listens; signs tokens. */
  readonly app: App
  readonly service: Running
  readonly floor: Running
  /** The service without its trail; null where nothing is measured against it. */
  readonly untrailed: Running | null
  close(): Promise<void>
}

const environmentOf = (database: BenchDatabase) => ({
  DATABASE_URL: database.databaseUrl,
  DATA_DIR: database.dataDir,
  MASTER_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  PLATFORM_ADMIN_PASSWORD: randomBytes(16).toString('hex'),
  RATE_LIMIT: 'off',
})

const startService = (database: BenchDatabase, environment: Record<string, string>, options: Options) =>
  startProcess({
    script: 'src/main.ts',
    parameters: ['api'],
    nodeOptions: [
      '--disable-proto=delete',
      // As the npm scripts start it.
      '--max-old-space-size=192',
      '--max-semi-space-size=8',
      ...(options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []),
    ],
    environment,
    log: join(database.dataDir, 'service.log'),
    readyPath: '/health/ready',
  })

const startFloor = (database: BenchDatabase) =>
  startProcess({
    script: 'bench/floor.ts',
    environment: { DATABASE_URL: database.ownerUrl },
    log: join(database.dataDir, 'floor.log'),
    readyPath: '/health',
  })

const startUntrailed = (database: BenchDatabase, environment: Record<string, string>) =>
  startProcess({
    script: 'bench/untrailed.ts',
    nodeOptions: ['--disable-proto=delete', '--max-old-space-size=192', '--max-semi-space-size=8'],
    environment,
    log: join(database.dataDir, 'untrailed.log'),
    readyPath: '/health/ready',
  })

/** Runs what opens something and, when a later one fails, closes what is open, the last first. */
const openInTurn = async <R>(open: (closing: (() => Promise<unknown>)[]) => Promise<R>) => {
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    return { opened: await open(closing), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Starts it all on an empty, migrated database. */
export const openBench = async (options: Options): Promise<Bench> => {
  const { opened, close } = await openInTurn(async (closing) => {
    const database = await startDatabase()
    closing.push(() => database.stop())
    const environment = environmentOf(database)
    const service = await startService(database, environment, options)
    closing.push(() => service.stop())
    const floor = await startFloor(database)
    closing.push(() => floor.stop())
    const wantsTrail = options.only.length === 0 || options.only.includes('trail')
    const untrailed = wantsTrail ? await startUntrailed(database, environment) : null
    closing.push(async () => untrailed?.stop())
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    closing.push(() => owner.end())
    const log = pino({ level: 'silent' })
    const deps = await openDeps(loadConfig(environment), { databaseUrl: database.databaseUrl, log })
    closing.push(() => closeDeps(deps))
    const app = await buildApp(deps)
    await app.ready()
    closing.push(() => app.close())
    return { database, environment, owner, deps, app, service, floor, untrailed }
  })
  return { ...opened, close }
}
