import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#src/db/embedded.ts'
import { migrate } from '#src/db/migrate.ts'

/** A PostgreSQL of the run's own, as durable as in production, and the folder that goes with it. */
export interface BenchDatabase {
  readonly version: string
  readonly databaseUrl: string
  /** The floor runs as the owner, whom no policy holds. */
  readonly ownerUrl: string
  /** Holds the server and its services' keys. */
  readonly dataDir: string
  /** Up-to-date statistics and nothing left to write, so that one path's dirt is not the next one's cost. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const quiet = { info() {}, warn() {} }

/** A folder that is gone at the end; as root the server runs as somebody else, who must be able to enter. */
export const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'praxis-bench-'))
  await chmod(folder, 0o711)
  return folder
}

const demandDurability = async (client: pg.Client) => {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await client.query(`show ${setting}`)
    if (rows[0][setting] !== 'on') throw new Error(`${setting} is off: the figures would mean nothing`)
  }
}

/** Starts the embedded server in a new folder and migrates it. */
export const startDatabase = async (): Promise<BenchDatabase> => {
  const dataDir = await makeFolder()
  const embedded = await startEmbedded({ dataDir, log: quiet })
  await migrate(embedded.ownerUrl, new pg.Client({ connectionString: embedded.databaseUrl }).user ?? '', null)
  const onDatabase = new URL(embedded.superuserUrl)
  onDatabase.pathname = new URL(embedded.ownerUrl).pathname
  const superuser = new pg.Client({ connectionString: onDatabase.href })
  await superuser.connect()
  await demandDurability(superuser)
  const { rows } = await superuser.query('show server_version')
  return {
    version: rows[0].server_version,
    databaseUrl: embedded.databaseUrl,
    ownerUrl: embedded.ownerUrl,
    dataDir,
    async settle() {
      await superuser.query('vacuum analyze')
      await superuser.query('checkpoint')
    },
    async stop() {
      await superuser.end()
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
