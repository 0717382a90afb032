import type { Static, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { JobDefinition } from '#src/jobs/define-job.ts'
import { JobFailure } from '#src/jobs/failure.ts'

/** What is done for the jobs of one name. */
export interface JobHandler {
  readonly job: JobDefinition
  /** @throws JobFailure `invalid-payload` where the data does not match; whatever the work throws */
  run(data: unknown): Promise<void>
}

/**
 * Ties a job to its work, which gets nothing but a payload of the declared form. The work must enter the
 * organisation itself, look whether it is still wanted, and do no harm when it runs twice.
 */
export const handleJob = <P extends TSchema>(
  job: JobDefinition<string, P>,
  work: (payload: Static<P>) => Promise<void>,
): JobHandler => ({
  job,
  async run(data) {
    if (!Value.Check(job.payload, data)) throw new JobFailure('invalid-payload', { permanent: true })
    await work(data)
  },
})

/**
 * Makes sure that each job has one handler and each handler a job.
 * @throws Error naming the job
 */
export const handlersByName = (
  jobs: readonly JobDefinition[],
  handlers: readonly JobHandler[],
): ReadonlyMap<string, JobHandler> => {
  const byName = new Map<string, JobHandler>()
  for (const handler of handlers) {
    const { name } = handler.job
    if (!jobs.includes(handler.job)) throw new Error(`job ${name} is handled but not declared`)
    if (byName.has(name)) throw new Error(`job ${name} has two handlers`)
    byName.set(name, handler)
  }
  for (const { name } of jobs) if (!byName.has(name)) throw new Error(`job ${name} has no handler`)
  return byName
}
