import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#src/db/embedded.ts'
import { findPlace, type Place, runAs } from '#src/db/embedded-place.ts'
import { socketUrl } from '#src/db/embedded-server.ts'
import { migrate } from '#src/db/migrate.ts'

/** A PostgreSQL server for one run of tests, with a migrated template that each test file copies. */
export interface TestServer {
  version: string
  superuserUrl: string
  stop(): Promise<void>
}

const quiet = { info() {}, warn() {} }

const startSystemServer = async (programs: string, dataDir: string) => {
  const found = await findPlace(dataDir, quiet)
  const place: Place = { ...found, programs, data: join(found.folder, 'system') }
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(dataDir, 'password')
  await writeFile(passwordFile, password, { mode: 0o644 })
  const run = async (program: string, parameters: string[]) => {
    const { code, output } = await runAs(place.identity, join(programs, program), parameters)
    if (code !== 0) throw new Error(`${program}: ${output}`)
  }
  await run('initdb', [
    `--pgdata=${place.data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ])
  const options = `-c listen_addresses= -c unix_socket_directories=${place.folder} -c max_connections=300`
  await run('pg_ctl', [
    'start',
    '-w',
    '-s',
    `--pgdata=${place.data}`,
    `--log=${join(place.folder, 'log')}`,
    '-o',
    options,
  ])
  const superuserUrl = socketUrl(place.folder, 'postgres', password, 'postgres')
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  await client.query(
    `create role praxis_owner login password '${password}'; create role praxis_app login password '${password}';
     create role praxis_statistics login password '${password}'`,
  )
  await client.end()
  return {
    superuserUrl,
    ownerUrl: socketUrl(place.folder, 'praxis_owner', password, 'praxis_template'),
    applicationUrl: socketUrl(place.folder, 'praxis_app', password, 'praxis_template'),
    statisticsUrl: socketUrl(place.folder, 'praxis_statistics', password, 'praxis_template'),
    stop: () => run('pg_ctl', ['stop', '-w', '-s', '-m', 'immediate', `--pgdata=${place.data}`]),
    folder: place.folder,
  }
}

const startOwnServer = async (dataDir: string) => {
  const embedded = await startEmbedded({ dataDir, log: quiet })
  const onTemplate = (url: string) => {
    const copy = new URL(url)
    copy.pathname = '/praxis_template'
    return copy.href
  }
  return {
    superuserUrl: embedded.superuserUrl,
    ownerUrl: onTemplate(embedded.ownerUrl),
    applicationUrl: onTemplate(embedded.databaseUrl),
    statisticsUrl: onTemplate(embedded.statisticsUrl),
    stop: () => embedded.stop(),
    folder: null,
  }
}

/**
 * Starts a server of its own in a temporary folder: the embedded one, or that of another folder of programs.
 * @param programs folder of `initdb` and `pg_ctl`; null for the embedded server
 */
export const startTestServer = async (
  programs: string | null,
): Promise<TestServer & { environment: Record<string, string> }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'praxis-test-'))
  // As root the server runs as somebody else, who must be able to enter.
  await chmod(dataDir, 0o711)
  const server =
    programs === null ? await startOwnServer(dataDir) : await startSystemServer(programs, dataDir)
  const client = new pg.Client({ connectionString: server.superuserUrl })
  await client.connect()
  // What the tests kill are our processes, not the machine: copies of the template may be lost with it.
  for (const setting of ['fsync = off', 'max_connections = 300', 'synchronous_commit = on'])
    await client.query(`alter system set ${setting}`)
  await client.query('select pg_reload_conf()')
  await client.query('create database praxis_template owner praxis_owner')
  const { rows } = await client.query('show server_version')
  await migrate(server.ownerUrl, 'praxis_app', 'praxis_statistics')
  await client.query('alter database praxis_template is_template true')
  await client.end()
  return {
    version: rows[0].server_version,
    superuserUrl: server.superuserUrl,
    environment: {
      TEST_SUPERUSER_URL: server.superuserUrl,
      TEST_OWNER_URL: server.ownerUrl,
      TEST_APPLICATION_URL: server.applicationUrl,
      TEST_STATISTICS_URL: server.statisticsUrl,
    },
    async stop() {
      await server.stop()
      if (server.folder) await rm(server.folder, { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
