import t, { type Test } from 'tap'
import { dueMailsJob, jobs, sendMailJob } from '#src/jobs/definitions.ts'
import { JobFailure } from '#src/jobs/failure.ts'
import { jobIdOf } from '#src/jobs/queue.ts'
import { queueStatus, replayFailed } from '#src/jobs/queue-status.ts'
import { until } from '#test/helpers/until.ts'
import {
  type BackendName,
  backends,
  byName,
  type Courier,
  noteSent,
  openCourier,
} from '#test/workers/courier.ts'
import { addDueMails, retryDueMails } from '#workers/due-mails.ts'
import { handleJob } from '#workers/job-handler.ts'
import { handOver, startRelay } from '#workers/outbox-relay.ts'
import { runJobs } from '#workers/run-jobs.ts'
import { keepSchedules, startSchedules } from '#workers/schedules.ts'

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
      const scheduled = jobs.filter(({ every }) => every !== null)
      t.equal(counts.waiting + counts.delayed, scheduled.length, 'one run of each waits')
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
    t.strictSame(sent, [mail])
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

for (const backend of backends(t)) t.test(`the courier on ${backend}`, suite(backend))
