import { type Test, test } from 'tap'
import { closeInvitations, forgetAddresses } from '#src/features/reviews/tend-invitations.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import {
  type Clinic,
  expectStatus,
  newAddress,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo, sendDueMails } from '#test/helpers/outbox-mails.ts'

const open = async (t: Test, reviews: object = {}) => {
  const app = await startApp(t)
  app.clock.set('2026-06-01T08:00:00.000Z')
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  await setReviews(clinic, reviews)
  return { app, clinic, owner }
}

const setReviews = async (clinic: Clinic, reviews: object) => {
  const { token } = clinic.admin
  const read = expectStatus(await clinic.call('GET', '/settings', { token }), 200)
  const body = { ...read.body, reviews: { ...read.body.reviews, ...reviews } }
  expectStatus(await clinic.call('PUT', '/settings', { token, body }), 200)
}

const invite = (clinic: Clinic, recipients: object[], fields: object = {}, token = clinic.admin.token) =>
  clinic.call('POST', '/review-invitations', { token, body: { recipients, ...fields } })

const address = (email: string) => ({ kind: 'address', email, firstName: 'Olle', lastName: 'Ek' })

const tokensIn = (text: string | undefined) =>
  [...(text ?? '').matchAll(/\/links\/(review|unsubscribe)\?token=([\w-]+)/g)].map(
    ([, purpose, token]) => [purpose, token] as const,
  )

const tokenOf = (text: string | undefined, purpose: 'review' | 'unsubscribe') =>
  tokensIn(text).find(([one]) => one === purpose)?.[1] ?? ''

/** Asks one address and answers the token of the link. */
const askOne = async (app: TestApp, clinic: Clinic, fields: object = {}, email = newAddress('olle')) => {
  const made = expectStatus(await invite(clinic, [address(email)], fields), 202)
  const [mail] = await mailsTo(app, email)
  return {
    email,
    id: made.body.data[0].id as string,
    mail,
    token: tokenOf(mail?.text, 'review'),
    unsubscribe: tokenOf(mail?.text, 'unsubscribe'),
  }
}

test('P90: an invitation by hand goes out at once, names nothing but who is asked, and is answered once', async (t) => {
  const { app, clinic } = await open(t)
  const patientId = await registerPatient(clinic, { email: 'olle@people.example' })
  const { practitioner } = clinic
  const made = expectStatus(
    await invite(clinic, [{ kind: 'patient', patientId }], {
      practitionerId: practitioner.id,
      language: 'nl',
    }),
    202,
  )
  t.match(made.body, { data: [{ id: String, state: 'scheduled' }] })
  const mails = (await mailsTo(app, 'olle@people.example')).filter((mail) =>
    /bezoek/.test(mail.subject ?? ''),
  )
  t.equal(mails.length, 1)
  const [mail] = mails
  t.equal(mail?.subject, 'Hoe was uw bezoek, Olle?')
  const headers = new Map(mail?.headers.map(({ key, value }) => [key, value]))
  t.match(headers.get('list-unsubscribe'), /^<http.*\/v1\/unsubscribe\/[\w-]{43}>$/, 'RFC 8058')
  t.equal(headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  t.notMatch(`${mail?.subject} ${mail?.text}`, /Consultation|Physiotherap/)

  const token = tokenOf(mail?.text, 'review')
  for (let n = 0; n < 3; n++) {
    const form = expectStatus(await app.call('GET', `/v1/reviews/${token}`), 200)
    t.match(form.body, { state: 'open', practitioner: 'Elin Öberg', language: 'nl' })
    t.match(form.body.aspects[0], { key: 'friendliness', label: 'Vriendelijkheid' })
  }
  expectStatus(await app.call('GET', `/links/review?token=${token}`), 200)
  const state = async () =>
    (await clinic.call('GET', '/review-invitations', { token: clinic.admin.token })).body.data[0].state
  t.equal(await state(), 'sent', 'whoever fetches the links changes nothing')
  expectStatus(await app.call('POST', `/v1/reviews/${token}/view`), 204)
  t.equal(await state(), 'viewed')

  const body = { score: 9, aspects: { friendliness: 5 }, text: 'Well done' }
  const wrong = await app.call('POST', `/v1/reviews/${token}`, { body: { score: 9, aspects: { food: 2 } } })
  t.match(wrong, { status: 422, body: { errors: [{ pointer: '/aspects/food' }] } })
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => app.call('POST', `/v1/reviews/${token}`, { body })),
  )
  t.strictSame(
    answers.map(({ status }) => status).sort(),
    [201, ...new Array(9).fill(409)],
    'S25: of ten at once one is taken',
  )
  t.match(answers.find(({ status }) => status === 409)?.body, { type: /review-answered$/ })
  t.match(await app.call('GET', `/v1/reviews/${token}`), { status: 200, body: { state: 'answered' } })

  const read = expectStatus(await clinic.call('GET', '/reviews', { token: clinic.admin.token }), 200)
  t.equal(read.body.data.length, 1)
  t.match(read.body.data[0], {
    ...body,
    practitionerId: practitioner.id,
    answeredOn: '2026-06-01',
    week: '2026-06-01',
    reviewer: { patientId, firstName: 'Olle', lastName: 'Ek', email: 'olle@people.example' },
    reply: null,
  })
  const kept = expectStatus(
    await clinic.call('GET', `/review-invitations/${made.body.data[0].id}`, { token: clinic.admin.token }),
    200,
  )
  t.match(kept.body, { templateVersion: 0, subject: 'Hoe was uw bezoek, Olle?', text: /Beste Olle/ }, 'P86')
})

test('P91: nobody but the practitioner whom it is about and the administrator reads a review, its reviewer or its state', async (t) => {
  const { app, clinic } = await open(t)
  const other = await openClinic(app, { name: 'Another' })
  const asked = await askOne(app, clinic, { practitionerId: clinic.practitioner.id })
  const general = await askOne(app, clinic)
  for (const { token } of [asked, general])
    expectStatus(await app.call('POST', `/v1/reviews/${token}`, { body: { score: 3 } }), 201)
  const listed = async (token: string, where = clinic) => {
    const { status, body } = await where.call('GET', '/reviews', { token })
    return status === 200 ? body.data.length : status
  }
  t.equal(await listed(clinic.admin.token), 2)
  t.equal(
    await listed(clinic.practitioner.token),
    1,
    'what is about the practice alone is the administrator’s',
  )
  t.equal(await listed(clinic.receptionist.token), 403)
  t.equal(await listed(other.admin.token, clinic), 404)
  t.equal(await listed(other.admin.token, other), 0)
  t.equal(await listed((await registerPerson(app)).token), 404)

  const colleagueEmail = newAddress('colleague')
  const colleague = expectStatus(
    await clinic.call('POST', '/practitioners', {
      token: clinic.admin.token,
      body: {
        email: colleagueEmail,
        firstName: 'Kim',
        lastName: 'Lind',
        title: 'Dr',
        phone: '+46701112244',
        specialties: [],
        languages: ['sv'],
        siteIds: [clinic.siteId],
        listed: true,
      },
    }),
    201,
  )
  const { data } = (await clinic.call('GET', '/reviews', { token: clinic.admin.token })).body
  const about = data.find((one: { practitionerId: string }) => one.practitionerId !== null)
  const mine = data.find((one: { practitionerId: string }) => one.practitionerId === null)
  const replyAs = (token: string, id: string) =>
    clinic.call('POST', `/reviews/${id}/reply`, { token, body: { text: 'Thank you' } })
  t.equal((await replyAs(clinic.practitioner.token, mine.id)).status, 404)
  t.equal((await replyAs(other.admin.token, about.id)).status, 404)
  t.equal(
    (await clinic.call('GET', `/review-invitations/${general.id}`, { token: clinic.practitioner.token }))
      .status,
    404,
  )
  t.equal(
    (
      await invite(
        clinic,
        [address(newAddress('x'))],
        { practitionerId: colleague.body.id },
        clinic.practitioner.token,
      )
    ).status,
    422,
    'a practitioner asks about themselves',
  )
  const search = await clinic.call('POST', '/reviews/search', {
    token: clinic.practitioner.token,
    body: { query: general.email },
  })
  t.strictSame(search.body, { data: [], nextCursor: null })

  const replied = await replyAs(clinic.practitioner.token, about.id)
  t.match(replied, { status: 201, body: { reply: 'Thank you', repliedOn: '2026-06-01' } })
  t.match(await replyAs(clinic.admin.token, about.id), { status: 409, body: { type: /already-replied$/ } })
  const [, reply] = await mailsTo(app, asked.email)
  t.match(reply, { subject: 'Ett svar på ditt omdöme', text: /Thank you/ })
})

test('S7: a guessed token, an expired one and one whose person is gone', async (t) => {
  const { app, clinic, owner } = await open(t)
  const guess = async (method: 'GET' | 'POST', path: string) => {
    const { status, body } = await app.call(method, path, method === 'POST' ? { body: { score: 1 } } : {})
    return JSON.stringify([status, { ...body, instance: null }])
  }
  const guesses = await Promise.all(
    ['a'.repeat(43), 'b'.repeat(20), 'c'.repeat(64)].map((token) => guess('GET', `/v1/reviews/${token}`)),
  )
  t.equal(new Set(guesses).size, 1)
  t.match(guesses[0], /^\[404/)
  t.equal((await app.call('POST', `/v1/unsubscribe/${'a'.repeat(43)}`)).status, 404)

  const asked = await askOne(app, clinic)
  t.equal((await app.call('POST', `/v1/unsubscribe/${asked.token}`)).status, 404, 'S16: each has one purpose')
  t.equal((await app.call('GET', `/v1/reviews/${asked.unsubscribe}`)).status, 404)
  const gone = await askOne(app, clinic)
  await owner.query('delete from review_invitations where id = $1', [gone.id])
  const answer = (token: string) => app.call('POST', `/v1/reviews/${token}`, { body: { score: 5 } })
  t.match(
    await answer(gone.token),
    { status: 410, body: { type: /review-closed$/ } },
    'erased: refused kindly',
  )
  t.match(await app.call('GET', `/v1/reviews/${gone.token}`), { status: 410 })
  app.clock.shift('P31D')
  t.match(await answer(asked.token), { status: 410, body: { type: /review-closed$/ } })
  t.match(await app.call('GET', `/v1/reviews/${asked.token}`), { status: 200, body: { state: 'closed' } })
})

test('P43: one click ends the invitations of an organisation, takes back what waits, and leaves service mails alone', async (t) => {
  const { app, clinic, owner } = await open(t, { reminder: 'P5D' })
  const person = await registerPerson(app)
  const patientId = await registerPatient(clinic, { email: person.email })
  const asked = expectStatus(await invite(clinic, [{ kind: 'patient', patientId }]), 202)
  const mail = (await mailsTo(app, person.email)).find(({ subject }) => /besök/.test(subject ?? ''))
  const unsubscribe = tokenOf(mail?.text, 'unsubscribe')
  t.equal((await app.call('GET', `/v1/unsubscribe/${unsubscribe}`)).status, 405, 'a GET does nothing')
  expectStatus(await app.call('GET', `/links/unsubscribe?token=${unsubscribe}`), 200)
  const waiting = async () =>
    (
      await owner.query(`select kind, state from mails where subject_id = $1 order by kind`, [
        asked.body.data[0].id,
      ])
    ).rows
  t.match(await waiting(), [
    { kind: 'reviewInvitation', state: 'sent' },
    { kind: 'reviewReminder', state: 'planned' },
  ])
  for (let n = 0; n < 2; n++) {
    const clicked = await app.call('POST', `/v1/unsubscribe/${unsubscribe}`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    t.strictSame([clicked.status, clicked.headers.location], [204, undefined], 'no redirect, no sign-in')
  }
  t.match(await waiting(), [
    { kind: 'reviewInvitation', state: 'sent' },
    { kind: 'reviewReminder', state: 'withdrawn' },
  ])
  const { rows } = await owner.query(
    `select action, patient_id from ledger_acts where action = 'unsubscribed'`,
  )
  t.strictSame(rows, [{ action: 'unsubscribed', patient_id: patientId }])
  app.clock.shift('P200D')
  const token = await app.signIn(clinic.admin.email, password)
  for (const recipient of [{ kind: 'patient', patientId }, address(person.email)])
    t.match(await invite(clinic, [recipient], {}, token), {
      status: 202,
      body: { data: [{ state: 'withdrawn' }] },
    })
  await sendDueMails(app)
  const invitations = (await mailsTo(app, person.email)).filter(({ subject }) => /besök/.test(subject ?? ''))
  t.equal(invitations.length, 1)
})

test('a list as CSV: one bad row and nobody is asked; a repeated address is one invitation', async (t) => {
  const { app, clinic, owner } = await open(t)
  const send = (text: string, query = '') =>
    clinic.call('POST', `/review-invitations${query}`, {
      token: clinic.admin.token,
      headers: { 'content-type': 'text/csv' },
      body: text,
    })
  const bad = await send('email,firstName,lastName\na@people.example,Anna,Ek\nnot an address,Bo,Ek\n')
  t.match(bad, { status: 422, body: { errors: [{ pointer: '/3/email', detail: /line 3, email/ }] } })
  t.match(await send('email,name\na@people.example,A\n'), {
    status: 422,
    body: { errors: [{ pointer: '/1/name' }] },
  })
  t.equal((await owner.query('select count(*)::int as n from review_invitations')).rows[0].n, 0)
  const made = expectStatus(
    await send(
      'email;firstName;lastName\r\na@people.example;Anna;Ek\r\nb@people.example;Bo;Ek\r\nA@people.example;Anna;Ek\r\n',
      '?language=fr',
    ),
    202,
  )
  const [first, second, third] = made.body.data
  t.equal(first.id, third.id)
  t.not(first.id, second.id)
  const [mail] = await mailsTo(app, 'a@people.example')
  t.equal(mail?.subject, 'Comment s’est passée votre visite, Anna ?')
  t.equal((await mailsTo(app, 'a@people.example')).length, 1)
})

test('at most so many a day, and none beyond', async (t) => {
  const { clinic, app } = await open(t, { invitationsPerDay: 3 })
  expectStatus(await invite(clinic, [address(newAddress('a')), address(newAddress('b'))]), 202)
  const beyond = await invite(clinic, [address(newAddress('c')), address(newAddress('d'))])
  t.match(beyond, { status: 422, body: { type: /invitation-cap$/ } })
  const twice = newAddress('e')
  expectStatus(await invite(clinic, [address(twice), address(twice)]), 202)
  app.clock.shift('PT25H')
  const token = await app.signIn(clinic.admin.email, password)
  expectStatus(await invite(clinic, [address(newAddress('f'))], {}, token), 202)
})

test('addresses of a list are forgotten after ninety days, with their key', async (t) => {
  const { app, clinic, owner } = await open(t)
  const asked = await askOne(app, clinic)
  expectStatus(
    await app.call('POST', `/v1/reviews/${asked.token}`, { body: { score: 8, text: 'Kind' } }),
    201,
  )
  const keys = async () =>
    (await owner.query(`select count(*)::int as n from keys.subject_keys where class = 'invitation'`)).rows[0]
      .n
  t.equal(await keys(), 1)
  app.clock.shift('P89D')
  await forgetAddresses(app.deps)
  t.equal(await keys(), 1)
  app.clock.shift('P2D')
  await forgetAddresses(app.deps)
  await closeInvitations(app.deps)
  t.equal(await keys(), 0)
  const { rows } = await owner.query('select sealed, email_index from review_invitations')
  t.match(rows, [{ sealed: null, email_index: Buffer }], 'a keyed hash stays')
  const token = await app.signIn(clinic.admin.email, password)
  const read = expectStatus(await clinic.call('GET', '/reviews', { token }), 200)
  t.match(read.body.data, [{ score: 8, text: 'Kind', reviewer: null }])
  const late = await clinic.call('POST', `/reviews/${read.body.data[0].id}/reply`, {
    token,
    body: { text: 'Thanks' },
  })
  t.equal(late.status, 409)
  const clicked = await app.call('POST', `/v1/unsubscribe/${asked.unsubscribe}`)
  t.equal(clicked.status, 204, 'a no from an old mail is heard')
  app.clock.shift('P91D')
  const again = await invite(
    clinic,
    [address(asked.email)],
    {},
    await app.signIn(clinic.admin.email, password),
  )
  t.match(again, { status: 202, body: { data: [{ state: 'withdrawn' }] } })
})

test('a no destroys the key of an address that has not answered, for a restored database too', async (t) => {
  const { app, clinic, owner } = await open(t)
  const asked = await askOne(app, clinic)
  t.equal((await app.call('POST', `/v1/unsubscribe/${asked.unsubscribe}`)).status, 204)
  const { rows } = await owner.query(
    `select sealed, (select count(*)::int from keys.subject_keys where class = 'invitation') as keys from review_invitations`,
  )
  t.strictSame(rows, [{ sealed: null, keys: 0 }])
  const { rows: acts } = await owner.query(`select subject_id from ledger_acts where action = 'keyDestroyed'`)
  t.strictSame(acts, [{ subject_id: asked.id }])
})

test('P86: templates name who is asked and who asks and nothing else, and what was sent is shown as it was sent', async (t) => {
  const { app, clinic } = await open(t)
  const { token } = clinic.admin
  const write = (body: object, path = '/review-templates') => clinic.call('POST', path, { token, body })
  const good = {
    language: 'en',
    subject: 'Dear {{ firstName }}',
    text: '{{firstName}} {{lastName}}: {{practice}}, {{practitioner}}',
  }
  for (const [change, pointer] of [
    [{ text: 'your {{service}}' }, '/text'],
    [{ text: '{{firstName' }, '/text'],
    [{ text: '{{#each x}}' }, '/text'],
    [{ subject: '{{specialty}}' }, '/subject'],
    [{ subject: '{{firstName}} {{lastName}}' }, '/subject'],
    [{ subject: 'After your consultation' }, '/subject'],
    [{ subject: 'Your physiotherapy' }, '/subject'],
  ] as const) {
    t.match(await write({ ...good, ...change }), { status: 422, body: { errors: [{ pointer }] } })
    t.equal((await write({ ...good, ...change }, '/review-templates/preview')).status, 422)
  }
  t.match(await write(good, '/review-templates/preview'), {
    status: 200,
    body: { subject: 'Dear Robin', text: /Robin Berg: your practice, Kim Lind/ },
  })
  for (const version of [1, 2]) t.match(await write(good), { status: 201, body: { version } })
  const listed = (await clinic.call('GET', '/review-templates', { token })).body.data
  t.strictSame(
    listed.map((one: { language: string; version: number }) => `${one.language} ${one.version}`),
    ['en 2', 'en 1', 'en 0', 'sv 0', 'nl 0', 'fr 0', 'az 0'],
  )
  const asked = await askOne(app, clinic, { language: 'en', practitionerId: clinic.practitioner.id })
  t.match(asked.mail, { subject: 'Dear Olle', text: /Olle Ek: your practice, Elin Öberg/ })
  const kept = await clinic.call('GET', `/review-invitations/${asked.id}`, { token })
  t.match(kept.body, { templateVersion: 2, subject: 'Dear Olle', recipient: { email: asked.email } }, 'P86')
})

test('whoever is restricted, deactivated, refuses or has not consented where it is demanded is not asked', async (t) => {
  const { app, clinic, owner } = await open(t)
  const stateFor = async (
    prepare: (patientId: string, email: string) => Promise<unknown>,
    kind = 'patient',
  ) => {
    const email = newAddress('p')
    const patientId = await registerPatient(clinic, { email })
    await prepare(patientId, email)
    const made = expectStatus(
      await invite(clinic, [kind === 'patient' ? { kind, patientId } : address(email)]),
      202,
    )
    return made.body.data[0].state
  }
  const set = (column: string) => (id: string) =>
    owner.query(`update patients set ${column} where id = $1`, [id])
  const consent = (granted: boolean) => (id: string) =>
    clinic.call('PUT', `/patients/${id}/consents`, {
      token: clinic.receptionist.token,
      body: { consents: [{ purpose: 'reviewInvitations', granted }] },
    })
  const nothing = async () => undefined
  for (const kind of ['patient', 'address']) {
    t.equal(await stateFor(nothing, kind), 'scheduled', kind)
    t.equal(
      await stateFor(set(`restricted_at = '2026-05-01T00:00:00Z'`), kind),
      'withdrawn',
      `restricted ${kind}`,
    )
    t.equal(await stateFor(set(`state = 'deactivated'`), kind), 'withdrawn', `deactivated ${kind}`)
    t.equal(await stateFor(consent(false), kind), 'withdrawn', `refused ${kind}`)
  }
  await setReviews(clinic, { consentRequired: true })
  for (const kind of ['patient', 'address']) {
    t.equal(await stateFor(nothing, kind), 'withdrawn', `without consent ${kind}`)
    t.equal(await stateFor(consent(true), kind), 'scheduled', `with consent ${kind}`)
  }
  const german = await openClinic(app, { country: 'DE', timeZone: 'Europe/Berlin' })
  const settings = await german.call('GET', '/settings', { token: german.admin.token })
  t.equal(settings.body.reviews.consentRequired, true, 'DE: by default')
  t.equal(settings.body.reviews.automatic, false)
})

test('what changes between asking and sending holds the mail back', async (t) => {
  const { app, clinic, owner } = await open(t)
  const email = newAddress('late')
  const patientId = await registerPatient(clinic, { email })
  await sendDueMails(app)
  const made = expectStatus(await invite(clinic, [{ kind: 'patient', patientId }]), 202)
  await owner.query(`update patients set restricted_at = '2026-05-01T00:00:00Z' where id = $1`, [patientId])
  await sendDueMails(app)
  const { body } = await clinic.call('GET', `/review-invitations/${made.body.data[0].id}`, {
    token: clinic.admin.token,
  })
  t.equal(body.state, 'withdrawn')
  t.notOk((await mailsTo(app, email)).some(({ subject }) => /besök/.test(subject ?? '')))
})

test('P91: what is restricted or waits to be erased is out of use: neither review nor invitation shows it', async (t) => {
  const { app, clinic, owner } = await open(t)
  const email = newAddress('hidden')
  const patientId = await registerPatient(clinic, { email })
  const made = expectStatus(await invite(clinic, [{ kind: 'patient', patientId }]), 202)
  const mail = (await mailsTo(app, email)).find(({ text }) => tokenOf(text, 'review') !== '')
  const answer = { score: 2, text: 'Not good' }
  expectStatus(await app.call('POST', `/v1/reviews/${tokenOf(mail?.text, 'review')}`, { body: answer }), 201)
  const { token } = clinic.admin
  const shown = async () => {
    const { body: reviews } = expectStatus(await clinic.call('GET', '/reviews', { token }), 200)
    const { body: search } = expectStatus(
      await clinic.call('POST', '/reviews/search', { token, body: { query: 'good' } }),
      200,
    )
    const { body: invitation } = expectStatus(
      await clinic.call('GET', `/review-invitations/${made.body.data[0].id}`, { token }),
      200,
    )
    return [
      reviews.data.length,
      search.data.length,
      invitation.recipient?.email ?? null,
      invitation.text !== null,
    ]
  }
  t.strictSame(await shown(), [1, 1, email, true])
  for (const column of [`restricted_at = '2026-05-01T00:00:00Z'`, `erasure_request_id = gen_random_uuid()`]) {
    await owner.query(`update patients set ${column} where id = $1`, [patientId])
    t.strictSame(await shown(), [0, 0, null, false], column)
    await owner.query('update patients set restricted_at = null, erasure_request_id = null where id = $1', [
      patientId,
    ])
  }
  t.strictSame(await shown(), [1, 1, email, true])
})

test('P43: marketing switched off takes invitations that wait along, in every organisation, and what must be told still comes', async (t) => {
  const { app, clinic, owner } = await open(t, { reminder: 'P5D' })
  const person = await registerPerson(app)
  const startsAt = '2026-06-08T08:00:00Z'
  const { practitioner, serviceId } = clinic
  const booking = { practitionerId: practitioner.id, serviceId, startsAt }
  const booked = await clinic.call('POST', '/appointments', { token: person.token, body: booking })
  const { patientId, id } = expectStatus(booked, 201).body
  const made = expectStatus(await invite(clinic, [{ kind: 'patient', patientId }]), 202)
  await sendDueMails(app)
  const waiting = async () =>
    (await owner.query(`select kind, state from mails where kind like 'review%' order by kind`)).rows.map(
      ({ kind, state }) => `${kind} ${state}`,
    )
  t.strictSame(await waiting(), ['reviewInvitation sent', 'reviewReminder planned'])
  const preferences = { token: person.token, body: { marketing: false } }
  expectStatus(await app.call('PUT', '/v1/me/communication-preferences', preferences), 200)
  t.strictSame(await waiting(), ['reviewInvitation sent', 'reviewReminder withdrawn'])
  app.clock.shift('P120D')
  const token = await app.signIn(clinic.admin.email, password)
  t.match(await invite(clinic, [{ kind: 'patient', patientId }], {}, token), {
    status: 202,
    body: { data: [{ state: 'withdrawn' }] },
  })
  t.ok(made.body.data[0].id)
  app.clock.shift('-P119D')
  const fresh = await app.signIn(person.email, password)
  expectStatus(await clinic.call('POST', `/appointments/${id}/cancel`, { token: fresh, body: {} }), 200)
  const { subject } = (await mailsTo(app, person.email)).at(-1) ?? {}
  t.match(subject, /^Avbokad/, 'a cancellation is no advertising')
})
