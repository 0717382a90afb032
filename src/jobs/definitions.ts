import { defineJob, defineSchedule, type JobDefinition } from '#src/jobs/define-job.ts'

/** Sends one mail; the subject is its row. The tries span four minutes, then `mails.retry` takes over. */
export const sendMailJob = defineJob({ name: 'mail.send', attempts: 8, backoff: 2_000 })

/** Finds mails that are due and have no job: planned ones whose time came, and those whose job was lost. */
export const dueMailsJob = defineSchedule({ name: 'mails.due', every: 10_000 })

/** Tries mails again that are still planned although all tries of their job failed. */
export const retryMailsJob = defineSchedule({ name: 'mails.retry', every: 600_000 })

/** Deletes what has expired: registrations, tokens, sessions, attempts, recorded answers. */
export const housekeepingJob = defineSchedule({ name: 'housekeeping', every: 600_000 })

/** Makes the days to come of the logs of use, and drops those that are over 30 days old. */
export const logsJob = defineSchedule({ name: 'logs', every: 600_000 })

/** Works off a file that is to be imported; the subject is the import. A run that was cut off goes on where it stood. */
export const runImportJob = defineJob({ name: 'import.run', attempts: 5, backoff: 5_000 })

/** Finds imports that wait or run and have no job any more. */
export const dueImportsJob = defineSchedule({ name: 'imports.due', every: 60_000 })

/** Gives the trail's new events their place in its chain; an event waits five seconds at the most. */
export const sealTrailJob = defineSchedule({ name: 'trail.seal', every: 3_000 })
/** Plans the mails that tell of a new version of a policy; the subject is the version. */
export const announcePolicyJob = defineJob({ name: 'policy.announce', attempts: 8, backoff: 5_000 })

/** Looks hourly whether a release or the deployment has changed what notices state. */
export const recordNoticesJob = defineSchedule({ name: 'notices.record', every: 3_600_000 })

/** Plans the mails that tell of a changed notice; the subject is its version. */
export const announceNoticeJob = defineJob({ name: 'notice.announce', attempts: 8, backoff: 5_000 })

/** Reminds hourly of data-subject requests whose last day comes near. */
export const watchRequestsJob = defineSchedule({ name: 'requests.watch', every: 3_600_000 })

/** Looks hourly for calendar quarters that are over and whose national means are not published yet. */
export const computeBenchmarkJob = defineSchedule({ name: 'benchmark.compute', every: 3_600_000 })

/** Asks for a review whoever was at an appointment whose time for that has come. */
export const inviteAfterVisitsJob = defineSchedule({ name: 'reviews.invite', every: 60_000 })

/** Ends invitations that are over, and forgets addresses of lists. */
export const tendReviewsJob = defineSchedule({ name: 'reviews.tend', every: 60_000 })

/** Every job there is, a line each. */
export const jobs: readonly JobDefinition[] = [
  inviteAfterVisitsJob,
  tendReviewsJob,
  sendMailJob,
  dueMailsJob,
  retryMailsJob,
  runImportJob,
  dueImportsJob,
  housekeepingJob,
  logsJob,
  sealTrailJob,
  announcePolicyJob,
  recordNoticesJob,
  announceNoticeJob,
  watchRequestsJob,
  computeBenchmarkJob,
]

/** The jobs that a transaction may enqueue. */
export type SubjectJobName = (
  | typeof sendMailJob
  | typeof runImportJob
  | typeof announcePolicyJob
  | typeof announceNoticeJob
)['name']
