import { randomBytes } from 'node:crypto'
import t from 'tap'
import { normaliseRecoveryCode, stepOfCode, totpUri } from '#src/crypto/totp.ts'
import {
  anyAddress,
  bytesOf,
  goodPassword,
  otherPassword,
  startAccounts,
  tokenIn,
} from '#test/helpers/accounts.ts'
import { administrator } from '#test/helpers/app.ts'
import { enrol } from '#test/helpers/authenticators.ts'
import { openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'
import { sweep } from '#test/helpers/sweeps.ts'

const app = await startAccounts(t, { TRUST_PROXY: '127.0.0.1' })
const { owner, post } = app

const newSource = () => `198.51.${randomBytes(1)[0]}.${randomBytes(1)[0]}`
const from = (ip: string, device = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0') => ({
  'x-forwarded-for': ip,
  'user-agent': device,
})

/** Somebody with a second factor, and a place to sign in from. */
const enrolled = async () => {
  const person = await app.register()
  const authenticator = await enrol(app, person.accessToken)
  const headers = from(newSource())
  const challenge = async (more: object = {}) => {
    const answer = await post(
      '/v1/auth/login',
      { email: person.email, password: goodPassword, ...more },
      headers,
    )
    if (answer.body.kind !== 'challenge') throw new Error(JSON.stringify(answer.body))
    return answer.body as { challengeId: string; methods: string[]; expiresAt: string }
  }
  const answer = (challengeId: string, code: string, more: object = {}, by = headers) =>
    post(`/v1/auth/challenges/${challengeId}`, { code, ...more }, by)
  return { ...person, ...authenticator, headers, challenge, answer }
}

t.test('RFC 6238: codes of the steps next to now are taken, each once', async (t) => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const at = new Date(59_000)
  t.equal(stepOfCode(secret, '287082', 0, at), 1)
  t.equal(stepOfCode(secret, '287082', 1, at), null, 'used')
  t.equal(stepOfCode(secret, '287082', 0, new Date(89_000)), 1, 'one step late')
  t.equal(stepOfCode(secret, '287082', 0, new Date(149_000)), null, 'too late')
  t.equal(stepOfCode(secret, '287082', 99, at), null, 'the clock was set back')
  for (const code of ['28708', '2870822', '', 'abcdef', '28708２'])
    t.equal(stepOfCode(secret, code, 0, at), null, code)
  t.match(totpUri(secret, 'anna@example.com'), /^otpauth:\/\/totp\/.*anna.*secret=GEZD.*issuer=Praxis/)
  t.equal(normaliseRecoveryCode('abcdef-ghijkl-mnopqr-stuvwx'), 'ABCDEFGHIJKLMNOPQRSTUVWX')
  t.equal(normaliseRecoveryCode('abcdef-ghijkl-mnopqr-stuvw1'), null)
})

t.test(
  'P30, S8: with a second factor signing in takes a challenge, whose code opens a session',
  async (t) => {
    const person = await enrolled()
    const challenge = await person.challenge()
    const lives = Date.parse(challenge.expiresAt) - app.clock.now().getTime()
    t.ok(lives > 100_000 && lives <= 120_000, `${lives} ms`)
    t.same(challenge.methods, ['totp', 'recoveryCode'])
    const signedIn = await person.answer(challenge.challengeId, person.nextCode())
    t.match(signedIn, { status: 200, body: { kind: 'tokens', tokenType: 'Bearer' } })
    t.equal((await app.call('GET', '/v1/me', { token: signedIn.body.accessToken })).status, 200)
    t.match(await person.answer(challenge.challengeId, person.nextCode()), {
      status: 401,
      body: { type: /invalid-token$/ },
    })
    const wrong = await post(
      '/v1/auth/login',
      { email: person.email, password: otherPassword },
      from(newSource()),
    )
    const unknown = await post(
      '/v1/auth/login',
      { email: anyAddress(), password: otherPassword },
      from(newSource()),
    )
    t.equal(
      bytesOf(wrong),
      bytesOf(unknown),
      'who has a second factor is told after the right password alone',
    )
  },
)

t.test('S8, S25: the same code twenty times at once opens one session', async (t) => {
  const person = await enrolled()
  const { challengeId } = await person.challenge()
  const code = person.nextCode()
  const answers = await Promise.all(Array.from({ length: 20 }, () => person.answer(challengeId, code)))
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  t.ok(answers.every(({ status }) => [200, 401, 429].includes(status)))
})

t.test('S8: a code is good once, whichever challenge it answers', async (t) => {
  const person = await enrolled()
  const challenges = await Promise.all(
    Array.from({ length: 4 }, async () => (await person.challenge()).challengeId),
  )
  const code = person.nextCode()
  const answers = await Promise.all(challenges.map((id) => person.answer(id, code)))
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  for (const answer of answers.filter(({ status }) => status !== 200))
    t.match(answer, { status: 401, body: { type: /invalid-code$/ } })
  const [again] = [await person.challenge()]
  t.equal((await person.answer(again.challengeId, code)).status, 401, 'also later')
})

t.test('S8: the code that confirmed the factor opens nothing', async (t) => {
  const person = await enrolled()
  const { challengeId } = await person.challenge()
  t.match(await person.answer(challengeId, person.code()), { status: 401, body: { type: /invalid-code$/ } })
})

t.test(
  'S8: five tries, then the challenge is over; codes of any form are wrong, never a fault',
  async (t) => {
    const person = await enrolled()
    const { challengeId } = await person.challenge()
    for (const code of ['1', '12345', '1234567', 'abcdef', 'ABCDEF-GHIJKL-MNOPQR-STUVWX'])
      t.match(await person.answer(challengeId, code), { status: 401, body: { type: /invalid-code$/ } }, code)
    t.match(await person.answer(challengeId, person.nextCode()), {
      status: 401,
      body: { type: /invalid-token$/ },
    })
  },
)

t.test(
  'S8: after two minutes, from another device or network, unknown: one and the same refusal',
  async (t) => {
    const person = await enrolled()
    const { challengeId } = await person.challenge()
    const code = person.nextCode()
    const unknown = await person.answer(randomBytes(32).toString('base64url'), code)
    t.match(unknown, { status: 401, body: { type: /invalid-token$/ } })
    const elsewhere = [
      from(person.headers['x-forwarded-for'], 'curl/8.5.0'),
      { ...person.headers, 'x-forwarded-for': newSource() },
    ]
    for (const headers of elsewhere)
      t.equal(bytesOf(await person.answer(challengeId, code, {}, headers)), bytesOf(unknown))
    const token = { deviceToken: person.deviceToken }
    t.equal(bytesOf(await person.answer(challengeId, code, token)), bytesOf(unknown))
    t.equal((await person.answer(challengeId, code)).status, 200, 'none of them spent it')
    const late = await person.challenge()
    app.clock.shift('PT121S')
    t.equal(bytesOf(await person.answer(late.challengeId, person.nextCode())), bytesOf(unknown))
  },
)

t.test('a known device stays known through the challenge', async (t) => {
  const person = await enrolled()
  const { deviceToken } = person
  const { challengeId } = await person.challenge({ deviceToken })
  const { body } = await person.answer(challengeId, person.nextCode())
  t.equal(body.deviceToken, deviceToken)
})

t.test(
  'S5: wrong codes count as failed sign-ins; the right password alone forgets none of them',
  async (t) => {
    const person = await enrolled()
    const wrong = async () => {
      const { challengeId } = await person.challenge()
      return (await person.answer(challengeId, '000000')).status
    }
    for (let tries = 0; tries < 5; tries++) t.equal(await wrong(), 401)
    const login = { email: person.email, password: goodPassword }
    t.match(await post('/v1/auth/login', login, person.headers), { status: 429 })
    t.equal((await post('/v1/auth/login', login, from(newSource()))).status, 200, 'not from elsewhere')
    app.clock.shift('PT61S')
    const { challengeId } = await person.challenge()
    t.equal((await person.answer(challengeId, person.nextCode())).status, 200)
    t.equal(await wrong(), 401, 'a sign-in forgets them')
    const { rows } = await owner.query(
      'select outcome, count(*)::int as count from login_attempts where account_id = $1 group by 1 order by 1',
      [person.accountId],
    )
    t.same(
      rows.map(({ outcome }) => outcome),
      ['blocked', 'challenged', 'failed', 'succeeded'],
    )
  },
)

t.test('S8: each recovery code is good once, is stored as a hash, and its use is mailed', async (t) => {
  const person = await enrolled()
  t.equal(person.recoveryCodes.length, 10)
  t.equal(new Set(person.recoveryCodes).size, 10)
  const [first = '', second = ''] = person.recoveryCodes
  const one = await person.challenge()
  t.equal((await person.answer(one.challengeId, first.toLowerCase().replaceAll('-', ' '))).status, 200)
  const again = await person.challenge()
  t.equal((await person.answer(again.challengeId, first)).status, 401)
  t.equal((await person.answer(again.challengeId, second)).status, 200)
  t.match(await app.mailTo(person.email, /recovery code/i), /left: 8/)
  const { rows } = await owner.query('select hash from recovery_codes where account_id = $1', [
    person.accountId,
  ])
  t.ok(rows.every(({ hash }) => hash.length === 32))
  const listed = await app.call('GET', '/v1/me/second-factors', { token: person.accessToken })
  t.match(listed.body.data, [{ id: person.factorId, state: 'confirmed', recoveryCodesLeft: 8 }])
  t.notMatch(JSON.stringify(listed.body), /secret|otpauth/)
})

t.test('S10: with a second factor stepping up takes its code, without one the password', async (t) => {
  const token = (await app.register()).accessToken
  const stepUp = (body: object) => app.call('POST', '/v1/auth/step-up', { token, body })
  t.match(await stepUp({}), { status: 400 })
  t.match(await stepUp({ code: '123456' }), { status: 401, body: { type: /invalid-code$/ } })
  t.equal((await stepUp({ password: goodPassword })).status, 200)
  const { nextCode, code, factorId } = await enrol(app, token)
  t.match(await stepUp({ password: goodPassword }), {
    status: 401,
    body: { type: /second-factor-code-required$/ },
  })
  t.match(await stepUp({ password: goodPassword, code: nextCode() }), { status: 400 })
  const refresh = async () => app.clock.shift('PT11M')
  await refresh()
  const gone = () => app.call('DELETE', `/v1/me/second-factors/${factorId}`, { token })
  // The access token lives ten minutes; another one of the same session goes on.
  t.equal((await gone()).status, 401)
  t.ok(code())
})

t.test(
  'S10, S8: changing factors takes a fresh one; removing is mailed and ends the other sessions',
  async (t) => {
    const person = await enrolled()
    const { challengeId } = await person.challenge()
    const signedIn = (await person.answer(challengeId, person.nextCode())).body
    await owner.query(
      "update sessions set authenticated_at = authenticated_at - interval '11 minutes' where account_id = $1",
      [person.accountId],
    )
    const token = signedIn.accessToken
    const path = `/v1/me/second-factors/${person.factorId}`
    for (const [method, url, body] of [
      ['POST', '/v1/me/second-factors', {}],
      ['POST', `${path}/confirm`, { code: '123456' }],
      ['DELETE', path, undefined],
    ] as const)
      t.match(await app.call(method, url, { token, ...(body ? { body } : {}) }), {
        status: 403,
        body: { type: /step-up-required$/ },
      })
    const stepped = await app.call('POST', '/v1/auth/step-up', { token, body: { code: person.nextCode() } })
    t.equal(stepped.status, 200)
    t.match(await app.call('POST', '/v1/me/second-factors', { token }), { status: 409 }, 'one at a time')
    const other = await app.register()
    t.equal((await app.call('DELETE', path, { token: other.accessToken })).status, 404, 'somebody else’s')
    t.equal((await app.call('DELETE', path, { token })).status, 204)
    t.equal((await app.call('GET', '/v1/me', { token: person.accessToken })).status, 401, 'the other session')
    t.equal((await app.call('GET', '/v1/me', { token })).status, 200)
    t.ok(await app.mailTo(person.email, /second factor was removed/))
    t.equal((await app.login(person.email, goodPassword)).body.kind, 'tokens')
    const { rows } = await owner.query(
      "select detail ->> 'because' as because from audit_events where resource = 'secondFactor' and account_id = $1 order by id",
      [person.accountId],
    )
    t.same(
      rows.map(({ because }) => because),
      ['enrolment', 'secondFactorConfirmed', 'secondFactorRemoved'],
    )
  },
)

t.test('S52: what shows a secret is not kept for a repeat', async (t) => {
  const { accessToken: token } = await app.register()
  const headers = { 'idempotency-key': randomBytes(8).toString('hex') }
  const add = () => app.call('POST', '/v1/me/second-factors', { token, headers, body: {} })
  const first = await add()
  t.equal(first.status, 201)
  t.match(await add(), { status: 409, body: { type: /already-done$/, id: first.body.id } })
})

t.test('a factor that was not confirmed counts for nothing, and is over after an hour', async (t) => {
  const { email, accessToken: token } = await app.register()
  const { body } = await app.call('POST', '/v1/me/second-factors', { token, body: {} })
  t.match(body, { kind: 'totp', state: 'pending', uri: /^otpauth:\/\/totp\// })
  t.equal((await app.login(email, goodPassword)).body.kind, 'tokens')
  const confirm = () =>
    app.call('POST', `/v1/me/second-factors/${body.id}/confirm`, { token, body: { code: '000000' } })
  t.match(await confirm(), { status: 401, body: { type: /invalid-code$/ } })
  await owner.query(
    "update second_factors set expires_at = expires_at - interval '61 minutes' where id = $1",
    [body.id],
  )
  t.equal((await confirm()).status, 404)
  await sweep(app)
  const { rowCount } = await owner.query('select from second_factors where id = $1', [body.id])
  t.equal(rowCount, 0)
})

t.test(
  'S2: eight characters beside a second factor, which then cannot go; a reset does not skip it',
  async (t) => {
    const person = await enrolled()
    const token = person.accessToken
    const short = 'kV9#tq2Lw'
    const change = (currentPassword: string, newPassword: string) =>
      app.call('PUT', '/v1/me/password', { token, body: { currentPassword, newPassword } })
    t.equal((await change(goodPassword, 'kV9#tq2')).status, 422)
    t.equal((await change(goodPassword, short)).status, 204)
    const remove = () => app.call('DELETE', `/v1/me/second-factors/${person.factorId}`, { token })
    t.match(await remove(), { status: 409, body: { type: /password-too-short$/ } })
    await post('/v1/auth/forgot-password', { email: person.email })
    const mailed = tokenIn(await app.mailTo(person.email, /Choose a new password/))
    t.equal((await post('/v1/auth/reset-password', { token: mailed, password: goodPassword })).status, 204)
    const { challengeId } = await person.challenge()
    const { body } = await person.answer(challengeId, person.nextCode())
    t.equal(body.kind, 'tokens')
    const gone = await app.call('DELETE', `/v1/me/second-factors/${person.factorId}`, {
      token: body.accessToken,
    })
    t.equal(gone.status, 204)
  },
)

t.test('S6: whoever accepts an invitation with an account shows its second factor too', async (t) => {
  const clinic = await openClinic(app)
  const person = await enrolled()
  const body = { email: person.email, roles: ['receptionist'] }
  t.equal((await clinic.call('POST', '/invitations', { token: clinic.admin.token, body })).status, 201)
  const token = await tokenTo(app, person.email)
  const accept = (more: object) =>
    post('/v1/invitations/accept', { token, password: goodPassword, ...more }, person.headers)
  t.match(await accept({}), { status: 401, body: { type: /second-factor-code-required$/ } })
  t.match(await accept({ code: '000000' }), { status: 401, body: { type: /invalid-code$/ } })
  t.match(await accept({ code: person.nextCode() }), { status: 200, body: { kind: 'tokens' } })
})

t.test('an organisation may demand a second factor of its staff, not of its patients', async (t) => {
  const clinic = await openClinic(app)
  const { token } = clinic.admin
  const read = await clinic.call('GET', '/settings', { token })
  t.equal(read.body.secondFactor, 'optional')
  const headers = { 'if-match': read.headers.etag ?? '' }
  const body = { ...read.body, secondFactor: 'staff' }
  t.equal((await clinic.call('PUT', '/settings', { token, headers, body })).status, 200)
  const sites = (who: string) => clinic.call('GET', '/sites', { token: who })
  for (const who of [token, clinic.receptionist.token, clinic.practitioner.token])
    t.match(await sites(who), { status: 403, body: { type: /second-factor-required$/ } })
  t.equal((await app.call('GET', '/v1/me', { token })).status, 200)
  const patient = await registerPerson(app)
  t.equal((await sites(patient.token)).status, 404, 'strangers hear the same as before')
  await enrol(app, token)
  t.equal((await sites(token)).status, 200)
  t.equal((await sites(clinic.receptionist.token)).status, 403)
  const day = (n: number) => new Date(app.clock.now().getTime() + n * 86_400_000).toISOString().slice(0, 10)
  const slots = await clinic.call('GET', `/slots?serviceId=${clinic.serviceId}&from=${day(7)}&to=${day(9)}`, {
    token,
  })
  const [{ startsAt }] = slots.body.data
  const visit = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt }
  t.equal((await clinic.call('POST', '/appointments', { token: patient.token, body: visit })).status, 201)
  t.equal((await sites(patient.token)).status, 200, 'a patient without one')
})

t.test(
  'off this machine the platform’s administrator sets up a second factor before anything else',
  async (t) => {
    const remote = await startAccounts(t, {
      PUBLIC_URL: 'https://praxis.example',
      MASTER_KEYS: `main:${randomBytes(32).toString('base64')}`,
      MAIL_FROM: 'praxis@praxis.example',
      SECURITY_EMAIL: 'technicians@praxis.example',
      TRUST_PROXY: '127.0.0.1',
    })
    const headers = { 'x-forwarded-proto': 'https', ...from('203.0.113.9') }
    const login = await remote.post('/v1/auth/login', administrator, headers)
    t.match(login, { status: 200, body: { kind: 'tokens' } }, 'from anywhere')
    const token = login.body.accessToken
    for (const path of ['/v1/platform/organisations', '/v1/me', '/v1/me/sessions', '/v1/me/appointments'])
      t.match(await remote.call('GET', path, { token, headers }), {
        status: 403,
        body: { type: /second-factor-required$/ },
      })
    t.equal((await remote.call('GET', '/v1/me/second-factors', { token, headers })).status, 200)
    const { nextCode } = await enrol(remote, token, headers)
    t.equal((await remote.call('GET', '/v1/platform/organisations', { token, headers })).status, 200)
    const again = await remote.post('/v1/auth/login', administrator, headers)
    t.equal(again.body.kind, 'challenge')
    const path = `/v1/auth/challenges/${again.body.challengeId}`
    t.equal((await remote.post(path, { code: nextCode() }, headers)).status, 200)
    const { rows } = await remote.owner.query('select outcome from login_attempts order by id')
    t.same(
      rows.map(({ outcome }) => outcome),
      ['succeeded', 'challenged', 'succeeded'],
    )
  },
)
