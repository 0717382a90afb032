import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError } from '#src/config.ts'

/** Key of the advisory lock that whoever runs a service on a data folder holds on its database. */
export const dataFolderKey = 7_077_001

/** How the connections call themselves that hold or ask for the lock. */
export const dataFolderApplication = 'praxis-data-folder'

/** A data folder held for one service. */
export interface DataFolderLock {
  release(): Promise<void>
}

export interface DataFolderOptions {
  /** Of the embedded database. */
  superuserUrl: string
  dataDir: string
  log: { warn(details: object, message: string): void }
  /** Another service took the folder while the database was away: this one must end. */
  onLost(): void
}

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: `${dataFolderApplication} ${process.pid}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

const take = async (client: pg.Client): Promise<boolean> =>
  (await client.query('select pg_try_advisory_lock($1) as taken', [dataFolderKey])).rows[0].taken

const holder = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query(
    `select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.classid = 0 and l.objid = $1 and l.granted`,
    [dataFolderKey],
  )
  return /\d+$/.exec(rows[0]?.application_name ?? '')?.[0] ?? 'unknown'
}

// The server notices the end of a killed holder within milliseconds; this is for a machine that is busy.
const patience = 1_000

const connectAndTake = async (options: DataFolderOptions): Promise<pg.Client> => {
  const client = await connect(options.superuserUrl)
  const deadline = performance.now() + patience
  while (!(await take(client))) {
    if (performance.now() < deadline) await wait(50)
    else {
      const process = await holder(client)
      await client.end()
      throw new ConfigError(`DATA_DIR: another service (process ${process}) runs on ${options.dataDir}`)
    }
  }
  return client
}

/**
 * Holds the data folder: an advisory lock on its database, by a connection of its own. The lock goes with the
 * process, however it ends, and comes back with the database after a restart of it.
 * @throws ConfigError when another service holds it
 */
export const holdDataFolder = async (options: DataFolderOptions): Promise<DataFolderLock> => {
  let released = false
  let client = await connectAndTake(options)

  const takeAgain = async () => {
    options.log.warn({ dataDir: options.dataDir }, 'the connection that holds the data folder is gone')
    while (!released) {
      try {
        client = await connectAndTake(options)
        return released ? await client.end() : watch()
      } catch (error) {
        if (error instanceof ConfigError) return options.onLost()
        await wait(250)
      }
    }
  }
  const watch = () => {
    client.once('end', () => {
      if (!released) void takeAgain()
    })
  }
  watch()

  return {
    release: async () => {
      released = true
      await client.end().catch(() => {})
    },
  }
}
