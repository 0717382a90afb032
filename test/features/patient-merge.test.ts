import t, { type Test } from 'tap'
import { startApp } from '#test/helpers/app.ts'
import {
  book,
  expectStatus,
  freeTimes,
  newAddress,
  openClinic,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { openFamily } from '#test/helpers/guardians.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

const open = async (t: Test) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const token = clinic.practitioner.token
  const merge = (kept: string, from: string, by = token) =>
    clinic.call('POST', `/patients/${kept}/merge`, { token: by, body: { from } })
  const read = (id: string, by = token) => clinic.call('GET', `/patients/${id}`, { token: by })
  return { app, clinic, merge, read, token, owner: await connectTo(t, app.database.ownerUrl) }
}

t.test(
  'everything of the one becomes the other’s, readable by its keys; the one is gone as if it never was',
  async (t) => {
    const { app, clinic, merge, read, token, owner } = await open(t)
    const [first = '', second = ''] = await freeTimes(app, clinic)
    const kept = await registerPatient(clinic, { phone: '+46701234567' })
    const from = await registerPatient(clinic, {
      firstName: 'Olof',
      email: 'olof@example.com',
      phone: '+46709999999',
      externalId: 'old-1',
    })
    const link = await tokenTo(app, 'olof@example.com')
    await book(clinic, kept, first)
    const booked = await book(clinic, from, second, { note: 'Brings earlier X-rays' })
    const person = await registerPerson(app, { email: 'olof@example.com', dateOfBirth: '1951-02-03' })
    t.equal(
      (await app.call('POST', '/v1/me/patient-links', { token: person.token, body: { token: link } })).status,
      200,
    )

    const merged = await merge(kept, from)
    t.equal(merged.status, 200)
    t.match(merged.body, {
      id: kept,
      firstName: 'Olle',
      email: 'olof@example.com',
      phone: '+46701234567',
      externalId: 'old-1',
      linked: true,
    })
    t.match((await read(kept)).body, { email: 'olof@example.com', linked: true })
    const gone = await read(from)
    t.equal(gone.status, 404)
    const never = await read('0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11')
    const { instance: _one, ...goneBody } = gone.body
    const { instance: _other, ...neverBody } = never.body
    t.strictSame(goneBody, neverBody)
    const appointment = await clinic.call('GET', `/appointments/${booked.body.id}`, { token })
    t.match(appointment.body, { patientId: kept, note: 'Brings earlier X-rays', version: 2 })
    const own = await clinic.call('GET', `/appointments/${booked.body.id}`, { token: person.token })
    t.equal(own.body.note, 'Brings earlier X-rays', 'the person’s account reads it too')
    const mine = await app.call('GET', '/v1/me/appointments', { token: person.token })
    t.equal(mine.body.data.length, 2)

    const { rows } = await owner.query(
      `select (select count(*)::int from keys.subject_keys where subject_id = $1) as keys,
       (select count(*)::int from patient_name_tokens where patient_id = $1) as tokens,
       (select count(*)::int from mails where patient_id = $1) as mails,
       (select count(*)::int from audit_events where $1 = any (resource_ids) and detail ->> 'verb' = 'merge') as events`,
      [from],
    )
    t.strictSame(rows, [{ keys: 0, tokens: 0, mails: 0, events: 2 }])
    const search = (body: object) => clinic.call('POST', '/patients/search', { token, body })
    t.strictSame((await search({ query: 'Olof' })).body.data, [])
    t.equal((await search({ query: 'Olle' })).body.data.length, 1)
    const list = await clinic.call('GET', '/patients?includeDeleted=true', { token })
    t.match(list.body.deleted, [{ id: from, deletedAt: String }])
    t.equal(list.body.data.length, 1)
    const paged = await clinic.call('GET', '/patients?includeDeleted=true&limit=1', { token })
    const rest = await clinic.call(
      'GET',
      `/patients?includeDeleted=true&limit=1&cursor=${paged.body.nextCursor}`,
      { token },
    )
    t.equal([...paged.body.deleted, ...rest.body.deleted].length, 1, 'each stands on one page')
    t.notOk(
      (await clinic.call('GET', '/patients', { token })).body.data.some(
        ({ id }: { id: string }) => id === from,
      ),
    )
    t.equal((await merge(kept, from)).status, 422, 'there is nothing more to merge')
  },
)

t.test(
  'a merge is refused where two people, two places at one time or one record are meant, and changes nothing',
  async (t) => {
    const { app, clinic, merge, read, token, owner } = await open(t)
    const linked = async (email: string) => {
      const id = await registerPatient(clinic, { email })
      const link = await tokenTo(app, email)
      const person = await registerPerson(app, { email, dateOfBirth: '1951-02-03' })
      await app.call('POST', '/v1/me/patient-links', { token: person.token, body: { token: link } })
      return id
    }
    const [one, other] = [await linked('one@example.com'), await linked('other@example.com')]
    const both = await merge(one, other)
    t.match(both, { status: 409, body: { type: /already-linked$/ } })
    t.equal((await read(other)).status, 200)

    const [time = ''] = await freeTimes(app, clinic)
    const third = await registerPatient(clinic)
    const booked = await book(clinic, third, time)
    t.match(await merge(one, one), { status: 422, body: { errors: [{ pointer: '/from' }] } })
    t.equal((await merge('0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11', one)).status, 404)
    t.equal((await merge(one, third, clinic.receptionist.token)).status, 403)
    await owner.query(`update sessions set authenticated_at = authenticated_at - interval '11 minutes'`)
    t.match(await merge(one, third), { status: 403, body: { type: /step-up-required$/ } })
    t.equal((await clinic.call('GET', `/appointments/${booked.body.id}`, { token })).body.patientId, third)
  },
)

t.test('two merges that meet the other way round leave one patient', async (t) => {
  const { clinic, merge, read } = await open(t)
  const [one, other] = [await registerPatient(clinic), await registerPatient(clinic)]
  const answers = await Promise.all([merge(one, other), merge(other, one)])
  t.strictSame(answers.map(({ status }) => status).filter((status) => status === 200).length, 1)
  const left = await Promise.all([read(one), read(other)])
  t.strictSame(left.map(({ status }) => status).sort(), [200, 404])
})

t.test('guardians, assignments and break-glasses follow the patient, one of each', async (t) => {
  const rig = await openFamily(t)
  const { clinic, people, as, child, guardianOf, invite, link, app } = rig
  const practitioner = as(clinic.practitioner)
  const [kept, from] = [await child('2020-05-05'), await child('2020-05-05')]
  const both = await guardianOf(kept)
  expectStatus(await invite(from, both.email), 201)
  expectStatus(await link(both, await tokenTo(app, both.email)), 200)
  const other = await guardianOf(from)
  expectStatus(await invite(from, newAddress('invited')), 201)
  expectStatus(await invite(kept, newAddress('invited')), 201)
  for (const id of [kept, from])
    expectStatus(
      await practitioner('POST', `/patients/${id}/assignments`, {
        body: { practitionerId: clinic.practitioner.id },
      }),
      201,
    )
  const reason = 'Brought in unconscious'
  expectStatus(await practitioner('POST', '/break-glass', { body: { patientId: from, reason } }), 201)
  const asked = await people.owner.query(
    `insert into break_glass (organisation_id, id, patient_id, account_id, role, sealed, minutes, created_at)
     select organisation_id, gen_random_uuid(), patient_id, account_id, 'platform', '\\x00', minutes, created_at from break_glass`,
  )
  t.equal(asked.rowCount, 1, 'and one that nobody has approved, under another key')

  expectStatus(await practitioner('POST', `/patients/${kept}/merge`, { body: { from } }), 200)
  const guardians = (await practitioner('GET', `/patients/${kept}/guardians`)).body.data
  t.strictSame(
    guardians.map(({ state, patientId }: { state: string; patientId: string }) => [state, patientId]).sort(),
    [
      ['active', kept],
      ['active', kept],
      ['invited', kept],
      ['invited', kept],
    ],
  )
  for (const { email } of [both, other])
    t.equal(guardians.filter((one: { email: string }) => one.email === email).length, 1)
  t.equal((await as(other)('GET', `/patients/${kept}`)).status, 200)
  t.equal((await practitioner('GET', `/patients/${kept}/assignments`)).body.data.length, 1)
  const { rows } = await people.owner.query('select patient_id from break_glass')
  t.strictSame(rows, [{ patient_id: kept }, { patient_id: kept }])
  await people.owner.query('delete from break_glass where expires_at is null')
  t.match((await as(clinic.admin)('GET', '/break-glass')).body.data, [{ patientId: kept, reason }])
})
