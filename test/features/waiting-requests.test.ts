import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Deps } from '#src/deps.ts'
import { askForAddress } from '#src/features/data-requests/ask-publicly.ts'
import { listUnaskedRequests } from '#src/features/data-requests/public-requests.queries.ts'
import { claimsOf, tokenIn } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus, newAddress, openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'
import { serviceProcess } from '#test/helpers/service-process.ts'
import { until } from '#test/helpers/until.ts'
import { addUnaskedRequests } from '#workers/data-requests.worker.ts'
import { handOver } from '#workers/outbox-relay.ts'

const bodyOf = (organisationId: string, email: string, fields: object = {}) => ({
  organisationId,
  kind: 'access',
  email,
  firstName: 'Olle',
  lastName: 'Ek',
  ...fields,
})

class Killed extends Error {}

/** What a process is that dies at its n-th statement: what it did in that transaction is undone. */
const dyingAt = (deps: Deps, n: number): Deps => {
  let left = n
  const worker = new Proxy(deps.db.worker, {
    get(pool, name) {
      if (name !== 'connect') return Reflect.get(pool, name, pool)
      return async () => {
        const client = await pool.connect()
        return new Proxy(client, {
          get(target, key) {
            const value = Reflect.get(target, key, target)
            if (typeof value !== 'function') return value
            if (key !== 'query') return value.bind(target)
            return (...parameters: unknown[]) => {
              if (left-- <= 0) throw new Killed()
              return value.apply(target, parameters)
            }
          },
        })
      }
    },
  })
  return { ...deps, db: { ...deps.db, worker } }
}

const isDeath = (error: unknown) =>
  error instanceof Killed ||
  (error as { cause?: unknown }).cause instanceof Killed ||
  (error as { code?: string }).code === 'unavailable'

const linksTo = async (app: TestApp, email: string) =>
  (await mailsTo(app, email)).filter(({ text }) => /request-address/.test(text ?? ''))

t.test(
  'P58: a request that was answered is durable: the process is killed with -9 at that instant, and its mail comes',
  { timeout: 120_000 },
  async (t) => {
    const masterKeys = `test:${randomBytes(32).toString('base64')}`
    const app = await startApp(t, { MASTER_KEYS: masterKeys })
    const clinic = await openClinic(app)
    const folder = await mkdtemp(join(tmpdir(), 'praxis-waiting-'))
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    const api = serviceProcess(
      t,
      {
        DATABASE_URL: app.database.databaseUrl,
        DATA_DIR: folder,
        BACKUP_DIR: app.deps.config.backupDir,
        BACKUP_KEY: app.deps.config.backupKey ?? '',
        MASTER_KEYS: masterKeys,
        PLATFORM_ADMIN_EMAIL: 'admin@platform.example',
      },
      'api',
    )
    const [url] = await api.heard(/http:\/\/[\w.:]+/)
    const [known, stranger] = [newAddress('known'), newAddress('stranger')]
    await registerPatient(clinic, { email: known })
    // A machine that is busy answers 503: whoever asks tries again.
    const send = async (email: string): Promise<Response> => {
      let answer: Response | undefined
      await until(
        'it is answered',
        async () => {
          answer = await fetch(`${url}/v1/privacy/requests`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(bodyOf(clinic.id, email)),
          })
          return answer.status !== 503
        },
        60_000,
      )
      return answer as Response
    }
    t.equal((await send(known)).status, 202)
    const answer = await send(stranger)
    await api.stop('SIGKILL')
    t.equal(answer.status, 202)

    const owner = await connectTo(t, app.database.ownerUrl)
    const { rows } = await owner.query(
      `select (select count(*)::int from public_requests where address_asked_at is null) as requests,
        (select count(*)::int from outbox where job = 'requestAddress.ask') as jobs, (select count(*)::int from tokens where purpose = 'requestAddress') as tokens`,
    )
    t.strictSame(rows, [{ requests: 2, jobs: 2, tokens: 0 }], 'the same stands for both')
    for (const email of [known, stranger]) {
      const [mail, ...others] = await linksTo(app, email)
      t.strictSame(others, [])
      const token = tokenIn(mail?.text ?? '')
      const verified = await app.call('POST', '/v1/privacy/requests/verify-email', { body: { token } })
      t.equal(verified.status, 200)
    }
  },
)

t.test('S3: known and unknown addresses cost the same statements before the answer', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const known = newAddress('known')
  await registerPatient(clinic, { email: known })
  const full = newAddress('full')
  for (let n = 0; n < 3; n++)
    expectStatus(await app.call('POST', '/v1/privacy/requests', { body: bodyOf(clinic.id, full) }), 202)
  await linksTo(app, full)
  const owner = await connectTo(t, app.database.ownerUrl)
  const writtenBy = async (email: string) => {
    const count = async () =>
      (
        await owner.query(`select (select count(*)::int from public_requests) as requests,
          (select count(*)::int from outbox where job = 'requestAddress.ask') as jobs, (select count(*)::int from mails) as mails,
          (select count(*)::int from tokens) as tokens, (select count(*)::int from audit_events) as events`)
      ).rows[0]
    const before = await count()
    expectStatus(await app.call('POST', '/v1/privacy/requests', { body: bodyOf(clinic.id, email) }), 202)
    const after = await count()
    return Object.fromEntries(Object.keys(before).map((key) => [key, after[key] - before[key]]))
  }
  const expected = { requests: 1, jobs: 1, mails: 0, tokens: 0, events: 0 }
  for (const email of [known, newAddress('stranger'), full, full, full])
    t.strictSame(await writtenBy(email), expected)
  t.equal(
    (await linksTo(app, full)).length,
    3,
    'one too many, and one beyond the mails of an hour, end there',
  )
  const { rows } = await owner.query('select count(*)::int as count from public_requests')
  t.equal(rows[0].count, 5, 'and are forgotten')
})

t.test('P58: killed at each statement, or forgotten by the queue, the next run asks once', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.superuserUrl)
  const email = newAddress('olle')
  expectStatus(await app.call('POST', '/v1/privacy/requests', { body: bodyOf(clinic.id, email) }), 202)
  const [waiting] = await listUnaskedRequests(app.deps.db, 10)
  if (!waiting) throw new Error('nothing waits')
  let deaths = 0
  for (let n = 0; n < 40; n++) {
    const died = await askForAddress(dyingAt(app.deps, n), waiting.organisationId, waiting.id).then(
      () => false,
      (error) => {
        if (isDeath(error)) return true
        throw error
      },
    )
    if (!died) break
    deaths++
    const { rows } = await owner.query(`select 1 from mails where kind = 'requestAddress'`)
    t.equal(rows.length, 0)
    t.equal((await listUnaskedRequests(app.deps.db, 10)).length, 1, 'it still waits')
  }
  t.ok(deaths >= 5, `${deaths} deaths`)
  await askForAddress(app.deps, waiting.organisationId, waiting.id)
  t.equal((await linksTo(app, email)).length, 1)
  t.equal((await listUnaskedRequests(app.deps.db, 10)).length, 0)

  const second = newAddress('second')
  expectStatus(await app.call('POST', '/v1/privacy/requests', { body: bodyOf(clinic.id, second) }), 202)
  const ids = async () =>
    (await app.deps.queue.producer.getJobs())
      .map((job) => job.name)
      .filter((name) => name === 'requestAddress.ask')
  await until('the outbox is handed over', async () => (await handOver(app.deps)) === 0)
  t.equal((await ids()).length, 2)
  await owner.query('delete from jobs.job')
  t.equal((await ids()).length, 0)
  await addUnaskedRequests(app.deps)
  t.equal((await ids()).length, 1, 'the tick gives it its job again')
})

t.test('P58: the index of the address goes with the decision, not with the year', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const method = { method: 'identityDocument', checkedBy: claimsOf(clinic.admin.token).sub }
  for (const kind of ['erasure', 'restriction', 'rectification', 'access']) {
    const email = newAddress(kind)
    const patientId = await registerPatient(clinic, { email })
    const fields = kind === 'rectification' ? { changes: { phone: '+46702222222' } } : {}
    expectStatus(
      await app.call('POST', '/v1/privacy/requests', { body: bodyOf(clinic.id, email, { kind, ...fields }) }),
      202,
    )
    const token = tokenIn((await linksTo(app, email)).at(-1)?.text ?? '')
    const verified = await app.call('POST', '/v1/privacy/requests/verify-email', { body: { token } })
    const { id, secret } = expectStatus(verified, 200).body
    const kept = async () =>
      (await owner.query('select email_index from public_requests where id = $1', [id])).rowCount
    t.equal(await kept(), 1, 'until then it counts among the three of an address')
    const decided = await clinic.call('POST', `/data-requests/${id}/verify-identity`, {
      token: clinic.admin.token,
      body: { ...method, patientId },
    })
    expectStatus(decided, 200)
    t.equal(await kept(), 0, kind)
    t.equal((await app.call('GET', `/v1/privacy/requests/${secret}`)).status, 200, 'it is followed as before')
  }
})
