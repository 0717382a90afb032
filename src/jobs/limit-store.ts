import { Redis } from 'ioredis'

/** The counters that all API processes share. */
export type LimitStore = Redis

/**
 * Opens the Redis that counts requests for all processes; null without one, then each process counts for itself.
 * It fails fast: a limit that cannot be counted must not hold up the request.
 */
export const openLimitStore = (redisUrl: string | null): LimitStore | null => {
  if (redisUrl === null) return null
  const store = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 500,
    connectTimeout: 2_000,
  })
  // Unheard, the event would end the process; the outage itself is logged by the queue.
  store.on('error', () => {})
  return store
}
