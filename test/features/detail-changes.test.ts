import t from 'tap'
import { postAuditBatches } from '#src/audit/post-batches.ts'
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

t.test('what is put right keeps what it was', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const other = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { call } = app

  await t.test(
    'P56 P82: by the person: what changed, and when they said last that it is right',
    async (t) => {
      const { token } = await registerPerson(app)
      const me = () => call('GET', '/v1/me', { token })
      const { createdAt, lastConfirmedAt } = (await me()).body
      t.equal(lastConfirmedAt, createdAt)
      const patch = (body: object) => call('PATCH', '/v1/me', { token, body })
      expectStatus(await patch({ phone: '+46701112233', lastName: 'Lindqvist' }), 200)
      const { body } = await call('GET', '/v1/me/changes', { token })
      t.match(body.data, [
        {
          changes: [
            { field: 'lastName', before: 'Lind', after: 'Lindqvist' },
            { field: 'phone', before: '+46709876543', after: '+46701112233' },
          ],
        },
      ])
      app.clock.shift('PT1M')
      const confirmed = expectStatus(await patch({}), 200).body
      t.ok(confirmed.lastConfirmedAt > lastConfirmedAt, 'an empty change confirms')
      t.equal((await call('GET', '/v1/me/changes', { token })).body.data.length, 1, 'and changes nothing')
      const { body: copy } = await call('GET', '/v1/me/data', { token })
      t.match(JSON.stringify(copy), /"profileChanges":\[\{/)
      const { rows } = await owner.query(`select encode(sealed, 'escape') as text from account_changes`)
      t.notMatch(rows.map(({ text }) => text).join(), /Lind|4670/)
    },
  )

  await t.test(
    'P82: by staff: with what stood there before, for those who may see the patient',
    async (t) => {
      await owner.query(
        `update organisations set settings = jsonb_set(settings, '{patientFields,nationalId}', '"optional"') where id = $1`,
        [clinic.id],
      )
      const patientId = await registerPatient(clinic, { email: newAddress('old'), phone: '+46701111111' })
      const patch = (body: object) =>
        clinic.call('PATCH', `/patients/${patientId}`, { token: clinic.receptionist.token, body })
      const changes = (token = clinic.practitioner.token, at = clinic) =>
        at.call('GET', `/patients/${patientId}/changes`, { token })
      expectStatus(await patch({ phone: '+46702222222', lastName: 'Ekberg' }), 200)
      expectStatus(await patch({ phone: '+46702222222' }), 200)
      expectStatus(await patch({ nationalId: '19811228-9874', phone: null }), 200)
      t.match((await changes()).body.data, [
        {
          role: 'receptionist',
          changes: [
            { field: 'nationalId', before: null, after: null },
            { field: 'phone', before: '+46702222222', after: null },
          ],
        },
        {
          role: 'receptionist',
          changes: [
            { field: 'lastName', before: 'Ek', after: 'Ekberg' },
            { field: 'phone', before: '+46701111111', after: '+46702222222' },
          ],
        },
      ])
      t.equal((await changes()).body.data.length, 2, 'what stays as it is is no change')
      t.notMatch(JSON.stringify((await changes()).body), /9874/, 'the national number is not told here')
      t.equal((await changes(other.admin.token, other)).status, 404)
      t.equal((await changes((await registerPerson(app)).token)).status, 404)
      await postAuditBatches(app.deps)
      const { rows: reads } = await owner.query(
        `select 1 from audit_events where resource = 'patientChange' and action = 'read'
          and (patient_id = $1 or $1 = any(patient_ids))`,
        [patientId],
      )
      t.ok(reads.length > 0, 'who looked is in the trail')
      const { rows } = await owner.query(`select encode(sealed, 'escape') as text from patient_changes
      union all select detail::text from audit_events`)
      t.notMatch(rows.map(({ text }) => text).join(), /Ekberg|46702/)
    },
  )

  await t.test('P82: bookings by the practitioner alone', async (t) => {
    const patientId = await registerPatient(clinic)
    const [startsAt = ''] = await freeTimes(app, clinic)
    const { body: booked } = await book(clinic, patientId, startsAt, { note: 'Left knee' })
    const patch = (token: string) =>
      clinic.call('PATCH', `/appointments/${booked.id}`, { token, body: { note: 'Right knee' } })
    for (const { token } of [clinic.receptionist, clinic.admin, await registerPerson(app)])
      t.ok([403, 404].includes((await patch(token)).status))
    t.equal((await patch(clinic.practitioner.token)).status, 200)
  })
})
