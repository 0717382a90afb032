import { setTimeout as sleep } from 'node:timers/promises'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import {
  type Backend,
  events,
  holding,
  type JobWorker,
  type Payload,
  type Processing,
  queueName,
} from '#src/jobs/backend.ts'
import { JobFailure } from '#src/jobs/failure.ts'
import type { Outage } from '#src/jobs/outage.ts'
import { readTexts } from '#src/jobs/redis-texts.ts'

const prefix = 'praxis'
const oldest = '6.2'

const field = (info: string, name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]

const olderThan = (version: string, least: string) =>
  version.localeCompare(least, 'en', { numeric: true }) < 0

/** Redis would forget jobs rather than refuse new ones unless told not to. Loss is repaired, but slowly. */
const checkSettings = async (client: Redis, log: Logger): Promise<void> => {
  const info = await client.info()
  const policy = field(info, 'maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction')
    log.warn({ policy }, 'REDIS_URL: maxmemory-policy should be noeviction')
  const version = field(info, 'redis_version')
  if (version !== undefined && olderThan(version, oldest))
    log.warn({ version }, `REDIS_URL: Redis ${oldest} or newer is needed`)
}

const closeClient = async (client: Redis): Promise<void> => {
  if (client.status === 'ready') await client.quit().catch(() => {})
  client.disconnect()
}

const lost = (client: Redis) =>
  new Promise<void>((resolve) => {
    if (client.status === 'ready') client.once('close', () => resolve())
  })

/** BullMQ cannot be told to hurry once it is closing; its timer would then keep the process alive. */
class RedisWorker extends Worker<Payload, void> {
  abandon(): Promise<void> {
    return this.lockManager.close()
  }
}

const patience = 3_000

const openWorker = (
  redisUrl: string,
  process: Processing,
  concurrency: number,
  outage: Outage,
): JobWorker => {
  let leaving = false
  const client = new Redis(redisUrl, {
    // A worker has nothing better to do than to wait for Redis.
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    // BullMQ's own copy of this client takes it over and would otherwise try for ever.
    retryStrategy: (times) => (leaving ? null : Math.min(times * 50, 2_000)),
  })
  const running = new Set<Promise<void>>()
  const watched: Processing = (job) => {
    const work = process(job)
    running.add(work)
    return work.finally(() => running.delete(work))
  }
  const worker = new RedisWorker(queueName, watched, {
    connection: client,
    prefix,
    concurrency,
    ...holding,
  })
  worker.on('error', outage.failed)
  const idle = async (): Promise<void> => {
    await Promise.allSettled(running)
    await sleep(patience, undefined, { ref: false })
    if (running.size > 0) await idle()
  }
  return {
    async close() {
      leaving = true
      await worker.pause(true)
      await Promise.allSettled(running)
      // Where its connections are gone or just coming back, BullMQ may wait for ever. What it could not report as
      // done is found and done again.
      const closed = await Promise.race([
        worker.close(client.status !== 'ready').then(
          () => true,
          () => false,
        ),
        lost(client).then(() => false),
        idle().then(() => false),
      ])
      if (!closed) await worker.abandon()
      await closeClient(client)
    },
  }
}

/** Opens the queue on Redis. Returns at once; Redis may be away and come later. */
export const openRedisBackend = (redisUrl: string, log: Logger, outage: Outage): Backend => {
  // Who adds a job must know soon that it did not arrive; the outbox keeps it.
  const client = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 5_000,
    connectTimeout: 5_000,
  })
  client.once('ready', () => checkSettings(client, log).catch((error) => outage.failed(error)))
  client.on('ready', () => outage.recovered())
  const producer = new Queue<Payload>(queueName, { connection: client, prefix, streams: { events } })
  producer.on('error', outage.failed)
  return {
    kind: 'redis',
    producer,
    refuseUnconnected() {
      // BullMQ waits for the first connection, however long.
      if (client.status !== 'ready') throw new JobFailure('queue-away')
    },
    async ping() {
      await client.ping()
    },
    openWorker: (process, concurrency) => openWorker(redisUrl, process, concurrency, outage),
    texts: () => readTexts(client),
    async close() {
      await producer.close()
      await closeClient(client)
    },
  }
}
