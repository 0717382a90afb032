import pg from 'pg'

// What is written as text must read the same wherever it is read: none of it hangs on a server's settings.
const settings = {
  timezone: 'UTC',
  datestyle: 'ISO,YMD',
  intervalstyle: 'postgres',
  extra_float_digits: '1',
  statement_timeout: '0',
  lock_timeout: '30000',
  idle_in_transaction_session_timeout: '0',
}

/** One connection of the login that owns the database, for backups and restores: no policy hides rows from it. */
const openOwnerSession = async (ownerUrl: string, name: string): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: `praxis-${name}`,
    connectionTimeoutMillis: 5_000,
    client_encoding: 'UTF8',
    options: Object.entries(settings)
      .map(([setting, value]) => `-c ${setting}=${value}`)
      .join(' '),
  } as pg.ClientConfig)
  // Whoever waits for an answer hears of a lost connection there.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Runs with such a connection, and ends it. */
export const withOwner = async <R>(
  ownerUrl: string,
  name: string,
  run: (client: pg.Client) => Promise<R>,
): Promise<R> => {
  const client = await openOwnerSession(ownerUrl, name)
  try {
    return await run(client)
  } finally {
    await client.end().catch(() => {})
  }
}
