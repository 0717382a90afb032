import t from 'tap'
import { goodPassword, otherPassword, startAccounts, tokenIn } from '#test/helpers/accounts.ts'
import { expectStatus } from '#test/helpers/clinic.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'
import { sweep } from '#test/helpers/sweeps.ts'

const technicians = 'technicians@platform.example'
const app = await startAccounts(t, { SECURITY_EMAIL: technicians, TRUST_PROXY: '127.0.0.1' })
const { owner, login } = app

const alertMails = async (cause: string) =>
  (await mailsTo(app, technicians)).filter(({ text }) => text?.includes(cause)).length
const asOperator = async (method: 'GET' | 'DELETE', path: string) =>
  app.call(method, `/v1/platform${path}`, { token: await app.signInAdministrator() })
const alerts = async () => expectStatus(await asOperator('GET', '/security-alerts'), 200).body.data
const blocks = async () => expectStatus(await asOperator('GET', '/blocks'), 200).body.data

t.test(
  'P36: a report of misuse ends every session and closes the account until its password was reset',
  async (t) => {
    const person = await app.register()
    const second = (await login(person.email, goodPassword)).body
    const description = 'Somebody in Quagadougou signed in as me.'
    const report = (token: string, body: object) =>
      app.call('POST', '/v1/me/security-incidents', { token, body })
    const answer = expectStatus(await report(person.accessToken, { description }), 201)
    t.match(answer.body, { id: String, at: String, sessionsEnded: 2 })

    t.equal((await app.call('GET', '/v1/me', { token: person.accessToken })).status, 401)
    t.equal((await app.post('/v1/auth/refresh', { refreshToken: second.refreshToken })).status, 401)
    const refused = await login(person.email, goodPassword)
    const mistaken = await login(person.email, 'wrong')
    t.equal(refused.status, 401)
    t.equal(refused.body.type, mistaken.body.type, 'as any wrong password')
    t.equal(refused.body.detail, mistaken.body.detail)

    const mail = await app.mailTo(person.email, /closed to everybody/)
    t.match(mail, '24 hours')
    t.notMatch(mail, 'Quagadougou')
    const reset = { token: tokenIn(mail), password: otherPassword }
    t.equal((await app.post('/v1/auth/reset-password', reset)).status, 204)
    t.equal((await login(person.email, goodPassword)).status, 401)
    t.equal((await login(person.email, otherPassword)).status, 200)

    t.match((await alerts())[0], { cause: 'misuse-reported', occurrences: 1, accountId: person.accountId })
    t.equal(await alertMails('misuse-reported'), 1)
    const { rows } = await owner.query(
      `select action, resource, detail from audit_events where account_id = $1 and resource = 'securityIncident'`,
      [person.accountId],
    )
    t.match(rows, [{ action: 'security', detail: { because: 'misuseReported' } }])
    const stored = await owner.query('select i::text as row, sealed from security_incidents i')
    t.ok(stored.rows[0].sealed)
    t.notMatch(stored.rows[0].row, 'Quagadougou')
  },
)

t.test(
  'P36: the link that was asked for later opens the account too, and a report needs no words',
  async (t) => {
    const person = await app.register()
    const answer = await app.call('POST', '/v1/me/security-incidents', {
      token: person.accessToken,
      body: {},
    })
    expectStatus(answer, 201)
    const old = tokenIn(await app.mailTo(person.email, /closed to everybody/))
    app.clock.shift('P2D')
    t.equal((await app.post('/v1/auth/reset-password', { token: old, password: otherPassword })).status, 401)
    await app.post('/v1/auth/forgot-password', { email: person.email })
    const token = tokenIn(await app.mailTo(person.email, /Choose a new password/))
    t.equal((await app.post('/v1/auth/reset-password', { token, password: otherPassword })).status, 204)
    t.equal((await login(person.email, otherPassword)).status, 200)
  },
)

t.test('P33: guessing is listed as an alert and a block, which the operator lifts', async (t) => {
  const { email, accountId } = await app.register()
  const from = (ip: string) => ({ 'x-forwarded-for': ip })
  const tryIt = (password: string, ip = '203.0.113.77') =>
    app.post('/v1/auth/login', { email, password }, from(ip))
  for (let n = 0; n < 10; n++) {
    await tryIt('wrong')
    if (n >= 4 && n < 9) app.clock.shift('PT15M1S')
  }
  t.equal((await tryIt(goodPassword)).status, 429)
  t.match((await alerts())[0], { cause: 'sign-in-blocked', occurrences: 10, accountId, organisationId: null })
  t.equal(await alertMails('sign-in-blocked'), 1)
  const [block] = await blocks()
  t.match(block, { kind: 'signIn', accountId, ip: '203.0.113.77' })
  const wait = Date.parse(block.expiresAt) - app.clock.now().getTime()
  t.ok(wait > 3_590_000 && wait <= 3_600_000, 'as long as the counter says')
  expectStatus(await asOperator('DELETE', `/blocks/${block.id}`), 204)
  t.equal((await tryIt(goodPassword)).status, 200)
  t.strictSame(await blocks(), [])
  const { rows } = await owner.query(`select role, detail from audit_events where resource = 'block'`)
  t.match(rows, [{ role: 'platform', detail: { because: 'lifted', kind: 'signIn' } }])
})

t.test(
  'P33: addresses without an account are blocked and listed alike; a block that ended is not listed',
  async (t) => {
    const tryIt = () =>
      app.post(
        '/v1/auth/login',
        { email: 'nobody@people.example', password: 'wrong' },
        { 'x-forwarded-for': '203.0.113.78' },
      )
    for (let n = 0; n < 10; n++) {
      await tryIt()
      if (n >= 4 && n < 9) app.clock.shift('PT15M1S')
    }
    t.match(await blocks(), [{ kind: 'signIn', accountId: null, ip: '203.0.113.78' }])
    app.clock.shift('PT1H1S')
    t.strictSame(await blocks(), [])
  },
)

t.test('S10: lifting a block asks for a fresh sign-in', async (t) => {
  const token = await app.signInAdministrator()
  await owner.query(`update sessions set authenticated_at = authenticated_at - interval '11 minutes'`)
  const id = '01a20056-233d-70ba-9fe0-ea10daab8f25'
  const answer = await app.call('DELETE', `/v1/platform/blocks/${id}`, { token })
  t.match(answer, { status: 403, body: { type: /step-up-required$/ } })
})

t.test('alerts and blocks go after a year', async (t) => {
  t.ok((await alerts()).length > 0)
  app.clock.shift('P1Y1D')
  await sweep(app)
  t.strictSame(await alerts(), [])
})
