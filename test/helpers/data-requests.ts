import type { Test } from 'tap'
import { watchRequests } from '#src/features/data-requests/watch-requests.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import {
  type Clinic,
  expectStatus,
  openClinic,
  type Person,
  password,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

/** Signs in anew, as after the clock moved: tokens are good for ten minutes. */
export const again = async (app: TestApp, person: Person): Promise<Person> => ({
  ...person,
  token: await app.signIn(person.email, password),
})

/** Makes a signed-in person a patient of a clinic; answers the patient's id. */
export const becomePatient = async (app: TestApp, clinic: Clinic, person: Person): Promise<string> => {
  const at = app.clock.now().getTime()
  const day = (n: number) => new Date(at + n * 86_400_000).toISOString().slice(0, 10)
  const query = `serviceId=${clinic.serviceId}&from=${day(7)}&to=${day(12)}`
  const slots = expectStatus(
    await app.call('GET', `/v1/directory/practitioners/${clinic.practitioner.id}/slots?${query}`),
    200,
  )
  const booked = await clinic.call('POST', '/appointments', {
    token: person.token,
    body: {
      practitionerId: clinic.practitioner.id,
      serviceId: clinic.serviceId,
      startsAt: slots.body.data[0].startsAt,
    },
  })
  return expectStatus(booked, 201).body.patientId
}

/** A clinic in a country, and a person who is its patient. */
export const openRequests = async (t: Test, options: Parameters<typeof openClinic>[1] = {}) => {
  const app = await startApp(t)
  const clinic = await openClinic(app, options)
  const person = await registerPerson(app)
  const patientId = await becomePatient(app, clinic, person)
  return { app, clinic, person, patientId }
}

/** Files as the person. */
export const file = (app: TestApp, person: Person, body: object, headers?: Record<string, string>) =>
  app.call('POST', '/v1/me/data-requests', { token: person.token, body, ...(headers ? { headers } : {}) })

/** Files as the clinic's administrator, by default with an identity document. */
export const fileFor = (app: TestApp, clinic: Clinic, body: object, proven = true) =>
  clinic.call('POST', '/data-requests', {
    token: clinic.admin.token,
    body: {
      receivedAt: app.clock.now().toISOString(),
      ...(proven
        ? { identityEvidence: { method: 'identityDocument', checkedBy: claimsOf(clinic.admin.token).sub } }
        : {}),
      ...body,
    },
  })

/** Lets the schedule look once. */
export const watchOnce = ({ deps }: TestApp): Promise<void> => watchRequests(deps)

/** Subjects of the mails to an address that came after the first ones. */
export const subjectsTo = async (app: TestApp, address: string, after = 0): Promise<string[]> =>
  (await mailsTo(app, address)).slice(after).map(({ subject }) => subject ?? '')
