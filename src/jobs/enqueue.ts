import { channel } from 'node:diagnostics_channel'
import { v7 } from 'uuid'
import type { Tx } from '#src/db/database.ts'
import type { SubjectJobName } from '#src/jobs/definitions.ts'

/**
 * Says inside this process that an outbox row was written, so that its relay looks soon and not at its next
 * regular turn. It may arrive before the transaction commits; whoever misses it finds the row within a second.
 */
export const outboxWritten = channel('praxis.outbox')

/** What is to be done, about which row. */
interface Enqueued {
  organisationId: string
  /** The account that the row is about, so that its erasure finds it. */
  accountId?: string | null
  job: SubjectJobName
  subjectId: string
  /** The instant of the transaction. */
  at: Date | string
}

/** Writes down in the caller's transaction that a job is to be done: it commits or vanishes with its cause. */
export const enqueue = async (
  tx: Tx,
  { organisationId, accountId, job, subjectId, at }: Enqueued,
): Promise<void> => {
  await tx
    .insertInto('outbox')
    .values({
      organisationId,
      id: v7(),
      accountId: accountId ?? null,
      job,
      subjectId,
      createdAt: new Date(at).toISOString(),
    })
    .execute()
  outboxWritten.publish(job)
}
