import pg from 'pg'
import { ConfigError } from '#src/config.ts'

const clientOf = (name: string, url: string): pg.Client => {
  try {
    return new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  } catch {
    // What the parser says may show the password.
    throw new ConfigError(`${name}: is not a URL`)
  }
}

/** The name of the login in a URL. @throws ConfigError where it is no URL */
export const loginOf = (name: string, url: string): string => clientOf(name, url).user ?? ''

/** Says in one line why a configured database cannot be used. */
export const reach = async (name: string, url: string): Promise<void> => {
  const client = clientOf(name, url)
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    throw new ConfigError(`${name}: the database cannot be reached: ${message || code}`)
  } finally {
    await client.end().catch(() => {})
  }
}
