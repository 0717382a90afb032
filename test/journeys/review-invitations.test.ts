import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { v7 as newId } from 'uuid'
import { type JobScope, withJob } from '#src/db/scope.ts'
import { insertPatients } from '#src/features/patients/patients.queries.ts'
import { sealNewPatient } from '#src/features/patients/sealed-patient.ts'
import { addressHash } from '#src/features/reviews/address-hash.ts'
import { putOptOut } from '#src/features/reviews/review-invitations.queries.ts'
import { inviteAfterVisits } from '#src/features/reviews/tend-invitations.ts'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, openClinic } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { sendDueMails } from '#test/helpers/outbox-mails.ts'
import { redisInstalled, startRedis } from '#test/helpers/redis.ts'
import { startSmtp } from '#test/helpers/smtp.ts'
import { until } from '#test/helpers/until.ts'
import { workerProcess } from '#test/helpers/worker-process.ts'

const visits = 1000
const masterKeys = `test:${randomBytes(32).toString('base64')}`

const emailOf = (n: number) => `visitor${n}@visitors.example`

/** Who was at a visit: of ten, six are to be asked. */
const kindOf = (n: number) => {
  const tenth = n % 10
  if (tenth < 6) return 'asked'
  if (tenth === 6) return 'repeated'
  if (tenth === 7) return 'optedOut'
  if (tenth === 8) return 'restricted'
  return n % 20 === 9 ? 'erased' : 'deactivated'
}

/** Patients as rows, with their keys; a repeated visit is of the patient before. */
const addPatients = async (scope: JobScope, numbers: readonly number[], ids: Map<number, string>) => {
  const { tx, deps, at, organisationId } = scope
  const hash = await addressHash(scope, organisationId)
  const rows = []
  for (const n of numbers) {
    const id = newId()
    ids.set(n, id)
    const kind = kindOf(n)
    const sealed = await sealNewPatient(
      deps.keyring,
      tx,
      { organisationId, id, accountId: null },
      {
        care: { firstName: `Visitor${n}`, lastName: 'Ek', dateOfBirth: null, nationalId: null },
        rest: { email: emailOf(n), phone: null, address: null },
      },
    )
    if (kind === 'optedOut')
      await putOptOut(tx, { organisationId, id: newId(), emailIndex: hash(emailOf(n)), createdAt: at })
    rows.push({
      organisationId,
      id,
      accountId: null,
      ...sealed,
      locale: 'en' as const,
      source: 'receptionist' as const,
      enteredBy: null,
      informedAt: at,
      informedBy: null,
      externalId: null,
      state: kind === 'deactivated' ? ('deactivated' as const) : ('active' as const),
      restrictedAt: kind === 'restricted' ? at : null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
  }
  await insertPatients(tx, rows)
}

t.test(
  'P90: of a thousand completed appointments each who should gets one invitation, with the worker killed and the queue emptied meanwhile',
  { timeout: 300_000 },
  async (t) => {
    const redis = redisInstalled() ? await startRedis(t) : null
    const queue: Record<string, string> = redis ? { REDIS_URL: redis.url } : {}
    const smtp = await startSmtp()
    t.teardown(() => smtp.close())
    const app = await startApp(t, { ...queue, MASTER_KEYS: masterKeys })
    const clinic = await openClinic(app)
    await sendDueMails(app)
    const { token } = clinic.admin
    const settings = expectStatus(await clinic.call('GET', '/settings', { token }), 200).body
    const reviews = { ...settings.reviews, automatic: true, quietHours: null }
    expectStatus(await clinic.call('PUT', '/settings', { token, body: { ...settings, reviews } }), 200)

    const ids = new Map<number, string>()
    const numbers = Array.from({ length: visits }, (_none, n) => n)
    const withPatient = numbers.filter((n) => kindOf(n) !== 'repeated')
    for (let start = 0; start < withPatient.length; start += 100)
      await withJob(app.deps, clinic.id, (scope) =>
        addPatients(scope, withPatient.slice(start, start + 100), ids),
      )
    const owner = await connectTo(t, app.database.superuserUrl)
    const patientOf = (n: number) => (kindOf(n) === 'repeated' ? ids.get(n - 1) : ids.get(n)) ?? null
    await owner.query(
      `insert into appointments (organisation_id, id, practitioner_id, service_id, site_id, patient_id, starts_at, ends_at,
         busy_from, busy_until, time_zone, status, imported, price_amount, price_currency, payer, confidential, cancelled_late,
         late_changes, version, created_at, updated_at)
       select $1, v.id, $2, $3, $4, v.patient, s, s + interval '5 minutes', s, s + interval '5 minutes', 'Europe/Stockholm', 'completed',
         false, 45000, 'SEK', 'patient', false, false, '[]', 1, now(), now()
         from unnest($5::uuid[], $6::uuid[]) with ordinality as v (id, patient, n),
           lateral (select now() - interval '26 hours' - v.n * interval '5 minutes' as s) x`,
      [
        clinic.id,
        clinic.practitioner.id,
        clinic.serviceId,
        clinic.siteId,
        numbers.map(() => newId()),
        numbers.map(patientOf),
      ],
    )
    const erased = numbers.filter((n) => kindOf(n) === 'erased').map(patientOf)
    await owner.query('delete from appointments where patient_id = any($1::uuid[])', [erased])
    await owner.query('delete from patient_name_tokens where patient_id = any($1::uuid[])', [erased])
    await owner.query('delete from patients where id = any($1::uuid[])', [erased])
    await owner.query('delete from keys.subject_keys where subject_id = any($1::uuid[])', [erased])

    const folder = await mkdtemp(join(tmpdir(), 'praxis-invitations-'))
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    const clockFile = join(folder, 'clock')
    await writeFile(clockFile, 'PT0S')
    const worker = workerProcess({
      ...queue,
      DATABASE_URL: app.database.databaseUrl,
      DATA_DIR: folder,
      MASTER_KEYS: masterKeys,
      SMTP_URL: smtp.url,
      TEST_CLOCK_FILE: clockFile,
    })
    t.teardown(() => worker.kill())
    worker.start()
    // Another worker beside the one that is killed.
    const beside = inviteAfterVisits(app.deps)
    await until('the first mails', () => smtp.messages.length > 30, 120_000)
    await worker.kill()
    await redis?.flush()
    worker.start()
    await until('some more', () => smtp.messages.length > 200, 120_000)
    await worker.kill()
    worker.start()
    await beside
    await inviteAfterVisits(app.deps)
    // The mails that tell of a new notice go at a bounded rate, and for long.
    const planned = async () =>
      (
        await owner.query(
          `select count(*)::int as n from mails where state = 'planned' and kind = 'reviewInvitation'`,
        )
      ).rows[0].n
    await until('nothing waits', async () => (await sleep(250)) || (await planned()) === 0, 180_000)
    await worker.stop()

    const expected = numbers.filter((n) => kindOf(n) === 'asked').map(emailOf)
    const messageIds = new Map<string, Set<string>>()
    // A change of settings may tell patients of a new notice too.
    const invitations = smtp.messages.filter(({ raw }) => /^List-Unsubscribe:/im.test(raw))
    for (const { envelope, messageId } of invitations)
      for (const to of envelope.to) messageIds.set(to, (messageIds.get(to) ?? new Set()).add(messageId ?? ''))
    t.strictSame([...messageIds.keys()].sort(), expected.sort(), 'each who should, and nobody else')
    t.strictSame(
      [...messageIds].filter(([, ids]) => ids.size !== 1),
      [],
      'under one Message-ID each',
    )
    const { rows } = await owner.query(
      `select state, count(*)::int as n from review_invitations group by state order by state`,
    )
    t.strictSame(rows, [
      { state: 'sent', n: expected.length },
      { state: 'withdrawn', n: visits - expected.length - erased.length },
    ])
  },
)
