import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { catalogue } from '#src/errors.ts'
import { jobs } from '#src/jobs/definitions.ts'
import { jobIdOf } from '#src/jobs/queue.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { connectTo } from '#test/helpers/database.ts'
import { makePeople } from '#test/helpers/people.ts'
import { redisInstalled, startRedis } from '#test/helpers/redis.ts'
import { until } from '#test/helpers/until.ts'
import { handlersByName } from '#workers/job-handler.ts'
import { allHandlers } from '#workers/main.ts'
import { runJobs } from '#workers/run-jobs.ts'

const metricsToken = 'm'.repeat(32)

const openPlatform = async (t: Test, app: TestApp) => {
  const people = await makePeople(t, app)
  const administrator = await people.person({ email: 'operator@example.com' })
  await people.owner.query('update accounts set platform_admin = true where id = $1', [
    administrator.accountId,
  ])
  return { people, administrator }
}

/** Cuts the database off, and lets it come back. */
const openSwitch = async (t: Test, { database }: TestApp) => {
  const url = new URL(database.superuserUrl)
  url.pathname = '/postgres'
  const root = await connectTo(t, url.href)
  const allow = (yes: boolean) =>
    root.query(`alter database ${database.name} with allow_connections ${yes ? 'true' : 'false'}`)
  return {
    async cut() {
      await allow(false)
      await root.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        database.name,
      ])
    },
    mend: () => allow(true),
  }
}

t.test('ready names each dependency and turns red while the database is away or a drain runs', async (t) => {
  const app = await startApp(t)
  const ready = () => app.call('GET', '/health/ready')
  const calm = await ready()
  t.equal(calm.status, 200)
  t.strictSame(calm.body, { status: 'ready', dependencies: { database: 'ready', queue: 'ready' } })

  const database = await openSwitch(t, app)
  await database.cut()
  const answers = await Promise.all(Array.from({ length: 20 }, ready))
  for (const { status, body, headers } of answers) {
    t.equal(status, 503)
    t.match(body, { type: /\/errors\/unavailable$/, dependencies: { database: 'away' } })
    t.equal(headers['retry-after'], '2')
  }
  t.strictSame((await app.call('GET', '/health/live')).body, { status: 'live' }, 'the process itself is fine')
  await database.mend()
  await until('it comes back by itself', async () => (await ready()).status === 200)

  app.deps.draining = true
  const draining = await ready()
  t.equal(draining.status, 503)
  t.match(draining.body, { detail: /shutting down/, dependencies: { database: 'ready' } })
})

t.test('without Redis requests are taken: ready says that the queue is away', async (t) => {
  if (!redisInstalled()) return t.comment('redis-server is not installed')
  const redis = await startRedis(t)
  const app = await startApp(t, { REDIS_URL: redis.url })
  const { administrator } = await openPlatform(t, app)
  const readQueue = async () => (await app.call('GET', '/health/ready')).body.dependencies.queue
  await until('the queue is connected', async () => (await readQueue()) === 'ready')
  await redis.stop()
  await until('the queue is known to be away', async () => (await readQueue()) === 'away')
  t.equal((await app.call('GET', '/health/ready')).status, 200)
  const queues = await app.call('GET', '/v1/platform/queues', { token: administrator.token() })
  t.equal(queues.status, 503)
  t.ok(queues.headers['retry-after'])
  const { body } = await app.call('GET', '/metrics')
  t.match(body, /^praxis_queue_up 0$/m)
  t.notMatch(body, /^praxis_queue_jobs\{/m, 'what is not known is not shown as 0')
})

t.test('S68 the metrics tell times by route pattern, and neither ids nor what strangers call', async (t) => {
  const app = await startApp(t, { METRICS_TOKEN: metricsToken })
  const { people } = await openPlatform(t, app)
  const organisationId = await people.organisation()
  const member = await people.member(organisationId, 'org_admin')
  await app.call('GET', `/v1/organisations/${organisationId}/sites`, { token: member.token() })
  await app.call('GET', '/karin.berg@example.com')
  t.equal((await app.call('GET', '/metrics')).status, 401)
  const wrong = { authorization: 'Bearer wrong', 'x-forwarded-for': '127.0.0.1' }
  t.equal((await app.call('GET', '/metrics', { headers: wrong })).status, 401)
  const { status, body, headers } = await app.call('GET', '/metrics', { token: metricsToken })
  t.equal(status, 200)
  t.match(headers['content-type'], /^text\/plain/)
  t.match(
    body,
    'praxis_http_request_duration_seconds_count{method="GET",route="/v1/organisations/:organisationId/sites",status="200"} 1',
  )
  t.match(body, 'route="unknown",status="404"')
  t.match(body, /^praxis_queue_jobs\{state="failed"\} 0$/m)
  t.match(body, /^praxis_mails_due 0$/m)
  t.match(body, /^praxis_outbox_rows 0$/m)
  t.match(body, /^process_resident_memory_bytes \d+/m)
  t.notMatch(body, /[0-9a-f]{8}-[0-9a-f]{4}-|karin/)
})

t.test(
  'P35 about: the version of the package, class and conformity as configured and nothing made up',
  async (t) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    const silent = await startApp(t)
    const { body, headers } = await silent.call('GET', '/about')
    t.match(body, { name: 'Praxis', version, medicalDevice: { class: null, conformity: null } })
    t.equal(headers['cache-control'], 'public, max-age=3600')
    const stated = await startApp(t, {
      MEDICAL_DEVICE_CLASS: 'I (MDR, rule 11)',
      MEDICAL_DEVICE_CONFORMITY: 'declared 2026-03-01',
    })
    t.strictSame((await stated.call('GET', '/about')).body.medicalDevice, {
      class: 'I (MDR, rule 11)',
      conformity: 'declared 2026-03-01',
    })
  },
)

t.test('every error type leads to its entry in the catalogue', async (t) => {
  const { call } = await startApp(t)
  const { body } = await call('GET', '/errors')
  t.strictSame(
    body.data.map(({ code }: { code: string }) => code),
    Object.keys(catalogue),
  )
  for (const { type, code, status } of body.data) {
    const entry = await call('GET', new URL(type).pathname)
    t.match(entry.body, { type, code, status, title: String, description: String })
  }
  const missing = await call('GET', '/errors/no-such-error')
  t.equal(missing.status, 404)
  t.equal((await call('GET', new URL(missing.body.type).pathname)).body.code, 'not-found')
  t.equal((await call('GET', '/errors/constructor')).status, 404)
})

t.test('the contract is served as it was generated, with every operation named', async (t) => {
  const { app, call } = await startApp(t)
  const { body, headers } = await call('GET', '/openapi.json')
  t.match(headers['content-type'], /^application\/json/)
  t.strictSame(body, JSON.parse(JSON.stringify(app.swagger())))
  t.equal(body.openapi, '3.1.0')
  const operations = Object.values<Record<string, { operationId?: string }>>(body.paths).flatMap((path) =>
    Object.values(path),
  )
  const ids = operations.map(({ operationId }) => operationId)
  t.equal(new Set(ids).size, ids.length)
  t.notOk(ids.includes(undefined))
  for (const id of ['getLiveness', 'getReadiness', 'getMetrics', 'getAbout', 'getQueues', 'replayFailedJob'])
    t.ok(ids.includes(id), id)
})

t.test('RFC 9116 security.txt names whom to tell and expires within a year by the clock', async (t) => {
  const { call, clock } = await startApp(t, { SECURITY_EMAIL: 'security@praxis.example' })
  clock.set('2027-02-03T10:00:00Z')
  const { body, headers } = await call('GET', '/.well-known/security.txt')
  t.equal(headers['content-type'], 'text/plain; charset=utf-8')
  t.match(body, /^Contact: mailto:security@praxis\.example$/m)
  t.match(body, /^Expires: 2027-08-02T00:00:00\.000Z$/m)
  t.match(body, /^Canonical: http:\/\/127\.0\.0\.1:3000\/\.well-known\/security\.txt$/m)
})

t.test(
  'the operator sees failed jobs by ids and codes, and starts them again; nobody else does',
  async (t) => {
    const app = await startApp(t)
    const { deps, call } = app
    const { people, administrator } = await openPlatform(t, app)
    const organisationId = await people.organisation()
    const [malformed, unknown] = [
      { job: 'mail.send', organisationId, subjectId: 'karin' },
      { job: 'mail.send', organisationId: organisationId.replace(/.$/, 'x'), subjectId: organisationId },
    ]
    const worker = runJobs(deps.queue, deps.log, handlersByName(jobs, allHandlers(deps)))
    t.teardown(() => worker.close())
    await deps.queue.add([malformed, unknown])
    const token = administrator.token()
    const read = async () => (await call('GET', '/v1/platform/queues', { token })).body
    await until('both failed', async () => (await read()).counts.failed === 2)
    await worker.close()
    const { failed, ...rest } = await read()
    t.strictSame(rest, { backend: 'postgres', counts: { waiting: 0, active: 0, delayed: 0, failed: 2 } })
    t.match(failed, [
      { name: 'mail.send', code: 'invalid-payload', attempts: 1 },
      { code: 'invalid-payload' },
    ])
    const shown = failed.find(({ id }: { id: string }) => id === jobIdOf(malformed))
    t.match(shown, { organisationId, subjectId: null }, 'what is no id is not shown')

    const replay = (id: string, by = token) =>
      call('POST', `/v1/platform/queues/failed/${encodeURIComponent(id)}/replay`, { token: by })
    const accepted = await replay(jobIdOf(unknown))
    t.equal(accepted.status, 202)
    t.strictSame(accepted.body, { id: jobIdOf(unknown) })
    t.strictSame((await read()).counts, { waiting: 1, active: 0, delayed: 0, failed: 1 })
    t.equal((await replay(jobIdOf(unknown))).status, 404, 'it waits by now')
    const { rows } = await people.owner.query(
      `select account_id, detail from audit_events where resource = 'job'`,
    )
    t.strictSame(rows, [{ account_id: administrator.accountId, detail: { jobId: jobIdOf(unknown) } }])

    const member = await people.member(organisationId, 'org_admin')
    t.equal((await call('GET', '/v1/platform/queues', { token: member.token() })).status, 403)
    t.equal((await replay(jobIdOf(malformed), member.token())).status, 403)
    t.equal((await call('GET', '/v1/platform/queues')).status, 401)
  },
)
