import type { Deps } from '#src/deps.ts'
import { jobs } from '#src/jobs/definitions.ts'
import { type JobQueue, jobOptions } from '#src/jobs/queue.ts'

const lookEvery = 5_000

const keep = async (queue: JobQueue, name: string, every: number): Promise<void> => {
  const kept = await queue.producer.getJobScheduler(name)
  const late = kept?.next === undefined || kept.next < Date.now() - 2 * every
  if (kept?.every === every && !late) return
  await queue.producer.upsertJobScheduler(name, { every }, { name, data: {}, opts: jobOptions(name) })
}

/**
 * Makes sure that the queue holds every schedule and the job of its next run. A Redis that was emptied has
 * forgotten them; a run that was lost before it planned the next one leaves a schedule that stands still.
 */
export const keepSchedules = async (queue: JobQueue): Promise<void> => {
  for (const { name, every } of jobs) if (every !== null) await keep(queue, name, every)
}

/** Keeps the schedules for as long as it runs, in any number of processes. */
export const startSchedules = ({ queue }: Pick<Deps, 'queue'>): { close(): Promise<void> } => {
  let looking = Promise.resolve()
  let busy = false
  const look = async () => {
    busy = true
    // The queue says itself that it is away; the next look finds it again.
    await queue
      .ping()
      .then(() => keepSchedules(queue))
      .catch(() => {})
    busy = false
  }
  const start = () => {
    if (!busy) looking = look()
  }
  start()
  const timer = setInterval(start, lookEvery)
  return {
    async close() {
      clearInterval(timer)
      await looking
    },
  }
}
