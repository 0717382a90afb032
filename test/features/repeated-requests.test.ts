import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import {
  type Clinic,
  expectStatus,
  freeTimes,
  openClinic,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'

const firstMember = async (clinic: Clinic, role: string): Promise<string> => {
  const { body } = expectStatus(await clinic.call('GET', '/members', { token: clinic.admin.token }), 200)
  return body.data.find((member: { roles: string[] }) => member.roles.includes(role)).id
}

t.test('repeats of a request', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)

  const other = await openClinic(app)
  const times = new Map<Clinic, string | undefined>()
  for (const one of [clinic, other]) times.set(one, (await freeTimes(app, one))[3])

  await t.test('S52: who is no longer staff does not hear the answer again', async (t) => {
    const [startsAt] = await freeTimes(app, clinic)
    const body = {
      practitionerId: clinic.practitioner.id,
      serviceId: clinic.serviceId,
      startsAt,
      patientId: await registerPatient(clinic),
      note: 'Ont i knät',
    }
    const request = () =>
      clinic.call('POST', '/appointments', {
        token: clinic.receptionist.token,
        body,
        headers: { 'idempotency-key': 'booking-1' },
      })
    const first = expectStatus(await request(), 201)
    t.same(expectStatus(await request(), 201).body, first.body)
    const member = await firstMember(clinic, 'receptionist')
    expectStatus(await clinic.call('DELETE', `/members/${member}`, { token: clinic.admin.token }), 204)
    // Any signed-in person may book there, so the route still lets them in.
    t.match(await request(), { status: 404, body: { type: /not-found$/ } })
  })

  await t.test('a key counts in its organisation alone', async (t) => {
    const person = await registerPerson(app)
    for (const one of [clinic, other]) {
      const startsAt = times.get(one)
      const body = { practitionerId: one.practitioner.id, serviceId: one.serviceId, startsAt }
      const headers = { 'idempotency-key': 'mine' }
      const answer = await one.call('POST', '/appointments', { token: person.token, body, headers })
      t.match(expectStatus(answer, 201), {
        body: { organisationId: one.id },
        headers: { 'idempotency-replayed': undefined },
      })
    }
  })
})
