import t from 'tap'
import {
  anyAddress,
  goodPassword,
  otherPassword,
  registration,
  startAccounts,
  tokenIn,
} from '#test/helpers/accounts.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'
import { until } from '#test/helpers/until.ts'

const app = await startAccounts(t)
const { owner, post } = app

const count = async (table: string, condition = 'true', values: unknown[] = []): Promise<number> =>
  Number((await owner.query(`select count(*) from ${table} where ${condition}`, values)).rows[0].count)

const pointer = (answer: { body: { errors?: { pointer: string }[] } }) => answer.body.errors?.[0]?.pointer

t.test('P60: an account arises when the link of its own mail is followed, once', async (t) => {
  const body = registration({ locale: 'sv' })
  const asked = await post('/v1/auth/register', body)
  t.equal(asked.status, 202)
  t.equal(asked.body, null, 'an answer without content')
  t.equal(asked.headers['content-type'], undefined)
  t.equal((await app.login(body.email, goodPassword)).status, 401, 'not before')

  const token = await tokenTo(app, body.email)
  const { status, body: tokens } = await post('/v1/auth/verify-email', { token })
  t.equal(status, 200)
  t.match(tokens, {
    kind: 'tokens',
    tokenType: 'Bearer',
    expiresIn: 600,
    pendingChoices: [],
    pendingAcceptances: [],
  })

  const me = await app.call('GET', '/v1/me', { token: tokens.accessToken })
  t.match(me.body, {
    email: body.email,
    firstName: 'Anna',
    phone: '+46701740605',
    dateOfBirth: '1984-05-12',
    locale: 'sv',
  })
  t.equal((await app.login(body.email, goodPassword)).status, 200)
  t.equal((await post('/v1/auth/verify-email', { token })).status, 401, 'a second time')
})

t.test('S7: a link is shown any number of times, and of twenty at once one consumes it', async (t) => {
  const body = registration()
  await post('/v1/auth/register', body)
  const token = await tokenTo(app, body.email)
  for (let seen = 0; seen < 2; seen++)
    t.equal((await app.call('GET', `/links/verify-email?token=${token}`)).status, 200)

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => post('/v1/auth/verify-email', { token })),
  )
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  t.equal(answers.filter(({ status }) => status === 401).length, 19)
})

t.test('S7: the link of a registration ends after 24 hours', async (t) => {
  const body = registration()
  await post('/v1/auth/register', body)
  const token = await tokenTo(app, body.email)
  app.clock.shift('P1D')
  t.equal((await post('/v1/auth/verify-email', { token })).status, 401)
  app.clock.shift('-P1D')
  t.equal((await post('/v1/auth/verify-email', { token })).status, 200)
})

t.test('S6: whoever registered somebody else’s address gains nothing when its owner registers', async (t) => {
  const email = anyAddress()
  await post('/v1/auth/register', registration({ email, password: otherPassword, firstName: 'Mallory' }))
  const foreign = await tokenTo(app, email)
  await post('/v1/auth/register', registration({ email }))
  const own = await tokenTo(app, email)
  t.not(own, foreign)

  const { status, body } = await post('/v1/auth/verify-email', { token: own })
  t.equal(status, 200)
  t.equal((await app.call('GET', '/v1/me', { token: body.accessToken })).body.firstName, 'Anna')
  t.equal((await app.login(email, otherPassword)).status, 401, 'the other password')
  t.equal((await app.login(email, goodPassword)).status, 200)
  t.equal((await post('/v1/auth/verify-email', { token: foreign })).status, 401, 'the other link')
  t.equal(
    await count('registrations', 'email_index = (select email_index from accounts where id = $1)', [
      (await app.call('GET', '/v1/me', { token: body.accessToken })).body.id,
    ]),
    0,
  )
})

t.test('S6: two links of one address followed at once make one account', async (t) => {
  const email = anyAddress()
  const tokens: string[] = []
  for (const password of [goodPassword, otherPassword]) {
    await post('/v1/auth/register', registration({ email, password }))
    tokens.push(await tokenTo(app, email))
  }
  const answers = await Promise.all(tokens.map((token) => post('/v1/auth/verify-email', { token })))
  t.same(answers.map(({ status }) => status).sort(), [200, 401])
})

t.test('S3 S74: registering says nothing about an address; its owner is told by mail', async (t) => {
  const known = await app.register({ locale: 'sv' })
  const before = await count('accounts')
  const fresh = await post('/v1/auth/register', registration())
  const taken = await post('/v1/auth/register', registration({ email: known.email, password: otherPassword }))
  t.same([taken.status, taken.body], [fresh.status, fresh.body])
  t.match(await app.mailTo(known.email, /konto/i), /logga in/i, 'in the language of the account')
  t.equal((await app.login(known.email, otherPassword)).status, 401)
  t.equal(await count('accounts'), before)

  const { rows } = await owner.query(
    'select created_at < expires_at as alive from registrations where email_index = (select email_index from accounts where id = $1)',
    [known.accountId],
  )
  t.same(rows, [{ alive: false }], 'what was written goes with the next housekeeping')
})

t.test('S2: a weak password is refused with the reason, a long one before it is hashed', async (t) => {
  const weak: [password: string, why: RegExp][] = [
    ['violet-anchor7', /15 characters/],
    ['passwordpassword1', /./],
    ['aaaaaaaaaaaaaaaaaaaa', /repeats/],
    ['lindqvist-anna-1984', /name/],
    ['x'.repeat(129), /128/],
  ]
  for (const [password, why] of weak) {
    const answer = await post('/v1/auth/register', registration({ password }))
    t.equal(answer.status, 422, password)
    t.match(answer.body, { type: /weak-password$/, errors: [{ pointer: '/password', detail: why }] })
  }
  for (const password of ['мой очень длинный пароль', 'correct horse battery staple', goodPassword])
    t.equal((await post('/v1/auth/register', registration({ password }))).status, 202, password)
})

t.test('P61: each field is needed and held to its form', async (t) => {
  const bad: [fields: object, where: string][] = [
    [{ email: 'anna' }, '/email'],
    [{ email: '\u212aevin@example.com' }, '/email'],
    [{ phone: undefined }, '/phone'],
    [{ phone: 'none' }, '/phone'],
    [{ phone: '070 174 06 05' }, '/phone'],
    [{ firstName: undefined }, '/firstName'],
    [{ lastName: '\u202eannA' }, '/lastName'],
    [{ dateOfBirth: '2001-02-29' }, '/dateOfBirth'],
    [{ locale: 'tlh' }, '/locale'],
    [{ platformAdmin: true }, '/platformAdmin'],
    [{ acceptedPolicies: 'all' }, '/acceptedPolicies'],
  ]
  for (const [fields, where] of bad) {
    const answer = await post('/v1/auth/register', registration(fields))
    t.equal(answer.status, 400, JSON.stringify(fields))
    t.equal(pointer(answer), where)
  }
  const unknown = registration({ acceptedPolicies: ['0199d1c2-0000-7000-8000-000000000001'] })
  t.equal((await post('/v1/auth/register', unknown)).status, 422, 'no policy is published')
  const { acceptedPolicies: _none, ...without } = registration()
  t.equal((await post('/v1/auth/register', without)).status, 202)
})

t.test('resending mails a new link of the same registration; both work until one was used', async (t) => {
  const body = registration()
  await post('/v1/auth/register', body)
  const first = await tokenTo(app, body.email)
  t.equal((await post('/v1/auth/resend-verification', { email: body.email.toUpperCase() })).status, 202)
  let second = first
  await until('another link', async () => {
    second = await tokenTo(app, body.email)
    return second !== first
  })
  t.equal((await post('/v1/auth/verify-email', { token: second })).status, 200)
  t.equal((await post('/v1/auth/verify-email', { token: first })).status, 401)
  const known = await post('/v1/auth/resend-verification', { email: body.email })
  const unknown = await post('/v1/auth/resend-verification', { email: anyAddress() })
  t.same([known.status, known.body], [unknown.status, unknown.body], 'S3: verified and unknown look alike')
})

t.test('S58: strangers cause five mails an hour to one address, whatever they ask for', async (t) => {
  const { email, accountId } = await app.register()
  const asks = Array.from({ length: 33 }, () => [
    () => post('/v1/auth/forgot-password', { email }),
    () => post('/v1/auth/resend-verification', { email }),
    () => post('/v1/auth/register', registration({ email })),
  ]).flat()
  for (const ask of asks) t.equal((await ask()).status, 202)
  const mails = () =>
    count('mails', "account_id = $1 and kind in ('resetPassword', 'registrationForExistingAccount')", [
      accountId,
    ])
  // The registration itself was the first of the five, and the third asked to resend what is not pending any more.
  await until('three mails', async () => (await mails()) === 3)
  app.clock.shift('PT61M')
  const before = await mails()
  await post('/v1/auth/forgot-password', { email })
  const text = await app.mailTo(email, /new password/)
  t.ok(tokenIn(text))
  t.equal(await mails(), before + 1, 'an hour later there is room again')
  app.clock.shift('-PT61M')
})

t.test('P34: what a registration and an account hold cannot be read in the database', async (t) => {
  const { email, accountId } = await app.register({ firstName: 'Zebulon', lastName: 'Quackenbush' })
  await post('/v1/auth/register', registration({ firstName: 'Zebulon', lastName: 'Quackenbush' }))
  for (const table of [
    'accounts',
    'registrations',
    'mails',
    'tokens',
    'sessions',
    'audit_events',
    'outbox',
    'rate_limits',
    'login_attempts',
  ]) {
    const { rows } = await owner.query(`select row_to_json(r)::text as text from ${table} r`)
    const dump = rows.map(({ text }) => text).join('\n')
    for (const secret of ['Zebulon', 'Quackenbush', email, goodPassword, '+46701740605', '1984-05-12'])
      for (const form of [
        secret,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret).toString('base64'),
      ])
        t.notOk(dump.includes(form), `${secret} in ${table}`)
  }
  t.equal(await count('accounts', 'id = $1', [accountId]), 1)
})

// The last one, as the clock stands still from here on.
t.test('P12: nobody younger than 13 registers, and nothing of the attempt is stored', async (t) => {
  const rows = async () => [
    await count('registrations'),
    await count('mails'),
    await count('tokens'),
    await count('audit_events'),
  ]
  const before = await rows()
  const cases: [at: string, born: string, status: number][] = [
    ['2026-06-15T23:59:59Z', '2013-06-16', 422],
    ['2026-06-16T00:00:00Z', '2013-06-16', 202],
    ['2025-02-28T12:00:00Z', '2012-02-29', 422],
    ['2025-03-01T00:00:00Z', '2012-02-29', 202],
    ['2026-06-15T12:00:00Z', '2030-01-01', 422],
  ]
  let taken = 0
  for (const [at, dateOfBirth, status] of cases) {
    app.clock.set(at)
    const answer = await post('/v1/auth/register', registration({ dateOfBirth }))
    t.equal(answer.status, status, `born ${dateOfBirth}, at ${at}`)
    if (status === 202) taken++
    else t.match(answer.body, { type: /below-minimum-age$/, errors: [{ pointer: '/dateOfBirth' }] })
  }
  t.same(
    (await rows()).map((now, index) => now - (before[index] ?? 0)),
    [taken, taken, taken, taken],
  )
})
