import type { Deps } from '#src/deps.ts'
import { jobIdOf, type QueuedJob } from '#src/jobs/queue.ts'

/** Hands over a job that the queue has lost or given up; of one that waits or runs a worker takes care. */
export const addAgain = async (queue: Deps['queue'], job: QueuedJob): Promise<void> => {
  const held = await queue.producer.getJob(jobIdOf(job))
  if (!held) await queue.add([job])
  else await held.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }).catch(() => {})
}
