import { randomBytes } from 'node:crypto'
import {
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError } from '#src/config.ts'
import { type Identity, type Place, runAs } from '#src/db/embedded-place.ts'

/** Login that initdb makes. */
export const superuser = 'postgres'

// The socket's address is a fixed field in the kernel, 104 bytes on the narrowest system.
const longestSocket = 103
const socketName = '.s.PGSQL.5432'

const give = async (path: string, identity: Identity | null) => {
  if (identity) await chown(path, identity.uid, identity.gid)
}

/** Folder of the socket: beside the cluster, or a short one where that path is too long for a socket. */
const socketFolder = async ({ folder, identity }: Place): Promise<string> => {
  const fits = (path: string) => Buffer.byteLength(join(path, socketName)) <= longestSocket
  if (fits(folder)) return folder
  const { ino, dev } = await lstat(folder)
  const name = `praxis-${dev.toString(36)}-${ino.toString(36)}`
  const short = [join(tmpdir(), name), join('/tmp', name)].find(fits) ?? folder
  if (
    await mkdir(short, { mode: 0o700 }).then(
      () => true,
      () => false,
    )
  )
    await give(short, identity)
  const found = await lstat(short)
  if (
    !found.isDirectory() ||
    found.uid !== (identity?.uid ?? process.getuid?.()) ||
    (found.mode & 0o077) !== 0
  )
    throw new ConfigError(
      `DATA_DIR: the socket folder ${short} belongs to somebody else; use a shorter DATA_DIR`,
    )
  return short
}

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`

/** What the server is told. Its log holds no statement, parameter or row: they are personal data. */
const settings = (
  sockets: string,
) => `# Written at each start; settings of your own go below its include in postgresql.conf.
listen_addresses = ''
port = 5432
unix_socket_directories = ${quoted(`"${sockets.replaceAll('"', '""')}"`)}
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '128MB'
max_wal_size = '512MB'
jit = off
fsync = on
synchronous_commit = on
full_page_writes = on
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_file_mode = 0600
log_rotation_age = '1d'
log_truncate_on_rotation = on
log_min_messages = 'log'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
log_statement = 'none'
log_checkpoints = off
`

const replaceFile = async (path: string, text: string, identity: Identity | null) => {
  if ((await readFile(path, 'utf8').catch(() => null)) === text) return
  const half = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(half, text, { mode: 0o600 })
  await give(half, identity)
  await rename(half, path)
}

const settingsFile = 'praxis.conf'

const initialising = 'initialising-'

const failed = (what: string, said: string) => {
  const lines = said.trim().split('\n')
  const telling = lines.find((line) => /fatal|error|could not|cannot/i.test(line)) ?? lines.at(-1)
  return new ConfigError(`DATA_DIR: the embedded PostgreSQL ${what}: ${telling || 'it did not say why'}`)
}

/** Whether the cluster was made; it appears whole or not at all. */
export const isInitialised = (place: Place): Promise<boolean> =>
  lstat(join(place.data, 'PG_VERSION')).then(
    () => true,
    () => false,
  )

/**
 * Makes the cluster beside its place and moves it there, so that one killed half way is not taken for one and of
 * two started at once one wins.
 * @throws ConfigError when initdb refuses
 */
export const initialise = async (place: Place, superuserPassword: string): Promise<void> => {
  const half = join(place.folder, `${initialising}${randomBytes(4).toString('hex')}`)
  const passwordFile = `${half}.password`
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 })
  await give(passwordFile, place.identity)
  const outcome = await runAs(place.identity, join(place.programs, 'initdb'), [
    `--pgdata=${half}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--set=include_if_exists=${settingsFile}`,
    '--no-instructions',
  ])
  await rm(passwordFile, { force: true })
  if (outcome.code === 0) await rename(half, place.data).catch(() => {})
  if (!(await isInitialised(place))) throw failed('could not be made', outcome.output)
  for (const name of await readdir(place.folder))
    if (name.startsWith(initialising)) await rm(join(place.folder, name), { recursive: true, force: true })
}

interface PidFile {
  readonly pid: number
  readonly lines: readonly string[]
  readonly sockets: string
}

const pidFile = (place: Place) => join(place.data, 'postmaster.pid')

const readPidFile = async (place: Place): Promise<PidFile | null> => {
  const text = await readFile(pidFile(place), 'utf8').catch(() => null)
  if (text === null) return null
  const lines = text.split('\n')
  return { pid: Number(lines[0]), lines, sockets: lines[4] || (await socketFolder(place)) }
}

/** Whether the process is a server on this very cluster, and not one that got the number after a crash. */
const serves = async (pid: number, place: Place): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  if (folder !== null) return folder === (await realpath(place.data))
  const { code, output } = await runAs(null, '/bin/ps', ['-o', 'command=', '-p', String(pid)])
  return code !== 0 || output.includes('postgres')
}

/** Connection string of a login over the server's socket; the host name only makes it a URL that every parser takes. */
export const socketUrl = (sockets: string, login: string, password: string, database: string): string =>
  `postgres://${login}:${encodeURIComponent(password)}@localhost/${database}?host=${encodeURIComponent(sockets)}`

type Answer = 'serves' | 'busy' | 'silent'

const ask = async (sockets: string, password: string): Promise<Answer> => {
  const client = new pg.Client({
    connectionString: socketUrl(sockets, superuser, password, superuser),
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return 'serves'
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === '28P01')
      throw new ConfigError('DATA_DIR: keys/database.json is not that of the database beside it')
    // 57P03: starting up, recovering or shutting down. 53300: all connections are taken.
    return code === '57P03' ? 'busy' : code === '53300' ? 'serves' : 'silent'
  } finally {
    await client.end().catch(() => {})
  }
}

/** Leaves what a crashed machine left behind in a state that does not stop the next start. */
const disown = async (place: Place, found: PidFile) => {
  // Only the number goes: by the rest the server finds processes of its predecessor that are still on the data.
  await replaceFile(pidFile(place), ['2147483647', ...found.lines.slice(1)].join('\n'), place.identity)
  for (const name of [socketName, `${socketName}.lock`]) await rm(join(found.sockets, name), { force: true })
}

const patience = 300_000

/**
 * Finds the server that runs on the cluster, waiting while it starts, recovers or stops.
 * @returns the folder of its socket, null when none runs
 * @throws ConfigError when it does not answer within five minutes
 */
export const findRunning = async (place: Place, superuserPassword: string): Promise<string | null> => {
  const deadline = performance.now() + patience
  while (performance.now() < deadline) {
    const found = await readPidFile(place)
    if (!found) return null
    const answer = await ask(found.sockets, superuserPassword)
    if (answer === 'serves') return found.sockets
    if (answer === 'silent' && !(await serves(found.pid, place))) {
      await disown(place, found)
      return null
    }
    await wait(50)
  }
  throw new ConfigError('DATA_DIR: the embedded PostgreSQL runs but does not answer')
}

const control = (place: Place, ...parameters: string[]) =>
  runAs(place.identity, join(place.programs, 'pg_ctl'), [`--pgdata=${place.data}`, '--wait', ...parameters])

/**
 * Starts the server, in a session of its own: it outlives us and hears no Ctrl-C.
 * @returns the folder of its socket
 * @throws ConfigError with the last thing it said
 */
export const startServer = async (place: Place): Promise<string> => {
  const sockets = await socketFolder(place)
  await replaceFile(join(place.data, settingsFile), settings(sockets), place.identity)
  const log = join(place.folder, 'start.log')
  await rm(log, { force: true })
  const outcome = await control(place, `--timeout=${patience / 1000}`, `--log=${log}`, 'start')
  if (outcome.code === 0) return sockets
  throw failed('did not start', `${await readFile(log, 'utf8').catch(() => '')}\n${outcome.output}`)
}

/** Stops the server at once, letting it write what it must; to be called when nobody uses it. */
export const stopServer = async (place: Place): Promise<void> => {
  const outcome = await control(place, '--timeout=60', '--mode=fast', 'stop')
  if (outcome.code !== 0 && (await readPidFile(place))) throw failed('did not stop', outcome.output)
}
