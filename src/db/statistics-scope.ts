import { kyselyOf, type Pools } from '#src/db/connect.ts'
import type { ScopedTx } from '#src/db/database.ts'
import { Problem } from '#src/errors.ts'

const laterSeconds = 3_600

/**
 * Reads an organisation's statistics with the login that has no right on anything else, in a transaction of its own.
 * Whoever asks was judged before: this scope knows no roles.
 * @throws Problem `statistics-unavailable` where no such login is configured
 */
export const readStatistics = async <R>(
  { statistics, statementNames }: Pools,
  organisationId: string,
  run: (tx: ScopedTx) => Promise<R>,
): Promise<R> => {
  if (statistics === null) throw new Problem('statistics-unavailable', { retryAfter: laterSeconds })
  const client = await statistics.connect()
  try {
    await client.query('begin read only')
    await client.query('select enter_statistics($1)', [organisationId])
    const result = await run(kyselyOf(client, statementNames) as ScopedTx)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
