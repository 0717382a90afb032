import t, { type Test } from 'tap'
import { administrator } from '#test/helpers/app.ts'
import { book, expectStatus, freeTimes, registerPatient } from '#test/helpers/clinic.ts'
import { openFamily } from '#test/helpers/guardians.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

const reason = 'Brought in unconscious by ambulance 7731'
const at = '2027-02-01T10:00:00.000Z'

const openEmergency = async (t: Test) => {
  const rig = await openFamily(t, { at })
  const { app, clinic, as } = rig
  const admin = as(clinic.admin)
  expectStatus(await admin('PUT', '/settings', { body: { patientVisibility: 'assigned' } }), 200)
  const patientId = await registerPatient(clinic)
  const [startsAt = ''] = await freeTimes(app, clinic)
  return { ...rig, admin, practitioner: as(clinic.practitioner), patientId, startsAt }
}

t.test('P78 S24 a practitioner breaks the glass alone, until it ends by the clock', async (t) => {
  const { app, people, clinic, admin, practitioner, patientId } = await openEmergency(t)
  const path = `/patients/${patientId}`
  t.equal((await practitioner('GET', path)).status, 404)
  const made = expectStatus(
    await practitioner('POST', '/break-glass', { body: { patientId, reason, minutes: 5 } }),
    201,
  ).body
  t.match(made, { patientId, reason, role: 'practitioner', expiresAt: '2027-02-01T10:05:00.000Z' })
  t.equal((await practitioner('GET', path)).status, 200)
  t.equal((await practitioner('PATCH', path, { body: { firstName: 'Ole' } })).status, 200)
  const list = await practitioner('POST', '/patients/search', { body: { phone: '+46709999999' } })
  t.equal(list.status, 200)
  t.strictSame(
    (await admin('GET', '/break-glass')).body.data,
    [made],
    'the administrators see it with the reason',
  )
  const mails = await mailsTo(app, clinic.admin.email)
  t.match(mails.at(-1)?.subject, /Nödåtkomst|Emergency access/)
  t.notMatch(mails.at(-1)?.text, /Olle|unconscious/)

  const { rows } = await people.owner.query(
    `select action, ground, detail from audit_events where patient_id = $1 and ground = 'emergency' and action not in ('read', 'searchHit') order by at, id`,
    [patientId],
  )
  t.match(rows, [
    { action: 'breakGlass', detail: { breakGlassId: made.id, minutes: 5 } },
    { action: 'change', detail: { breakGlassId: made.id } },
  ])
  const { rows: stored } = await people.owner.query('select b::text as row from break_glass b')
  t.notMatch(JSON.stringify(stored), /unconscious|7731/, 'the reason is sealed')

  app.clock.shift('PT4M59S')
  t.equal((await practitioner('GET', path)).status, 200)
  app.clock.shift('PT1S')
  const over = await practitioner('GET', path)
  t.equal(over.status, 404, 'the next call after the end')
  const nothing = await practitioner('GET', `/patients/${made.id}`)
  t.strictSame({ ...over.body, instance: null }, { ...nothing.body, instance: null })
  t.equal((await practitioner('PATCH', path, { body: { firstName: 'Ola' } })).status, 404)
})

t.test(
  'S10 S24 it asks for a fresh sign-in, a reason, at most an hour and a patient who is there',
  async (t) => {
    const { app, people, clinic, as, practitioner, patientId } = await openEmergency(t)
    const tried = (body: object) => practitioner('POST', '/break-glass', { body })
    t.equal((await tried({ patientId, reason, minutes: 61 })).status, 400)
    t.equal((await tried({ patientId, minutes: 10 })).status, 400)
    const missing = { patientId: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11', reason }
    t.equal((await tried(missing)).status, 404)
    t.match((await tried({ patientId, reason })).body, { minutes: 60, expiresAt: '2027-02-01T11:00:00.000Z' })
    for (const by of [clinic.admin, clinic.receptionist])
      t.equal((await as(by)('POST', '/break-glass', { body: { patientId, reason } })).status, 403)
    const member = await people.member(clinic.id, 'practitioner')
    const body = { patientId, reason }
    app.clock.shift('PT10M')
    t.equal((await as(member)('POST', '/break-glass', { body })).status, 201)
    app.clock.shift('PT1S')
    const stale = await as(member)('POST', '/break-glass', { body })
    t.match([stale.status, stale.body.type], [403, /step-up-required$/])
    const person = await app.call('POST', `${clinic.url}/break-glass`, { body: { patientId, reason } })
    t.equal(person.status, 401)
  },
)

t.test('P13 P17 P78 the platform reads a patient only while an approved break-glass stands', async (t) => {
  const { app, people, clinic, admin, as, patientId, startsAt } = await openEmergency(t)
  const made = expectStatus(await book(clinic, patientId, startsAt, { note: 'Knee' }), 201).body
  const another = await registerPatient(clinic)
  const platform = as({ token: await app.signIn(administrator.email, administrator.password) })
  const reads = [`/patients/${patientId}`, `/appointments/${made.id}`, '/appointments'] as const
  const statuses = async () => Promise.all(reads.map(async (path) => (await platform('GET', path)).status))
  t.strictSame(await statuses(), [404, 404, 404], 'without one nothing, not even the organisation')
  const asked = expectStatus(
    await platform('POST', '/break-glass', { body: { patientId, reason, minutes: 10 } }),
    201,
  ).body
  t.match(asked, { role: 'platform', approvedAt: null, expiresAt: null })
  t.strictSame(await statuses(), [404, 404, 404], 'asking opens nothing')
  t.equal((await platform('POST', `/break-glass/${asked.id}/approve`)).status, 404, 'nor can they approve')
  t.equal((await platform('GET', '/break-glass')).status, 404)
  t.match((await mailsTo(app, clinic.admin.email)).at(-1)?.subject, /plattform|platform/i)
  t.match((await admin('GET', '/break-glass')).body.data, [{ id: asked.id, reason }])
  const elsewhere = await platform('POST', '/break-glass', { body: { patientId: asked.id, reason } })
  t.equal(elsewhere.status, 404, 'for who is not there')

  const approved = expectStatus(await admin('POST', `/break-glass/${asked.id}/approve`), 200).body
  t.match(approved, { id: asked.id, reason, approvedAt: at, expiresAt: '2027-02-01T10:10:00.000Z' })
  t.equal((await admin('POST', `/break-glass/${asked.id}/approve`)).status, 409)
  t.match((await admin('GET', '/break-glass')).body.data, [{ id: asked.id, reason }])
  t.strictSame(await statuses(), [200, 200, 200])
  t.match((await platform('GET', `/patients/${patientId}`)).body, { firstName: 'Olle' })
  t.match((await platform('GET', `/appointments/${made.id}`)).body, { note: 'Knee' })
  t.strictSame(
    (await platform('GET', '/appointments')).body.data.map(({ id }: { id: string }) => id),
    [made.id],
  )
  t.equal((await platform('GET', `/patients/${another}`)).status, 404, 'that patient alone')
  t.equal((await platform('PATCH', `/patients/${patientId}`, { body: { firstName: 'X' } })).status, 404)
  t.equal((await platform('POST', `/appointments/${made.id}/cancel`, { body: {} })).status, 404)
  t.equal((await platform('GET', `/appointments/${made.id}/notifications`)).status, 404)
  for (const path of ['/sites', '/members', '/settings'])
    t.equal((await platform('GET', path)).status, 404, path)

  app.clock.shift('PT9M59S')
  t.strictSame(await statuses(), [200, 200, 200])
  app.clock.shift('PT1S')
  const again = as({ token: await app.signIn(administrator.email, administrator.password) })
  t.equal((await again('GET', `/patients/${patientId}`)).status, 404, 'the next call after the end')
  const { rows } = await people.owner.query(
    `select role, detail ->> 'verb' as verb from audit_events where patient_id = $1 and action = 'breakGlass' order by at, id`,
    [patientId],
  )
  t.strictSame(rows, [
    { role: 'platform', verb: 'request' },
    { role: 'org_admin', verb: 'approve' },
  ])
})

t.test('a request that nobody approved lapses after a day', async (t) => {
  const { app, clinic, admin, as, patientId } = await openEmergency(t)
  const platform = as({ token: await app.signIn(administrator.email, administrator.password) })
  const asked = expectStatus(
    await platform('POST', '/break-glass', { body: { patientId, reason } }),
    201,
  ).body
  t.equal((await admin('POST', '/break-glass/0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11/approve')).status, 404)
  app.clock.shift('P1D')
  const late = as({ token: await app.signIn(clinic.admin.email, 'qhxvwkzpmtgrdbn') })
  t.equal((await late('POST', `/break-glass/${asked.id}/approve`)).status, 409)
})
