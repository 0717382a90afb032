import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import tap, { type Test, test } from 'tap'
import { clearSecrets } from '#src/config.ts'
import { startEmbedded } from '#src/db/embedded.ts'
import { until } from '#test/helpers/until.ts'

const root = join(import.meta.dirname, '../..')

const folders: string[] = []
tap.teardown(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** An empty data folder; others may pass through it, so that nothing needs to be staged where the tests run as root. */
const dataFolder = async (): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'praxis-running-')))
  await chmod(folder, 0o711)
  folders.push(folder)
  return folder
}

/** One for the tests that do not mind what others left there. */
const used = await dataFolder()

const within = async <T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> => {
  const limit = new AbortController()
  const late = wait(milliseconds, null, { signal: limit.signal }).then(() => Promise.reject(new Error(what)))
  try {
    return await Promise.race([promise, late])
  } finally {
    limit.abort()
    late.catch(() => {})
  }
}

/** The service as a process of its own, in a process group of its own, with nothing of our environment. */
const launch = (t: Test, environment: Record<string, string>, ...parameters: string[]) => {
  const child = spawn(
    process.execPath,
    ['--disable-proto=delete', join(root, 'src/main.ts'), ...parameters],
    {
      env: { PATH: '/usr/bin:/bin', PORT: '0', LOG_LEVEL: 'warn', PASSWORD_HASH_COST: '10', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  t.teardown(async () => {
    child.kill('SIGTERM')
    await exit
  })
  const heard = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(said.out)
      if (found) return found
      await Promise.race([
        once(child.stdout, 'data'),
        exit.then((code) => Promise.reject(new Error(`${code}: ${said.err}`))),
      ])
    }
  }
  return {
    child,
    said,
    heard: (pattern: RegExp) => within(60_000, `never said ${pattern}`, heard(pattern)),
    /** Base URL, once it is ready. */
    ready: async () => (await within(60_000, 'not ready in time', heard(/ready at (\S+)/)))[1] ?? '',
    end: () => within(60_000, 'did not end in time', exit),
    lines: () => said.err.split('\n').filter((line) => line !== ''),
  }
}

/** Process number of the embedded PostgreSQL, null when it was stopped. */
const serverIn = async (dataDir: string) => {
  const text = await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => null)
  return text === null ? null : Number(text.split('\n')[0])
}

const administrators = async (dataDir: string) => {
  const { owner } = JSON.parse(await readFile(join(dataDir, 'keys', 'database.json'), 'utf8'))
  const client = new pg.Client({
    host: join(dataDir, 'postgres'),
    user: 'praxis_owner',
    password: owner,
    database: 'praxis',
  })
  await client.connect()
  const { rows } = await client.query('select id from accounts where platform_admin')
  await client.end()
  return rows.map((row) => row.id)
}

const refuses = async (
  t: Test,
  expected: RegExp,
  environment: Record<string, string>,
  ...parameters: string[]
) => {
  const service = launch(t, environment, ...parameters)
  t.equal(await service.end(), 1, 'exit code')
  t.equal(service.lines().length, 1, 'one line on standard error')
  t.match(service.said.err, expected)
  return service
}

test('the first start prints the credentials, once; what it wrote outlives SIGTERM and kill -9', async (t) => {
  const dataDir = used
  const first = launch(t, { DATA_DIR: dataDir })
  const url = await first.ready()
  t.match(first.said.out, /e-mail\s+admin@localhost\.localdomain\n\s+password\s+\S{16,}\n/)
  t.match(first.said.out, `${url}/docs`)
  t.equal((await fetch(`${url}/health/ready`)).status, 200)
  // On a busy machine the first moments after the start count as overload.
  await until('the documentation shows', async () => (await fetch(`${url}/docs`)).status === 200)
  const made = await administrators(dataDir)
  t.equal(made.length, 1)

  first.child.kill('SIGTERM')
  t.equal(await first.end(), 0, 'SIGTERM ends it with 0')
  t.same(first.lines(), [], 'nothing on standard error')
  t.equal(await serverIn(dataDir), null, 'no PostgreSQL is left')

  const second = launch(t, { DATA_DIR: dataDir })
  await second.ready()
  t.notMatch(second.said.out, /password/)
  const server = await serverIn(dataDir)
  second.child.kill('SIGKILL')
  await second.end()
  t.equal(await serverIn(dataDir), server, 'after kill -9 PostgreSQL lives on')

  const third = launch(t, { DATA_DIR: dataDir })
  t.equal((await fetch(`${await third.ready()}/health/ready`)).status, 200)
  t.equal(await serverIn(dataDir), server, 'and is adopted')
  t.notMatch(third.said.out, /password/)
  t.same(await administrators(dataDir), made)

  const other = await refuses(t, /DATA_DIR: another service \(process \d+\) runs on/, { DATA_DIR: dataDir })
  t.match(other.said.err, String(third.child.pid))
  t.equal((await fetch(`${await third.ready()}/health/ready`)).status, 200, 'the first is unharmed')

  // As Ctrl-C does: every process of the group hears it, and npm passes it on once more.
  process.kill(-(third.child.pid ?? 0), 'SIGINT')
  third.child.kill('SIGINT')
  t.equal(await third.end(), 0, 'SIGINT ends it with 0')
  t.equal(await serverIn(dataDir), null)
})

test('a drain finishes the request that has begun', async (t) => {
  const service = launch(t, { DATA_DIR: used })
  const { hostname, port } = new URL(await service.ready())
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'not the password' })
  const signIn = async () => {
    const headers = { 'content-type': 'application/json', connection: 'close' }
    return (await fetch(`http://${hostname}:${port}/v1/auth/login`, { method: 'POST', headers, body })).status
  }
  await until('signing in is answered', async () => (await signIn()) === 401)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  const closed = once(socket, 'close')
  socket.write(
    `POST /v1/auth/login HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  )
  const refused = async () => {
    const probe = connect(Number(port), hostname)
    const taken = await once(probe, 'connect').then(
      () => true,
      () => false,
    )
    probe.destroy()
    return !taken
  }
  t.equal(
    (await fetch(`http://${hostname}:${port}/health/live`)).status,
    200,
    'by now the server has read it',
  )
  service.child.kill('SIGTERM')
  const deadline = performance.now() + 10_000
  while (!(await refused()) && performance.now() < deadline) await wait(10)
  t.equal(answer, '', 'no new connection is taken, and this one still waits')
  socket.write(body.slice(10))
  await closed
  t.match(answer, /^HTTP\/1\.1 401 /)
  t.equal(await service.end(), 0)
})

test('a drain fails no request of clients that are at it, and waits for no connection without one', async (t) => {
  const service = launch(t, { DATA_DIR: used })
  const { hostname, port } = new URL(await service.ready())
  const silent = connect(Number(port), hostname)
  silent.on('error', () => {})
  await once(silent, 'connect')
  const agent = new Agent({ keepAlive: true })
  const ask = (): Promise<number | string> =>
    new Promise((resolve) => {
      const request = get({ agent, hostname, port, path: '/health/live' }, (answer) => {
        answer.resume()
        answer.on('close', () => resolve(answer.complete ? (answer.statusCode ?? 0) : 'cut'))
      })
      request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    })
  const answers: (number | string)[] = []
  const client = async () => {
    while (answers.at(-1) !== 'ECONNREFUSED') answers.push(await ask())
  }
  const clients = Array.from({ length: 8 }, client)
  await until('clients are at it', () => answers.length > 50)
  service.child.kill('SIGTERM')
  await Promise.all(clients)
  t.same([...new Set(answers)].sort(), [200, 'ECONNREFUSED'])
  t.equal(await service.end(), 0)
  agent.destroy()
})

test('a signal during the start ends it with 0 and leaves nothing running', async (t) => {
  const dataDir = used
  const service = launch(t, { DATA_DIR: dataDir, LOG_LEVEL: 'info' })
  await service.heard(/embedded database is ready/)
  service.child.kill('SIGTERM')
  t.equal(await service.end(), 0)
  t.equal(await serverIn(dataDir), null)
})

test('migrate alone brings the embedded database to its schema and ends', async (t) => {
  const dataDir = await dataFolder()
  const service = launch(t, { DATA_DIR: dataDir }, 'migrate')
  t.equal(await service.end(), 0)
  t.same(service.lines(), [])
  t.equal(await serverIn(dataDir), null)
  const embedded = await startEmbedded({ dataDir, log: { info: () => {}, warn: () => {} } })
  t.same(await administrators(dataDir), [])
  await embedded.stop()
})

test('a taken port is one line, exit code 1, and no PostgreSQL left', async (t) => {
  const dataDir = used
  const server = createServer().listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await refuses(t, new RegExp(`^praxis: PORT: ${port} is taken`), { DATA_DIR: dataDir, PORT: String(port) })
  t.equal(await serverIn(dataDir), null)
})

test('a bad variable or command is one line and exit code 1', async (t) => {
  await refuses(t, /^praxis: PORT: /, { PORT: 'many' })
  await refuses(t, /^praxis: DATABASE_URL: must be set/, { PUBLIC_URL: 'https://praxis.example' })
  await refuses(
    t,
    /^praxis: DATABASE_URL: is not a URL\n$/,
    { DATABASE_URL: 'postgres://a:secret@host:99999/b' },
    'api',
  )
  await refuses(
    t,
    /^praxis: TRUST_PROXY: must name the proxy/,
    {
      PUBLIC_URL: 'https://praxis.example',
      DATABASE_URL: 'postgres://praxis_app:secret@127.0.0.1:9/praxis',
      MASTER_KEYS: `main:${randomBytes(32).toString('base64')}`,
      BACKUP_KEY: randomBytes(32).toString('base64'),
      MAIL_FROM: 'praxis@praxis.example',
      SECURITY_EMAIL: 'security@praxis.example',
    },
    'api',
  )
  await refuses(t, /^praxis: serve: no such command; there are /, {}, 'serve')
})

test('a database that cannot be used is one line and exit code 1', async (t) => {
  const dataDir = await dataFolder()
  const away = 'postgres://praxis_app:secret-of-the-login@127.0.0.1:9/praxis'
  const service = await refuses(
    t,
    /^praxis: DATABASE_OWNER_URL: the database cannot be reached: .*ECONNREFUSED/,
    { DATA_DIR: dataDir, DATABASE_URL: away, DATABASE_OWNER_URL: away },
  )
  t.notMatch(service.said.err, /secret-of-the-login/)
  await refuses(
    t,
    /^praxis: DATABASE_URL: the database cannot be reached/,
    { DATA_DIR: dataDir, DATABASE_URL: away },
    'api',
  )
  await refuses(t, /^praxis: DATABASE_OWNER_URL: must be set/, { DATA_DIR: dataDir, DATABASE_URL: away })
})

test('S26 a login that the policies would not hold is one line and exit code 1', async (t) => {
  const dataDir = used
  const embedded = await startEmbedded({ dataDir, log: { info: () => {}, warn: () => {} } })
  t.teardown(() => embedded.stop())
  const onPraxis = embedded.superuserUrl.replace('/postgres?', '/praxis?')
  await refuses(
    t,
    /DATABASE_URL: login postgres is superuser/,
    { DATA_DIR: dataDir, DATABASE_URL: onPraxis },
    'worker',
  )
  const wrong = embedded.databaseUrl.replace(/:[^:@]+@/, ':wrong@')
  await refuses(
    t,
    /password authentication failed for user "praxis_app"/,
    { DATA_DIR: dataDir, DATABASE_URL: wrong },
    'api',
  )
})

test('S64 what was read is taken out of the environment', async (t) => {
  const environment: NodeJS.ProcessEnv = {
    DATABASE_URL: 'a',
    DATABASE_OWNER_URL: 'a',
    REDIS_URL: 'a',
    SMTP_URL: 'a',
    MASTER_KEYS: 'a',
    BACKUP_KEY: 'a',
    PLATFORM_ADMIN_PASSWORD: 'a',
    METRICS_TOKEN: 'a',
    PORT: '1',
  }
  clearSecrets(environment)
  t.same(environment, { PORT: '1' })
})
