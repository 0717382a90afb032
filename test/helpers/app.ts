import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import type { Test } from 'tap'
import { Temporal } from 'temporal-polyfill'
import { type App, buildApp } from '#src/app.ts'
import type { Clock } from '#src/clock.ts'
import { loadConfig } from '#src/config.ts'
import { closeDeps, type Deps, openDeps } from '#src/deps.ts'
import { bootstrapPlatform } from '#src/features/platform/bootstrap.ts'
import { createTestDatabase, type TestDatabase } from '#test/helpers/database.ts'

/** The administrator of every test's platform. */
export const administrator = { email: 'admin@platform.example', password: 'orange-harbour-lantern-42' }

const backupKey = randomBytes(32).toString('base64')

/** A clock that a test moves. */
export interface MovableClock extends Clock {
  /** Moves by an ISO 8601 duration, `P3D` or `-PT1H`. */
  shift(duration: string): void
  /** Stands still at an instant, from which `shift` moves it. */
  set(instant: string): void
}

const movableClock = (): MovableClock => {
  let offset = 0
  let frozen: number | null = null
  return {
    now: () => new Date((frozen ?? Date.now()) + offset),
    shift(duration) {
      const base = Temporal.Instant.fromEpochMilliseconds((frozen ?? Date.now()) + offset)
      offset += base.toZonedDateTimeISO('UTC').add(duration).epochMilliseconds - base.epochMilliseconds
    },
    set(instant) {
      frozen = Date.parse(instant)
      offset = 0
    },
  }
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  body: any
  headers: Record<string, string>
}

export interface CallOptions {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}

export interface TestApp {
  app: App
  deps: Deps
  clock: MovableClock
  database: TestDatabase
  log: string[]
  /** One request through the whole application, without a socket. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options?: CallOptions,
  ): Promise<Answer>
  /** Signs in and answers the access token. */
  signIn(email: string, password: string): Promise<string>
  /** The platform administrator's access token. */
  signInAdministrator(): Promise<string>
}

const gatherLog = (lines: string[]): Logger =>
  pino({ level: 'info', base: null, serializers: {} }, { write: (line: string) => void lines.push(line) })

/** The whole application over its own copy of the database; nothing listens, no worker runs. */
export const startApp = async (t: Test, environment: Record<string, string> = {}): Promise<TestApp> => {
  const database = await createTestDatabase(t)
  const started = await openApp(t, { database, clock: movableClock(), log: [] }, environment)
  await bootstrapPlatform(started.deps)
  return started
}

/** Another process over the database and the clock of an application. */
export const startBeside = (
  t: Test,
  { database, clock, log }: TestApp,
  environment: Record<string, string> = {},
): Promise<TestApp> => openApp(t, { database, clock, log }, environment)

const openApp = async (
  t: Test,
  { database, clock, log }: Pick<TestApp, 'database' | 'clock' | 'log'>,
  environment: Record<string, string>,
): Promise<TestApp> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'praxis-app-'))
  // Of the database and not of the process: all that work on one write one ledger.
  const backupDir = join(tmpdir(), `praxis-backups-${database.name}`)
  const loaded = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    BACKUP_DIR: backupDir,
    BACKUP_KEY: backupKey,
    DATABASE_URL: database.databaseUrl,
    DATABASE_STATISTICS_URL: database.statisticsUrl,
    PLATFORM_ADMIN_EMAIL: administrator.email,
    PLATFORM_ADMIN_PASSWORD: administrator.password,
    RATE_LIMIT: 'off',
    ...environment,
  })
  // Cheaper than anybody may configure: what a hash costs is asked where it is set (`accounts-sign-in.test.ts`).
  const config = { ...loaded, passwordHashCost: environment.PASSWORD_HASH_COST ? loaded.passwordHashCost : 4 }
  const deps = {
    ...(await openDeps(config, {
      databaseUrl: database.databaseUrl,
      ownerUrl: database.ownerUrl,
      log: gatherLog(log),
      clock,
    })),
  }
  const app = await buildApp(deps)
  await app.ready()
  t.teardown(async () => {
    await app.close()
    await closeDeps(deps)
    await rm(dataDir, { recursive: true, force: true })
    await rm(backupDir, { recursive: true, force: true })
  })
  const call: TestApp['call'] = async (method, url, { token, body, headers } = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const text = answer.body
    return {
      status: answer.statusCode,
      body:
        text === ''
          ? null
          : (answer.headers['content-type'] ?? '').toString().includes('json')
            ? JSON.parse(text)
            : text,
      headers: answer.headers as Record<string, string>,
    }
  }
  const signIn = async (email: string, password: string) => {
    const { status, body } = await call('POST', '/v1/auth/login', { body: { email, password } })
    if (status !== 200) throw new Error(`sign-in of ${email} answered ${status} ${JSON.stringify(body)}`)
    return body.accessToken as string
  }
  const signInAdministrator = () => signIn(administrator.email, administrator.password)
  return { app, deps, clock, database, log, call, signIn, signInAdministrator }
}
