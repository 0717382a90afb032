import { Type } from '@sinclair/typebox'
import t from 'tap'
import { me } from '#src/access/access.ts'
import { buildApp } from '#src/app.ts'
import { listUsageOfAccount } from '#src/audit/usage.queries.ts'
import { openUsageBuffer, type Use } from '#src/audit/usage-buffer.ts'
import { withPerson } from '#src/db/scope.ts'
import { describeDevice } from '#src/features/accounts/user-agent.ts'
import { fieldNames } from '#src/http/field-names.ts'
import { jobs, sweepPlatformJob } from '#src/jobs/definitions.ts'
import { closed } from '#src/schema/primitives.ts'
import { tables } from '#src/schema/tables.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, openClinic, registerPatient, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { retentionHandlers } from '#workers/retention.worker.ts'

const app = await startApp(t)
const owner = await connectTo(t, app.database.ownerUrl)
const clinic = await openClinic(app)
const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

const sidOf = (token: string) => {
  const { sub = '', sid = '' } = claimsOf(token)
  return { accountId: sub, sessionId: sid, requestId: 'test' }
}

const ownUsage = (token: string) => {
  const caller = sidOf(token)
  return withPerson(app.deps, caller, me(), ({ tx, at }) =>
    listUsageOfAccount(tx, caller.accountId, null, 200, at),
  )
}

const usageOf = async (token: string) => {
  await app.app.flushUsage()
  return ownUsage(token)
}

t.test('P10: what is recorded of use is this list of fields and no more', async (t) => {
  t.strictSame(Object.keys(tables.usageEvents.properties), [
    'organisationId',
    'at',
    'id',
    'accountId',
    'role',
    'operation',
    'route',
    'fields',
    'status',
    'device',
    'browser',
    'operatingSystem',
  ])
})

t.test(
  'P68 S65: who used what, when and with which fields is on record by names, never by values',
  async (t) => {
    const { token } = clinic.receptionist
    const patientId = await registerPatient(clinic, {
      firstName: 'Zacharina',
      email: 'zacharina@people.example',
    })
    await clinic.call('GET', `/appointments?limit=7&patientId=${patientId}`, {
      token,
      headers: { 'user-agent': chrome },
    })
    await clinic.call('POST', '/patients', {
      token,
      body: { firstName: 'Canary', canaryField: 'canary value' },
    })
    const used = await usageOf(token)
    t.match(used, [
      {
        operation: 'registerPatient',
        status: 400,
        fields: ['firstName'],
      },
      {
        organisationId: clinic.id,
        role: 'staff',
        operation: 'listAppointments',
        route: 'GET /v1/organisations/:organisationId/appointments',
        fields: ['limit', 'patientId'],
        status: 200,
        device: 'desktop',
        browser: 'Chrome 142.0.0.0',
        operatingSystem: 'Linux',
      },
      {
        operation: 'registerPatient',
        status: 201,
        fields: ['firstName', 'lastName', 'dateOfBirth', 'informedAt', 'email'],
      },
    ])
    const { rows } = await owner.query('select u::text as row from usage_events u')
    const dump = rows.map(({ row }) => row).join('\n')
    for (const value of ['Zacharina', 'zacharina', patientId, '1970-01-31', 'canary'])
      t.notOk(
        [dump, ...app.log].some((text) => text.includes(value)),
        value,
      )
  },
)

t.test(
  'what somebody uses as themselves is on record outside of organisations, and strangers put nothing into one',
  async (t) => {
    const person = await registerPerson(app)
    await app.call('GET', '/v1/me', { token: person.token })
    await clinic.call('GET', '/sites', { token: person.token })
    await app.call('GET', '/v1/platform/queues', { token: await app.signInAdministrator() })
    const platform = '00000000-0000-0000-0000-000000000000'
    t.match(await usageOf(person.token), [
      { organisationId: platform, role: 'person', operation: 'listSites', status: 404 },
      { organisationId: platform, role: 'person', operation: 'getProfile', status: 200 },
    ])
    const { rows } = await owner.query(`select role from usage_events where operation = 'getQueues'`)
    t.same(rows, [{ role: 'platform' }])
  },
)

t.test('P86 P89: a practice sees what its members did by day, never what patients did', async (t) => {
  const other = await openClinic(app, { name: 'Andra' })
  app.clock.set('2026-12-01T22:30:00Z')
  const token = await app.signIn(other.receptionist.email, 'qhxvwkzpmtgrdbn')
  await other.call('GET', '/sites', { token })
  app.clock.set('2026-12-01T23:30:00Z')
  const later = await app.signIn(other.receptionist.email, 'qhxvwkzpmtgrdbn')
  await other.call('GET', '/sites', { token: later })
  await other.call('GET', '/sites', { token: later })
  await other.call('GET', '/services', { token: later })
  const person = await registerPerson(app)
  const times = await other.call('GET', `/slots?serviceId=${other.serviceId}&from=2026-12-05&to=2026-12-06`, {
    token: later,
  })
  const body = {
    practitionerId: other.practitioner.id,
    serviceId: other.serviceId,
    startsAt: times.body.data[0].startsAt,
  }
  expectStatus(await other.call('POST', '/appointments', { token: person.token, body }), 201)
  expectStatus(await other.call('GET', '/appointments', { token: person.token }), 200)
  await app.app.flushUsage()
  const admin = await app.signIn(other.admin.email, 'qhxvwkzpmtgrdbn')
  const ask = (query = '') => other.call('GET', `/usage${query}`, { token: admin })
  const { body: shown } = expectStatus(await ask(), 200)
  const { sub } = claimsOf(later)
  t.match(
    shown.data.filter(({ accountId }: { accountId: string }) => accountId === sub),
    [
      {
        day: '2026-12-02',
        signIns: 1,
        requests: [
          { operation: 'listServices', count: 1 },
          { operation: 'listSites', count: 2 },
          { operation: 'listSlots', count: 1 },
        ],
        firstAt: '2026-12-01T23:30:00.000Z',
        lastAt: '2026-12-01T23:30:00.000Z',
      },
      { day: '2026-12-01', signIns: 1, requests: [{ operation: 'listSites', count: 1 }] },
    ],
    'by the clock of the organisation',
  )
  t.notOk(JSON.stringify(shown).includes(claimsOf(person.token).sub ?? '?'))
  t.notOk(JSON.stringify(shown).includes('bookAppointment'))

  const days: string[] = []
  for (let cursor = ''; ; ) {
    const page = expectStatus(await ask(`?limit=1${cursor}`), 200).body
    days.push(...page.data.map((row: { day: string; accountId: string }) => `${row.day} ${row.accountId}`))
    if (page.nextCursor === null) break
    cursor = `&cursor=${page.nextCursor}`
  }
  t.strictSame(
    days,
    shown.data.map((row: { day: string; accountId: string }) => `${row.day} ${row.accountId}`),
  )
})

t.test(
  'P70: nothing older than 30 days is readable, to the second, and whole days are dropped',
  async (t) => {
    app.clock.set('2027-01-10T12:00:00Z')
    const token = await app.signIn(clinic.admin.email, 'qhxvwkzpmtgrdbn')
    await clinic.call('GET', '/sites', { token })
    await app.app.flushUsage()
    const seen = async () => {
      const fresh = await app.signIn(clinic.admin.email, 'qhxvwkzpmtgrdbn')
      const own = (await ownUsage(fresh)).filter(({ at }) => at === '2027-01-10T12:00:00.000Z').length
      const { body } = await clinic.call('GET', '/usage', { token: fresh })
      return [own, body.data.filter(({ day }: { day: string }) => day === '2027-01-10').length]
    }
    app.clock.set('2027-02-09T11:59:59Z')
    t.strictSame(await seen(), [1, 1])
    app.clock.set('2027-02-09T12:00:00Z')
    t.strictSame(await seen(), [0, 0])
    app.clock.set('2027-02-09T12:00:01Z')
    t.strictSame(await seen(), [0, 0])

    const stored = async () =>
      (await owner.query(`select from usage_events where at = '2027-01-10T12:00:00Z'`)).rowCount
    const keep = () =>
      retentionHandlers(app.deps)
        .find(({ job }) => job === sweepPlatformJob)
        ?.run({})
    t.ok(jobs.includes(sweepPlatformJob))
    app.clock.set('2027-02-09T23:59:59Z')
    await keep()
    t.equal(await stored(), 1, 'its day is not over yet')
    app.clock.set('2027-02-10T00:00:00Z')
    await keep()
    t.equal(await stored(), 0)
    const { rows } = await owner.query(
      `select to_regclass('partitions.usage_events_20270110') as gone, to_regclass('partitions.usage_events_20270224')::text as ahead`,
    )
    t.strictSame(
      rows,
      [{ gone: null, ahead: 'partitions.usage_events_20270224' }],
      'two weeks ahead there is room',
    )
  },
)

t.test('days are made by whoever needs one first, and drops are not for the day before them', async (t) => {
  app.clock.set('2028-02-29T23:59:59Z')
  const token = await app.signIn(clinic.admin.email, 'qhxvwkzpmtgrdbn')
  await clinic.call('GET', '/sites', { token })
  app.clock.set('2028-03-01T00:00:00Z')
  await clinic.call('GET', '/sites', { token })
  t.match(await usageOf(token), [{ at: '2028-03-01T00:00:00.000Z' }, { at: '2028-02-29T23:59:59.000Z' }])
})

t.test(
  'a log that cannot be written fails no request, and is written when the database takes it again',
  async (t) => {
    const { token } = await registerPerson(app)
    await owner.query('alter table usage_events rename to usage_events_away')
    t.equal((await app.call('GET', '/v1/me', { token })).status, 200)
    await app.app.flushUsage()
    t.equal(app.log.filter((line) => line.includes('usage log')).length, 1, 'said once')
    await app.app.flushUsage()
    await owner.query('alter table usage_events_away rename to usage_events')
    t.match(await usageOf(token), [{ operation: 'getProfile' }])
    t.notOk(app.log.some((line) => line.includes(token)))
  },
)

t.test('what a service holds when it is drained is written down', async (t) => {
  const { token } = await registerPerson(app)
  const second = await buildApp(app.deps)
  await second.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } })
  await second.close()
  t.match(await ownUsage(token), [{ operation: 'getProfile', fields: [] }])
})

t.test('a log that cannot be written holds so much and no more, and says what it let go', async (t) => {
  const { token } = await registerPerson(app)
  const buffer = openUsageBuffer(app.deps, describeDevice)
  await owner.query('alter table usage_events rename to usage_events_away')
  const use: Use = {
    organisationId: '00000000-0000-0000-0000-000000000000',
    at: app.clock.now().toISOString(),
    accountId: sidOf(token).accountId,
    role: 'person',
    operation: 'getProfile',
    route: 'GET /v1/me',
    fields: [],
    status: 200,
    userAgent: chrome,
  }
  for (let n = 0; n < 20_003; n++) buffer.add(use)
  await buffer.flush()
  await owner.query('alter table usage_events_away rename to usage_events')
  await buffer.close()
  const { rows } = await owner.query(
    'select count(*)::int as count from usage_events where account_id = $1 and at = $2',
    [use.accountId, use.at],
  )
  t.strictSame(rows, [{ count: 20_000 }])
  t.ok(app.log.some((line) => line.includes('usage log was full') && line.includes('"dropped":3')))
})

t.test('P68: names of fields that lie deep are found, those that the contract does not know are not', (t) => {
  const schema = closed({
    rules: Type.Array(closed({ from: Type.String(), site: Type.Optional(closed({ id: Type.String() })) })),
    choice: Type.Union([closed({ code: Type.String() }), closed({ password: Type.String() })]),
  })
  const sent = {
    rules: [{ from: 'a' }, { from: 'b', site: { id: 'c', Anna: 1 } }],
    choice: { password: 'd', 'anna@people.example': 'e' },
    __proto__: { from: 'f' },
    constructor: 'g',
  }
  t.strictSame(fieldNames(sent, schema), [
    'rules',
    'rules.from',
    'rules.site',
    'rules.site.id',
    'choice',
    'choice.password',
  ])
  t.strictSame(fieldNames('text', schema), [])
  t.strictSame(fieldNames({ from: 1 }, undefined), [])
  t.end()
})
