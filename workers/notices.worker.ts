import type { Deps } from '#src/deps.ts'
import { announceNotice } from '#src/features/privacy/announce-notice.ts'
import { recordNotices } from '#src/features/privacy/record-notices.ts'
import { announceNoticeJob, recordNoticesJob } from '#src/jobs/definitions.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'

/** Keeps the versions of notices, and tells people of new ones. */
export const noticeHandlers = (deps: Deps): JobHandler[] => [
  handleJob(recordNoticesJob, () => recordNotices(deps)),
  handleJob(announceNoticeJob, ({ organisationId, subjectId }) =>
    announceNotice(deps, { organisationId, versionId: subjectId }),
  ),
]
