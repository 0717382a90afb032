import { withErasure } from '#src/db/erasure-scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { openIdentifiers } from '#src/features/erasures/erasure-identifiers.ts'
import type { ErasurePart } from '#src/features/erasures/erasures.queries.ts'
import { goOnWith, type Progress } from '#src/features/erasures/progress.ts'
import { idHost } from '#src/features/messages/letters.ts'
import { sendMailJob } from '#src/jobs/definitions.ts'
import { jobIdOf } from '#src/jobs/queue.ts'

/** The id under which a mail went out, as its file is named by it. */
export const messageIdOf = ({ config }: Pick<Deps, 'config'>, mailId: string) =>
  `<${mailId}@${idHost(config)}>`

/** The job that sends a mail. */
export const mailJobOf = (organisationId: string, mailId: string): string =>
  jobIdOf({ job: sendMailJob.name, organisationId, subjectId: mailId })

/** Takes the jobs of the person's mails out of the queue, and their files out of the folder of mails. */
export const clearJobsAndFiles = async (deps: Deps, part: ErasurePart): Promise<Progress> => {
  const { organisationId } = part
  const { mailIds } = await withErasure(deps, part, async (scope) => {
    const request = await findRequest(scope.tx, organisationId, part.requestId)
    if (!request) throw new Error('an erasure without its request')
    return openIdentifiers(scope, request)
  })
  for (const mailId of mailIds) {
    const job = await deps.queue.producer.getJob(mailJobOf(organisationId, mailId))
    // One that runs just now finds no mail any more, and is gone when it ends.
    await job?.remove().catch(() => {})
    await deps.mailer.forget(messageIdOf(deps, mailId))
  }
  return goOnWith(deps, part, 'check')
}
