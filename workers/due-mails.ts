import type { Deps } from '#src/deps.ts'
import { sendMailJob } from '#src/jobs/definitions.ts'
import { jobIdOf, type QueuedJob } from '#src/jobs/queue.ts'

const dueAtOnce = 5_000

// Sending takes what is due within this time, so that the pause between two looks makes no mail late.
const soonMilliseconds = 60_000
const addedAtOnce = 500

const dueMails = async ({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<QueuedJob[]> => {
  const { rows } = await db.worker.query<{ organisation_id: string; id: string }>(
    'select organisation_id, id from due_mails($1, $2)',
    [new Date(clock.now().getTime() + soonMilliseconds), dueAtOnce],
  )
  return rows.map((row) => ({
    job: sendMailJob.name,
    organisationId: row.organisation_id,
    subjectId: row.id,
  }))
}

/**
 * Hands over every mail that is due and still planned. One that has its job already, waiting, running or failed,
 * is left as it is.
 */
export const addDueMails = async (deps: Pick<Deps, 'db' | 'clock' | 'queue'>): Promise<void> => {
  const due = await dueMails(deps)
  for (let start = 0; start < due.length; start += addedAtOnce)
    await deps.queue.add(due.slice(start, start + addedAtOnce))
}

/**
 * Starts the failed jobs again of mails that are due and still planned: an SMTP server that was away for longer
 * than all tries span gets them later.
 * @returns how many
 */
export const retryDueMails = async (deps: Pick<Deps, 'db' | 'clock' | 'queue'>): Promise<number> => {
  const { producer } = deps.queue
  const failed = new Set(await producer.getRanges(['failed']))
  if (failed.size === 0) return 0
  const ids = (await dueMails(deps)).map(jobIdOf).filter((id) => failed.has(id))
  let started = 0
  for (const id of ids) {
    const job = await producer.getJob(id)
    // Somebody may have started it by hand meanwhile.
    await job?.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }).then(
      () => started++,
      () => {},
    )
  }
  return started
}
