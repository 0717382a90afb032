import { pino } from 'pino'
import { sendMailJob } from '#src/jobs/definitions.ts'
import { openJobQueue } from '#src/jobs/queue.ts'
import { handleJob } from '#workers/job-handler.ts'
import { runJobs } from '#workers/run-jobs.ts'

/** A worker that says when it has a job, and never ends it: the test kills it. Arguments: database URL, Redis URL. */
const [databaseUrl = '', redisUrl = null] = process.argv.slice(2)
const log = pino({ level: 'silent' })
const queue = await openJobQueue({ redisUrl, databaseUrl, log })
const endless = handleJob(sendMailJob, async () => {
  process.stdout.write('running\n')
  await new Promise(() => {})
})
runJobs(queue, log, new Map([[sendMailJob.name, endless]]))
