import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Test, test } from 'tap'
import { ConfigError } from '#src/config.ts'
import { holdDataFolder } from '#src/db/data-folder-lock.ts'
import { type EmbeddedDatabase, startEmbedded } from '#src/db/embedded.ts'

const log = { info: () => {}, warn: () => {} }
const asRoot = process.getuid?.() === 0

/** A data folder; others may pass through it, so that nothing needs to be staged where the tests run as root. */
const dataFolder = async (t: Test, mode = 0o711): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'praxis-embedded-')))
  await chmod(folder, mode)
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const start = async (t: Test, dataDir: string): Promise<EmbeddedDatabase> => {
  const embedded = await startEmbedded({ dataDir, log })
  t.teardown(() => embedded.stop())
  return embedded
}

const ask = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const serverOf = async (folder: string): Promise<number | null> => {
  const text = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => null)
  return text === null ? null : Number(text.split('\n')[0])
}

const gone = async (pid: number) => {
  const deadline = performance.now() + 10_000
  while (performance.now() < deadline) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await wait(20)
  }
  return false
}

test('what was written is there after stop and start', async (t) => {
  const dataDir = await dataFolder(t)
  const first = await start(t, dataDir)
  t.equal(first.adopted, false)
  await ask(first.ownerUrl, 'create table kept (name text)')
  await ask(first.ownerUrl, `insert into kept values ('Əliyev')`)
  await first.stop()
  t.equal(await serverOf(join(dataDir, 'postgres')), null, 'the server stopped')

  const second = await start(t, dataDir)
  t.equal(second.adopted, false)
  t.same(await ask(second.ownerUrl, 'select name from kept'), [{ name: 'Əliyev' }])
})

test('S26 S64 the logins hold what they need, by password, over the socket alone', async (t) => {
  const dataDir = await dataFolder(t)
  const { databaseUrl, ownerUrl, superuserUrl } = await start(t, dataDir)
  const roles = await ask(
    superuserUrl,
    `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname like 'praxis%' order by 1`,
  )
  const plain = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }
  t.same(roles, [
    { rolname: 'praxis_app', ...plain },
    { rolname: 'praxis_owner', ...plain },
    { rolname: 'praxis_statistics', ...plain },
  ])
  await t.resolves(ask(ownerUrl, 'create extension btree_gist; create extension pg_trgm'))
  await t.rejects(ask(databaseUrl, 'create table public.mine (id int)'), { code: '42501' })
  await t.rejects(ask(databaseUrl.replace(/:[^:@]+@/, ':postgres@'), 'select 1'), { code: '28P01' })
  await t.rejects(ask(databaseUrl.replace('/praxis?', '/postgres?'), 'select 1'), { code: '42501' })
  t.same(
    await ask(
      superuserUrl,
      `select current_setting('listen_addresses') as tcp, current_setting('password_encryption') as stored,
         current_setting('fsync') as fsync, current_setting('timezone') as zone,
         (select count(*)::int from pg_hba_file_rules where auth_method <> 'scram-sha-256') as "openLines"`,
    ),
    [{ tcp: '', stored: 'scram-sha-256', fsync: 'on', zone: 'UTC', openLines: 0 }],
  )
  t.equal((await stat(join(dataDir, 'keys', 'database.json'))).mode & 0o777, 0o600)
})

test('S65 the log of the server holds neither statements nor values', async (t) => {
  const dataDir = await dataFolder(t)
  const embedded = await start(t, dataDir)
  await t.rejects(ask(embedded.ownerUrl, `select 'canary-of-a-patient'::int`), { code: '22P02' })
  await embedded.stop()
  const logs = join(dataDir, 'postgres', 'log')
  const files = (await readdir(logs)).map((name) => join(logs, name))
  const text = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('')
  t.match(text, 'database system is ready')
  t.notMatch(text, 'canary')
})

test('a start adopts the server that a killed service left behind', async (t) => {
  const dataDir = await dataFolder(t)
  const program = `
    import { startEmbedded } from '#src/db/embedded.ts'
    const quiet = { info() {}, warn() {} }
    await startEmbedded({ dataDir: process.argv[1], log: quiet })
    console.log('started')
    setInterval(() => {}, 1000)`
  const service = spawn(process.execPath, ['--input-type=module', '--eval', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(service.stdout, 'data')
  service.kill('SIGKILL')
  await once(service, 'exit')
  const server = await serverOf(join(dataDir, 'postgres'))

  const next = await start(t, dataDir)
  t.equal(next.adopted, true)
  t.equal(await serverOf(join(dataDir, 'postgres')), server, 'the same server')
  await next.stop()
  t.ok(await gone(server ?? 0), 'and the adopter stops it')
})

test('a crash does not block the next start, though its process number was given to somebody else', async (t) => {
  const dataDir = await dataFolder(t)
  const folder = join(dataDir, 'postgres')
  const first = await start(t, dataDir)
  await ask(first.ownerUrl, 'create table kept as select 1 as one')
  const server = await serverOf(folder)
  process.kill(server ?? 0, 'SIGKILL')
  t.ok(await gone(server ?? 0))
  for (const file of [join(folder, 'data', 'postmaster.pid'), join(folder, '.s.PGSQL.5432.lock')])
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(process.pid)))

  const second = await start(t, dataDir)
  t.equal(second.adopted, false)
  t.same(await ask(second.ownerUrl, 'select one from kept'), [{ one: 1 }])
})

test('two that start at once on an empty folder share one server', async (t) => {
  const dataDir = await dataFolder(t)
  const [one, two] = await Promise.all([start(t, dataDir), start(t, dataDir)])
  t.equal(one.databaseUrl, two.databaseUrl)
  await t.resolves(ask(two.databaseUrl, 'select 1'))
})

test('a path too long for a socket gets a short one elsewhere', async (t) => {
  const dataDir = join(await dataFolder(t), 'a'.repeat(110))
  const { databaseUrl } = await start(t, dataDir)
  t.notMatch(decodeURIComponent(databaseUrl), dataDir)
  await t.resolves(ask(databaseUrl, 'select 1'))
  const sockets = new URL(databaseUrl).searchParams.get('host') ?? ''
  t.teardown(() => rm(sockets, { recursive: true, force: true }))
  t.equal((await stat(sockets)).mode & 0o777, 0o700)
})

test('a second service on the folder is refused, until the first is gone', async (t) => {
  const dataDir = await dataFolder(t)
  const { superuserUrl } = await start(t, dataDir)
  const hold = () => holdDataFolder({ superuserUrl, dataDir, log, onLost: () => t.fail('lost') })
  const first = await hold()
  await t.rejects(
    hold(),
    new ConfigError(`DATA_DIR: another service (process ${process.pid}) runs on ${dataDir}`),
  )
  await first.release()
  const second = await hold()
  await second.release()
})

test('the hold comes back with the database, and is lost to whoever came first', async (t) => {
  const dataDir = await dataFolder(t)
  const { superuserUrl } = await start(t, dataDir)
  const kick = `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'praxis-data-folder%'`
  const held = `select count(*)::int as held from pg_locks where locktype = 'advisory'`
  const lost = Promise.withResolvers<void>()
  const first = await holdDataFolder({ superuserUrl, dataDir, log, onLost: lost.resolve })
  await ask(superuserUrl, kick)
  const deadline = performance.now() + 5_000
  while ((await ask(superuserUrl, held))[0].held === 0 && performance.now() < deadline) await wait(20)
  t.same(await ask(superuserUrl, held), [{ held: 1 }])

  const thief = new pg.Client({ connectionString: superuserUrl })
  await thief.connect()
  const waiting = thief.query('select pg_advisory_lock(7077001)')
  await ask(superuserUrl, kick)
  await waiting
  await lost.promise
  await thief.end()
  await first.release()
})

test('a server that somebody else uses is left running', async (t) => {
  const dataDir = await dataFolder(t)
  const embedded = await start(t, dataDir)
  const other = new pg.Client({ connectionString: embedded.databaseUrl })
  await other.connect()
  await embedded.stop()
  t.same((await other.query('select 1 as one')).rows, [{ one: 1 }])
  await other.end()
})

test('passwords gone, the start says which file is missing', async (t) => {
  const dataDir = await dataFolder(t)
  const embedded = await start(t, dataDir)
  await embedded.stop()
  await rm(join(dataDir, 'keys'), { recursive: true })
  await t.rejects(startEmbedded({ dataDir, log }), {
    constructor: ConfigError,
    message: /keys\/database.json is missing/,
  })
})

test('as root in a folder closed to others, the database is staged where its user reaches it', {
  skip: asRoot ? false : 'needs root',
}, async (t) => {
  const dataDir = await dataFolder(t, 0o700)
  const first = await start(t, dataDir)
  const { folder } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
  t.teardown(async () => {
    await first.stop()
    await rm(folder, { recursive: true, force: true })
    await rm(`${folder}.belongs-to`, { force: true })
  })
  t.notMatch(folder, dataDir)
  t.equal((await stat(folder)).mode & 0o777, 0o700)
  await ask(first.ownerUrl, 'create table kept as select 1 as one')
  await first.stop()

  const second = await start(t, dataDir)
  t.same(await ask(second.ownerUrl, 'select one from kept'), [{ one: 1 }])
  await second.stop()

  const copy = await dataFolder(t, 0o700)
  await writeFile(join(copy, 'postgres.json'), JSON.stringify({ folder }))
  await t.rejects(startEmbedded({ dataDir: copy, log }), {
    constructor: ConfigError,
    message: /is a copy of/,
  })
})
