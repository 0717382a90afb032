import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { blindIndexOf } from '#src/crypto/derivation.ts'
import type { Deps } from '#src/deps.ts'

/** What a counter may use. */
export type CounterDeps = Pick<Deps, 'db' | 'clock' | 'keyring'>

/** A count that all processes share, and how long it will be remembered. */
interface Counted {
  count: number
  /** Whole seconds, rounded up. */
  expiresIn: number
}

/**
 * Counts things by key until they expire; each call is one statement, so that of many at once each gets a count of
 * its own. Keys are stored as keyed hashes.
 */
interface Counter {
  /** Adds one; a key that is new or expired begins anew and lives for `seconds`, or the counter's own time. */
  add(key: string, seconds?: number): Promise<Counted>
  /** Takes one back. */
  takeBack(key: string): Promise<void>
  /** Sets the count, which expires `seconds` from now. */
  set(key: string, count: number, seconds: number): Promise<void>
  /** The count of a key that has not expired. */
  get(key: string): Promise<Counted | null>
  /** Forgets a key. */
  clear(key: string): Promise<void>
  /** Under which the count of a key is stored: it leads back to the key nobody without the platform's. */
  storedKey(key: string): string
}

interface StoreQuery {
  text: string
  values: unknown[]
  name?: string
}

const earliestInstant = 1e12

const isInstant = (value: unknown): value is number => typeof value === 'number' && value > earliestInstant

// The library reads the machine's clock; what it says to the database and hears from it is moved to ours.
const onClock = ({ db, clock }: CounterDeps) => ({
  async query({ text, values, name }: StoreQuery) {
    const ahead = clock.now().getTime() - Date.now()
    const moved = values.map((value) => (isInstant(value) ? value + ahead : value))
    const { rows, rowCount } = await db.api.query({
      text,
      values: moved,
      ...(name && db.statementNames ? { name } : {}),
    })
    return { rowCount, rows: rows.map((row) => ({ ...row, expire: row.expire && row.expire - ahead })) }
  },
})

/**
 * Opens the counter of that name. It lives in PostgreSQL also where Redis is configured: what guards the sign-in
 * must not be forgotten with a Redis that was emptied, and beside a password's hash its statements cost nothing.
 * @param seconds how long a key is remembered from its first count on
 */
export const openCounter = (deps: CounterDeps, name: string, seconds: number): Counter => {
  const limiter = new RateLimiterPostgres({
    storeClient: onClock(deps),
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points: 1,
    duration: seconds,
  })
  const hashed = (key: string) => blindIndexOf(deps.keyring.derive('rateLimit'), key).toString('base64url')
  const counted = ({ consumedPoints, msBeforeNext }: { consumedPoints: number; msBeforeNext: number }) => ({
    count: consumedPoints,
    expiresIn: Math.ceil(msBeforeNext / 1000),
  })
  return {
    async add(key, customDuration) {
      const options = customDuration === undefined ? {} : { customDuration }
      return counted(await limiter.penalty(hashed(key), 1, options))
    },
    async takeBack(key) {
      await limiter.reward(hashed(key), 1)
    },
    async set(key, count, forSeconds) {
      await limiter.set(hashed(key), count, forSeconds)
    },
    async get(key) {
      const found = await limiter.get(hashed(key))
      return found && counted(found)
    },
    async clear(key) {
      await limiter.delete(hashed(key))
    },
    storedKey: (key) => `${name}:${hashed(key)}`,
  }
}
