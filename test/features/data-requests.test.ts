import { test } from 'tap'
import { v7 as newId } from 'uuid'
import { claimsOf } from '#test/helpers/accounts.ts'
import { expectStatus, openClinic, password, registerPerson } from '#test/helpers/clinic.ts'
import { again, becomePatient, file, openRequests, subjectsTo } from '#test/helpers/data-requests.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

test('P17 P22: one request is split by controller, and the answer names each with its contact', async (t) => {
  const { app, clinic, person } = await openRequests(t)
  const second = await openClinic(app, {
    name: 'Andra kliniken',
    country: 'NL',
    timeZone: 'Europe/Amsterdam',
  })
  const third = await openClinic(app, { name: 'Tredje kliniken', country: 'AZ', timeZone: 'Asia/Baku' })
  for (const other of [second, third]) await becomePatient(app, other, person)
  const stranger = await openClinic(app, { name: 'Ingen klinik' })
  const before = (await mailsTo(app, person.email)).length

  const filed = expectStatus(await file(app, person, { kind: 'erasure' }), 201).body
  t.equal(filed.state, 'grace')
  t.strictSame(
    filed.parts.map(({ organisationId }: { organisationId: string | null }) => organisationId),
    [null, ...[clinic.id, second.id, third.id].sort()],
  )
  t.strictSame(filed.parts.map(({ regime }: { regime: string }) => regime).sort(), [
    'az998',
    'gdpr',
    'gdpr',
    'gdpr',
  ])
  for (const part of filed.parts) {
    t.ok(part.name)
    t.ok('email' in part.contact && 'phone' in part.contact)
    t.strictSame(part.blockers, [])
  }
  t.equal(filed.dueAt, filed.parts.map(({ dueAt }: { dueAt: string }) => dueAt).sort()[0], 'the earliest')

  for (const [one, token] of [clinic, second, third].map((one) => [one, one.admin.token] as const)) {
    const shown = expectStatus(await one.call('GET', `/data-requests/${filed.id}`, { token }), 200).body
    t.equal(shown.id, filed.id, 'under the same id')
    t.equal(shown.kind, 'erasure')
    t.notOk('parts' in shown, 'each sees its own part, flat')
  }
  expectStatus(await stranger.call('GET', `/data-requests/${filed.id}`, { token: stranger.admin.token }), 404)
  expectStatus(
    await app.call('GET', `/v1/me/data-requests/${filed.id}`, { token: (await registerPerson(app)).token }),
    404,
  )

  t.strictSame(
    await subjectsTo(app, person.email, before),
    ['Dina uppgifter kommer att raderas'],
    'one mail for one act',
  )
  const list = expectStatus(await app.call('GET', '/v1/me/data-requests', { token: person.token }), 200).body
  t.strictSame(list.data, [filed])
})

test('P22 S28: a request of another organisation is 404, and one that holds nothing cannot be asked', async (t) => {
  const { app, clinic, person } = await openRequests(t)
  const stranger = await openClinic(app, { name: 'Ingen klinik' })
  const organisationId = stranger.id
  expectStatus(await file(app, person, { kind: 'access', organisationId }), 404)
  expectStatus(await file(app, person, { kind: 'access', organisationId: newId() }), 404)
  const { id } = expectStatus(
    await file(app, person, { kind: 'rectification', organisationId: clinic.id }),
    201,
  ).body
  const token = stranger.admin.token
  const reason = 'No.'
  for (const [path, body] of [
    ['verify-identity', { method: 'videoCall', checkedBy: claimsOf(token).sub }],
    ['extend', { cause: 'number', reason }],
    ['refuse', { cause: 'other', reason }],
    ['resolve', { answer: reason }],
  ] as const)
    expectStatus(await stranger.call('POST', `/data-requests/${id}/${path}`, { token, body }), 404)
  expectStatus(await stranger.call('GET', `/data-requests/${id}`, { token }), 404)
  t.strictSame(expectStatus(await stranger.call('GET', '/data-requests', { token }), 200).body.data, [])
  const other = await registerPerson(app)
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/export'],
    ['POST', '/withdraw'],
  ] as const)
    expectStatus(await app.call(method, `/v1/me/data-requests/${id}${path}`, { token: other.token }), 404)
})

test('P57: what a person asks for reaches the organisation, and each turn is told in their language', async (t) => {
  const { app, clinic, person, patientId } = await openRequests(t)
  const before = (await mailsTo(app, person.email)).length
  const token = clinic.admin.token
  const decide = async (id: string, act: string, body: object) =>
    expectStatus(await clinic.call('POST', `/data-requests/${id}/${act}`, { token, body }), 200).body
  expectStatus(await file(app, person, { kind: 'objection', organisationId: clinic.id }), 422)
  const asked = { kind: 'rectification', organisationId: clinic.id, reason: 'My street has another name.' }
  const first = expectStatus(await file(app, person, asked), 201).body
  t.match(first, { kind: 'rectification', reason: 'My street has another name.', state: 'received' })
  const listed = expectStatus(
    await clinic.call('GET', '/data-requests?state=received&kind=rectification', { token }),
    200,
  )
  t.strictSame(
    listed.body.data.map(({ id }: { id: string }) => id),
    [first.id],
  )
  t.match(listed.body.data[0], { patientId, source: 'self', identityMethod: 'signIn' })
  t.strictSame(
    expectStatus(await clinic.call('GET', '/data-requests?dueBefore=2026-01-01', { token }), 200).body.data,
    [],
  )

  await decide(first.id, 'extend', { cause: 'complexity', reason: 'Three archives.' })
  await decide(first.id, 'refuse', { cause: 'legalClaims', reason: 'A claim is pending.' })
  const shown = expectStatus(
    await app.call('GET', `/v1/me/data-requests/${first.id}`, { token: person.token }),
    200,
  )
  t.match(shown.body.parts[0].refusal, {
    cause: 'legalClaims',
    reason: 'A claim is pending.',
    authority: { url: 'https://www.imy.se' },
  })
  t.strictSame(
    shown.body.timeline.map(({ kind, role, reason }: Record<string, string>) => [kind, role, reason]),
    [
      ['received', 'person', 'My street has another name.'],
      ['extended', 'org_admin', 'Three archives.'],
      ['refused', 'org_admin', 'A claim is pending.'],
    ],
  )
  const ofClinic = expectStatus(await clinic.call('GET', `/data-requests/${first.id}`, { token }), 200).body
  t.strictSame(
    ofClinic.timeline.map(({ kind }: { kind: string }) => kind),
    ['received', 'extended', 'refused'],
  )

  const correction = expectStatus(
    await file(app, person, { kind: 'rectification', reason: 'My name is Pia-Li.' }),
    201,
  )
  t.equal(correction.body.parts.length, 1, 'the account itself is corrected by PATCH')
  await decide(correction.body.id, 'resolve', { answer: 'Corrected.' })
  const answered = await app.call('GET', `/v1/me/data-requests/${correction.body.id}`, {
    token: person.token,
  })
  t.match(answered.body, { state: 'completed', parts: [{ answer: 'Corrected.' }], exportReady: false })
  expectStatus(
    await app.call('GET', `/v1/me/data-requests/${correction.body.id}/export`, { token: person.token }),
    409,
  )

  const mails = (await mailsTo(app, person.email)).slice(before)
  t.strictSame(
    mails.map(({ subject }) => subject),
    [
      'Din begäran har tagits emot',
      'Svaret på din begäran dröjer',
      'Din begäran har avslagits',
      'Din begäran har tagits emot',
      'Din begäran har besvarats',
    ],
  )
  t.equal(new Set(mails.map(({ messageId }) => messageId)).size, mails.length)
  t.match(mails[2]?.text, /rättsliga anspråk/)
  t.match(mails[2]?.text, /Integritetsskyddsmyndigheten.*\n?.*domstol/s, 'the authority and the court')
  for (const { text } of mails) t.notMatch(text, /Kliniken|claim is pending|no offers/, 'no words, no name')
})

test('P57: the mails of a person who reads English are in English', async (t) => {
  const { app, clinic } = await openRequests(t)
  const person = await registerPerson(app, { locale: 'en' })
  await becomePatient(app, clinic, person)
  const before = (await mailsTo(app, person.email)).length
  const { id } = expectStatus(
    await file(app, person, { kind: 'restriction', organisationId: clinic.id }),
    201,
  ).body
  const withdrawn = await app.call('POST', `/v1/me/data-requests/${id}/withdraw`, { token: person.token })
  t.equal(expectStatus(withdrawn, 200).body.state, 'withdrawn')
  t.strictSame(await subjectsTo(app, person.email, before), [
    'Your request has been received',
    'Your request has been withdrawn',
  ])
})

test('P47: an erasure needs a fresh sign-in and can be withdrawn before it begins', async (t) => {
  const { app, clinic, person } = await openRequests(t)
  const { refreshToken } = expectStatus(
    await app.call('POST', '/v1/auth/login', { body: { email: person.email, password } }),
    200,
  ).body
  app.clock.shift('PT10M1S')
  const { accessToken } = expectStatus(
    await app.call('POST', '/v1/auth/refresh', { body: { refreshToken } }),
    200,
  ).body
  const stale = { ...person, token: accessToken as string }
  t.match(await file(app, stale, { kind: 'erasure' }), { status: 403, body: { type: /step-up-required$/ } })
  expectStatus(await file(app, stale, { kind: 'restriction', organisationId: clinic.id }), 201)
  const fresh = await again(app, person)
  const filedAt = app.clock.now().getTime()
  const filed = expectStatus(await file(app, fresh, { kind: 'erasure' }), 201).body
  for (const { graceEndsAt } of filed.parts)
    t.ok(Math.abs(Date.parse(graceEndsAt) - filedAt - 72 * 3_600_000) < 60_000, '72 hours')
  const repeated = await file(app, fresh, { kind: 'erasure' })
  t.equal(repeated.status, 409)
  t.match(repeated.body, { type: /request-open$/, id: filed.id })
  expectStatus(await file(app, fresh, { kind: 'erasure', organisationId: clinic.id }), 409)

  const withdraw = () => app.call('POST', `/v1/me/data-requests/${filed.id}/withdraw`, { token: fresh.token })
  const withdrawn = expectStatus(await withdraw(), 200).body
  t.equal(withdrawn.state, 'withdrawn')
  t.strictSame([...new Set(withdrawn.parts.map(({ state }: { state: string }) => state))], ['withdrawn'])
  t.match((await withdraw()).body, { status: 409, type: /request-closed$/ })
  const expedited = expectStatus(await file(app, fresh, { kind: 'erasure', expedite: true }), 201).body
  t.ok(Date.parse(expedited.parts[0].graceEndsAt) <= app.clock.now().getTime(), 'at once')
})

test('an Idempotency-Key answers a repeated filing with the first', async (t) => {
  const { app, person } = await openRequests(t)
  const key = { 'idempotency-key': 'once' }
  const first = expectStatus(await file(app, person, { kind: 'restriction' }, key), 201).body
  t.strictSame(expectStatus(await file(app, person, { kind: 'restriction' }, key), 201).body, first)
  const list = await app.call('GET', '/v1/me/data-requests', { token: person.token })
  t.equal(list.body.data.length, 1)
})

test('duplicates: what is open at one controller is not asked there again, but of the others it is', async (t) => {
  const { app, clinic, person } = await openRequests(t)
  const second = await openClinic(app, { name: 'Andra kliniken' })
  await becomePatient(app, second, person)
  const one = expectStatus(
    await file(app, person, { kind: 'restriction', organisationId: clinic.id }),
    201,
  ).body
  const rest = expectStatus(await file(app, person, { kind: 'restriction' }), 201).body
  t.strictSame(
    rest.parts.map(({ organisationId }: { organisationId: string }) => organisationId),
    [second.id],
  )
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => file(app, person, { kind: 'rectification' })),
  )
  t.strictSame(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409, 409, 409])
  const page = await app.call('GET', '/v1/me/data-requests?limit=2', { token: person.token })
  t.equal(page.body.data.length, 2)
  const next = await app.call('GET', `/v1/me/data-requests?limit=2&cursor=${page.body.nextCursor}`, {
    token: person.token,
  })
  t.strictSame(
    next.body.data.map(({ id }: { id: string }) => id),
    [one.id],
  )
})

test('S25: of 50 who take a request back, refuse it or extend it at once, one gets through', async (t) => {
  const { app, clinic, person } = await openRequests(t)
  const token = clinic.admin.token
  const reason = 'Because.'
  const wins = async (calls: (() => Promise<{ status: number }>)[]) => {
    const answers = await Promise.all(calls.map((call) => call()))
    return answers.map(({ status }) => status).filter((status) => status === 200).length
  }
  const open = async () =>
    expectStatus(await file(app, person, { kind: 'restriction', organisationId: clinic.id }), 201).body
      .id as string
  const first = await open()
  const extend = () =>
    clinic.call('POST', `/data-requests/${first}/extend`, { token, body: { cause: 'number', reason } })
  t.equal(await wins(Array.from({ length: 50 }, () => extend)), 1, 'one extension')
  const refuse = (id: string) => () =>
    clinic.call('POST', `/data-requests/${id}/refuse`, { token, body: { cause: 'unfounded', reason } })
  const withdraw = (id: string) => () =>
    app.call('POST', `/v1/me/data-requests/${id}/withdraw`, { token: person.token })
  t.equal(
    await wins(Array.from({ length: 50 }, (_none, i) => (i % 2 ? refuse : withdraw)(first))),
    1,
    'one end',
  )
  const second = await open()
  t.equal(await wins(Array.from({ length: 50 }, () => withdraw(second))), 1)
  const { timeline } = (await app.call('GET', `/v1/me/data-requests/${second}`, { token: person.token })).body
  t.strictSame(
    timeline.map(({ kind }: { kind: string }) => kind),
    ['received', 'applied', 'withdrawn'],
  )
})
