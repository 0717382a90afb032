import type { Test } from 'tap'
import { withJob } from '#src/db/scope.ts'
import { type Answer, startApp, type TestApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus, newAddress, openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'
import { makePeople, type TestPeople, type TestPerson } from '#test/helpers/people.ts'

/** A clinic, and whoever comes there with a child. */
export interface FamilyRig {
  app: TestApp
  people: TestPeople
  clinic: Clinic
  /** A patient with that date of birth, the minimum age of accounts aside. */
  child(dateOfBirth: string | null, fields?: object): Promise<string>
  invite(patientId: string, email: string, changes?: object): Promise<Answer>
  /** An account that has accepted to be the child's guardian. */
  guardianOf(patientId: string): Promise<TestPerson & { guardianId: string }>
  link(by: TestPerson, token: string): Promise<Answer>
  as(by: { token: string | (() => string) }): Clinic['call']
}

const sealDateOfBirth = async (
  { deps }: TestApp,
  { owner }: TestPeople,
  organisationId: string,
  id: string,
  dateOfBirth: string | null,
) => {
  const identity = { firstName: 'Olle', lastName: 'Ek', dateOfBirth, nationalId: null }
  const place = { field: 'patients.care', rowId: id }
  const sealed = await withJob(deps, organisationId, ({ tx }) =>
    deps.keyring.seal(tx, { organisationId, subjectId: id, class: 'care' }, place, identity),
  )
  await owner.query('update patients set care = $1 where id = $2', [sealed, id])
}

/** How a practitioner says whose identity was checked. */
export const newGuardian = (email: string, changes: object = {}) => ({
  email,
  relation: 'parent',
  identityCheck: { method: 'identityDocument', checkedAt: '2026-01-02T09:00:00Z' },
  ...changes,
})

/** The application with a clinic, at an instant where that counts. */
export const openFamily = async (
  t: Test,
  { at, ...options }: Parameters<typeof openClinic>[1] & { at?: string } = {},
): Promise<FamilyRig> => {
  const app = await startApp(t)
  if (at !== undefined) app.clock.set(at)
  const people = await makePeople(t, app)
  const clinic = await openClinic(app, options)
  const as: FamilyRig['as'] =
    ({ token }) =>
    (method, path, callOptions) =>
      clinic.call(method, path, { ...callOptions, token: typeof token === 'string' ? token : token() })
  const link: FamilyRig['link'] = (by, token) =>
    app.call('POST', '/v1/me/patient-links', { token: by.token(), body: { token } })
  const invite: FamilyRig['invite'] = (patientId, email, changes) =>
    as(clinic.practitioner)('POST', `/patients/${patientId}/guardians`, { body: newGuardian(email, changes) })
  return {
    app,
    people,
    clinic,
    as,
    link,
    invite,
    async child(dateOfBirth, fields) {
      const id = await registerPatient(clinic, fields)
      await sealDateOfBirth(app, people, clinic.id, id, dateOfBirth)
      return id
    },
    async guardianOf(patientId) {
      const email = newAddress('guardian')
      const guardian = await people.person({ email })
      const guardianId = expectStatus(await invite(patientId, email), 201).body.id
      expectStatus(await link(guardian, await tokenTo(app, email)), 200)
      return { ...guardian, guardianId }
    },
  }
}
