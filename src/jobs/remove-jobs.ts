import type { JobQueue } from '#src/jobs/queue.ts'

const atOnce = 500
const states = ['waiting', 'delayed', 'prioritized', 'failed', 'completed'] as const

/**
 * Takes the jobs of an organisation out of the queue. One that runs ends by itself: it finds nothing any more.
 * @throws Error while the queue is away
 */
export const removeJobsOf = async ({ queue }: { queue: JobQueue }, organisationId: string): Promise<void> => {
  for (const state of states)
    for (let start = 0; ; ) {
      const jobs = await queue.producer.getJobs([state], start, start + atOnce - 1)
      const theirs = jobs.filter(
        (job) => (job?.data as { organisationId?: unknown } | undefined)?.organisationId === organisationId,
      )
      // Whoever else takes one of them at this moment is done with it.
      for (const job of theirs) await job.remove().catch(() => {})
      if (jobs.length < atOnce) break
      start += jobs.length - theirs.length
    }
}
