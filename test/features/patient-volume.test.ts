import t from 'tap'
import { buildApp } from '#src/app.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus, openClinic, type Person, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

const app = await startApp(t, { SECURITY_EMAIL: 'technicians@platform.example' })
const owner = await connectTo(t, app.database.ownerUrl)
const password = 'qhxvwkzpmtgrdbn'
const phone = '+46701234999'

app.clock.set('2026-12-01T09:00:00Z')

const bounded = async (patientReadsPerTenMinutes: number, patientReadsPerDay: number): Promise<Clinic> => {
  const clinic = await openClinic(app)
  const body = { patientReadsPerTenMinutes, patientReadsPerDay }
  expectStatus(await clinic.call('PUT', '/settings', { token: clinic.admin.token, body }), 200)
  return clinic
}

const clinic = await bounded(50, 200)
const patientIds: string[] = []
for (let n = 0; n < 70; n++) patientIds.push(await registerPatient(clinic, { phone }))

const read = (token: string, patientId: string | undefined) =>
  clinic.call('GET', `/patients/${patientId}`, { token })
const signIn = ({ email }: Person) => app.call('POST', '/v1/auth/login', { body: { email, password } })
const freshToken = async (person: Person): Promise<string> =>
  expectStatus(await signIn(person), 200).body.accessToken
const accountOf = ({ token }: Person) => claimsOf(token).sub ?? ''
const alertsOf = async (person: Person) =>
  (
    await owner.query(
      'select cause, occurrences, concerned_organisation_id from security_alerts where account_id = $1',
      [accountOf(person)],
    )
  ).rows
const operator = () => app.signInAdministrator()
const blocks = async () =>
  expectStatus(await app.call('GET', '/v1/platform/blocks', { token: await operator() }), 200).body.data
const lift = async (id: string) =>
  expectStatus(await app.call('DELETE', `/v1/platform/blocks/${id}`, { token: await operator() }), 204)

t.test(
  'S59 P33: a crawl at one patient a second is caught: every session ends, technicians know',
  async (t) => {
    const crawler = clinic.receptionist
    const [token, otherSession] = [await freshToken(crawler), await freshToken(crawler)]
    const statuses: number[] = []
    for (const patientId of patientIds) {
      app.clock.shift('PT1S')
      statuses.push((await read(token, patientId)).status)
    }
    t.strictSame(statuses, [...Array(51).fill(200), ...Array(19).fill(401)])
    t.equal((await app.call('GET', '/v1/me', { token: otherSession })).status, 401, 'in all sessions')
    t.strictSame(await alertsOf(crawler), [
      { cause: 'patients-read-in-volume', occurrences: 51, concerned_organisation_id: clinic.id },
    ])
    const mails = await mailsTo(app, 'technicians@platform.example')
    t.equal(mails.filter(({ text }) => text?.includes('patients-read-in-volume')).length, 1)
    const { rows } = await owner.query(
      `select action, ground, detail from audit_events where account_id = $1 and detail ->> 'because' = 'patientsReadInVolume'`,
      [accountOf(crawler)],
    )
    t.match(rows, [{ action: 'security', ground: 'security', detail: { count: 51 } }])
  },
)

t.test(
  'P33: a blocked account signs in again when the block has ended or was lifted, and others as ever',
  async (t) => {
    const crawler = clinic.receptionist
    const refused = await signIn(crawler)
    t.match(refused, { status: 429, body: { type: /account-blocked$/ } })
    t.ok(Number(refused.headers['retry-after']) > 3_500 && Number(refused.headers['retry-after']) <= 3_600)
    t.equal(
      (await app.call('POST', '/v1/auth/login', { body: { email: crawler.email, password: 'wrong' } }))
        .status,
      401,
      'only whoever knows the password hears of it',
    )
    t.equal((await signIn(clinic.admin)).status, 200)
    const [block] = await blocks()
    t.match(block, { kind: 'patientVolume', accountId: accountOf(crawler), organisationId: clinic.id })
    await lift(block.id)
    t.strictSame(await blocks(), [])
    t.equal(
      (await app.call('DELETE', `/v1/platform/blocks/${block.id}`, { token: await operator() })).status,
      404,
    )
    t.equal((await read(await freshToken(crawler), patientIds[0])).status, 200)
  },
)

t.test(
  'S59: an account that is not unblocked may sign in after an hour, and not a second before',
  async (t) => {
    app.clock.set('2026-12-03T09:00:00Z')
    const token = await freshToken(clinic.receptionist)
    for (const patientId of patientIds.slice(0, 51)) await read(token, patientId)
    t.equal((await read(token, patientIds[0])).status, 401)
    app.clock.set('2026-12-03T09:59:59Z')
    t.equal((await signIn(clinic.receptionist)).status, 429)
    app.clock.set('2026-12-03T10:00:00Z')
    t.equal((await signIn(clinic.receptionist)).status, 200)
  },
)

t.test('S59: searches and pages count for every patient that they show', async (t) => {
  app.clock.set('2026-12-05T09:00:00Z')
  const token = await freshToken(clinic.practitioner)
  const search = (cursor?: string) =>
    clinic.call('POST', '/patients/search', {
      token,
      body: { phone, limit: 30, ...(cursor ? { cursor } : {}) },
    })
  const first = expectStatus(await search(), 200).body
  const second = expectStatus(await search(first.nextCursor), 200).body
  t.equal(first.data.length + second.data.length, 60)
  t.equal((await search(second.nextCursor)).status, 401)
  t.match(await alertsOf(clinic.practitioner), [{ occurrences: 60 }])
})

t.test('S59: the same patients again and again are no crawl, nor is a day of work', async (t) => {
  app.clock.set('2026-12-07T08:00:00Z')
  let token = await freshToken(clinic.admin)
  for (let round = 0; round < 10; round++)
    for (const patientId of patientIds.slice(0, 40)) await read(token, patientId)
  t.equal((await read(token, patientIds[0])).status, 200)
  for (const patientId of patientIds) {
    app.clock.shift('PT1M')
    token = await freshToken(clinic.admin)
    t.equal((await read(token, patientId)).status, 200)
  }
  t.strictSame(await alertsOf(clinic.admin), [])
})

t.test('S59: sessions and processes count together', async (t) => {
  app.clock.set('2026-12-09T08:00:00Z')
  const second = await buildApp(app.deps)
  t.teardown(() => second.close())
  const tokens = [await freshToken(clinic.admin), await freshToken(clinic.admin)]
  const elsewhere = (token: string, patientId: string) =>
    second.inject({
      url: `${clinic.url}/patients/${patientId}`,
      headers: { authorization: `Bearer ${token}` },
    })
  for (const patientId of patientIds.slice(0, 26)) await read(tokens[0] ?? '', patientId)
  for (const patientId of patientIds.slice(0, 26)) await elsewhere(tokens[1] ?? '', patientId)
  t.equal((await read(tokens[0] ?? '', patientIds[0])).status, 200, 'the same 26 are 26')
  for (const patientId of patientIds.slice(26, 51)) await elsewhere(tokens[1] ?? '', patientId)
  t.equal((await read(tokens[0] ?? '', patientIds[0])).status, 401)
})

t.test('S59: many at once raise one alert', async (t) => {
  app.clock.set('2026-12-11T08:00:00Z')
  await owner.query('delete from security_alerts')
  const token = await freshToken(clinic.admin)
  await Promise.all(patientIds.map((patientId) => read(token, patientId)))
  t.equal((await read(token, patientIds[0])).status, 401)
  t.equal((await alertsOf(clinic.admin)).length, 1)
  await lift((await blocks())[0].id)
})

t.test('S59: an organisation sets its bounds, of which there are a least and a most', async (t) => {
  app.clock.set('2026-12-13T08:00:00Z')
  const token = await freshToken(clinic.admin)
  const put = (body: object) => clinic.call('PUT', '/settings', { token, body })
  t.equal((await put({ patientReadsPerTenMinutes: 49 })).status, 400)
  t.equal((await put({ patientReadsPerDay: 1_000_001 })).status, 400)
  expectStatus(await put({}), 200)
  const { body } = await clinic.call('GET', '/settings', { token })
  t.match(body, { patientReadsPerTenMinutes: 500, patientReadsPerDay: 3_000 })
  for (const patientId of patientIds) await read(token, patientId)
  t.equal((await read(token, patientIds[0])).status, 200)
})
