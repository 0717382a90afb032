import type { TestApp } from '#test/helpers/app.ts'
import { enrol } from '#test/helpers/authenticators.ts'
import { type Clinic, expectStatus, freeTimes, type Person, registerPatient } from '#test/helpers/clinic.ts'
import { newGuardian } from '#test/helpers/guardians.ts'
import { sendImport } from '#test/helpers/imports.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

/** What may be recorded of a patient beside name and contact; each stands nowhere else. */
export const recordCanaries = {
  nationalId: '111222333',
  town: 'Bofinkstorp',
  interest: 'Ornitologi vid Hornborgasjön',
  network: 'Näbbook',
  profile: '@kanariefjäder.profil',
  religion: 'Kväkare i Fågelsta',
  ethnicity: 'Skogsnattskärra-folket',
  politicalViews: 'Örnarnas samlingsparti',
  restrictionReason: 'Diagnosen kråkfot bestrids',
  breakGlassReason: 'Medvetslös efter fall från näktergalsholk',
  bookedNote: 'Hackspettsljud i vänster öra',
}

/** A child, who answers for it, and what an import and a report bring. */
export const otherCanaries = {
  childFirstName: 'Gråsparvina',
  childLastName: 'Kungsfiskaredotter',
  guardianEmail: 'canary.guardian@birds.example',
  consentingGuardian: 'Ugglan Vårdnadsdotter',
  consentCheck: 'Registerutdrag om berguven',
  misuse: 'Någon i Steglitsa loggade in som mig',
  importedFirstName: 'Tofsvipina',
  importedLastName: 'Storspovsson',
  importedEmail: 'canary.imported@birds.example',
  importedPhone: '+31612345698',
  importedStreet: 'Rördromsgränd 44',
  unreadableBirth: 'född i rapphönans år',
}

const patientFields = Object.fromEntries(
  ['nationalId', 'sex', 'town', 'interests', 'socialProfiles', 'religion', 'ethnicity', 'politicalViews'].map(
    (field) => [field, 'optional'],
  ),
)

/** Makes a person the clinic's patient of whom everything is recorded that an organisation may record. */
export const recordEverything = async (app: TestApp, clinic: Clinic, { token }: Person): Promise<void> => {
  const as = (by: Person) => (method: 'POST' | 'PUT' | 'PATCH', path: string, body: object) =>
    clinic.call(method, path, { token: by.token, body })
  expectStatus(await as(clinic.admin)('PUT', '/settings', { patientFields }), 200)
  const startsAt = (await freeTimes(app, clinic)).at(-1)
  const note = recordCanaries.bookedNote
  const { practitioner, serviceId } = clinic
  const appointment = { practitionerId: practitioner.id, serviceId, startsAt, note }
  const booked = await clinic.call('POST', '/appointments', { token, body: appointment })
  const { patientId } = expectStatus(booked, 201).body
  const purposes = ['demographics', 'socialProfiles', 'specialCategories']
  const consents = purposes.map((purpose) => ({ purpose, granted: true }))
  const decided = { organisationId: clinic.id, consents }
  expectStatus(await app.call('PUT', '/v1/me/consents', { token, body: decided }), 200)
  const staff = as(practitioner)
  const { nationalId, town, interest, network, profile, religion, ethnicity, politicalViews } = recordCanaries
  const fields = {
    ...{ nationalId, sex: 'female', town, interests: [interest] },
    ...{ socialProfiles: [{ network, profile }], religion, ethnicity, politicalViews },
  }
  expectStatus(await staff('PATCH', `/patients/${patientId}`, fields), 200)
  expectStatus(await staff('POST', '/patients/search', { nationalId }), 200)
  const broken = { patientId, reason: recordCanaries.breakGlassReason }
  expectStatus(await staff('POST', '/break-glass', broken), 201)
  const restriction = { reason: recordCanaries.restrictionReason }
  expectStatus(await staff('POST', `/patients/${patientId}/restrict`, restriction), 200)
}

/** A child whose guardian takes up the link, and consents in its place. */
export const recordFamily = async (app: TestApp, clinic: Clinic, guardian: Person): Promise<void> => {
  const { childFirstName, childLastName, consentingGuardian, consentCheck } = otherCanaries
  const dateOfBirth = `${app.clock.now().getUTCFullYear() - 15}-01-01`
  const child = await registerPatient(clinic, {
    firstName: childFirstName,
    lastName: childLastName,
    dateOfBirth,
  })
  const { token } = clinic.practitioner
  const invited = { token, body: newGuardian(guardian.email) }
  expectStatus(await clinic.call('POST', `/patients/${child}/guardians`, invited), 201)
  const link = { token: await tokenTo(app, guardian.email) }
  expectStatus(await app.call('POST', '/v1/me/patient-links', { token: guardian.token, body: link }), 200)
  const consents = [{ purpose: 'research', granted: true }]
  const body = { consents, guardian: { name: consentingGuardian, check: consentCheck } }
  expectStatus(await clinic.call('PUT', `/patients/${child}/consents`, { token, body }), 200)
}

/** Sends a file of two people, one of them unreadable; whoever works the queue off imports it. */
export const sendPeople = async (clinic: Clinic): Promise<string> => {
  const { importedFirstName, importedLastName, importedEmail, importedPhone, importedStreet } = otherCanaries
  const lines = [
    'externalId,firstName,lastName,email,phone,dateOfBirth,street,postalCode,city,country,language,deceased',
    `i-1,${importedFirstName},${importedLastName},${importedEmail},${importedPhone},1960-02-03,${importedStreet},1011 AB,Amsterdam,NL,nl,`,
    `i-2,${importedFirstName},${importedLastName},,,${otherCanaries.unreadableBirth},,,,,,`,
  ]
  const query = 'kind=patients&onError=skip&informedAt=2026-11-01T09:00:00Z'
  const sent = await sendImport(clinic, query, `${lines.join('\r\n')}\r\n`, 'text/csv')
  return expectStatus(sent, 202).body.id
}

/** Sets a second factor up, and answers what proves it: its recovery codes. */
export const secretsOf = async (app: TestApp, person: Person): Promise<Record<string, string>> => {
  const { recoveryCodes } = await enrol(app, person.token)
  return Object.fromEntries(recoveryCodes.map((code, n) => [`recoveryCode${n}`, code]))
}

/** Reports that somebody else used an account, which ends its sessions. */
export const reportMisuse = async (app: TestApp, { token }: Person): Promise<void> => {
  const body = { description: otherCanaries.misuse }
  expectStatus(await app.call('POST', '/v1/me/security-incidents', { token, body }), 201)
}

/** Where the person's copy shows each value: name of the table, of the column, of the field inside. */
export const declaredNames: readonly (readonly [table: string, column: string, shown: object])[] = [
  ['patient', 'identity', { nationalId: recordCanaries.nationalId }],
  ['patient', 'contact', { town: recordCanaries.town, restrictionReason: recordCanaries.restrictionReason }],
  ['patient', 'contact', { sex: 'female', interests: [recordCanaries.interest] }],
  [
    'patient',
    'special',
    {
      religion: recordCanaries.religion,
      ethnicity: recordCanaries.ethnicity,
      politicalViews: recordCanaries.politicalViews,
    },
  ],
  ['breakGlass', 'reason', { reason: recordCanaries.breakGlassReason }],
]
