import type { Pools } from '#src/db/connect.ts'

/** A lock that one process holds at a time, until it lets go or its connection ends. */
export interface HeldLock {
  release(): Promise<void>
}

/** Takes an advisory lock for longer than a transaction; null where somebody else has it. */
export const holdOnce = async (pools: Pools, key: number): Promise<HeldLock | null> => {
  const client = await pools.worker.connect()
  const { rows } = await client.query('select pg_try_advisory_lock($1::bigint) as taken', [key])
  if (!rows[0].taken) {
    client.release()
    return null
  }
  return {
    async release() {
      const unlocked = client.query('select pg_advisory_unlock($1::bigint)', [key]).then(
        () => true,
        () => false,
      )
      // A connection that is thrown away takes its locks along.
      client.release(!(await unlocked))
    },
  }
}
