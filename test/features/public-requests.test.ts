import { createHash, randomBytes } from 'node:crypto'
import t from 'tap'
import { withJob } from '#src/db/scope.ts'
import { runOf, sweepOrganisation } from '#src/features/retention/sweep-organisation.ts'
import { bytesOf, tokenIn } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import {
  expectStatus,
  newAddress,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'
import { randomPng } from '#test/helpers/pictures.ts'
import { until } from '#test/helpers/until.ts'

const png = randomPng()

const tokenFor = async (app: TestApp, address: string, subject: RegExp): Promise<string> => {
  let text: string | undefined
  await until(`a mail to ${address}`, async () => {
    text = (await mailsTo(app, address)).findLast((mail) => subject.test(mail.subject ?? ''))?.text
    return text !== undefined
  })
  return tokenIn(text ?? '')
}

t.test('requests without an account', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { call } = app
  const body = (email: string, fields: object = {}) => ({
    organisationId: clinic.id,
    kind: 'access',
    email,
    firstName: 'Olle',
    lastName: 'Ek',
    dateOfBirth: '1970-01-31',
    ...fields,
  })
  const ask = (email: string, fields: object = {}) =>
    call('POST', '/v1/privacy/requests', { body: body(email, fields) })
  const verify = async (email: string) =>
    call('POST', '/v1/privacy/requests/verify-email', {
      body: { token: await tokenFor(app, email, /Confirm your/) },
    })
  const filed = async (email: string, fields: object = {}): Promise<{ id: string; secret: string }> => {
    expectStatus(await ask(email, fields), 202)
    return expectStatus(await verify(email), 200).body
  }
  const follow = (secret: string) => call('GET', `/v1/privacy/requests/${secret}`)
  const send = async (secret: string, content: Buffer, type = 'image/png') => {
    const answer = await app.app.inject({
      method: 'POST',
      url: `/v1/privacy/requests/${secret}/evidence`,
      headers: { 'content-type': type },
      payload: content,
    })
    return answer.statusCode
  }
  const evidenceOf = (id: string, token = clinic.admin.token) =>
    app.app.inject({
      method: 'GET',
      url: `${clinic.url}/data-requests/${id}/evidence`,
      headers: { authorization: `Bearer ${token}` },
    })
  const decide = (id: string, verb: string, sent: object) =>
    clinic.call('POST', `/data-requests/${id}/${verb}`, { token: clinic.admin.token, body: sent })
  const { sub: adminId } = JSON.parse(
    Buffer.from(clinic.admin.token.split('.')[1] ?? '', 'base64url').toString(),
  )
  const identity = (patientId?: string) => ({
    method: 'identityDocument',
    checkedBy: adminId,
    ...(patientId ? { patientId } : {}),
  })
  const files = async () =>
    (
      await owner.query(`select (select count(*)::int from files where purpose = 'evidence') as files,
        (select count(*)::int from file_pieces) as pieces`)
    ).rows[0]

  await t.test(
    'S3: the answer is the same, whoever is asked about, and before anything is done',
    async (t) => {
      const known = newAddress('known')
      await registerPatient(clinic, { email: known })
      const answers = [
        await ask(known),
        await ask(newAddress('stranger')),
        await ask((await registerPerson(app)).email),
      ]
      for (const answer of answers) {
        t.equal(answer.status, 202)
        t.equal(bytesOf(answer), bytesOf(answers[0] as (typeof answers)[0]))
      }
      await until('all three wait', async () => {
        const { rows } = await owner.query('select count(*)::int as count from public_requests')
        return rows[0].count === 3
      })
      t.equal(
        (await ask(newAddress('x'), { organisationId: '01900000-0000-7000-8000-000000000001' })).status,
        404,
      )
      const { body: list } = await clinic.call('GET', '/data-requests', { token: clinic.admin.token })
      t.strictSame(list.data, [], 'the organisation sees nothing before the address is verified')
    },
  )

  await t.test('P58: asked, verified, proven, decided; the proof is destroyed with its key', async (t) => {
    const email = newAddress('olle')
    const patientId = await registerPatient(clinic, { email })
    const { id, secret } = await filed(email)
    t.match((await follow(secret)).body, {
      id,
      kind: 'access',
      state: 'identityCheck',
      exportReady: false,
      parts: [{ organisationId: clinic.id, regime: 'gdpr' }],
    })
    t.equal(await send(secret, png), 204)
    const { rows: sealed } = await owner.query(
      `select p.sealed from file_pieces p join files f on f.id = p.file_id where f.purpose = 'evidence'`,
    )
    t.notOk(sealed.some(({ sealed: bytes }) => bytes.includes(png.subarray(100, 140))))
    const shown = await evidenceOf(id)
    t.equal(shown.statusCode, 200)
    t.equal(
      createHash('sha256').update(shown.rawPayload).digest('hex'),
      createHash('sha256').update(png).digest('hex'),
    )
    t.match(shown.headers, {
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename="evidence.png"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    t.equal((await evidenceOf(id, clinic.practitioner.token)).statusCode, 403)
    const { rows: reads } = await owner.query(
      `select account_id from audit_events where resource = 'evidence' and action = 'read'`,
    )
    t.strictSame(reads, [{ account_id: adminId }])
    const keys = async () =>
      (
        await owner.query(
          `select count(*)::int as count from keys.subject_keys k join public_requests r on k.subject_id = r.evidence_file_id`,
        )
      ).rows[0].count
    t.equal(await keys(), 1)
    const { rows: before } = await owner.query('select evidence_file_id from public_requests where id = $1', [
      id,
    ])
    expectStatus(await decide(id, 'verify-identity', identity(patientId)), 200)
    t.strictSame(await files(), { files: 0, pieces: 0 })
    const fileId = before[0].evidence_file_id
    const { rows: left } = await owner.query('select 1 from keys.subject_keys where subject_id = $1', [
      fileId,
    ])
    t.equal(left.length, 0, 'no backup opens it from now on')
    const { rows: acts } = await owner.query(
      `select subject_id from ledger_acts where action = 'keyDestroyed'`,
    )
    t.strictSame(acts, [{ subject_id: fileId }])
    t.equal((await evidenceOf(id)).statusCode, 404)
    t.equal(await send(secret, png), 409, 'nothing is taken that nobody will look at')
    t.match((await follow(secret)).body, { state: 'completed', exportReady: true })
    const copy = await call('GET', `/v1/privacy/requests/${secret}/export`)
    t.equal(copy.status, 200)
    t.match(JSON.stringify(copy.body), /Olle/)
    t.match(JSON.stringify(copy.body), email)
    t.strictSame(
      copy.body.parts.map(({ organisationId }: { organisationId: string }) => organisationId),
      [clinic.id],
    )
  })

  await t.test('P58: refused and withdrawn, the proof is destroyed too', async (t) => {
    const refusedOne = await filed(newAddress('refused'))
    t.equal(await send(refusedOne.secret, png), 204)
    expectStatus(
      await decide(refusedOne.id, 'refuse', { cause: 'identityNotProven', reason: 'Not readable.' }),
      200,
    )
    t.strictSame(await files(), { files: 0, pieces: 0 })
    t.match((await follow(refusedOne.secret)).body.parts[0], {
      state: 'refused',
      refusal: { cause: 'identityNotProven', reason: 'Not readable.' },
    })
    const { rows } = await owner.query('select 1 from public_requests where id = $1', [refusedOne.id])
    t.equal(rows.length, 0)
  })

  await t.test(
    'S47: the proof is what it says to be, of a few kinds and not too large; another takes its place',
    async (t) => {
      const { id, secret } = await filed(newAddress('proof'))
      t.equal(await send(secret, png, 'application/pdf'), 415)
      t.equal(await send(secret, Buffer.from('<html><script>alert(1)</script>'), 'image/png'), 415)
      t.equal(await send(secret, Buffer.from('<svg/>'), 'image/svg+xml'), 415)
      t.equal(await send(secret, Buffer.alloc(0), 'image/png'), 400)
      t.equal(await send(secret, Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)])), 413)
      t.strictSame(await files(), { files: 0, pieces: 0 }, 'nothing is left of what was refused')
      t.equal(await send('a'.repeat(43), png), 404)
      t.equal(await send(secret, png), 204)
      const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_000_000)])
      t.equal(await send(secret, pdf, 'application/pdf'), 204)
      t.strictSame(await files(), { files: 1, pieces: 2 })
      t.equal((await evidenceOf(id)).headers['content-disposition'], 'attachment; filename="evidence.pdf"')
      expectStatus(await decide(id, 'refuse', { cause: 'nothingHeld', reason: 'Unknown here.' }), 200)
    },
  )

  await t.test('S79: a stranger with the right name and birth date gets nothing', async (t) => {
    const [victim, stranger] = [newAddress('victim'), newAddress('stranger')]
    const patientId = await registerPatient(clinic, { email: victim })
    const { id, secret } = await filed(stranger)
    t.match((await decide(id, 'verify-identity', identity())).body.errors[0].pointer, '/patientId')
    // Even staff who falls for it hands out nothing: the copy goes to the address on file.
    expectStatus(await decide(id, 'verify-identity', identity(patientId)), 200)
    t.match((await follow(secret)).body, { state: 'received', exportReady: false })
    const copy = await call('GET', `/v1/privacy/requests/${secret}/export`)
    t.match([copy.status, copy.body.type], [409, /no-export$/])
    const { body: shown } = await follow(secret)
    t.notMatch(JSON.stringify(shown), new RegExp(`${patientId}|${victim}`))
    const told = (await mailsTo(app, victim)).map(({ subject }) => subject)
    t.ok(told.length >= 2, 'whose data it is hears of it')
    t.equal(
      (await mailsTo(app, stranger)).length,
      2,
      'the stranger has the link and that identity is checked',
    )
    expectStatus(await decide(id, 'resolve', { answer: 'Handed over at the desk.' }), 200)
    t.equal((await call('GET', `/v1/privacy/requests/${secret}/export`)).status, 409)
  })

  await t.test(
    'S79: an erasure by a stranger waits for staff, and goes to nobody else’s patient',
    async (t) => {
      const { id } = await filed(newAddress('rival'), { kind: 'erasure' })
      const other = await openClinic(app)
      const foreign = await registerPatient(other)
      t.equal((await decide(id, 'verify-identity', identity(foreign))).status, 422)
      const { body: received } = await clinic.call('GET', `/data-requests/${id}`, {
        token: clinic.admin.token,
      })
      t.match(received, {
        state: 'identityCheck',
        patientId: null,
        requester: { firstName: 'Olle', dateOfBirth: '1970-01-31' },
      })
      expectStatus(await decide(id, 'refuse', { cause: 'nothingHeld', reason: 'Unknown here.' }), 200)
    },
  )

  await t.test('S58: at most three requests of an address are open, and five mails an hour', async (t) => {
    const email = newAddress('eager')
    for (let n = 0; n < 5; n++) t.equal((await ask(email)).status, 202)
    await until('they were counted', async () => {
      const { rows } = await owner.query(
        `select max(points)::int as points from rate_limits where key like 'mailHour%'`,
      )
      return rows[0].points >= 5
    })
    await until('three wait', async () => (await mailsTo(app, email)).length >= 3)
    t.equal((await mailsTo(app, email)).length, 3)
    t.equal((await ask(email)).status, 202)
    t.equal((await mailsTo(app, email)).length, 3)
  })

  await t.test('S7: the link is good once, for 24 hours, and its mail opens nothing else', async (t) => {
    const email = newAddress('once')
    await ask(email)
    const token = await tokenFor(app, email, /Confirm your/)
    const post = (path: string) => call('POST', path, { body: { token } })
    t.equal((await post('/v1/auth/verify-email')).status, 401)
    t.equal((await post('/v1/auth/email-changes/confirm')).status, 401)
    t.equal((await call('GET', `/links/request-address?token=${token}`)).status, 200)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post('/v1/privacy/requests/verify-email')),
    )
    t.equal(answers.filter(({ status }) => status === 200).length, 1)
    const late = newAddress('late')
    await ask(late)
    const tooLate = await tokenFor(app, late, /Confirm your/)
    app.clock.shift('PT24H1S')
    t.equal(
      (await call('POST', '/v1/privacy/requests/verify-email', { body: { token: tooLate } })).status,
      401,
    )
    await sweepOrganisation(app.deps, clinic.id, await withJob(app.deps, clinic.id, runOf))
    const { rows } = await owner.query('select 1 from public_requests where verified_at is null')
    t.equal(rows.length, 0, 'what nobody verified is forgotten')
    app.clock.shift('-PT24H1S')
  })

  await t.test('P57: a rectification is carried out by staff, and keeps what was before', async (t) => {
    const email = newAddress('wrong')
    const patientId = await registerPatient(clinic, { email, phone: '+46701111111' })
    const { id, secret } = await filed(email, {
      kind: 'rectification',
      changes: { phone: '+46702222222', lastName: 'Ekström' },
    })
    expectStatus(await decide(id, 'verify-identity', identity(patientId)), 200)
    expectStatus(await decide(id, 'resolve', { answer: 'Put right.' }), 200)
    const changes = [
      { field: 'phone', before: '+46701111111', after: '+46702222222', applied: true },
      { field: 'lastName', before: 'Ek', after: 'Ekström', applied: true },
    ]
    t.match((await follow(secret)).body.parts[0], { state: 'completed', answer: 'Put right.', changes })
    const { body } = await clinic.call('GET', `/data-requests/${id}`, { token: clinic.admin.token })
    t.match(body, { changes })
    const { body: patient } = await clinic.call('GET', `/patients/${patientId}`, {
      token: clinic.admin.token,
    })
    t.match(patient, { lastName: 'Ekström', phone: '+46702222222' })
    const { rows } = await owner.query(
      `select detail::text as text from audit_events where patient_id = $1`,
      [patientId],
    )
    t.notMatch(rows.map(({ text }) => text).join(), /Ekström|4670/)
  })

  await t.test('an erasure in its grace is withdrawn by the link of its mail, without sign-in', async (t) => {
    const email = newAddress('undo')
    const patientId = await registerPatient(clinic, { email })
    const { id, secret } = await filed(email, { kind: 'erasure' })
    expectStatus(await decide(id, 'verify-identity', identity(patientId)), 200)
    t.equal((await follow(secret)).body.state, 'grace')
    const mails = await mailsTo(app, email)
    const token = /undo-erasure\?token=([\w-]+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? ''
    t.equal((await call('GET', `/links/undo-erasure?token=${token}`)).status, 200)
    t.equal((await follow(secret)).body.state, 'grace', 'GET changes nothing')
    t.equal((await call('POST', '/v1/privacy/undo', { body: { token } })).status, 204)
    t.equal((await follow(secret)).body.state, 'withdrawn')
    t.equal((await call('POST', '/v1/privacy/undo', { body: { token } })).status, 401)
  })

  await t.test('an erasure of a whole account is withdrawn at once in all its parts', async (t) => {
    const person = await registerPerson(app)
    const other = await openClinic(app)
    for (const one of [clinic, other]) {
      const query = `serviceId=${one.serviceId}&from=${new Date(app.clock.now().getTime() + 8 * 86_400_000).toISOString().slice(0, 10)}&to=${new Date(app.clock.now().getTime() + 10 * 86_400_000).toISOString().slice(0, 10)}`
      const { body: slots } = await call(
        'GET',
        `/v1/directory/practitioners/${one.practitioner.id}/slots?${query}`,
      )
      const booking = {
        practitionerId: one.practitioner.id,
        serviceId: one.serviceId,
        startsAt: slots.data[one === clinic ? 0 : 5].startsAt,
      }
      expectStatus(await one.call('POST', '/appointments', { token: person.token, body: booking }), 201)
    }
    const token = await app.signIn(person.email, password)
    const asked = expectStatus(
      await call('POST', '/v1/me/data-requests', { token, body: { kind: 'erasure' } }),
      201,
    ).body
    t.strictSame(
      asked.parts.map(({ state }: { state: string }) => state),
      ['grace', 'grace', 'grace'],
    )
    await until('the mail is there', async () =>
      (await mailsTo(app, person.email)).some(({ text }) => /undo-erasure/.test(text ?? '')),
    )
    const text =
      (await mailsTo(app, person.email)).findLast((mail) => /undo-erasure/.test(mail.text ?? ''))?.text ?? ''
    const undo = /undo-erasure\?token=([\w-]+)/.exec(text)?.[1] ?? ''
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('POST', '/v1/privacy/undo', { body: { token: undo } })),
    )
    t.equal(answers.filter(({ status }) => status === 204).length, 1)
    const { body: shown } = await call('GET', `/v1/me/data-requests/${asked.id}`, { token })
    t.strictSame(
      shown.parts.map(({ state }: { state: string }) => state),
      ['withdrawn', 'withdrawn', 'withdrawn'],
    )
    const told = (await mailsTo(app, person.email)).filter(({ subject }) =>
      /återkallats|withdrawn/i.test(subject ?? ''),
    )
    t.equal(told.length, 1)
  })
})

t.test('P12: somebody too young is reported, the organisation is told, freezes and erases', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const patientId = await registerPatient(clinic, { email: newAddress('child') })
  const text = 'My daughter is eleven and is registered with you as Olle Ek.'
  const reportBody = { kind: 'underAge', organisationId: clinic.id, text, email: newAddress('parent') }
  t.equal((await app.call('POST', '/v1/privacy/reports', { body: reportBody })).status, 202)
  t.equal(
    (await app.call('POST', '/v1/privacy/reports', { body: { ...reportBody, organisationId: patientId } }))
      .status,
    404,
  )
  const mail = (await mailsTo(app, clinic.admin.email)).find(({ subject }) =>
    /report|anmälan/i.test(subject ?? ''),
  )
  t.ok(mail)
  t.notMatch(mail?.text ?? '', /daughter|eleven|Olle/, 'the mail tells of it, not what it says')
  const list = await clinic.call('GET', '/privacy-reports', { token: clinic.admin.token })
  t.match(list.body.data, [{ kind: 'underAge', text, settledAt: null }])
  t.equal((await clinic.call('GET', '/privacy-reports', { token: clinic.receptionist.token })).status, 403)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { rows } = await owner.query(`select encode(sealed, 'escape') as text from privacy_reports`)
  t.notMatch(rows[0].text, /daughter/)

  const act = (path: string, body: object = {}) =>
    clinic.call('POST', path, { token: clinic.admin.token, body })
  expectStatus(await act(`/patients/${patientId}/restrict`, { reason: 'Below the minimum age' }), 200)
  expectStatus(await act(`/patients/${patientId}/deactivate`), 200)
  const { sub: checkedBy } = JSON.parse(
    Buffer.from(clinic.admin.token.split('.')[1] ?? '', 'base64url').toString(),
  )
  const filed = await act('/data-requests', {
    kind: 'erasure',
    patientId,
    receivedAt: app.clock.now().toISOString(),
    identityEvidence: { method: 'personallyKnown', checkedBy },
  })
  t.match([filed.status, filed.body.state], [201, 'grace'])
  const settled = await act(`/privacy-reports/${list.body.data[0].id}/settle`)
  t.match([settled.status, typeof settled.body.settledAt], [200, 'string'])
  for (let n = 0; n < 60; n++) await app.call('POST', '/v1/privacy/reports', { body: reportBody })
  const { rows: counted } = await owner.query('select count(*)::int as count from privacy_reports')
  t.equal(counted[0].count, 50, 'nobody fills an organisation’s box')
})
