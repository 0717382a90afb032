import type { Job } from 'bullmq'
import { notFound, Problem } from '#src/errors.ts'
import { codeOf, codeOfStored } from '#src/jobs/failure.ts'
import type { JobQueue } from '#src/jobs/queue.ts'

const states = ['waiting', 'active', 'delayed', 'failed'] as const
const shown = 100

/** A job whose tries all failed. */
export interface FailedJob {
  id: string
  name: string
  /** null where the job is about no row. */
  organisationId: string | null
  subjectId: string | null
  /** Why, at its last try. */
  code: string
  attempts: number
  failedAt: string
}

/** How many jobs are in each state. */
export type QueueCounts = Record<(typeof states)[number], number>

/** What waits, runs and failed; ids, counts and codes alone. */
export interface QueueStatus {
  backend: 'redis' | 'postgres'
  counts: QueueCounts
  /** The latest 100. */
  failed: FailedJob[]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const idIn = (data: unknown, key: 'organisationId' | 'subjectId'): string | null => {
  const value =
    typeof data === 'object' && data !== null
      ? Object.entries(data).find(([name]) => name === key)?.[1]
      : null
  // A malformed job may hold anything there, and it is not to be shown.
  return typeof value === 'string' && uuid.test(value) ? value : null
}

const failedJob = (job: Job): FailedJob => ({
  id: job.id ?? '',
  name: job.name,
  organisationId: idIn(job.data, 'organisationId'),
  subjectId: idIn(job.data, 'subjectId'),
  code: codeOfStored(job.failedReason),
  attempts: job.attemptsMade,
  failedAt: new Date(job.finishedOn ?? job.timestamp).toISOString(),
})

const away = (cause: unknown) => new Problem('unavailable', { retryAfter: 5, cause: codeOf(cause) })

/** @throws Error while the queue is away */
export const queueCounts = async ({ queue }: { queue: JobQueue }): Promise<QueueCounts> => {
  const counts = await queue.producer.getJobCounts(...states)
  const count = (state: string) => counts[state] ?? 0
  return {
    waiting: count('waiting'),
    active: count('active'),
    delayed: count('delayed'),
    failed: count('failed'),
  }
}

/**
 * Shows the queue to those who run the platform.
 * @throws Problem `unavailable` while the queue is away
 */
export const queueStatus = async ({ queue }: { queue: JobQueue }): Promise<QueueStatus> => {
  try {
    const counts = await queueCounts({ queue })
    const failed = await queue.producer.getJobs(['failed'], 0, shown - 1)
    return { backend: queue.backend, counts, failed: failed.map(failedJob) }
  } catch (error) {
    throw away(error)
  }
}

/**
 * Gives a failed job all its tries again.
 * @throws Problem `not-found` unless a failed job has this id, `unavailable` while the queue is away
 */
export const replayFailed = async ({ queue }: { queue: JobQueue }, id: string): Promise<void> => {
  try {
    const job = await queue.producer.getJob(id)
    if (!job || !(await job.isFailed())) throw notFound()
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true })
  } catch (error) {
    throw error instanceof Problem ? error : away(error)
  }
}

/** Whether the queue answers. Without it requests still succeed and jobs wait in the outbox. */
export const queueReady = ({ queue }: { queue: JobQueue }): Promise<boolean> =>
  queue.ping().then(
    () => true,
    () => false,
  )
