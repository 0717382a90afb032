import { setTimeout as sleep } from 'node:timers/promises'
import { createPostgresBackend, withBackend } from 'bullmq'
import {
  type Backend,
  events,
  holding,
  type JobWorker,
  type Payload,
  type Processing,
  queueName,
} from '#src/jobs/backend.ts'
import { jobsSchema } from '#src/jobs/migrate-jobs.ts'
import type { Outage } from '#src/jobs/outage.ts'

const { Queue, Worker } = withBackend(createPostgresBackend)

const sessionSettings = [
  'statement_timeout=30000',
  'lock_timeout=10000',
  'idle_in_transaction_session_timeout=30000',
  // A crash may take the last moves of jobs back, which then run again. It cannot lose a job whose outbox row is
  // gone: that deletion waits for the disk, and what was written before it is on the disk then, too.
  'synchronous_commit=off',
]

/** Connection settings of BullMQ's own pools. An `options` of the URL would replace its search path, so it moves over. */
const settings = (databaseUrl: string, max: number) => {
  const url = new URL(databaseUrl)
  const given = url.searchParams.get('options')
  url.searchParams.delete('options')
  return {
    connectionString: url.href,
    schema: jobsSchema,
    max,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'praxis-queue',
    options: [given ?? '', ...sessionSettings.map((setting) => `-c ${setting}`)].join(' ').trim(),
  }
}

/**
 * Takes jobs as soon as the database answers. BullMQ remembers a first connection that failed for ever, and its worker
 * would then ask again without a pause, so that nothing else of the process ever ran: such a worker is replaced.
 */
const openWorker = (
  databaseUrl: string,
  process: Processing,
  concurrency: number,
  outage: Outage,
): JobWorker => {
  const open = () => {
    const opened = new Worker<Payload, void>(queueName, process, {
      connection: settings(databaseUrl, 3),
      concurrency,
      autorun: false,
      ...holding,
    })
    opened.on('error', outage.failed)
    return opened
  }
  let worker = open()
  let closing = false
  const start = async () => {
    while (!closing) {
      try {
        await worker.waitUntilReady()
        worker.run().catch(outage.failed)
        return
      } catch (error) {
        outage.failed(error)
        await worker.close().catch(outage.failed)
        await sleep(1_000)
        worker = open()
      }
    }
  }
  const started = start()
  return {
    async close() {
      closing = true
      await started
      await worker.close()
    },
  }
}

/**
 * Opens the queue on tables in our own database, with the application login.
 * @throws Error when the database cannot be reached or was not migrated
 */
export const openPostgresBackend = async (databaseUrl: string, outage: Outage): Promise<Backend> => {
  const producer = new Queue<Payload>(queueName, {
    connection: settings(databaseUrl, 4),
    streams: { events },
  })
  producer.on('error', outage.failed)
  try {
    // BullMQ remembers a first connection that failed for ever; the process must not go on with such a queue.
    await producer.waitUntilReady()
  } catch (error) {
    await producer.close()
    throw error
  }
  return {
    kind: 'postgres',
    producer,
    refuseUnconnected() {},
    async ping() {
      await producer.getVersion()
    },
    openWorker: (process, concurrency) => openWorker(databaseUrl, process, concurrency, outage),
    // Its tables are looked through with all others.
    async *texts() {},
    close: () => producer.close(),
  }
}
