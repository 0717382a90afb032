import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Test } from 'tap'

/** A copy of the migrated template, gone with the test. */
export interface TestDatabase {
  name: string
  /** Application login. */
  databaseUrl: string
  /** Login that reads statistics alone. */
  statisticsUrl: string
  ownerUrl: string
  superuserUrl: string
}

const given = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run the tests with: npm test -- ${process.argv[1]}`)
  return value
}

const on = (url: string, database: string) => {
  const copy = new URL(url)
  copy.pathname = `/${database}`
  return copy.href
}

const asSuperuser = async (run: (client: pg.Client) => Promise<unknown>) => {
  const client = new pg.Client({ connectionString: given('TEST_SUPERUSER_URL') })
  await client.connect()
  try {
    // Copying the template demands that nobody else copies it at the same moment.
    await client.query('select pg_advisory_lock(815)')
    await run(client)
  } finally {
    await client.end()
  }
}

/** Makes a database for this test file. */
export const createTestDatabase = async (t: Test): Promise<TestDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser((client) =>
    client.query(`create database ${name} template praxis_template owner praxis_owner`),
  )
  await asSuperuser((client) =>
    client.query(
      `revoke all on database ${name} from public; grant connect on database ${name} to praxis_app, praxis_statistics`,
    ),
  )
  t.teardown(() => asSuperuser((client) => client.query(`drop database if exists ${name} with (force)`)))
  return {
    name,
    databaseUrl: on(given('TEST_APPLICATION_URL'), name),
    statisticsUrl: on(given('TEST_STATISTICS_URL'), name),
    ownerUrl: on(given('TEST_OWNER_URL'), name),
    superuserUrl: on(given('TEST_SUPERUSER_URL'), name),
  }
}

/** A plain client, ended with the test. */
export const connectTo = async (t: Test, url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  t.teardown(() => client.end())
  return client
}
