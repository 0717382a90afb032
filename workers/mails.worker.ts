import type { Deps } from '#src/deps.ts'
import { sendMail } from '#src/features/messages/send-mail.ts'
import { dueMailsJob, retryMailsJob, sendMailJob } from '#src/jobs/definitions.ts'
import { JobFailure } from '#src/jobs/failure.ts'
import { MailRefused } from '#src/mail/mailer.ts'
import { addDueMails, retryDueMails } from '#workers/due-mails.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

const coded = (error: unknown) =>
  error instanceof MailRefused ? new JobFailure(error.code, { permanent: error.permanent }) : error

/** Sends mails, finds those that are due, and tries those again that could not be sent. */
export const mailHandlers = (deps: Deps): JobHandler[] => [
  handleJob(sendMailJob, async ({ organisationId, subjectId }) => {
    // Not due, withdrawn, or in other hands: done here; the next look at what is due finds what is left to do.
    await sendMail(deps, { organisationId, mailId: subjectId }).catch((error) => Promise.reject(coded(error)))
  }),
  handleJob(dueMailsJob, () => addDueMails(deps)),
  handleJob(retryMailsJob, async () => {
    await retryDueMails(deps)
  }),
]
