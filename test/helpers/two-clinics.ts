import { v7 as newId } from 'uuid'
import { runExport } from '#src/features/exports/run-export.ts'
import { runImport } from '#src/features/imports/run-import.ts'
import { administrator, type TestApp } from '#test/helpers/app.ts'
import {
  book,
  type Clinic,
  expectStatus,
  freeTimes,
  newAddress,
  openClinic,
  type Person,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { newGuardian } from '#test/helpers/guardians.ts'
import type { Values } from '#test/helpers/operations.ts'
import { mailsTo, tokenTo } from '#test/helpers/outbox-mails.ts'

/** The ids of one of everything, by the names that paths and bodies give them. */
export type Things = Values & {
  organisationId: string
  siteId: string
  serviceId: string
  practitionerId: string
  memberId: string
  invitationId: string
  patientId: string
  appointmentId: string
  importId: string
  guardianId: string
  assignmentId: string
  breakGlassId: string
  holdId: string
  timeOffId: string
  extraHoursId: string
  sessionId: string
  blockId: string
  accountId: string
  secondFactorId: string
  exportId: string
  disclosureId: string
  announcementId: string
  requestId: string
  reportId: string
  surveyId: string
  reviewInvitationId: string
  reviewId: string
}

/** A clinic with two of everything: what is the patient's and practitioner's own, and what is others'. */
export interface StaffedClinic extends Clinic {
  patient: Person
  own: Things
  others: Things
}

const nothing = (): Things => ({
  organisationId: newId(),
  siteId: newId(),
  serviceId: newId(),
  practitionerId: newId(),
  memberId: newId(),
  invitationId: newId(),
  patientId: newId(),
  appointmentId: newId(),
  importId: newId(),
  guardianId: newId(),
  assignmentId: newId(),
  breakGlassId: newId(),
  holdId: newId(),
  timeOffId: newId(),
  extraHoursId: newId(),
  sessionId: newId(),
  blockId: newId(),
  accountId: newId(),
  secondFactorId: newId(),
  exportId: newId(),
  disclosureId: newId(),
  announcementId: newId(),
  requestId: newId(),
  reportId: newId(),
  surveyId: newId(),
  reviewInvitationId: newId(),
  reviewId: newId(),
})

const address = { street: 'Storgatan 2', postalCode: '211 42', city: 'Malmö', country: 'SE' }
const period = { from: '2030-03-01T00:00', to: '2030-03-08T00:00' }

/** Draws a survey up on a practitioner, and lets patients answer where that is said. */
export const addSurvey = async (
  clinic: Clinic,
  practitionerId: string,
  { open }: { open: boolean },
): Promise<string> => {
  const { token } = clinic.admin
  const questions = [
    { key: 'ease', kind: 'scale', words: 'How easy was it?', most: 5 },
    { key: 'device', kind: 'choice', words: 'What did you use?', choices: ['Phone', 'Computer'] },
    { key: 'wish', kind: 'text', words: 'What should we do better?' },
  ]
  const body = { about: 'practitioner', practitionerId, title: 'Your visit', anonymous: true, questions }
  const { id } = expectStatus(await clinic.call('POST', '/surveys', { token, body }), 201).body
  if (open) expectStatus(await clinic.call('POST', `/surveys/${id}/open`, { token }), 200)
  return id
}

/** Asks somebody new for a review of a practitioner; with what stands in the links of the mail. */
export const addReviewInvitation = async (
  app: TestApp,
  clinic: Clinic,
  practitionerId: string,
): Promise<{ reviewInvitationId: string; review: string; unsubscribe: string }> => {
  const email = newAddress('visitor')
  const recipients = [{ kind: 'address', email, firstName: 'Olle', lastName: 'Ek' }]
  const body = { recipients, practitionerId }
  const asked = await clinic.call('POST', '/review-invitations', { token: clinic.admin.token, body })
  const text = (await mailsTo(app, email))[0]?.text ?? ''
  const inLink = (purpose: string) => new RegExp(`/links/${purpose}\\?token=([\\w-]+)`).exec(text)?.[1] ?? ''
  return {
    reviewInvitationId: expectStatus(asked, 202).body.data[0].id,
    review: inLink('review'),
    unsubscribe: inLink('unsubscribe'),
  }
}

/** What somebody said of a practitioner. */
const addReview = async (app: TestApp, clinic: Clinic, practitionerId: string) => {
  const { reviewInvitationId, review } = await addReviewInvitation(app, clinic, practitionerId)
  expectStatus(await app.call('POST', `/v1/reviews/${review}`, { body: { score: 7, text: 'I waited' } }), 201)
  const { body } = expectStatus(await clinic.call('GET', '/reviews', { token: clinic.admin.token }), 200)
  const { id } = body.data.find((one: { practitionerId: string }) => one.practitionerId === practitionerId)
  return { reviewInvitationId, reviewId: id as string }
}

/** Makes something as the clinic's administrator and answers its id. */
export const adding =
  (clinic: Clinic) =>
  async (path: string, body: object): Promise<string> =>
    expectStatus(await clinic.call('POST', path, { token: clinic.admin.token, body }), 201).body.id

/** Free periods of a practitioner, new ones each time. */
export const addPeriods = async (
  clinic: Clinic,
  practitionerId: string,
): Promise<{ timeOffId: string; extraHoursId: string }> => {
  const add = adding(clinic)
  const path = `/practitioners/${practitionerId}`
  return {
    timeOffId: await add(`${path}/time-off`, period),
    extraHoursId: await add(`${path}/extra-hours`, {
      siteId: clinic.siteId,
      from: '2030-03-02T06:00',
      to: '2030-03-02T07:00',
    }),
  }
}

/** An import that was tried out. */
const addImport = async (app: TestApp, clinic: Clinic): Promise<string> => {
  const patient = { resourceType: 'Patient', id: newId(), name: [{ family: 'Ek', given: ['Ida'] }] }
  const answer = await clinic.call(
    'POST',
    '/imports?kind=patients&dryRun=true&informedAt=2026-01-01T09:00:00Z',
    {
      token: clinic.admin.token,
      body: JSON.stringify(patient),
      headers: { 'content-type': 'application/fhir+ndjson' },
    },
  )
  const { id } = expectStatus(answer, 202).body
  await runImport(app.deps, clinic.id, id)
  return id
}

const memberOf = async (clinic: Clinic, email: string): Promise<{ memberId: string; accountId: string }> => {
  const { body } = expectStatus(await clinic.call('GET', '/members', { token: clinic.admin.token }), 200)
  const { id, accountId } = body.data.find((member: { email: string }) => member.email === email)
  return { memberId: id, accountId }
}

/** An archive that can be fetched. */
const addExport = async (app: TestApp, clinic: Clinic): Promise<string> => {
  const asked = await clinic.call('POST', '/export', { token: clinic.admin.token })
  const { id } = expectStatus(asked, 202).body
  await runExport(app.deps, clinic.id, id)
  return id
}

/** What an authority got of a patient. */
const addDisclosure = async (clinic: Clinic, patientId: string): Promise<string> => {
  const { accountId } = await memberOf(clinic, clinic.admin.email)
  return adding(clinic)('/disclosures', {
    patientId,
    authority: 'Stockholms tingsrätt',
    legalBasis: 'RB 38:2',
    scope: { kinds: ['appointments'] },
    whatWentOut: 'Dates of visits.',
    approvedBy: accountId,
    disclosedAt: '2026-01-01T09:00:00Z',
  })
}

/** A guardian of a child, new ones each time. */
export const addGuardian = async (clinic: Clinic): Promise<{ patientId: string; guardianId: string }> => {
  const years = new Date().getUTCFullYear() - 14
  const patientId = await registerPatient(clinic, { dateOfBirth: `${years}-01-01` })
  const guardian = await clinic.call('POST', `/patients/${patientId}/guardians`, {
    token: clinic.practitioner.token,
    body: newGuardian(newAddress('guardian')),
  })
  return { patientId, guardianId: expectStatus(guardian, 201).body.id }
}

/** An assignment of a patient who has none. */
export const addAssignment = async (clinic: Clinic, patientId: string): Promise<string> =>
  adding(clinic)(`/patients/${patientId}/assignments`, { practitionerId: clinic.practitioner.id })

/** A hold on a patient. */
export const addHold = (clinic: Clinic, patientId: string): Promise<string> =>
  adding(clinic)('/legal-holds', { patientId, reason: 'A claim' })

/** Who is around a patient, and a break-glass for them. */
const addRelations = async (clinic: Clinic, patientId: string) => {
  const broken = await clinic.call('POST', '/break-glass', {
    token: clinic.practitioner.token,
    body: { patientId, reason: 'Acute chest pain', minutes: 1 },
  })
  return {
    guardianId: (await addGuardian(clinic)).guardianId,
    assignmentId: await addAssignment(clinic, patientId),
    breakGlassId: expectStatus(broken, 201).body.id as string,
    holdId: await addHold(clinic, patientId),
  }
}

/** A request that the patient made of the clinic. */
const addOwnRequest = async (app: TestApp, clinic: Clinic, { token }: Person): Promise<string> => {
  const body = { kind: 'rectification', organisationId: clinic.id }
  return expectStatus(await app.call('POST', '/v1/me/data-requests', { token, body }), 201).body.id
}

/** A request that staff files for a patient, and that waits for proof of who asks. */
const addRequest = async (clinic: Clinic, patientId: string): Promise<string> =>
  adding(clinic)('/data-requests', { kind: 'rectification', patientId, receivedAt: '2026-01-02T09:00:00Z' })

/** What somebody reported to the clinic. */
const addReport = async (app: TestApp, clinic: Clinic): Promise<string> => {
  const body = { kind: 'other', organisationId: clinic.id, text: 'Your list lies open on the desk.' }
  expectStatus(await app.call('POST', '/v1/privacy/reports', { body }), 202)
  const { body: list } = await clinic.call('GET', '/privacy-reports', { token: clinic.admin.token })
  return list.data[0].id
}

/** A request of somebody without account, with the proof of who asks. */
export const addPublicRequest = async (
  app: TestApp,
  clinic: Clinic,
): Promise<{ requestId: string; secret: string }> => {
  const email = newAddress('stranger')
  const body = { organisationId: clinic.id, kind: 'access', email, firstName: 'Olle', lastName: 'Ek' }
  expectStatus(await app.call('POST', '/v1/privacy/requests', { body }), 202)
  const token = await tokenTo(app, email)
  const verified = await app.call('POST', '/v1/privacy/requests/verify-email', { body: { token } })
  const { id, secret } = expectStatus(verified, 200).body
  const sent = await app.app.inject({
    method: 'POST',
    url: `/v1/privacy/requests/${secret}/evidence`,
    headers: { 'content-type': 'application/pdf' },
    payload: Buffer.from('%PDF-1.7\nthe proof of who asks'),
  })
  if (sent.statusCode !== 204) throw new Error(`the evidence was answered with ${sent.statusCode}`)
  return { requestId: id, secret }
}

/** The id of the session that a person is signed in with. */
export const sessionOf = async (app: TestApp, { token }: Person): Promise<string> => {
  const { body } = expectStatus(await app.call('GET', '/v1/me/sessions', { token }), 200)
  return body.data.find((session: { current: boolean }) => session.current).id
}

/** Adds a second of everything, a person who became a patient by booking, and one whom the reception registered. */
const staffClinic = async (app: TestApp, clinic: Clinic): Promise<StaffedClinic> => {
  const add = adding(clinic)
  const invite = () => add('/invitations', { email: newAddress('invited'), roles: ['receptionist'] })
  const patient = await registerPerson(app)
  const [first = '', second = ''] = await freeTimes(app, clinic)
  const { practitioner, serviceId } = clinic
  const booked = await clinic.call('POST', '/appointments', {
    token: patient.token,
    body: { practitionerId: practitioner.id, serviceId, startsAt: first },
  })
  const ownAppointment = expectStatus(booked, 201).body
  const otherPatient = await registerPatient(clinic)
  const colleague = await add('/practitioners', {
    email: newAddress('colleague'),
    firstName: 'Sofia',
    lastName: 'Holm',
    title: 'Physiotherapist',
    phone: '+46701112244',
    siteIds: [clinic.siteId],
  })
  const service = {
    name: 'Follow-up',
    duration: 'PT15M',
    price: { amount: 20_000, currency: 'SEK' },
    payer: 'patient',
    practitionerIds: [practitioner.id],
  }
  return {
    ...clinic,
    patient,
    own: {
      organisationId: clinic.id,
      siteId: clinic.siteId,
      serviceId,
      practitionerId: practitioner.id,
      ...(await memberOf(clinic, practitioner.email)),
      invitationId: await invite(),
      patientId: ownAppointment.patientId,
      appointmentId: ownAppointment.id,
      importId: await addImport(app, clinic),
      exportId: await addExport(app, clinic),
      disclosureId: await addDisclosure(clinic, ownAppointment.patientId),
      ...(await addRelations(clinic, ownAppointment.patientId)),
      sessionId: await sessionOf(app, patient),
      blockId: newId(),
      secondFactorId: newId(),
      announcementId: newId(),
      requestId: await addOwnRequest(app, clinic, patient),
      reportId: await addReport(app, clinic),
      surveyId: await addSurvey(clinic, practitioner.id, { open: true }),
      ...(await addReview(app, clinic, practitioner.id)),
      ...(await addPeriods(clinic, practitioner.id)),
    },
    others: {
      organisationId: clinic.id,
      siteId: await add('/sites', { name: 'Malmö', timeZone: 'Europe/Stockholm', address }),
      serviceId: await add('/services', service),
      practitionerId: colleague,
      ...(await memberOf(clinic, clinic.receptionist.email)),
      invitationId: await invite(),
      patientId: otherPatient,
      appointmentId: expectStatus(await book(clinic, otherPatient, second), 201).body.id,
      importId: await addImport(app, clinic),
      exportId: await addExport(app, clinic),
      disclosureId: await addDisclosure(clinic, otherPatient),
      ...(await addRelations(clinic, otherPatient)),
      sessionId: await sessionOf(app, clinic.receptionist),
      blockId: newId(),
      secondFactorId: newId(),
      announcementId: newId(),
      requestId: await addRequest(clinic, otherPatient),
      reportId: await addReport(app, clinic),
      surveyId: await addSurvey(clinic, colleague, { open: false }),
      ...(await addReview(app, clinic, colleague)),
      ...(await addPeriods(clinic, colleague)),
    },
  }
}

/** Makes a clinic's administrator everything that somebody can be there. */
const giveEveryRole = async (app: TestApp, clinic: Clinic) => {
  const { admin, practitioner, serviceId } = clinic
  const startsAt = (await freeTimes(app, clinic)).at(-1)
  const visit = { practitionerId: practitioner.id, serviceId, startsAt }
  expectStatus(await clinic.call('POST', '/appointments', { token: admin.token, body: visit }), 201)
  const body = { roles: ['org_admin', 'practitioner', 'receptionist'] }
  const path = `/members/${(await memberOf(clinic, admin.email)).memberId}`
  expectStatus(await clinic.call('PATCH', path, { token: admin.token, body }), 200)
}

/** Two clinics that must not see each other, and ids of nothing at all. */
export interface TwoClinics {
  clinic: StaffedClinic
  /** The other one; its administrator has every role there and is its patient. */
  other: StaffedClinic
  /** Signed in, and nothing to any organisation. */
  person: Person
  administrator: Person
  /** Ids that nothing has. */
  missing: Things
}

/** Opens two clinics with two of everything. */
export const openTwoClinics = async (app: TestApp): Promise<TwoClinics> => {
  const clinic = await staffClinic(app, await openClinic(app))
  const other = await staffClinic(app, await openClinic(app, { name: 'Andra kliniken' }))
  await giveEveryRole(app, other)
  return {
    clinic,
    other,
    person: await registerPerson(app),
    administrator: { email: administrator.email, token: await app.signInAdministrator() },
    missing: { ...nothing(), organisationId: clinic.id },
  }
}
