import type { Processor, Queue, Worker } from 'bullmq'
import type { SubjectPayload } from '#src/jobs/define-job.ts'

/** What a job carries, as BullMQ hands it on: not checked yet. */
export type Payload = SubjectPayload | Record<string, never>

/** BullMQ's queue, as far as both backends have it. */
export type Producer = Pick<
  Queue<Payload>,
  'add' | 'getJob' | 'getJobs' | 'getJobCounts' | 'getJobScheduler' | 'getRanges' | 'upsertJobScheduler'
>

/** BullMQ's worker, as far as both backends have it. */
export type JobWorker = Pick<Worker<Payload>, 'close'>

/** Takes one job after the other; what it throws is stored. */
export type Processing = Processor<Payload, void>

/** A place where jobs wait: Redis, or tables in our own database. */
export interface Backend {
  readonly kind: 'redis' | 'postgres'
  readonly producer: Producer
  /** @throws JobFailure `queue-away` where the next call would wait for a connection and not fail */
  refuseUnconnected(): void
  /** One trip. @throws Error when it cannot be reached */
  ping(): Promise<void>
  openWorker(process: Processing, concurrency: number): JobWorker
  /** Everything that is kept outside of our database, a key at a time. */
  texts(): AsyncIterable<{ name: string; text: string }>
  /** Close the workers first. */
  close(): Promise<void>
}

/** The name of the one queue. */
export const queueName = 'jobs'

/** The queue's events name jobs and codes; nobody reads them, so few are kept. */
export const events = { maxLen: 100 }

/** How workers hold on to jobs. */
export const holding = {
  // A worker killed in the middle of a job loses it to another one after a lock and at most two checks: 20 s.
  lockDuration: 10_000,
  stalledInterval: 5_000,
  // A job that was with a dying process several times is not to blame for it.
  maxStalledCount: 10,
  runRetryDelay: 1_000,
}
