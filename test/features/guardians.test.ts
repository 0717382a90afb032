import t from 'tap'
import { book, expectStatus, freeTimes, newAddress } from '#test/helpers/clinic.ts'
import { newGuardian, openFamily } from '#test/helpers/guardians.ts'
import { mailsTo, tokenTo } from '#test/helpers/outbox-mails.ts'

/** Somebody who is of an age on the day of the test. */
const born = (now: Date, years: number) =>
  `${now.getUTCFullYear() - years}-${now.toISOString().slice(5, 10)}`.replace('-02-29', '-02-28')

t.test(
  'P13 S74 a guardian takes up the link of the mail, and staff learns nothing of accounts',
  async (t) => {
    const { app, people, clinic, child, invite, link, as } = await openFamily(t)
    const patientId = await child(born(app.clock.now(), 9))
    const [known, unknown] = [newAddress('known'), newAddress('unknown')]
    const parent = await people.person({ email: known })
    const invited = expectStatus(await invite(patientId, known), 201)
    t.match(invited.body, {
      patientId,
      email: known,
      relation: 'parent',
      identityCheck: { method: 'identityDocument' },
      state: 'invited',
      acceptedAt: null,
    })
    const shown = ({ id: _id, email: _email, createdAt: _at, ...rest }: Record<string, unknown>) => rest
    const other = expectStatus(await invite(patientId, unknown), 201)
    t.strictSame(shown(other.body), shown(invited.body), 'alike with and without an account')
    const token = await tokenTo(app, known)
    const [mail] = await mailsTo(app, known)
    t.notMatch(
      `${mail?.subject} ${mail?.text}`,
      /Olle|Ek\b|Consultation/,
      'the mail names neither child nor service',
    )

    const call = as(parent)
    t.equal((await call('GET', `/patients/${patientId}`)).status, 404, 'before the link nothing')
    const stranger = await people.person({ email: newAddress('stranger') })
    t.equal((await link(stranger, token)).status, 401, 'the address that was checked must be theirs')
    t.match((await link(parent, token)).body, { organisationId: clinic.id, patientId, as: 'guardian' })
    t.equal((await link(parent, token)).status, 401, 'once')
    t.match((await call('GET', `/patients/${patientId}`)).body, { id: patientId, firstName: 'Olle' })
    t.equal((await call('GET', '/sites')).status, 200)
    t.equal((await call('GET', '/members')).status, 403)
    t.equal((await call('PATCH', `/patients/${patientId}`, { body: { firstName: 'Ole' } })).status, 403)

    const staff = as(clinic.practitioner)
    const path = `/patients/${patientId}/guardians`
    const list = expectStatus(await staff('GET', path), 200)
    t.match(
      list.body.data.map(({ state }: { state: string }) => state),
      ['active', 'invited'],
    )
    t.equal((await invite(patientId, known)).status, 409)
    t.equal((await staff('DELETE', `${path}/${invited.body.id}`)).status, 204)
    t.equal((await staff('DELETE', `${path}/${invited.body.id}`)).status, 404)
    t.equal((await call('GET', `/patients/${patientId}`)).status, 404, 'from the next request on')
    t.equal((await staff('DELETE', `${path}/${other.body.id}`)).status, 204)
    const late = await people.person({ email: unknown })
    t.equal((await link(late, await tokenTo(app, unknown).catch(() => 'A'.repeat(43)))).status, 401)

    const { rows } = await people.owner.query(
      `select action, role, ground from audit_events where patient_id = $1 and resource = 'guardian' and action <> 'read' order by at, id`,
      [patientId],
    )
    t.strictSame(
      rows.map(({ action, ground }) => `${action} ${ground}`),
      [
        'create careRelation',
        'create careRelation',
        'link guardian',
        'unlink careRelation',
        'unlink careRelation',
      ],
      'every link and unlink stands in the trail',
    )
  },
)

t.test('who is no child, or of no known age, gets no guardian', async (t) => {
  const { app, clinic, child, invite, as } = await openFamily(t)
  const now = app.clock.now()
  const grown = await child(born(now, 17))
  t.equal((await invite(grown, newAddress('a'))).status, 422)
  t.equal((await invite(await child(null), newAddress('a'))).status, 422)
  const young = await child(born(now, 15))
  t.equal((await invite(young, newAddress('a'))).status, 201)
  const ahead = { identityCheck: { method: 'electronicId', checkedAt: '2099-01-01T00:00:00Z' } }
  t.match((await invite(young, newAddress('b'), ahead)).body.errors, [
    { pointer: '/identityCheck/checkedAt' },
  ])
  const body = newGuardian(newAddress('c'))
  for (const by of [clinic.receptionist, clinic.admin])
    t.equal((await as(by)('POST', `/patients/${young}/guardians`, { body })).status, 403)
})

t.test('P13 sight ends with the birthdays, on the calendar day of the organisation', async (t) => {
  const { app, clinic, child, guardianOf, as, people } = await openFamily(t, { at: '2026-12-01T12:00:00Z' })
  const id = await child('2014-12-02')
  const guardian = as(await guardianOf(id))
  const [startsAt = ''] = await freeTimes(app, clinic)
  const booked = expectStatus(await book(clinic, id, startsAt, { note: 'Afraid of needles' }), 201).body
  const sight = async () => {
    const patient = await guardian('GET', `/patients/${id}`)
    const appointment = await guardian('GET', `/appointments/${booked.id}`)
    const list = await guardian('GET', '/appointments')
    return [
      patient.status,
      appointment.status,
      appointment.body.note ?? null,
      list.body.data?.length ?? list.status,
    ]
  }
  t.strictSame(await sight(), [200, 200, 'Afraid of needles', 1], 'eleven')
  // The next day begins in Stockholm while it is still this one in UTC.
  app.clock.set('2027-12-01T22:59:00Z')
  t.strictSame(await sight(), [200, 200, 'Afraid of needles', 1], 'the evening before the 13th birthday')
  app.clock.set('2027-12-01T23:00:00Z')
  t.strictSame(await sight(), [404, 200, null, 1], 'thirteen: bookings, no notes')
  // A booking of that year: the first one is over and gone.
  await people.owner.query(
    `update appointments set starts_at = starts_at + interval '3 years', ends_at = ends_at + interval '3 years',
       busy_from = busy_from + interval '3 years', busy_until = busy_until + interval '3 years'`,
  )
  app.clock.set('2030-12-01T22:59:00Z')
  t.strictSame(await sight(), [404, 200, null, 1], 'fifteen')
  app.clock.set('2030-12-01T23:00:00Z')
  t.strictSame(await sight(), [404, 404, null, 404], 'sixteen: nothing')
})

t.test('a guardian books, moves, cancels and lists for the child, and for nobody else', async (t) => {
  const { app, people, clinic, child, guardianOf, as } = await openFamily(t)
  const now = app.clock.now()
  const [mine, theirs] = [await child(born(now, 9)), await child(born(now, 9))]
  const guardian = await guardianOf(mine)
  const call = as(guardian)
  const [first = '', second = '', third = '', fourth = ''] = await freeTimes(app, clinic)
  const visit = (patientId: string, startsAt: string, changes = {}) =>
    call('POST', '/appointments', {
      body: {
        practitionerId: clinic.practitioner.id,
        serviceId: clinic.serviceId,
        startsAt,
        patientId,
        ...changes,
      },
    })
  const made = expectStatus(await visit(mine, first, { note: 'By both of us' }), 201).body
  t.match(made, { patientId: mine, confidential: false, note: 'By both of us' })
  t.match((await visit(theirs, second)).body.errors, [{ pointer: '/patientId' }])
  t.match((await visit(mine, second, { externalId: 'x' })).body.errors, [{ pointer: '/externalId' }])
  const other = expectStatus(await book(clinic, theirs, second), 201).body
  const list = await call('GET', '/appointments')
  t.strictSame(
    list.body.data.map(({ id }: { id: string }) => id),
    [made.id],
  )
  t.equal((await call('GET', `/appointments?patientId=${theirs}`)).body.data.length, 0)
  t.equal((await call('GET', `/appointments/${other.id}`)).status, 404)
  t.equal((await call('GET', `/appointments/${other.id}/notifications`)).status, 404)
  t.equal((await call('GET', `/appointments/${made.id}/notifications`)).status, 200)
  t.equal((await call('POST', `/appointments/${other.id}/cancel`, { body: {} })).status, 404)
  t.equal(
    (await call('POST', `/appointments/${other.id}/reschedule`, { body: { startsAt: third } })).status,
    404,
  )
  t.equal((await call('POST', `/appointments/${made.id}/complete`)).status, 403)
  t.equal((await visit(mine, first)).status, 409, 'one child in one place')
  const moved = expectStatus(
    await call('POST', `/appointments/${made.id}/reschedule`, { body: { startsAt: third } }),
    200,
  )
  t.equal(moved.body.startsAt, third)
  const cancelled = expectStatus(await call('POST', `/appointments/${made.id}/cancel`, { body: {} }), 200)
  t.match(cancelled.body, { status: 'cancelled', cancelledBy: 'guardian' })
  // For themselves they book as anybody does, and become a patient of their own.
  const own = expectStatus(
    await call('POST', '/appointments', {
      body: { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt: fourth },
    }),
    201,
  ).body
  t.not(own.patientId, mine)
  t.equal((await call('GET', '/appointments')).body.data.length, 2)
  const { rows } = await people.owner.query(
    `select ground from audit_events where account_id = $1 and resource = 'appointment' and patient_id = $2`,
    [guardian.accountId, mine],
  )
  t.strictSame(new Set(rows.map(({ ground }) => ground)), new Set(['guardian']))
})

t.test('S22 a repeated request does not outlive the link', async (t) => {
  const { app, clinic, child, guardianOf, as } = await openFamily(t)
  const id = await child(born(app.clock.now(), 9))
  const [second, guardian] = [await child(born(app.clock.now(), 9)), await guardianOf(id)]
  const [startsAt = ''] = await freeTimes(app, clinic)
  const request = {
    headers: { 'idempotency-key': 'once' },
    body: { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt, patientId: id },
  }
  const call = as(guardian)
  const made = expectStatus(await call('POST', '/appointments', request), 201)
  t.strictSame((await call('POST', '/appointments', request)).body, made.body)
  const staff = as(clinic.practitioner)
  // A second child keeps the role.
  const email = guardian.email
  expectStatus(await staff('POST', `/patients/${second}/guardians`, { body: newGuardian(email) }), 201)
  const token = await tokenTo(app, email)
  expectStatus(
    await app.call('POST', '/v1/me/patient-links', { token: guardian.token(), body: { token } }),
    200,
  )
  t.equal((await staff('DELETE', `/patients/${id}/guardians/${guardian.guardianId}`)).status, 204)
  t.equal((await call('POST', '/appointments', request)).status, 404)
})
