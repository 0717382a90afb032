import { backUpIfDue } from '#src/backups/make-backup.ts'
import type { Deps } from '#src/deps.ts'
import { backupJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

/** The daily backup. */
export const backupHandlers = (deps: Deps): JobHandler[] => [handleJob(backupJob, () => backUpIfDue(deps))]
