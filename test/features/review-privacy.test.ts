import { type Test, test } from 'tap'
import { zonesOfPatient } from '#src/features/reviews/patient-zones.ts'
import { afterQuietHours, afterQuietHoursOf } from '#src/features/reviews/quiet-hours.ts'
import { inviteAfterVisits } from '#src/features/reviews/tend-invitations.ts'
import { type Answer, startApp } from '#test/helpers/app.ts'
import {
  book,
  expectStatus,
  newAddress,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { askErasure, finishErasures } from '#test/helpers/erasures.ts'
import { mailsTo, sendDueMails } from '#test/helpers/outbox-mails.ts'

const open = async (t: Test, reviews: object = {}) => {
  const app = await startApp(t)
  app.clock.set('2026-06-01T08:00:00.000Z')
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { token } = clinic.admin
  const settings = expectStatus(await clinic.call('GET', '/settings', { token }), 200).body
  const body = { ...settings, reviews: { ...settings.reviews, ...reviews } }
  expectStatus(await clinic.call('PUT', '/settings', { token, body }), 200)
  return { app, clinic, owner }
}

const linkIn = (text: string | undefined) => /\/links\/review\?token=([\w-]+)/.exec(text ?? '')?.[1]

test('quiet hours end on the person’s own wall clock, in every zone and across its changes', (t) => {
  const night = { from: '20:00', to: '08:00' }
  for (const [at, zone, expected] of [
    ['2026-06-01T12:00:00.000Z', 'Europe/Stockholm', '2026-06-01T12:00:00.000Z'],
    ['2026-06-01T17:59:00.000Z', 'Europe/Stockholm', '2026-06-01T17:59:00.000Z'],
    ['2026-06-01T18:00:00.000Z', 'Europe/Stockholm', '2026-06-02T06:00:00.000Z'],
    ['2026-06-01T23:30:00.000Z', 'Europe/Stockholm', '2026-06-02T06:00:00.000Z'],
    ['2026-06-02T06:00:00.000Z', 'Europe/Stockholm', '2026-06-02T06:00:00.000Z'],
    ['2026-06-01T18:00:00.000Z', 'Asia/Baku', '2026-06-02T04:00:00.000Z'],
    ['2026-06-01T18:00:00.000Z', 'America/New_York', '2026-06-01T18:00:00.000Z'],
    // The clocks go forward in the night: eight o'clock is an hour nearer.
    ['2026-03-28T20:00:00.000Z', 'Europe/Stockholm', '2026-03-29T06:00:00.000Z'],
    ['2026-10-24T20:00:00.000Z', 'Europe/Stockholm', '2026-10-25T07:00:00.000Z'],
  ] as const)
    t.equal(afterQuietHours(at, night, zone), expected, `${at} in ${zone}`)
  const noon = { from: '12:00', to: '13:30' }
  t.equal(afterQuietHours('2026-06-01T10:15:00.000Z', noon, 'Europe/Stockholm'), '2026-06-01T11:30:00.000Z')
  t.equal(afterQuietHours('2026-06-01T11:30:00.000Z', noon, 'Europe/Stockholm'), '2026-06-01T11:30:00.000Z')
  // A wall time that the change skips ends at the first instant after it.
  const skipped = { from: '01:00', to: '02:30' }
  t.equal(
    afterQuietHours('2026-03-29T00:10:00.000Z', skipped, 'Europe/Stockholm'),
    '2026-03-29T01:30:00.000Z',
  )
  t.equal(afterQuietHours('2026-06-01T23:00:00.000Z', null, 'Europe/Stockholm'), '2026-06-01T23:00:00.000Z')
  t.end()
})

test('the clock of whoever lives elsewhere is that of their country; without a word of it that of the place they visited', (t) => {
  const place = 'Europe/Stockholm'
  const address = (country: string) => ({ street: 'Nizami 1', postalCode: 'AZ1000', city: 'Bakı', country })
  t.strictSame(zonesOfPatient({}, place), [place])
  t.strictSame(zonesOfPatient({ address: null, phone: null }, place), [place])
  t.strictSame(zonesOfPatient({ address: address('AZ'), phone: '+46701234567' }, place), ['Asia/Baku'])
  t.strictSame(zonesOfPatient({ address: null, phone: '+994501234567' }, place), ['Asia/Baku'])
  t.strictSame(zonesOfPatient({ address: address('US') }, 'America/Chicago'), ['America/Chicago'])
  const american = zonesOfPatient({ address: address('US') }, place)
  t.ok(american.length > 5 && american.includes('Pacific/Honolulu'))
  const night = { from: '20:00', to: '08:00' }
  const at = afterQuietHoursOf('2026-06-01T12:00:00.000Z', night, american)
  t.equal(at, '2026-06-01T18:00:00.000Z', 'when it is eight on Hawaii it is two in New York')
  for (const zone of american) t.equal(afterQuietHours(at, night, zone), at)
  const mostOfTheDay = { from: '13:00', to: '12:00' }
  t.equal(
    afterQuietHoursOf('2026-06-01T12:00:00.000Z', mostOfTheDay, ['America/New_York', 'Pacific/Honolulu']),
    '2026-06-01T16:00:00.000Z',
    'where no hour is left in common the first one counts',
  )
  t.end()
})

test('a completed appointment is asked about by itself: once, after the delay, not at night, not without wanting it', async (t) => {
  const { app, clinic, owner } = await open(t, { automatic: true, delay: 'PT8H', reminder: 'P5D' })
  const email = newAddress('visitor')
  const patientId = await registerPatient(clinic, { email })
  const booked = async (startsAt: string) => {
    const made = expectStatus(await book(clinic, patientId, startsAt), 201)
    return made.body.id as string
  }
  const first = await booked('2026-06-02T13:00:00Z')
  const second = await booked('2026-06-02T14:00:00Z')
  app.clock.set('2026-06-02T14:30:00.000Z')
  const token = await app.signIn(clinic.receptionist.email, password)
  for (const id of [first, second])
    expectStatus(await clinic.call('POST', `/appointments/${id}/complete`, { token }), 200)
  const invitations = async () =>
    (
      await owner.query(
        `select appointment_id as visit, state, to_char(due_at at time zone 'UTC', 'MM-DD HH24:MI') as due
           from review_invitations order by created_at, state`,
      )
    ).rows
  app.clock.set('2026-06-02T21:29:00.000Z')
  await inviteAfterVisits(app.deps)
  t.strictSame(await invitations(), [], 'not before the delay')
  app.clock.set('2026-06-02T21:31:00.000Z')
  await Promise.all([inviteAfterVisits(app.deps), inviteAfterVisits(app.deps)])
  t.strictSame(
    await invitations(),
    [{ visit: first, state: 'scheduled', due: '06-03 06:00' }],
    'in the morning',
  )
  await sendDueMails(app)
  const sent = async () => (await mailsTo(app, email)).filter(({ text }) => linkIn(text))
  t.equal((await sent()).length, 0)
  app.clock.set('2026-06-03T06:01:00.000Z')
  await inviteAfterVisits(app.deps)
  t.strictSame(
    (await invitations()).map(({ visit, state }) => [visit, state]),
    [
      [first, 'scheduled'],
      [second, 'withdrawn'],
    ],
    'asked once within the cool-down',
  )
  t.equal((await sent()).length, 1)
  app.clock.shift('P5D')
  t.match((await sent())[1], { subject: /^Påminnelse: / }, 'one reminder')
  app.clock.shift('P5D')
  t.equal((await sent()).length, 2)
})

test('who lives in another zone than the site is not written to in their night', async (t) => {
  const { app, clinic, owner } = await open(t, { automatic: true, delay: 'PT1H' })
  const address = { street: 'Nizami 1', postalCode: 'AZ1000', city: 'Bakı', country: 'AZ' }
  const visits = [
    [await registerPatient(clinic, { email: newAddress('near') }), '2026-06-02T14:00:00Z'],
    [await registerPatient(clinic, { email: newAddress('abroad'), address }), '2026-06-02T14:30:00Z'],
  ] as const
  const booked = []
  for (const [patientId, startsAt] of visits)
    booked.push(expectStatus(await book(clinic, patientId, startsAt), 201).body.id)
  app.clock.set('2026-06-02T16:10:00.000Z')
  const token = await app.signIn(clinic.receptionist.email, password)
  for (const id of booked)
    expectStatus(await clinic.call('POST', `/appointments/${id}/complete`, { token }), 200)
  await inviteAfterVisits(app.deps)
  const { rows } = await owner.query(
    `select to_char(due_at at time zone 'UTC', 'MM-DD HH24:MI') as due from review_invitations order by due_at`,
  )
  t.strictSame(
    rows.map(({ due }) => due),
    ['06-02 16:10', '06-03 04:00'],
    'ten past six in Stockholm, eight in the morning in Baku',
  )
})

/** Every value of an answer that is an instant. */
const instantsIn = ({ body }: Answer) =>
  JSON.stringify(body).match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^"]*/g) ?? []

test('S76: what was answered is told by the day, in an order of its own; nothing that staff reads has its time', async (t) => {
  const { app, clinic, owner } = await open(t)
  const emails = Array.from({ length: 12 }, (_none, n) => newAddress(`v${n}`))
  const recipients = emails.map((email, n) => ({
    kind: 'address',
    email,
    firstName: `N${n}`,
    lastName: 'Ek',
  }))
  const { token } = clinic.admin
  expectStatus(await clinic.call('POST', '/review-invitations', { token, body: { recipients } }), 202)
  await sendDueMails(app)
  const answeredAt: string[] = []
  for (const email of emails) {
    app.clock.shift('PT3M7S')
    answeredAt.push(app.clock.now().toISOString().slice(0, 19))
    const link = linkIn((await mailsTo(app, email))[0]?.text)
    expectStatus(await app.call('POST', `/v1/reviews/${link}`, { body: { score: 7, text: email } }), 201)
  }
  app.clock.shift('PT11S')
  const fresh = await app.signIn(clinic.admin.email, password)
  const read = expectStatus(await clinic.call('GET', '/reviews?limit=5', { token: fresh }), 200)
  const pages = [...read.body.data]
  let { nextCursor } = read.body
  while (nextCursor) {
    const next = expectStatus(
      await clinic.call('GET', `/reviews?limit=5&cursor=${nextCursor}`, { token: fresh }),
      200,
    )
    pages.push(...next.body.data)
    nextCursor = next.body.nextCursor
  }
  t.strictSame(pages.map(({ text }) => text).sort(), [...emails].sort(), 'each once over the pages')
  t.notSame(
    pages.map(({ text }) => text),
    emails,
  )
  t.notSame(
    pages.map(({ text }) => text),
    emails.toReversed(),
  )
  t.strictSame(instantsIn(read), [])
  const readable = await Promise.all(
    ['/review-invitations?limit=200', '/audit-events?limit=200'].map((path) =>
      clinic.call('GET', path, { token: fresh }),
    ),
  )
  const told = new Set(readable.flatMap(instantsIn).map((instant) => instant.slice(0, 19)))
  t.strictSame(
    answeredAt.filter((at) => told.has(at)),
    [],
    'a join on time finds nobody',
  )
  const columns = await owner.query(
    `select column_name from information_schema.columns where table_name = 'reviews' and data_type like 'timestamp%'`,
  )
  t.strictSame(columns.rows, [])
  const { rows } = await owner.query('select id from reviews')
  t.notOk(
    rows.some(({ id }) => id[14] === '7'),
    'an id of version 7 would hold the time',
  )
})

test('a reviewer reads, exports and takes along what they said; when they go the score stays and no way back', async (t) => {
  const { app, clinic, owner } = await open(t)
  const person = await registerPerson(app)
  expectStatus(
    await clinic.call('POST', '/appointments', {
      token: person.token,
      body: {
        practitionerId: clinic.practitioner.id,
        serviceId: clinic.serviceId,
        startsAt: '2026-06-08T08:00:00Z',
      },
    }),
    201,
  )
  const { rows: patients } = await owner.query('select id from patients where account_id is not null')
  const recipients = [{ kind: 'patient', patientId: patients[0].id }]
  const body = { recipients, practitionerId: clinic.practitioner.id }
  expectStatus(await clinic.call('POST', '/review-invitations', { token: clinic.admin.token, body }), 202)
  const link = (await mailsTo(app, person.email)).map(({ text }) => linkIn(text)).find((one) => one)
  const said = { score: 4, aspects: { waitingTime: 2 }, text: 'I waited for long' }
  expectStatus(await app.call('POST', `/v1/reviews/${link}`, { body: said }), 201)

  const own = expectStatus(await app.call('GET', '/v1/me/reviews', { token: person.token }), 200)
  t.match(own.body, {
    data: [{ organisationId: clinic.id, ...said, answeredOn: '2026-06-01' }],
    nextCursor: null,
  })
  t.strictSame(
    (await app.call('GET', '/v1/me/reviews', { token: (await registerPerson(app)).token })).body.data,
    [],
  )
  const copy = expectStatus(await app.call('GET', '/v1/me/data', { token: person.token }), 200)
  const part = copy.body.parts.find((one: { organisationId: string }) => one.organisationId === clinic.id)
  t.match(part.data.reviews, [{ score: 4, contents: { text: said.text } }])
  t.match(part.data.reviewInvitations, [{ state: 'answered' }])

  const table = await clinic.call('GET', '/reviews', {
    token: clinic.admin.token,
    headers: { accept: 'text/csv' },
  })
  t.match(table.headers['content-type'], /^text\/csv/)
  t.match(table.body, /^answeredOn,practitionerId,score,friendliness,explanation,waitingTime,firstName/)
  t.match(table.body, /2026-06-01,.*,4,,,2,.*I waited for long/)
  const found = await clinic.call('POST', '/reviews/search', {
    token: clinic.practitioner.token,
    body: { query: 'WAITED', maxScore: 6 },
  })
  t.equal(found.body.data.length, 1)

  const numbers = async () =>
    (
      await owner.query(
        'select month, practitioner_id, scores, aspects, invited, answered from review_numbers',
      )
    ).rows
  const before = await numbers()
  t.match(before, [
    {
      practitioner_id: clinic.practitioner.id,
      scores: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
      aspects: { waitingTime: { count: 1, sum: 2 } },
      invited: 1,
      answered: 1,
    },
  ])
  await askErasure(app, person.token, { expedite: true })
  await finishErasures(app)
  t.equal((await app.call('GET', '/v1/me', { token: person.token })).status, 401)
  t.strictSame(await numbers(), before)
  const token = await app.signIn(clinic.admin.email, password)
  t.strictSame((await clinic.call('GET', '/reviews', { token })).body.data, [])
  t.match((await clinic.call('GET', '/reviews/summary', { token })).body, { answered: 1, mean: 4 })
  for (const table of ['reviews', 'review_invitations'])
    t.equal((await owner.query(`select from ${table}`)).rowCount, 0, table)
  t.match(await app.call('GET', `/v1/reviews/${link}`), { status: 410 })
  t.match(await app.call('POST', `/v1/reviews/${link}`, { body: said }), { status: 410 })
})

test('P90: what came by a list for the address of a patient goes with them; not what a family may have answered', async (t) => {
  const { app, clinic, owner } = await open(t)
  const become = async (startsAt: string) => {
    const person = await registerPerson(app)
    const body = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt }
    expectStatus(await clinic.call('POST', '/appointments', { token: person.token, body }), 201)
    return person
  }
  const asked = await become('2026-06-08T08:00:00Z')
  const answered = await become('2026-06-08T09:00:00Z')
  const sharing = await become('2026-06-08T10:00:00Z')
  const silent = await become('2026-06-08T11:00:00Z')
  for (const { email } of [sharing, silent])
    await registerPatient(clinic, { email, firstName: 'Tom', dateOfBirth: '1990-02-03' })
  const everybody = [asked, answered, sharing, silent]
  const recipients = everybody.map(({ email }) => ({
    kind: 'address',
    email,
    firstName: 'Pia',
    lastName: 'Lind',
  }))
  expectStatus(
    await clinic.call('POST', '/review-invitations', { token: clinic.admin.token, body: { recipients } }),
    202,
  )
  const said = { score: 3, text: 'Nobody called back' }
  for (const { email } of [answered, sharing]) {
    const link = (await mailsTo(app, email)).map(({ text }) => linkIn(text)).find((one) => one)
    expectStatus(await app.call('POST', `/v1/reviews/${link}`, { body: said }), 201)
  }
  const certificates: { rows: { table: string; rows: number }[] }[] = []
  for (const { email } of everybody) {
    const id = await askErasure(app, await app.signIn(email, password), { expedite: true })
    await finishErasures(app)
    const { rows } = await owner.query(
      'select erased_rows from data_requests where id = $1 and organisation_id = $2',
      [id, clinic.id],
    )
    certificates.push(rows[0].erased_rows)
  }
  t.match(certificates, [
    { reviewInvitations: 1, reviews: undefined },
    { reviewInvitations: 1, reviews: 1 },
    { reviewInvitations: undefined, reviews: undefined },
    { reviewInvitations: 1, reviews: undefined },
  ])
  const { rows: left } = await owner.query('select state, patient_id from review_invitations')
  t.strictSame(left, [{ state: 'answered', patient_id: null }], 'the family’s')
  const { rows: keys } = await owner.query(`select from keys.subject_keys where class = 'invitation'`)
  t.equal(keys.length, 1)
  const token = await app.signIn(clinic.admin.email, password)
  t.match((await clinic.call('GET', '/reviews/summary', { token })).body, { answered: 2, mean: 3 })
  const before = (await mailsTo(app, asked.email)).length
  app.clock.shift('P30D')
  await sendDueMails(app)
  t.equal((await mailsTo(app, asked.email)).length, before, 'nobody is reminded any more')
})
