import type { Deps } from '#src/deps.ts'
import { planAnnouncement } from '#src/features/announcements/plan-announcement.ts'
import { announceJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

/** Plans the mails of announcements. */
export const announcementHandlers = (deps: Deps): JobHandler[] => [
  handleJob(announceJob, ({ subjectId }) => planAnnouncement(deps, subjectId)),
]
