import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { v7 } from 'uuid'
import { dueMailsJob, sendMailJob } from '#src/jobs/definitions.ts'
import { JobFailure } from '#src/jobs/failure.ts'
import { jobIdOf, openJobQueue } from '#src/jobs/queue.ts'
import { queueReady, queueStatus, replayFailed } from '#src/jobs/queue-status.ts'
import { startRedis } from '#test/helpers/redis.ts'
import { until } from '#test/helpers/until.ts'
import { type BackendName, backends, type Courier, openCourier } from '#test/workers/courier.ts'
import { addDueMails, retryDueMails } from '#workers/due-mails.ts'
import { handleJob, type JobHandler } from '#workers/job-handler.ts'
import { handOver, startRelay } from '#workers/outbox-relay.ts'
import { runJobs } from '#workers/run-jobs.ts'
import { keepSchedules, startSchedules } from '#workers/schedules.ts'

const byName = (...handlers: JobHandler[]) => new Map(handlers.map((handler) => [handler.job.name, handler]))

/** Notes which mails it was called for and marks them as sent, as sending does. */
const noteSent = ({ owner }: Courier, sent: string[]) =>
  handleJob(sendMailJob, async ({ subjectId }) => {
    const { rowCount } = await owner.query(
      `update mails set state = 'sent' where id = $1 and state = 'planned'`,
      [subjectId],
    )
    if (rowCount) sent.push(subjectId)
  })

const mailJob = (courier: Courier, subjectId: string) =>
  jobIdOf({ job: 'mail.send', organisationId: courier.organisationId, subjectId })

const failedIds = async (courier: Courier) => (await queueStatus(courier)).failed.map((job) => job.id)

/** Lets a job use up its tries without waiting for the pauses between them. */
const exhaust = async (courier: Courier, mailId: string) => {
  const id = mailJob(courier, mailId)
  await until('the job has failed for good', async () => {
    const job = await courier.queue.producer.getJob(id)
    if (await job?.isDelayed()) await job?.promote().catch(() => {})
    return (await job?.isFailed()) ?? false
  })
}

const suite = (backend: BackendName) => async (t: Test) => {
  const courier = await openCourier(t, backend)
  const { queue, owner, organisationId } = courier
  t.beforeEach(() => courier.clear())

  t.test('a job is handed over when its transaction commits, and never where it rolls back', async (t) => {
    const [kept, lost] = [await courier.planMail(), await courier.planMail()]
    await courier.enqueueMail(kept)
    await t.rejects(courier.enqueueMail(lost, () => Promise.reject(new Error('no'))))
    t.equal(await handOver(courier), 1)
    t.equal(await courier.outboxSize(), 0)
    const job = await queue.producer.getJob(mailJob(courier, kept))
    t.strictSame(job?.data, { organisationId, subjectId: kept }, 'the payload is ids alone')
    t.notOk(await queue.producer.getJob(mailJob(courier, lost)))
  })

  t.test(
    'a relay that dies between handing over and clearing loses nothing, and nothing comes twice',
    async (t) => {
      const mails = await Promise.all(Array.from({ length: 20 }, () => courier.planMail()))
      for (const mail of mails) await courier.enqueueMail(mail)
      await owner.query('revoke execute on function clear_outbox from praxis_app')
      await t.rejects(handOver(courier))
      t.equal(await courier.outboxSize(), mails.length, 'the rows are still there')
      await owner.query('grant execute on function clear_outbox to praxis_app')
      await Promise.all([handOver(courier), handOver(courier), handOver(courier)])
      t.equal(await courier.outboxSize(), 0)
      t.equal((await queueStatus(courier)).counts.waiting, mails.length, 'each job is there once')

      const sent: string[] = []
      const worker = runJobs(queue, courier.log, byName(noteSent(courier, sent)))
      await until('all are sent', () => sent.length >= mails.length)
      await worker.close()
      t.strictSame(sent.toSorted(), mails.toSorted())
      t.equal((await queueStatus(courier)).counts.waiting, 0)
    },
  )

  t.test('a job that the queue refuses stays in the outbox', async (t) => {
    await courier.enqueueMail(await courier.planMail())
    await courier.store.refuse(true)
    await t.rejects(handOver(courier))
    t.equal(await courier.outboxSize(), 1)
    await courier.store.refuse(false)
    t.equal(await handOver(courier), 1)
    t.equal((await queueStatus(courier)).counts.waiting, 1)
  })

  t.test('a job that succeeded is gone, so that its id may be used again', async (t) => {
    const sent: string[] = []
    const worker = runJobs(queue, courier.log, byName(noteSent(courier, sent)))
    const mail = await courier.planMail()
    const job = { job: 'mail.send', organisationId, subjectId: mail }
    for (const round of [1, 2]) {
      await owner.query(`update mails set state = 'planned' where id = $1`, [mail])
      await queue.add([job])
      await until('it is sent', () => sent.length === round)
      await until('its job is gone', async () => !(await queue.producer.getJob(jobIdOf(job))))
    }
    await worker.close()
    t.equal(sent.length, 2)
  })

  t.test('a queue that forgets everything between handing over and sending loses no mail', async (t) => {
    const mail = await courier.planMail()
    await courier.enqueueMail(mail)
    await handOver(courier)
    await keepSchedules(queue)
    await courier.store.flush()
    t.notOk(await queue.producer.getJob(mailJob(courier, mail)))

    const sent: string[] = []
    const worker = runJobs(
      queue,
      courier.log,
      byName(
        noteSent(courier, sent),
        handleJob(dueMailsJob, () => addDueMails(courier)),
      ),
    )
    const schedules = startSchedules(courier)
    await until('the mail is found and sent', () => sent.includes(mail))
    await courier.store.flush()
    const second = await courier.planMail()
    await until('the schedules come back by themselves', () => sent.includes(second), 20_000)
    await schedules.close()
    await worker.close()
    t.strictSame(sent.toSorted(), [mail, second].toSorted())
  })

  t.test(
    'schedules are kept once, however often and by how many processes they are looked after',
    async (t) => {
      await courier.store.flush()
      await keepSchedules(queue)
      const before = await queue.producer.getJobScheduler('mails.due')
      await keepSchedules(queue)
      t.strictSame(await queue.producer.getJobScheduler('mails.due'), before)
      const { counts } = await queueStatus(courier)
      t.equal(counts.waiting + counts.delayed, 3, 'one run of each waits')
      await courier.store.flush()
    },
  )

  t.test('S67: what a failing job says, shows or quotes is stored nowhere; its code is', async (t) => {
    const canary = 'karin.berg@example.com'
    const failures = [
      () => Object.assign(new Error(`550 <${canary}> refused`), { detail: canary, cause: new Error(canary) }),
      () => new JobFailure(`smtp-rejected <${canary}>`),
      () => canary,
      () => new JobFailure('smtp-rejected'),
    ]
    let turn = 0
    const failing = handleJob(sendMailJob, () => Promise.reject(failures[turn++ % failures.length]?.()))
    const worker = runJobs(queue, courier.log, byName(failing))
    const mail = await courier.planMail()
    await queue.add([{ job: 'mail.send', organisationId, subjectId: mail }])
    await until(
      'it has failed once',
      async () => ((await queue.producer.getJob(mailJob(courier, mail)))?.attemptsMade ?? 0) > 0,
    )
    t.notMatch(await courier.store.dump(), canary, 'not while it waits for its next try')
    await exhaust(courier, mail)
    await worker.close()

    const dump = await courier.store.dump()
    t.match(dump, mail, 'the dump shows what is stored')
    t.match(dump, 'smtp-rejected')
    t.notMatch(dump, canary)
    t.notMatch(dump, 'jobs.test.ts', 'nor a stack')
    t.notMatch(courier.lines.join(''), canary, 'nor does the log')
    const [failed] = (await queueStatus(courier)).failed
    t.match(failed, {
      id: mailJob(courier, mail),
      name: 'mail.send',
      organisationId,
      subjectId: mail,
      code: 'smtp-rejected',
      attempts: 8,
    })
    t.match(failed?.failedAt, /^\d{4}-\d\d-\d\dT.*Z$/)
  })

  t.test(
    'a mail whose job failed for good is tried again while it is planned, and stays visible until then',
    async (t) => {
      await courier.store.flush()
      const [wanted, withdrawn] = [await courier.planMail(), await courier.planMail()]
      const sent: string[] = []
      let refusing = true
      const sending = noteSent(courier, sent)
      const refusable = handleJob(sendMailJob, async (payload) => {
        if (refusing) throw new JobFailure('smtp-rejected', { permanent: true })
        await sending.run(payload)
      })
      const worker = runJobs(queue, courier.log, byName(refusable))
      await addDueMails(courier)
      await until('both failed', async () => (await failedIds(courier)).length === 2)
      await addDueMails(courier)
      t.equal((await queueStatus(courier)).counts.failed, 2, 'looking for due mails leaves failed ones alone')
      await owner.query(`update mails set state = 'withdrawn' where id = $1`, [withdrawn])
      refusing = false
      t.equal(await retryDueMails(courier), 1)
      await until('the wanted one is sent', () => sent.includes(wanted))
      t.strictSame(sent, [wanted])
      await until('only the withdrawn one is left', async () => (await failedIds(courier)).length === 1)

      await t.rejects(
        replayFailed(courier, mailJob(courier, wanted)),
        { code: 'not-found' },
        'what did not fail is not replayed',
      )
      await replayFailed(courier, mailJob(courier, withdrawn))
      await until('the replayed job is gone', async () => (await failedIds(courier)).length === 0)
      await worker.close()
    },
  )

  t.test('a job of a name or form that nobody knows fails by its code and harms no other', async (t) => {
    const sent: string[] = []
    const worker = runJobs(queue, courier.log, byName(noteSent(courier, sent)))
    const mail = await courier.planMail()
    await queue.add([
      { job: 'newer.version', organisationId, subjectId: mail },
      { job: 'mail.send', organisationId, subjectId: 'no-id' },
      { job: 'mail.send', organisationId, subjectId: mail },
    ])
    await until('the good one is sent', () => sent.includes(mail))
    await until(
      'the malformed one failed',
      async () => (await queueStatus(courier)).failed[0]?.code === 'invalid-payload',
    )
    const unknown = jobIdOf({ job: 'newer.version', organisationId, subjectId: mail })
    await until('the unknown one is tried again, perhaps by a worker that knows it', async () => {
      const job = await queue.producer.getJob(unknown)
      return job?.failedReason === 'unknown-job' && (await job.isDelayed())
    })
    await worker.close()
  })

  t.test('closing waits for what was taken: each job is done or waits for another worker', async (t) => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    let started = 0
    let ended = 0
    const slow = handleJob(sendMailJob, async () => {
      started++
      await released
      ended++
    })
    const worker = runJobs(queue, courier.log, byName(slow))
    await queue.add([{ job: 'mail.send', organisationId, subjectId: await courier.planMail() }])
    await until('it runs', () => started === 1)
    let closed = false
    const closing = worker.close().then(() => {
      closed = true
    })
    await queue.add([{ job: 'mail.send', organisationId, subjectId: await courier.planMail() }])
    t.notOk(closed)
    release()
    await closing
    t.equal(ended, started)
    const { counts } = await queueStatus(courier)
    t.match(counts, { active: 0, waiting: 2 - ended })
  })

  t.test('the relay hands over within a second, what its own process writes almost at once', async (t) => {
    const relay = startRelay(courier)
    const mail = await courier.planMail()
    await courier.enqueueMail(mail)
    await until('it is handed over', async () => (await courier.outboxSize()) === 0, 2_000)
    await relay.close()
    await courier.enqueueMail(await courier.planMail())
    t.equal(await courier.outboxSize(), 1, 'a closed relay leaves the rest')
    await handOver(courier)
  })
}

const available = backends(t)
for (const backend of available) t.test(`the courier on ${backend}`, suite(backend))

const redisSuite = async (t: Test) => {
  t.test('with Redis away jobs wait in the outbox and one line says so', async (t) => {
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

  t.test('with Redis away closing waits for the job that runs, and not for Redis', async (t) => {
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

  t.test('a Redis that may forget jobs is named once', async (t) => {
    const redis = await startRedis(t, { policy: 'allkeys-lru' })
    const lines: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
    const queue = await openJobQueue({ redisUrl: redis.url, databaseUrl: '', log })
    await until('it is named', () => lines.some((line) => line.includes('noeviction')))
    await queue.close()
    t.equal(lines.length, 1)
  })
}

if (available.includes('redis')) t.test('the courier and Redis', redisSuite)
