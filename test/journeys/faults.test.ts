import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { book, expectStatus, freeTimes, openClinic, password, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { sendDueMails } from '#test/helpers/outbox-mails.ts'
import { redisInstalled, startRedis } from '#test/helpers/redis.ts'
import { startSmtp } from '#test/helpers/smtp.ts'
import { until } from '#test/helpers/until.ts'
import { workerProcess } from '#test/helpers/worker-process.ts'

const masterKeys = `test:${randomBytes(32).toString('base64')}`

const rig = async (t: Test, queue: Record<string, string>) => {
  const app = await startApp(t, { ...queue, MASTER_KEYS: masterKeys })
  const clinic = await openClinic(app)
  await sendDueMails(app)
  const folder = await mkdtemp(join(tmpdir(), 'praxis-faults-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const clockFile = join(folder, 'clock')
  await writeFile(clockFile, 'PT0S')
  let onRecipient: () => boolean = () => false
  const smtp = await startSmtp({ refuse: () => onRecipient() })
  t.teardown(() => smtp.close())
  const worker = workerProcess({
    ...queue,
    DATABASE_URL: app.database.databaseUrl,
    DATA_DIR: folder,
    BACKUP_DIR: app.deps.config.backupDir,
    BACKUP_KEY: app.deps.config.backupKey ?? '',
    MASTER_KEYS: masterKeys,
    SMTP_URL: smtp.url,
    TEST_CLOCK_FILE: clockFile,
  })
  t.teardown(() => worker.kill())
  const owner = await connectTo(t, app.database.superuserUrl)
  const planned = async () =>
    (await owner.query(`select count(*)::int as n from mails where state = 'planned' and due_at < now()`))
      .rows[0].n
  return {
    app,
    clinic,
    smtp,
    worker,
    owner,
    planned,
    clockFile,
    set onRecipient(listener: () => boolean) {
      onRecipient = listener
    },
  }
}

const bookSome = async ({ app, clinic }: Awaited<ReturnType<typeof rig>>, count: number) => {
  clinic.receptionist.token = await app.signIn(clinic.receptionist.email, password)
  const times = await freeTimes(app, clinic)
  const appointments = []
  for (let n = 0; n < count; n++) {
    const patient = await registerPatient(clinic, {
      email: `${randomBytes(6).toString('hex')}@patients.example`,
      locale: 'en',
    })
    appointments.push(expectStatus(await book(clinic, patient, times[n]!), 201).body)
  }
  return appointments as { id: string; startsAt: string }[]
}

const queues: Record<
  string,
  (
    t: Test,
  ) => Promise<{ environment: Record<string, string>; redis: Awaited<ReturnType<typeof startRedis>> | null }>
> = {
  'a queue in PostgreSQL': async () => ({ environment: {}, redis: null }),
  ...(redisInstalled()
    ? {
        'a queue in Redis': async (t: Test) => {
          const redis = await startRedis(t)
          return { environment: { REDIS_URL: redis.url }, redis }
        },
      }
    : {}),
}

for (const [name, open] of Object.entries(queues))
  t.test(`nothing is lost and nothing comes twice, with ${name}`, { timeout: 180_000 }, async (t) => {
    const { environment, redis } = await open(t)
    const it = await rig(t, environment)
    const { app, clinic, smtp, worker, owner } = it
    const appointments = await bookSome(it, 8)
    const [moved, cancelled] = appointments
    const times = await freeTimes(app, clinic)
    const act = (id: string, verb: string, body: object) =>
      clinic.call('POST', `/appointments/${id}/${verb}`, { token: clinic.receptionist.token, body })
    expectStatus(await act(moved!.id, 'reschedule', { startsAt: times[0] }), 200)
    expectStatus(await act(cancelled!.id, 'cancel', {}), 200)

    // Killed as each recipient is named, for the first few mails: between taking a job and the server's 250.
    let kills = 0
    it.onRecipient = () => {
      if (kills >= 2) return false
      kills++
      void worker.kill().then(() => worker.start())
      return true
    }
    worker.start()
    await until('two kills', () => kills >= 2, 60_000)
    if (redis) await redis.flush()
    // Killed as soon as a mail was accepted: between the server's 250 and our record of it.
    const before = smtp.messages.length
    await until('a mail arrives', () => smtp.messages.length > before, 60_000)
    await worker.kill()
    smtp.setRefusing(451)
    worker.start()
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    smtp.setRefusing(null)
    await until('every due mail is out', async () => (await it.planned()) === 0, 90_000)

    const about = smtp.messages.filter((mail) => mail.calendar !== null)
    const ids = new Set(about.map((mail) => mail.messageId))
    t.equal(ids.size, 8, 'one Message-ID for each appointment')
    const cancellations = about.filter((mail) => /METHOD:CANCEL/.test(mail.calendar ?? ''))
    t.equal(
      new Set(cancellations.map((mail) => mail.messageId)).size,
      1,
      'the cancelled one is told as cancelled alone',
    )
    t.ok(about.length <= ids.size + 2, 'sent again only where the process died before its record')

    // Days later the reminders are due: for whoever still has an appointment, nobody else.
    const first = smtp.messages.length
    await worker.kill()
    const { rows } = await owner.query(
      `select ceil(extract(epoch from max(due_at) - now()))::int as seconds from mails
       where kind = 'appointmentReminder' and state = 'planned'`,
    )
    await writeFile(it.clockFile, `PT${rows[0].seconds + 1}S`)
    worker.start()
    const waiting = `select count(*)::int as n from mails where kind = 'appointmentReminder' and state = 'planned'`
    await until('the reminders are out', async () => (await owner.query(waiting)).rows[0].n === 0, 60_000)
    const reminders = smtp.messages.slice(first)
    const recipients = (mails: typeof reminders) =>
      [...new Set(mails.map((mail) => mail.envelope.to[0]))].sort()
    const live = about.filter(
      (mail) => !cancellations.some((one) => one.envelope.to[0] === mail.envelope.to[0]),
    )
    t.equal(recipients(live).length, 7)
    t.same(
      recipients(reminders),
      recipients(live),
      'each who still comes is reminded, the cancelled one is not',
    )
    t.equal(new Set(reminders.map((mail) => mail.messageId)).size, reminders.length, 'no reminder came twice')
    t.equal(await worker.stop(), 0, 'a drain ends with 0')
  })
