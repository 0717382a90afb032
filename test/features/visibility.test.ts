import t, { type Test } from 'tap'
import { book, expectStatus, freeTimes, newAddress, registerPatient } from '#test/helpers/clinic.ts'
import { openFamily } from '#test/helpers/guardians.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

const openAssigned = async (t: Test) => {
  const rig = await openFamily(t)
  const { clinic, as } = rig
  const admin = as(clinic.admin)
  const decide = async (settings: object) =>
    expectStatus(await admin('PUT', '/settings', { body: settings }), 200)
  await decide({ patientVisibility: 'assigned' })
  return { ...rig, admin, decide, practitioner: as(clinic.practitioner), reception: as(clinic.receptionist) }
}

t.test('P52 where patients are assigned, a practitioner reaches those in their care alone', async (t) => {
  const { app, clinic, practitioner, reception, admin, decide } = await openAssigned(t)
  const phone = '+46701230001'
  const [mine, theirs] = [await registerPatient(clinic, { phone }), await registerPatient(clinic, { phone })]
  const [first = '', second = ''] = await freeTimes(app, clinic)
  const missing = '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'
  const bytes = ({ body }: { body: object }) => ({ ...body, instance: null })
  const found = async (by: typeof practitioner) =>
    (await by('POST', '/patients/search', { body: { phone } })).body.data.map(({ id }: { id: string }) => id)
  t.strictSame(await found(practitioner), [], 'nobody yet')
  const appointment = expectStatus(await book(clinic, mine, first), 201).body
  t.equal((await practitioner('GET', `/patients/${mine}`)).status, 200, 'an appointment makes the relation')
  t.strictSame(await found(practitioner), [mine])
  t.strictSame(await found(reception), [mine, theirs], 'the reception books for everybody')
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PATCH', '', { firstName: 'Ole' }],
    ['GET', '/guardians', undefined],
    ['GET', '/assignments', undefined],
    ['POST', '/assignments', { practitionerId: clinic.practitioner.id }],
  ] as const) {
    const foreign = await practitioner(method, `/patients/${theirs}${path}`, { body })
    const nothing = await practitioner(method, `/patients/${missing}${path}`, { body })
    t.equal(foreign.status, 404, `${method} ${path}`)
    t.strictSame(bytes(foreign), bytes(nothing))
  }
  const visit = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt: second }
  t.match(
    (await practitioner('POST', '/appointments', { body: { ...visit, patientId: theirs } })).body.errors,
    [{ pointer: '/patientId' }],
  )
  t.equal((await admin('GET', `/patients/${theirs}`)).status, 200)
  t.equal(
    (await practitioner('GET', `/slots?from=2030-01-01&to=2030-01-02&serviceId=${clinic.serviceId}`)).status,
    200,
  )

  expectStatus(await reception('POST', `/appointments/${appointment.id}/cancel`, { body: {} }), 200)
  t.equal((await practitioner('GET', `/patients/${mine}`)).status, 404, 'a cancelled one makes none')
  await decide({ patientVisibility: 'organisation' })
  t.equal((await practitioner('GET', `/patients/${theirs}`)).status, 200, 'as the organisation decides')
})

t.test('P52 appointments of others are not there: lists, single reads, changes', async (t) => {
  const { app, clinic, practitioner, reception, admin, as } = await openAssigned(t)
  const email = newAddress('colleague')
  const profile = {
    email,
    firstName: 'Sofia',
    lastName: 'Holm',
    title: 'Physiotherapist',
    phone: '+46701112244',
    siteIds: [clinic.siteId],
  }
  expectStatus(await admin('POST', '/practitioners', { body: profile }), 201)
  const accepted = await app.call('POST', '/v1/invitations/accept', {
    body: {
      token: await tokenTo(app, email),
      password: 'qhxvwkzpmtgrdbn',
      firstName: 'Sofia',
      lastName: 'Holm',
      phone: '+46701112244',
    },
  })
  const colleague = as({ token: expectStatus(accepted, 200).body.accessToken })
  const patientId = await registerPatient(clinic)
  const [first = ''] = await freeTimes(app, clinic)
  const made = expectStatus(await book(clinic, patientId, first), 201).body
  const ids = async (by: typeof practitioner, query = '') =>
    (await by('GET', `/appointments${query}`)).body.data.map(({ id }: { id: string }) => id)
  for (const query of ['', `?patientId=${patientId}`, `?practitionerId=${clinic.practitioner.id}`]) {
    t.strictSame(await ids(practitioner, query), [made.id], query)
    t.strictSame(await ids(reception, query), [made.id], query)
    t.strictSame(await ids(colleague, query), [], query)
  }
  t.equal((await colleague('GET', `/appointments/${made.id}`)).status, 404)
  t.equal((await colleague('GET', `/appointments/${made.id}/notifications`)).status, 404)
  t.equal((await colleague('POST', `/appointments/${made.id}/cancel`, { body: {} })).status, 404)
  t.equal((await colleague('PATCH', `/appointments/${made.id}`, { body: { note: 'x' } })).status, 404)

  const { body: profiles } = await reception('GET', '/practitioners')
  const { id } = profiles.data.find((one: { lastName: string }) => one.lastName === 'Holm')
  const path = `/patients/${patientId}/assignments`
  const assigned = expectStatus(await practitioner('POST', path, { body: { practitionerId: id } }), 201).body
  t.match((await practitioner('POST', path, { body: { practitionerId: id } })).status, 409)
  t.strictSame((await reception('GET', path)).body.data, [assigned])
  t.equal((await colleague('GET', `/patients/${patientId}`)).status, 200, 'until it is taken back')
  t.strictSame(await ids(colleague), [made.id])
  t.equal((await reception('DELETE', `${path}/${assigned.id}`)).status, 204)
  t.equal((await reception('DELETE', `${path}/${assigned.id}`)).status, 404)
  t.strictSame(await ids(colleague), [])
  t.equal((await colleague('GET', `/patients/${patientId}`)).status, 404)
})

t.test('P52 who registered a patient keeps them in sight; the relation of an appointment ends', async (t) => {
  const { app, clinic, practitioner, as } = await openAssigned(t)
  const body = { firstName: 'Olle', lastName: 'Ek', informedAt: '2026-01-01T09:00:00Z' }
  const registered = expectStatus(await practitioner('POST', '/patients', { body }), 201).body.id
  t.equal((await practitioner('GET', `/patients/${registered}`)).status, 200)
  const patientId = await registerPatient(clinic)
  const [first = ''] = await freeTimes(app, clinic)
  expectStatus(await book(clinic, patientId, first), 201)
  const signIn = async () => as({ token: await app.signIn(clinic.practitioner.email, 'qhxvwkzpmtgrdbn') })
  app.clock.set(new Date(Date.parse(first) + 700 * 86_400_000).toISOString())
  t.equal((await (await signIn())('GET', `/patients/${patientId}`)).status, 200)
  app.clock.shift('P40D')
  const late = await signIn()
  t.equal((await late('GET', `/patients/${patientId}`)).status, 404)
  t.equal((await late('GET', `/patients/${registered}`)).status, 200)
})

t.test('the settings of visibility have bounds', async (t) => {
  const { admin } = await openAssigned(t)
  t.equal((await admin('PUT', '/settings', { body: { careRelationPeriod: 'P1D' } })).status, 422)
  t.equal((await admin('PUT', '/settings', { body: { patientVisibility: 'unit' } })).status, 400)
})

t.test('P52 S20 searches, lists and merges of one who is assigned know nobody else', async (t) => {
  const { clinic, practitioner, reception } = await openAssigned(t)
  const email = newAddress('shared')
  const [mine, theirs] = [
    await registerPatient(clinic, { lastName: 'Lindqvist', email }),
    await registerPatient(clinic, { lastName: 'Lindqvist', email: newAddress('other') }),
  ]
  const ids = ({ body }: { body: { data: { id: string }[] } }) => body.data.map(({ id }) => id)
  const search = async (by: typeof practitioner, body: object) =>
    ids(expectStatus(await by('POST', '/patients/search', { body }), 200))
  const list = async (by: typeof practitioner) => ids(expectStatus(await by('GET', '/patients'), 200))
  t.strictSame(await search(practitioner, { query: 'Lindqvist' }), [])
  t.strictSame(await search(practitioner, { email }), [])
  t.strictSame(await list(practitioner), [])
  const body = { practitionerId: clinic.practitioner.id }
  expectStatus(await reception('POST', `/patients/${mine}/assignments`, { body }), 201)
  t.strictSame(await search(practitioner, { query: 'Lindkvist' }), [mine])
  t.strictSame(await search(practitioner, { email }), [mine])
  t.strictSame(await list(practitioner), [mine])
  t.strictSame((await search(reception, { query: 'Lindqvist' })).sort(), [mine, theirs].sort())
  t.strictSame((await list(reception)).sort(), [mine, theirs].sort())

  const merge = (kept: string, from: string) =>
    practitioner('POST', `/patients/${kept}/merge`, { body: { from } })
  t.match(await merge(mine, theirs), { status: 422, body: { errors: [{ pointer: '/from' }] } })
  t.equal((await merge(theirs, mine)).status, 404)
  for (const id of [mine, theirs])
    t.match((await reception('GET', `/patients/${id}`)).body, { id, version: 1 }, 'nothing was touched')
})

t.test(
  'P20 a national number is the treating practitioner’s, by a care relation where patients are assigned',
  async (t) => {
    const { clinic, people, practitioner, reception, admin, decide } = await openAssigned(t)
    await decide({ patientFields: { nationalId: 'optional' }, patientVisibility: 'assigned' })
    const patientId = await registerPatient(clinic, { nationalId: '811228-9874' })
    const shownTo = async (by: typeof admin) => (await by('GET', `/patients/${patientId}`)).body.nationalId
    await people.owner.query(
      `update memberships set roles = array['org_admin', 'practitioner'] where account_id =
       (select account_id from practitioners where id = $1)`,
      [clinic.practitioner.id],
    )
    t.equal((await practitioner('GET', `/patients/${patientId}`)).status, 200, 'who runs the place as well')
    t.equal(await shownTo(practitioner), undefined)
    const change = (phone: string) => ({ body: { phone } })
    t.notHas(
      (await practitioner('PATCH', `/patients/${patientId}`, change('+46701230001'))).body,
      'nationalId',
    )
    const body = { practitionerId: clinic.practitioner.id }
    expectStatus(await reception('POST', `/patients/${patientId}/assignments`, { body }), 201)
    t.equal(await shownTo(practitioner), '198112289874')
    t.has((await practitioner('PATCH', `/patients/${patientId}`, change('+46701230002'))).body, {
      nationalId: '198112289874',
    })
    t.equal(await shownTo(reception), undefined)
    t.equal(await shownTo(admin), undefined)
  },
)
