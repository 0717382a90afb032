import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { sendMailJob } from '#src/jobs/definitions.ts'
import { until } from '#test/helpers/until.ts'
import { backends, openCourier } from '#test/workers/courier.ts'
import { handleJob } from '#workers/job-handler.ts'
import { runJobs } from '#workers/run-jobs.ts'

const script = fileURLToPath(new URL('killed-worker.ts', import.meta.url))

for (const backend of backends(t))
  t.test(`the job of a worker that was killed is taken over within 20 seconds (${backend})`, async (t) => {
    const { queue, log, databaseUrl, redis, organisationId, planMail } = await openCourier(t, backend)
    const mail = await planMail()
    await queue.add([{ job: 'mail.send', organisationId, subjectId: mail }])
    const worker = spawn(process.execPath, [script, databaseUrl, ...(redis ? [redis.url] : [])], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(worker.stdout, 'data')
    worker.kill('SIGKILL')
    await once(worker, 'exit')

    const seen: string[] = []
    const taking = handleJob(sendMailJob, async ({ subjectId }) => {
      seen.push(subjectId)
    })
    const other = runJobs(queue, log, new Map([[sendMailJob.name, taking]]))
    await until('another worker has it', () => seen.length > 0, 20_000)
    await other.close()
    t.strictSame(seen, [mail])
  })
