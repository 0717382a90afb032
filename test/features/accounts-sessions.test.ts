import t from 'tap'
import {
  goodPassword,
  otherPassword,
  type Registered,
  startAccounts,
  tokenIn,
} from '#test/helpers/accounts.ts'
import type { Answer } from '#test/helpers/app.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'
import { until } from '#test/helpers/until.ts'

const app = await startAccounts(t)
const { owner, post } = app
const me = (token: string) => app.call('GET', '/v1/me', { token })
const refresh = (refreshToken: string) => post('/v1/auth/refresh', { refreshToken })
const unused = async ({ sessionId }: Registered): Promise<number> => {
  const text = 'select count(*)::int as count from refresh_tokens where session_id = $1 and used_at is null'
  return (await owner.query(text, [sessionId])).rows[0].count
}
const endedBecause = async (sessionId: string): Promise<string | null> =>
  (await owner.query('select revoked_because from sessions where id = $1', [sessionId])).rows[0]
    .revoked_because

const expectTokens = ({ status, body }: Answer): { accessToken: string; refreshToken: string } => {
  if (status !== 200) throw new Error(`expected tokens, got ${status}`)
  return body
}

t.test('S17: each refresh token is good once, and the chain goes on', async (t) => {
  const person = await app.register()
  let token = person.refreshToken
  for (let link = 0; link < 4; link++) {
    const next = expectTokens(await refresh(token))
    t.match(next, { kind: 'tokens', tokenType: 'Bearer', expiresIn: 600, pendingAcceptances: [] })
    t.equal((await me(next.accessToken)).status, 200)
    t.not(next.refreshToken, token)
    token = next.refreshToken
  }
  t.equal(await unused(person), 1)
})

t.test('S17: the first token after the third ends the session, and its owner is told', async (t) => {
  const person = await app.register()
  const second = expectTokens(await refresh(person.refreshToken))
  const third = expectTokens(await refresh(second.refreshToken))
  t.equal((await refresh(person.refreshToken)).status, 401)
  t.equal((await me(third.accessToken)).status, 401)
  t.equal((await refresh(third.refreshToken)).status, 401)
  t.equal(await endedBecause(person.sessionId), 'refreshTokenReuse')
  t.match(await app.mailTo(person.email, /signed out/), /two places/)
  const alerts = (await mailsTo(app, person.email)).filter(
    ({ subject }) => subject === 'You have been signed out',
  )
  t.equal(alerts.length, 1)
})

t.test('S17: a lost answer is forgiven within ten seconds; what it held gives a thief away', async (t) => {
  const person = await app.register()
  const lost = expectTokens(await refresh(person.refreshToken))
  app.clock.shift('PT9S')
  const again = expectTokens(await refresh(person.refreshToken))
  t.equal((await me(again.accessToken)).status, 200)
  t.equal(await unused(person), 1)
  t.equal((await refresh(lost.refreshToken)).status, 401)
  t.equal(await endedBecause(person.sessionId), 'refreshTokenReuse')
  t.equal((await refresh(again.refreshToken)).status, 401)
  app.clock.shift('-PT9S')
})

t.test('S17: after ten seconds, or once its successor was used, nothing is forgiven', async (t) => {
  const late = await app.register()
  expectTokens(await refresh(late.refreshToken))
  app.clock.shift('PT11S')
  t.equal((await refresh(late.refreshToken)).status, 401)
  t.equal(await endedBecause(late.sessionId), 'refreshTokenReuse')
  app.clock.shift('-PT11S')
})

t.test(
  'S17: twenty refreshes at once are one lost answer many times: one token lives, the session too',
  async (t) => {
    const person = await app.register()
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(person.refreshToken)))
    t.same([...new Set(answers.map(({ status }) => status))], [200])
    t.equal(new Set(answers.map(({ body }) => body.refreshToken)).size, 20)
    t.equal(await unused(person), 1)
    t.equal(await endedBecause(person.sessionId), null)
    for (const { body } of answers) t.equal((await me(body.accessToken)).status, 200)
  },
)

t.test('S17: a session ends after thirty days, however often it was refreshed', async (t) => {
  const person = await app.register()
  app.clock.shift('P29DT23H')
  const { refreshToken } = expectTokens(await refresh(person.refreshToken))
  app.clock.shift('PT2H')
  t.equal((await refresh(refreshToken)).status, 401)
  t.equal(await endedBecause(person.sessionId), null)
  app.clock.shift('-P30DT1H')
})

t.test('everybody sees and ends their own sessions, and nobody else’s', async (t) => {
  const person = await app.register()
  const stranger = await app.register()
  const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
  const second = await post(
    '/v1/auth/login',
    { email: person.email, password: goodPassword },
    { 'user-agent': browser },
  )
  const list = async () => (await app.call('GET', '/v1/me/sessions', { token: person.accessToken })).body.data
  const [newest, oldest, ...more] = await list()
  t.same(more, [])
  t.match(newest, { current: false, browser: 'Firefox 128.0', operatingSystem: 'Linux', ip: '127.0.0.1' })
  t.match(oldest, { id: person.sessionId, current: true })

  const paged = await app.call('GET', '/v1/me/sessions?limit=1', { token: person.accessToken })
  t.equal(paged.body.data.length, 1)
  const rest = await app.call('GET', `/v1/me/sessions?limit=1&cursor=${paged.body.nextCursor}`, {
    token: person.accessToken,
  })
  t.same(
    [rest.body.data.map(({ id }: { id: string }) => id), rest.body.nextCursor],
    [[person.sessionId], null],
  )

  const end = (token: string, id: string) => app.call('DELETE', `/v1/me/sessions/${id}`, { token })
  const foreign = await end(stranger.accessToken, newest.id)
  const missing = await end(stranger.accessToken, '0199d1c2-0000-7000-8000-000000000001')
  t.equal(foreign.status, 404)
  t.same({ ...foreign.body, instance: '' }, { ...missing.body, instance: '' })
  t.equal((await end(person.accessToken, newest.id)).status, 204)
  t.equal((await me(second.body.accessToken)).status, 401)
  t.equal((await end(person.accessToken, newest.id)).status, 404, 'it has ended')

  const others = [await app.login(person.email, goodPassword), await app.login(person.email, goodPassword)]
  t.equal((await app.call('DELETE', '/v1/me/sessions', { token: person.accessToken })).status, 204)
  for (const { body } of others) t.equal((await me(body.accessToken)).status, 401)
  t.same(
    (await list()).map(({ id }: { id: string }) => id),
    [person.sessionId],
  )
  t.equal((await me(stranger.accessToken)).status, 200)
})

const changePassword = (token: string, currentPassword: string, newPassword: string) =>
  app.call('PUT', '/v1/me/password', { token, body: { currentPassword, newPassword } })
const stepUp = (token: string, password: string) =>
  app.call('POST', '/v1/auth/step-up', { token, body: { password } })

t.test(
  'S10: what needs a fresh factor asks for it after ten minutes; a step-up lets the same token go on',
  async (t) => {
    const person = await app.register()
    app.clock.shift('PT9M30S')
    t.equal(
      (await changePassword(person.accessToken, goodPassword, goodPassword)).status,
      422,
      'the sign-in counts',
    )
    app.clock.shift('PT1M')
    const { accessToken } = expectTokens(await refresh(person.refreshToken))
    const stale = await changePassword(accessToken, goodPassword, otherPassword)
    t.equal(stale.status, 403)
    t.match(stale.body, { type: /step-up-required$/ })

    t.equal((await stepUp(accessToken, otherPassword)).status, 401)
    const fresh = await stepUp(accessToken, goodPassword)
    t.equal(fresh.status, 200)
    t.equal(Date.parse(fresh.body.expiresAt) - Date.parse(fresh.body.authenticatedAt), 600_000)
    t.equal((await changePassword(accessToken, goodPassword, otherPassword)).status, 204)
    app.clock.shift('-PT10M30S')
  },
)

t.test('S5: a stolen token does not try passwords for long', async (t) => {
  const person = await app.register()
  const statuses: number[] = []
  for (let tries = 0; tries < 6; tries++)
    statuses.push((await stepUp(person.accessToken, otherPassword)).status)
  t.same(statuses, [401, 401, 401, 401, 429, 429])
  t.equal(
    (await changePassword(person.accessToken, goodPassword, otherPassword)).status,
    429,
    'one counter for both',
  )
  t.equal((await app.login(person.email, goodPassword)).status, 200, 'the owner signs in elsewhere')

  await post('/v1/auth/forgot-password', { email: person.email })
  const token = tokenIn(await app.mailTo(person.email, /new password/))
  t.equal((await post('/v1/auth/reset-password', { token, password: otherPassword })).status, 204)
  const { accessToken } = (await app.login(person.email, otherPassword)).body
  t.equal((await stepUp(accessToken, otherPassword)).status, 200, 'a reset ends this block as well')
})

t.test(
  'a changed password ends the other sessions and every mailed link, and its owner is told',
  async (t) => {
    const person = await app.register()
    const other = (await app.login(person.email, goodPassword)).body
    await post('/v1/auth/forgot-password', { email: person.email })
    const link = tokenIn(await app.mailTo(person.email, /new password/))

    t.equal(
      (await changePassword(person.accessToken, otherPassword, otherPassword)).status,
      401,
      'not without the present one',
    )
    t.match((await changePassword(person.accessToken, goodPassword, 'lindqvist-anna-15')).body, {
      type: /weak-password$/,
      errors: [{ pointer: '/newPassword' }],
    })
    t.equal((await changePassword(person.accessToken, goodPassword, otherPassword)).status, 204)
    t.equal((await me(person.accessToken)).status, 200)
    t.equal((await me(other.accessToken)).status, 401)
    t.equal(
      (await post('/v1/auth/reset-password', { token: link, password: goodPassword })).status,
      401,
      'S7',
    )
    t.equal((await app.login(person.email, goodPassword)).status, 401)
    t.equal((await app.login(person.email, otherPassword)).status, 200)
    t.match(await app.mailTo(person.email, /was changed/), /password/)
  },
)

const forgot = async (email: string): Promise<string> => {
  const before = (await mailsTo(app, email)).length
  t.equal((await post('/v1/auth/forgot-password', { email })).status, 202)
  await until('the mail', async () => (await mailsTo(app, email)).length > before)
  return tokenIn(await app.mailTo(email, /new password/))
}

t.test('S7: a reset needs the mailed token, once, ends every session and is told to the owner', async (t) => {
  const person = await app.register()
  const first = await forgot(person.email)
  const second = await forgot(person.email)
  t.equal((await app.call('GET', `/links/reset-password?token=${second}`)).status, 200)
  const weak = await post('/v1/auth/reset-password', { token: second, password: 'password12345678' })
  t.equal(weak.status, 422)

  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      post('/v1/auth/reset-password', { token: second, password: otherPassword }),
    ),
  )
  t.same(answers.map(({ status }) => status).sort(), [204, ...Array(7).fill(401)])
  t.equal((await me(person.accessToken)).status, 401)
  t.equal((await refresh(person.refreshToken)).status, 401)
  t.equal(
    (await post('/v1/auth/reset-password', { token: first, password: goodPassword })).status,
    401,
    'older links',
  )
  t.equal((await app.login(person.email, goodPassword)).status, 401)
  t.equal((await app.login(person.email, otherPassword)).status, 200)
  t.match(await app.mailTo(person.email, /was changed/), /password/)
})

t.test('S7: the link for a new password ends after thirty minutes', async (t) => {
  const person = await app.register()
  const token = await forgot(person.email)
  app.clock.shift('PT30M')
  t.equal((await post('/v1/auth/reset-password', { token, password: otherPassword })).status, 401)
  app.clock.shift('-PT30M')
  t.equal((await post('/v1/auth/reset-password', { token, password: otherPassword })).status, 204)
})

t.test(
  'S5: who resets the password of a blocked account gets in at once, its old devices are forgotten',
  async (t) => {
    const person = await app.register()
    for (let tries = 0; tries < 10; tries++) await app.login(person.email, otherPassword)
    t.equal((await app.login(person.email, goodPassword)).status, 429)
    await post('/v1/auth/reset-password', { token: await forgot(person.email), password: otherPassword })
    t.equal((await app.login(person.email, otherPassword)).status, 200)
    const { rows } = await owner.query('select count(*)::int from known_devices where account_id = $1', [
      person.accountId,
    ])
    t.same(rows, [{ count: 1 }])
  },
)

t.test('S3: forgetting the password says nothing about an address', async (t) => {
  const person = await app.register()
  const known = await post('/v1/auth/forgot-password', { email: person.email })
  const unknown = await post('/v1/auth/forgot-password', { email: 'nobody.at.all@people.example' })
  t.same([known.status, known.body], [unknown.status, unknown.body])
  t.equal((await post('/v1/auth/forgot-password', { email: 'nobody' })).status, 400)
})

t.test('P31: each act on an account is in the trail', async (t) => {
  const person = await app.register()
  await stepUp(person.accessToken, goodPassword)
  await app.call('PATCH', '/v1/me', { token: person.accessToken, body: { firstName: 'Ann' } })
  await app.login(person.email, goodPassword)
  await app.call('DELETE', '/v1/me/sessions', { token: person.accessToken })
  await changePassword(person.accessToken, goodPassword, otherPassword)
  await post('/v1/auth/logout', { refreshToken: person.refreshToken })
  const { rows } = await owner.query(
    'select action, resource, role from audit_events where account_id = $1 order by id',
    [person.accountId],
  )
  t.same(
    rows.map(({ action, resource, role }) => `${action} ${resource} ${role}`),
    [
      'create account public',
      'security session person',
      'change account person',
      'signIn session public',
      'signOut session person',
      'security password person',
      'signOut session public',
    ],
  )
})
