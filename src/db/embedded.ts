import { createHmac, randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError } from '#src/config.ts'
import { dataFolderApplication, dataFolderKey } from '#src/db/data-folder-lock.ts'
import { findPlace, type Place, type PlaceLog, writeOnce } from '#src/db/embedded-place.ts'
import {
  findRunning,
  initialise,
  isInitialised,
  socketUrl,
  startServer,
  stopServer,
  superuser,
} from '#src/db/embedded-server.ts'
import { revokeLargeObjects } from '#src/db/grants.ts'

/** A PostgreSQL of our own that listens on a socket alone. */
export interface EmbeddedDatabase {
  /** Application login `praxis_app`: owns nothing. */
  readonly databaseUrl: string
  /** Login `praxis_statistics`: reads statistics and nothing else. */
  readonly statisticsUrl: string
  /** Login `praxis_owner`, owner of the database `praxis`, no superuser. */
  readonly ownerUrl: string
  /** On the database `postgres`; for tests that make databases of their own, and for the folder's lock. */
  readonly superuserUrl: string
  /** The server ran already, left by a service that was killed. */
  readonly adopted: boolean
  /** Stops the server, unless somebody else is connected to it. */
  stop(): Promise<void>
}

const applicationLogin = 'praxis_app'
const ownerLogin = 'praxis_owner'
const statisticsLogin = 'praxis_statistics'
const database = 'praxis'

interface Passwords {
  readonly superuser: string
  readonly owner: string
  readonly application: string
}

const secret = () => randomBytes(32).toString('base64url')

/** Reads the logins' passwords from `DATA_DIR/keys`, and makes them for a database that is still to be made. */
const passwordsOf = async (dataDir: string, initialised: boolean): Promise<Passwords> => {
  const path = join(dataDir, 'keys', 'database.json')
  const read = () => readFile(path, 'utf8').catch(() => null)
  if (!initialised && (await read()) === null) {
    await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
    const made: Passwords = { superuser: secret(), owner: secret(), application: secret() }
    await writeOnce(path, `${JSON.stringify(made)}\n`)
  }
  const text = await read()
  if (text === null)
    throw new ConfigError(`DATA_DIR: ${path} is missing, without which its database cannot be opened`)
  return JSON.parse(text) as Passwords
}

const isThere = async (client: pg.Client, query: string, name: string) =>
  (await client.query(query, [name])).rows.length > 0

// Every database made later is a copy of this one.
const closeTemplate = async (superuserUrl: string) => {
  const url = new URL(superuserUrl)
  url.pathname = '/template1'
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    await revokeLargeObjects(client)
  } finally {
    await client.end()
  }
}

/** Derived, so that a folder of an earlier version, which knows three passwords, has it too. */
const statisticsPassword = ({ superuser: password }: Passwords): string =>
  createHmac('sha256', password).update(statisticsLogin).digest('base64url')

const rights = 'nosuperuser nocreatedb nocreaterole nobypassrls noreplication'

const makeLogin = async (client: pg.Client, login: string, password: string): Promise<void> => {
  if (await isThere(client, 'select from pg_roles where rolname = $1', login)) return
  await client.query(`create role ${login} login password ${client.escapeLiteral(password)} ${rights}`)
}

/** Makes what is missing of logins and database; safe to run again, and by two at once. */
const prepare = async (url: string, passwords: Passwords): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    if (await isThere(client, 'select from pg_roles where rolname = $1', statisticsLogin))
      if (await isThere(client, 'select from pg_database where datname = $1', database)) return
    await client.query('select pg_advisory_lock($1)', [dataFolderKey + 1])
    await makeLogin(client, ownerLogin, passwords.owner)
    await makeLogin(client, applicationLogin, passwords.application)
    await makeLogin(client, statisticsLogin, statisticsPassword(passwords))
    await client.query('revoke all on database postgres, template1 from public')
    if (await isThere(client, 'select from pg_database where datname = $1', database)) return
    await closeTemplate(url)
    await client.query(`create database ${database} owner ${ownerLogin}`)
  } finally {
    await client.end()
  }
}

const others = `
  select count(*)::int as count from pg_stat_activity
  where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name not like $1`

/** Stops the server when it has no client left, holding the folder meanwhile so that nobody settles in it. */
const stopUnused = async (place: Place, url: string, log: PlaceLog): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch {
    return stopServer(place)
  }
  // Connections that our pools just closed are still listed for a moment.
  const deadline = performance.now() + 1_000
  let inUse = true
  while (inUse && performance.now() < deadline) {
    const { rows } = await client.query(others, [`${dataFolderApplication}%`])
    const free = await client.query('select pg_try_advisory_lock($1) as taken', [dataFolderKey])
    inUse = rows[0].count > 0 || !free.rows[0].taken
    if (inUse) await wait(50)
  }
  if (inUse)
    log.warn({ folder: place.folder }, 'the embedded database is left running, as others are connected to it')
  else await stopServer(place)
  await client.end().catch(() => {})
}

const startOrAdopt = async (
  place: Place,
  password: string,
): Promise<{ sockets: string; adopted: boolean }> => {
  const running = await findRunning(place, password)
  if (running !== null) return { sockets: running, adopted: true }
  try {
    return { sockets: await startServer(place), adopted: false }
  } catch (error) {
    // Somebody else's start came first.
    const started = await findRunning(place, password)
    if (started === null) throw error
    return { sockets: started, adopted: true }
  }
}

/**
 * Starts the PostgreSQL under `DATA_DIR/postgres`, made on first use, or adopts the one that runs there.
 * It runs without TCP, as an unprivileged user where we are root, and in a session of its own: neither Ctrl-C nor
 * our end stops it, only `stop`.
 * @throws ConfigError with one clear line when it cannot
 */
export const startEmbedded = async (options: {
  dataDir: string
  log: PlaceLog
}): Promise<EmbeddedDatabase> => {
  const { dataDir, log } = options
  const place = await findPlace(dataDir, log)
  const initialised = await isInitialised(place)
  const passwords = await passwordsOf(dataDir, initialised)
  if (!initialised) await initialise(place, passwords.superuser)
  const { sockets, adopted } = await startOrAdopt(place, passwords.superuser)
  const superuserUrl = socketUrl(sockets, superuser, passwords.superuser, superuser)
  await prepare(superuserUrl, passwords)
  log.info({ folder: place.folder, adopted }, 'embedded database is ready')
  return {
    databaseUrl: socketUrl(sockets, applicationLogin, passwords.application, database),
    statisticsUrl: socketUrl(sockets, statisticsLogin, statisticsPassword(passwords), database),
    ownerUrl: socketUrl(sockets, ownerLogin, passwords.owner, database),
    superuserUrl,
    adopted,
    stop: () => stopUnused(place, superuserUrl, log),
  }
}
