import type { Job } from 'bullmq'
import type { Logger } from 'pino'
import type { JobWorker } from '#src/jobs/backend.ts'
import { codeOf, JobFailure, storable } from '#src/jobs/failure.ts'
import type { JobQueue } from '#src/jobs/queue.ts'
import type { JobHandler } from '#workers/job-handler.ts'

const concurrency = 8

/** Where in our code it happened: the frames without the message above them, which may quote data. */
const framesOf = (error: unknown) =>
  error instanceof Error
    ? error.stack
        ?.split('\n')
        .filter((line) => line.startsWith('    at '))
        .slice(0, 8)
    : undefined

const logFailure = (log: Logger, job: Job, error: unknown) => {
  const code = codeOf(error)
  const frames = code === 'internal' ? { frames: framesOf(error) } : {}
  log.warn({ job: job.name, jobId: job.id, code, attempt: job.attemptsMade + 1, ...frames }, 'job failed')
}

/** Starts to take jobs and gives each to its handler. What the queue stores of a failure is a code. */
export const runJobs = (queue: JobQueue, log: Logger, handlers: ReadonlyMap<string, JobHandler>): JobWorker =>
  queue.openWorker(async (job) => {
    try {
      const handler = handlers.get(job.name)
      // A job of a newer version: one of its workers will take it at a later try.
      if (!handler) throw new JobFailure('unknown-job')
      await handler.run(job.data)
    } catch (error) {
      logFailure(log, job, error)
      throw storable(error)
    }
  }, concurrency)
