import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import t from 'tap'
import { v7 } from 'uuid'
import { sendMailJob } from '#src/jobs/definitions.ts'
import { openJobQueue } from '#src/jobs/queue.ts'
import { queueReady, queueStatus } from '#src/jobs/queue-status.ts'
import { redisInstalled, startRedis } from '#test/helpers/redis.ts'
import { until } from '#test/helpers/until.ts'
import { byName, noteSent, openCourier } from '#test/workers/courier.ts'
import { handleJob } from '#workers/job-handler.ts'
import { startRelay } from '#workers/outbox-relay.ts'
import { runJobs } from '#workers/run-jobs.ts'
import { startSchedules } from '#workers/schedules.ts'

const options = { skip: redisInstalled() ? false : 'redis-server is not installed' }

t.test('with Redis away jobs wait in the outbox and one line says so', options, async (t) => {
  const courier = await openCourier(t, 'redis')
  const relay = startRelay(courier)
  const sent: string[] = []
  const worker = runJobs(courier.queue, courier.log, byName(noteSent(courier, sent)))
  const schedules = startSchedules(courier)
  await courier.redis?.stop()
  await until('the queue is known to be away', async () => !(await queueReady(courier)))
  const mails = [await courier.planMail(), await courier.planMail()]
  for (const mail of mails) await courier.enqueueMail(mail)
  const job = { job: 'mail.send', organisationId: courier.organisationId, subjectId: v7() }
  await t.rejects(courier.queue.add([job]), 'adding fails at once')
  await t.rejects(queueStatus(courier), { code: 'unavailable' })
  await until('the relay has noticed', () => courier.lines.some((line) => line.includes('"outbox"')))
  t.equal(await courier.outboxSize(), 2)

  await courier.redis?.start()
  await until('both are sent', () => sent.length === 2)
  t.equal(await courier.outboxSize(), 0)
  t.ok(await queueReady(courier))
  const warnings = courier.lines.filter((line) => line.includes('out of reach'))
  t.equal(warnings.filter((line) => line.includes('"outbox"')).length, 1)
  t.equal(warnings.filter((line) => line.includes('"queue"')).length, 1)
  await Promise.all([relay.close(), schedules.close(), worker.close()])
})

t.test('with Redis away closing waits for the job that runs, and not for Redis', options, async (t) => {
  const courier = await openCourier(t, 'redis')
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let state = 'waiting'
  const slow = handleJob(sendMailJob, async () => {
    state = 'running'
    await released
    state = 'done'
  })
  const worker = runJobs(courier.queue, courier.log, byName(slow))
  await courier.queue.add([
    { job: 'mail.send', organisationId: courier.organisationId, subjectId: await courier.planMail() },
  ])
  await until('it runs', () => state === 'running')
  await courier.redis?.stop()
  await until('the queue is known to be away', async () => !(await queueReady(courier)))
  let closed = false
  const closing = worker.close().then(() => {
    closed = true
  })
  await setImmediate()
  t.notOk(closed)
  release()
  await until('it is closed', () => closed, 3_000)
  await closing
  t.equal(state, 'done')
})

t.test('a Redis that may forget jobs is named once', options, async (t) => {
  const redis = await startRedis(t, { policy: 'allkeys-lru' })
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
  const queue = await openJobQueue({ redisUrl: redis.url, databaseUrl: '', log })
  await until('it is named', () => lines.some((line) => line.includes('noeviction')))
  await queue.close()
  t.equal(lines.length, 1)
})
