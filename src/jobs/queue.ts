import type { JobsOptions } from 'bullmq'
import type { Logger } from 'pino'
import type { Backend, JobWorker, Processing, Producer } from '#src/jobs/backend.ts'
import type { JobDefinition } from '#src/jobs/define-job.ts'
import { jobs } from '#src/jobs/definitions.ts'
import { watchOutage } from '#src/jobs/outage.ts'
import { openPostgresBackend } from '#src/jobs/postgres-backend.ts'
import { openRedisBackend } from '#src/jobs/redis-backend.ts'

/** A job to hand over: its name, and the row that it is about. */
export interface QueuedJob {
  readonly job: string
  readonly organisationId: string
  readonly subjectId: string
}

/** The courier: takes jobs, gives each to one worker at a time, tries again. It may lose everything; the database knows. */
export interface JobQueue {
  readonly backend: Backend['kind']
  /** BullMQ's own calls. @throws JobFailure `queue-away` while Redis cannot be reached */
  readonly producer: Producer
  /**
   * Hands jobs over. A job whose id is in the queue already, in whatever state, is left as it is.
   * @throws Error where one of them did not arrive, at once when the queue cannot be reached; all may be added again
   */
  add(jobs: readonly QueuedJob[]): Promise<void>
  /** What the queue keeps outside of our database, a key at a time. @throws JobFailure `queue-away` */
  texts(): AsyncIterable<{ name: string; text: string }>
  /** @throws Error at once when the queue cannot be reached */
  ping(): Promise<void>
  /** Starts to take jobs; `close` of what it returns waits for those that run. */
  openWorker(process: Processing, concurrency: number): JobWorker
  /** Close the workers first. */
  close(): Promise<void>
}

/** The one id of a job about a row, so that a second one does not arise while the first is in the queue. */
export const jobIdOf = ({ job, organisationId, subjectId }: QueuedJob): string =>
  `${job}-${organisationId}-${subjectId}`

// BullMQ deletes by the limits of whichever job failed last: they must be the same for all that stay.
const failedKept = { age: 14 * 24 * 3600, count: 5_000 }

const fallback: Pick<JobDefinition, 'attempts' | 'backoff' | 'every'> = {
  attempts: 8,
  backoff: 2_000,
  every: null,
}

/**
 * How the queue treats jobs of a name. What succeeded goes at once, so that its id may be used again; what failed
 * for good stays visible, within limits, except for runs of a schedule. Stacks are never stored.
 * @param name an unknown one is that of a newer version, whose workers will take it
 */
export const jobOptions = (name: string): JobsOptions => {
  const { attempts, backoff, every } = jobs.find((job) => job.name === name) ?? fallback
  return {
    attempts,
    ...(backoff > 0 ? { backoff: { type: 'exponential', delay: backoff } } : {}),
    removeOnComplete: true,
    removeOnFail: every === null ? failedKept : true,
    stackTraceLimit: 0,
    sizeLimit: 512,
  }
}

const asArguments = ({ job, organisationId, subjectId }: QueuedJob) =>
  [
    job,
    { organisationId, subjectId },
    { ...jobOptions(job), jobId: jobIdOf({ job, organisationId, subjectId }) },
  ] as const

/**
 * Opens the queue: on Redis where a URL is given, else on tables in the database.
 * @param databaseUrl with the application login
 * @throws Error when the database holds the queue and cannot be reached; Redis may be away
 */
export const openJobQueue = async (settings: {
  redisUrl: string | null
  databaseUrl: string
  log: Logger
}): Promise<JobQueue> => {
  const outage = watchOutage(settings.log, 'queue')
  const backend =
    settings.redisUrl === null
      ? await openPostgresBackend(settings.databaseUrl, outage)
      : openRedisBackend(settings.redisUrl, settings.log, outage)
  return {
    backend: backend.kind,
    get producer() {
      backend.refuseUnconnected()
      return backend.producer
    },
    async add(added) {
      if (added.length === 0) return
      backend.refuseUnconnected()
      // One by one, and the client sends them together: for its bulk call BullMQ makes temporary tables in PostgreSQL,
      // which needs a right that the application login has not, and its flows swallow what went wrong.
      await Promise.all(added.map((job) => backend.producer.add(...asArguments(job))))
      outage.recovered()
    },
    async ping() {
      backend.refuseUnconnected()
      await backend.ping()
      outage.recovered()
    },
    texts() {
      backend.refuseUnconnected()
      return backend.texts()
    },
    openWorker: (process, concurrency) => backend.openWorker(process, concurrency),
    close: () => backend.close(),
  }
}
