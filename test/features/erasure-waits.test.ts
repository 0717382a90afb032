import type pg from 'pg'
import { type Test, test } from 'tap'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus, freeTimes, openClinic, password, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { advanceAll, askErasure, finishErasures } from '#test/helpers/erasures.ts'

const partOf = async (owner: pg.Client, id: string, organisationId: string) =>
  (
    await owner.query('select * from data_requests where id = $1 and organisation_id = $2', [
      id,
      organisationId,
    ])
  ).rows[0]

const openVisitor = async (t: Test) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const person = await registerPerson(app)
  const [startsAt = '', later = ''] = await freeTimes(app, clinic)
  const book = async (at: string) =>
    expectStatus(
      await clinic.call('POST', '/appointments', {
        token: person.token,
        body: {
          practitionerId: clinic.practitioner.id,
          serviceId: clinic.serviceId,
          startsAt: at,
          note: 'x',
        },
      }),
      201,
    ).body
  const first = await book(startsAt)
  return { app, owner, clinic, person, first, later, book, accountId: claimsOf(person.token).sub as string }
}

const signInAgain = (app: TestApp, person: { email: string }) => app.signIn(person.email, password)

test('P83 P85: what is unpaid keeps an erasure waiting, restricted; once it is settled it goes on without another word', async (t) => {
  const { app, owner, clinic, person, first, later, book } = await openVisitor(t)
  const second = await book(later)
  await owner.query(
    `update appointments set status = 'completed', starts_at = starts_at - interval '60 days', ends_at = ends_at - interval '60 days',
       busy_from = busy_from - interval '60 days', busy_until = busy_until - interval '60 days' where id = $1`,
    [first.id],
  )
  const id = await askErasure(app, person.token, { expedite: true })
  await advanceAll(app)
  const blocked = await partOf(owner, id, clinic.id)
  t.match(blocked, { state: 'blocked', blockers: [{ kind: 'unsettled', appointmentIds: [first.id] }] })
  await advanceAll(app)
  const token = await signInAgain(app, person)
  const shown = expectStatus(await app.call('GET', `/v1/me/data-requests/${id}`, { token }), 200).body
  t.equal(shown.state, 'blocked')
  t.equal(expectStatus(await app.call('GET', '/v1/me/appointments', { token }), 200).body.data.length, 2)
  const refused = await app.call('PATCH', '/v1/me', {
    token,
    body: { firstName: 'Other' },
    headers: { 'if-match': '"1"' },
  })
  t.match(refused, { status: 403, body: { type: /erasure-waiting/ } })
  const booking = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt: later }
  t.match(await clinic.call('POST', '/appointments', { token, body: booking }), {
    status: 403,
    body: { type: /erasure-waiting/ },
  })
  expectStatus(await clinic.call('POST', `/appointments/${second.id}/cancel`, { token, body: {} }), 200)
  expectStatus(await clinic.call('GET', `/appointments/${first.id}`, { token }), 200)
  const staff = clinic.practitioner.token
  const list = expectStatus(await clinic.call('GET', '/patients', { token: staff }), 200).body
  t.strictSame(list.data, [], 'hidden in everyday use')
  expectStatus(
    await clinic.call('PUT', `/appointments/${first.id}/settlement`, {
      token: staff,
      body: { settledAt: app.clock.now().toISOString() },
    }),
    200,
  )
  app.clock.shift('PT61S')
  await finishErasures(app)
  t.match(await partOf(owner, id, clinic.id), { state: 'completed' })
  t.equal((await app.call('GET', '/v1/me', { token })).status, 401)
})

test('a blocked erasure that is withdrawn leaves everything as it was', async (t) => {
  const { app, owner, clinic, person, first } = await openVisitor(t)
  await owner.query(`update appointments set status = 'completed' where id = $1`, [first.id])
  const id = await askErasure(app, person.token, { expedite: true })
  await advanceAll(app)
  await advanceAll(app)
  expectStatus(
    await app.call('POST', `/v1/me/data-requests/${id}/withdraw`, { token: person.token, body: {} }),
    200,
  )
  app.clock.shift('PT61S')
  await finishErasures(app)
  t.match(await partOf(owner, id, clinic.id), { state: 'withdrawn' })
  const { rows } = await owner.query(
    `select erasure_request_id from patients union all select erasure_request_id from accounts`,
  )
  t.ok(rows.every(({ erasure_request_id }) => erasure_request_id === null))
  expectStatus(
    await app.call('PATCH', '/v1/me', {
      token: await signInAgain(app, person),
      body: { phone: '+46701234599' },
      headers: {
        'if-match':
          expectStatus(await app.call('GET', '/v1/me', { token: await signInAgain(app, person) }), 200)
            .headers.etag ?? '',
      },
    }),
    200,
  )
})

test('what the law keeps waits to its last day: the record stays alone, everything beside it goes at once', async (t) => {
  const { app, owner, clinic, person, first } = await openVisitor(t)
  const staff = clinic.practitioner.token
  const before = expectStatus(await clinic.call('GET', `/patients/${first.patientId}`, { token: staff }), 200)
  const changed = await clinic.call('PATCH', `/patients/${first.patientId}`, {
    token: staff,
    body: { recordKept: { kind: 'general', lastEntryAt: '2026-01-15' } },
    headers: { 'if-match': before.headers.etag ?? '' },
  })
  t.match(expectStatus(changed, 200).body, { recordKept: { kind: 'general', lastEntryAt: '2026-01-15' } })
  const id = await askErasure(app, person.token, { organisationId: clinic.id })
  app.clock.shift('PT73H')
  await advanceAll(app)
  const blocked = await partOf(owner, id, clinic.id)
  t.match(blocked, { state: 'blocked', blockers: [{ kind: 'statutoryRetention', until: '2036-01-15' }] })
  const { rows: keys } = await owner.query(
    'select class, count(*)::int as count from keys.subject_keys where subject_id = $1 group by 1 order by 1',
    [first.patientId],
  )
  t.strictSame(keys, [
    { class: 'care', count: 1 },
    { class: 'rest', count: 1 },
  ])
  t.equal(
    (await owner.query('select 1 from appointments where patient_id = $1', [first.patientId])).rowCount,
    0,
  )
  t.equal((await owner.query('select 1 from patients where id = $1', [first.patientId])).rowCount, 1)
  app.clock.set('2036-01-15T22:59:00.000Z')
  await advanceAll(app)
  t.match(await partOf(owner, id, clinic.id), { state: 'blocked' }, 'the last day is not over there')
  app.clock.set('2036-01-15T23:01:01.000Z')
  await finishErasures(app)
  t.match(await partOf(owner, id, clinic.id), { state: 'completed' })
  t.equal((await owner.query('select 1 from patients where id = $1', [first.patientId])).rowCount, 0)
  t.equal(
    (await owner.query('select 1 from keys.subject_keys where subject_id = $1', [first.patientId])).rowCount,
    0,
  )
})

test('the preview says what would go, what keeps it waiting, and when it could begin', async (t) => {
  const { app, owner, clinic, person, first } = await openVisitor(t)
  const { body } = expectStatus(await app.call('GET', '/v1/me/erasure-preview', { token: person.token }), 200)
  t.strictSame(
    body.parts.map(({ organisationId }: { organisationId: string | null }) => organisationId),
    [null, clinic.id],
  )
  t.strictSame(body.parts[1].blockers, [])
  const goes = new Map(
    body.parts[1].goes.map(({ name, rows }: { name: string; rows: number }) => [name, rows]),
  )
  t.equal(goes.get('account'), undefined, 'the account is the platform’s')
  t.equal(goes.get('accessLog'), undefined, 'the trail stays')
  t.equal(goes.get('patient'), 1)
  t.equal(goes.get('appointments'), 1)
  t.ok(body.parts[1].earliestAt)
  await owner.query(`update appointments set status = 'completed' where id = $1`, [first.id])
  const again = expectStatus(await app.call('GET', '/v1/me/erasure-preview', { token: person.token }), 200)
  t.match(again.body.parts[1], {
    blockers: [{ kind: 'unsettled', appointmentIds: [first.id] }],
    earliestAt: null,
  })
})
