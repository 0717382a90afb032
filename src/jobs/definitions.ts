import { defineJob, defineSchedule, type JobDefinition } from '#src/jobs/define-job.ts'

/** Sends one mail; the subject is its row. The tries span four minutes, then `mails.retry` takes over. */
export const sendMailJob = defineJob({ name: 'mail.send', attempts: 8, backoff: 2_000 })

/** Finds mails that are due and have no job: planned ones whose time came, and those whose job was lost. */
export const dueMailsJob = defineSchedule({ name: 'mails.due', every: 10_000 })

/** Tries mails again that are still planned although all tries of their job failed. */
export const retryMailsJob = defineSchedule({ name: 'mails.retry', every: 600_000 })

/** Removes what belongs to accounts and the service and whose time is over, and makes the days to come of the logs. */
export const sweepPlatformJob = defineSchedule({ name: 'retention.platform', every: 600_000 })

/** Finds organisations whose sweep is due, twice a day each, or was cut off. */
export const dueSweepsJob = defineSchedule({ name: 'retention.due', every: 600_000 })

/** Removes what an organisation holds although its time is over; the subject is the run. */
export const sweepJob = defineJob({ name: 'retention.sweep', attempts: 5, backoff: 30_000 })

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

/** Takes one controller's part of an erasure as far as it can go; the subject is the request. */
export const advanceErasureJob = defineJob({ name: 'erasure.advance', attempts: 8, backoff: 5_000 })

/** Finds parts of erasures that have something to do. */
export const dueErasuresJob = defineSchedule({ name: 'erasures.due', every: 10_000 })

/** Looks through everything that is stored, once a day, for what erasures left. */
export const scanErasuresJob = defineSchedule({ name: 'erasures.scan', every: 60_000 })

/** Asks somebody without account to confirm the address of a request; the subject is the request. */
export const askForAddressJob = defineJob({ name: 'requestAddress.ask', attempts: 8, backoff: 5_000 })

/** Finds requests whose address nobody was asked to confirm, and that have no job. */
export const dueAddressesJob = defineSchedule({ name: 'requestAddresses.due', every: 10_000 })

/** Reminds of data-subject requests whose last day comes near. */
export const watchRequestsJob = defineSchedule({ name: 'requests.watch', every: 600_000 })

/** Makes the archive of an export; the subject is the export. */
export const runExportJob = defineJob({ name: 'export.run', attempts: 5, backoff: 5_000 })

/** Finds exports that wait and have no job any more, and archives older than somebody's erasure. */
export const dueExportsJob = defineSchedule({ name: 'exports.due', every: 60_000 })

/** Tells an organisation's people that it leaves, or that it stays after all; the subject is the termination. */
export const announceTerminationJob = defineJob({ name: 'termination.announce', attempts: 8, backoff: 5_000 })

/** Purges an organisation whose grace is over; the subject is the organisation. */
export const purgeOrganisationJob = defineJob({ name: 'organisation.purge', attempts: 5, backoff: 5_000 })

/** Finds organisations whose grace is over, purges that were cut off, and addresses that are not needed any more. */
export const duePurgesJob = defineSchedule({ name: 'purges.due', every: 60_000 })

/** Announces transfers of ownership, and carries out those whose time has come. */
export const dueTransfersJob = defineSchedule({ name: 'transfers.due', every: 30_000 })

/** Shows patients the disclosures that need not be kept from them any longer. */
export const dueDisclosuresJob = defineSchedule({ name: 'disclosures.due', every: 60_000 })

/** Plans the mails of an announcement; the subject is the announcement. */
export const announceJob = defineJob({ name: 'announcement.plan', attempts: 8, backoff: 5_000 })
/** Prunes backups, and makes one where the last is a day old. */
export const backupJob = defineSchedule({ name: 'backup', every: 60_000 })

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
  sweepPlatformJob,
  dueSweepsJob,
  sweepJob,
  backupJob,
  sealTrailJob,
  announcePolicyJob,
  recordNoticesJob,
  announceNoticeJob,
  advanceErasureJob,
  dueErasuresJob,
  scanErasuresJob,
  askForAddressJob,
  dueAddressesJob,
  watchRequestsJob,
  runExportJob,
  dueExportsJob,
  announceTerminationJob,
  purgeOrganisationJob,
  duePurgesJob,
  dueTransfersJob,
  dueDisclosuresJob,
  announceJob,
  computeBenchmarkJob,
]

/** The jobs that a transaction may enqueue. */
export type SubjectJobName = (
  | typeof sendMailJob
  | typeof runImportJob
  | typeof sweepJob
  | typeof announcePolicyJob
  | typeof announceNoticeJob
  | typeof advanceErasureJob
  | typeof askForAddressJob
  | typeof runExportJob
  | typeof announceTerminationJob
  | typeof purgeOrganisationJob
  | typeof announceJob
)['name']
