import type { Test } from 'tap'
import { test } from 'tap'
import { withJob } from '#src/db/scope.ts'
import { consentsAlone } from '#src/features/consents/consent-ages.ts'
import { hasConsent } from '#src/features/consents/consents.queries.ts'
import type { ConsentPurpose } from '#src/features/consents/consents.schema.ts'
import { ageRulesOf } from '#src/privacy/law/ages.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import {
  type Clinic,
  expectStatus,
  freeTimes,
  openClinic,
  type Person,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { openFamily } from '#test/helpers/guardians.ts'

const open = async (t: Test, options: Parameters<typeof openClinic>[1] = {}) => {
  const app = await startApp(t)
  return { app, clinic: await openClinic(app, options) }
}

/** Somebody who is a patient of the clinic by a booking. */
const patientOf = async (app: TestApp, clinic: Clinic, fields: Record<string, unknown> = {}) => {
  const person = await registerPerson(app, fields)
  const [startsAt] = await freeTimes(app, clinic)
  const body = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt }
  const booked = await clinic.call('POST', '/appointments', { token: person.token, body })
  return { ...person, patientId: expectStatus(booked, 201).body.patientId as string }
}

const decide = (app: TestApp, { token }: Person, organisationId: string | null, ...consents: object[]) =>
  app.call('PUT', '/v1/me/consents', { token, body: { organisationId, consents } })

const isGiven = (app: TestApp, clinic: Clinic, patientId: string, purpose: ConsentPurpose) =>
  withJob(app.deps, clinic.id, ({ tx }) => hasConsent(tx, clinic.id, patientId, purpose))

const marketing = (granted: boolean) => ({ purpose: 'marketing', granted })

test('a consent is per purpose and organisation, its history stays, and withdrawing holds at once', async (t) => {
  const { app, clinic } = await open(t)
  const other = await openClinic(app, { name: 'Annan klinik' })
  const patient = await patientOf(app, clinic)
  t.equal(await isGiven(app, clinic, patient.patientId, 'marketing'), false)
  expectStatus(await decide(app, patient, clinic.id, marketing(true)), 200)
  t.equal(await isGiven(app, clinic, patient.patientId, 'marketing'), true)
  t.equal(await isGiven(app, clinic, patient.patientId, 'research'), false)
  const [foreign, missing] = [other.id, patient.patientId].map((id) =>
    decide(app, patient, id, marketing(true)),
  )
  t.match(await foreign, { status: 404 }, 'no patient there')
  const said = (answer: Awaited<ReturnType<typeof decide>> | undefined) => ({
    ...answer?.body,
    instance: null,
  })
  t.strictSame(said(await foreign), said(await missing), 'S20: like an organisation that does not exist')
  const withdrawn = await decide(app, patient, clinic.id, marketing(false))
  t.match(expectStatus(withdrawn, 200).body.data, [
    {
      organisationId: clinic.id,
      purpose: 'marketing',
      granted: false,
      source: 'self',
      history: [{ granted: true, source: 'self' }],
    },
  ])
  t.equal(await isGiven(app, clinic, patient.patientId, 'marketing'), false)
  expectStatus(await decide(app, patient, null, { purpose: 'research', granted: true }), 200)
  const shown = expectStatus(await app.call('GET', '/v1/me/consents', { token: patient.token }), 200)
  t.strictSame(
    shown.body.data.map(({ organisationId, granted }: Record<string, unknown>) => [organisationId, granted]),
    [
      [null, true],
      [clinic.id, false],
    ],
  )
  const twice = await decide(app, patient, clinic.id, marketing(true), marketing(false))
  t.match(twice, { status: 422, body: { errors: [{ pointer: '/consents/1/purpose' }] } })
})

test('a consent names the version of the words that were shown', async (t) => {
  const { app, clinic } = await open(t)
  const patient = await patientOf(app, clinic)
  const publish = async (text: string) =>
    expectStatus(
      await clinic.call('POST', '/consent-texts', {
        token: clinic.admin.token,
        body: { purpose: 'research', language: 'sv', text },
      }),
      201,
    ).body
  const old = await publish('Får vi använda dina uppgifter?')
  const text = await publish('Får vi använda dina uppgifter i vår studie?')
  t.match([old.number, text.number], [1, 2])
  const research = (textId?: string) => ({
    purpose: 'research',
    granted: true,
    ...(textId ? { textId } : {}),
  })
  for (const textId of [undefined, old.id])
    t.match(await decide(app, patient, clinic.id, research(textId)), {
      status: 422,
      body: { errors: [{ pointer: '/consents/0/textId' }] },
    })
  const given = expectStatus(await decide(app, patient, clinic.id, research(text.id)), 200)
  t.match(given.body, { data: [{ textId: text.id }], texts: [{ id: text.id, number: 2 }] })
  expectStatus(await decide(app, patient, clinic.id, { purpose: 'research', granted: false }), 200)
  t.match(await app.call('GET', '/v1/me/consents', { token: patient.token }), {
    body: { texts: [{ id: text.id }] },
  })
})

test('below the age of consent a guardian must consent, whose check is sealed', async (t) => {
  const { app, clinic } = await open(t, { country: 'NL', timeZone: 'Europe/Amsterdam' })
  const born = (years: number) => `${app.clock.now().getUTCFullYear() - years}-01-01`
  const child = await patientOf(app, clinic, { dateOfBirth: born(15) })
  t.match(await decide(app, child, clinic.id, marketing(true)), {
    status: 422,
    body: { type: /below-consent-age$/, errors: [{ pointer: '/consents/0/granted' }] },
  })
  expectStatus(await decide(app, child, clinic.id, marketing(false)), 200)
  const record = (patientId: string, body: object) =>
    clinic.call('PUT', `/patients/${patientId}/consents`, { token: clinic.practitioner.token, body })
  const consents = [marketing(true)]
  t.match(await record(child.patientId, { consents }), {
    status: 422,
    body: { type: /below-consent-age$/ },
  })
  const guardian = { name: 'Karin Vos', check: 'Custody register' }
  const recorded = expectStatus(await record(child.patientId, { consents, guardian }), 200)
  t.match(recorded.body.data, [{ purpose: 'marketing', granted: true, source: 'guardian' }])
  t.equal(await isGiven(app, clinic, child.patientId, 'marketing'), true)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { rows } = await owner.query('select c::text as row from consents c')
  t.notMatch(JSON.stringify(rows), /Karin|Custody/)
  expectStatus(await decide(app, child, clinic.id, marketing(false)), 200)
  t.equal(await isGiven(app, clinic, child.patientId, 'marketing'), false, 'the child may say no')

  const adult = await registerPatient(clinic)
  t.match(await record(adult, { consents, guardian }), {
    status: 422,
    body: { errors: [{ pointer: '/guardian' }] },
  })
  t.match(expectStatus(await record(adult, { consents }), 200).body.data, [{ source: 'staff' }])
  const { body } = await clinic.call('GET', `/patients/${adult}/consents`, {
    token: clinic.receptionist.token,
  })
  t.match(body.data, [{ source: 'staff', granted: true }])
  t.equal((await record(clinic.id, { consents })).status, 404)
})

test('LEGAL: the age of consent by country, on both sides of each', (t) => {
  const at = '2026-11-22T12:00:00Z'
  const place = (country: string | null) => ({ country, timeZone: 'UTC' })
  const ages: [string | null, number][] = [
    ['SE', 13],
    ['NL', 16],
    ['NO', 13],
    ['DK', 15],
    ['FI', 13],
    ['FR', 15],
    ['BE', 13],
    ['DE', 16],
    ['GB', 13],
    ['MA', 18],
    ['AZ', 18],
    ['US', 16],
    [null, 16],
  ]
  for (const [country, age] of ages) {
    const reached = `${2026 - age}-11-22`
    const tomorrow = `${2026 - age}-11-23`
    t.equal(consentsAlone(reached, place(country), at), true, `${country}: on the day`)
    t.equal(consentsAlone(tomorrow, place(country), at), false, `${country}: a day before`)
  }
  t.equal(consentsAlone(null, place('NL'), at), true)
  t.match(ageRulesOf('SE').consent, { source: /2018:218/, certainty: 'A' })
  t.end()
})

test('a guardian decides online for the child in their sight, below the age of consent alone', async (t) => {
  const { clinic, child, guardianOf, as } = await openFamily(t, { country: 'NL', at: '2026-12-01T12:00:00Z' })
  const [small, big] = [await child('2018-12-01'), await child('2012-12-02')]
  const ofSmall = as(await guardianOf(small))
  const parent = as(await guardianOf(big))
  const [path, other] = [big, small].map((id) => `/patients/${id}/consents`)
  const body = { consents: [marketing(true)] }
  const given = expectStatus(await parent('PUT', `${path}`, { body }), 200)
  t.match(given.body.data, [{ purpose: 'marketing', granted: true, source: 'guardian' }])
  t.match((await parent('GET', `${path}`)).body.data, [{ granted: true }], 'though they see bookings alone')
  expectStatus(await ofSmall('PUT', `${other}`, { body }), 200)
  for (const call of [await parent('PUT', `${other}`, { body }), await parent('GET', `${other}`)])
    t.equal(call.status, 404, 'the child of somebody else')
  const guardian = { name: 'Karin Vos', check: 'Custody register' }
  t.match(await parent('PUT', `${path}`, { body: { ...body, guardian } }), {
    status: 422,
    body: { errors: [{ pointer: '/guardian' }] },
  })
  const none = await as(clinic.practitioner)('GET', `/patients/${clinic.id}/consents`)
  t.equal(none.status, 404)
})

test('a guardian decides nothing once the child consents alone', async (t) => {
  const { child, guardianOf, as } = await openFamily(t, { at: '2026-12-01T12:00:00Z' })
  const patientId = await child('2013-12-01')
  const parent = as(await guardianOf(patientId))
  const path = `/patients/${patientId}/consents`
  t.equal((await parent('GET', path)).status, 404)
  t.equal((await parent('PUT', path, { body: { consents: [marketing(false)] } })).status, 404)
})

test('where patients are seen by those who care for them, consents are too', async (t) => {
  const { clinic, app } = await open(t)
  const assigned = { token: clinic.admin.token, body: { patientVisibility: 'assigned' } }
  expectStatus(await clinic.call('PUT', '/settings', assigned), 200)
  const stranger = await registerPatient(clinic)
  const patient = await patientOf(app, clinic)
  const path = (id: string) => `/patients/${id}/consents`
  const { token } = clinic.practitioner
  const body = { consents: [marketing(true)] }
  t.equal((await clinic.call('GET', path(stranger), { token })).status, 404)
  t.equal((await clinic.call('PUT', path(stranger), { token, body })).status, 404)
  expectStatus(await clinic.call('PUT', path(patient.patientId), { token, body }), 200)
})
