import { test } from 'tap'
import { startApp } from '#test/helpers/app.ts'
import {
  book,
  type Clinic,
  expectStatus,
  freeTimes,
  openClinic,
  registerPatient,
} from '#test/helpers/clinic.ts'

const agreement = (effectiveFrom: string) => ({
  language: 'en',
  text: 'On instructions alone.',
  effectiveFrom,
})

test('P18: without the agreement that the platform has published nothing is booked', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const [patientId, [first = '', second = '', third = '']] = [
    await registerPatient(clinic),
    await freeTimes(app, clinic),
  ]
  const sign = (body: object, at: Clinic = clinic) =>
    at.call('POST', '/data-processing-agreements', { token: at.admin.token, body })
  expectStatus(await book(clinic, patientId, first), 201)
  const token = await app.signInAdministrator()
  const publish = async (effectiveFrom: Date) => {
    const body = agreement(effectiveFrom.toISOString())
    const path = '/v1/platform/data-processing-agreements'
    return expectStatus(await app.call('POST', path, { token, body }), 201).body
  }
  const version = await publish(new Date(app.clock.now().getTime() + 300_000))
  expectStatus(await book(clinic, patientId, second), 201)
  app.clock.shift('PT5M')
  t.match(await book(clinic, patientId, third), {
    status: 409,
    body: { type: /agreement-missing$/ },
  })
  const list = async () =>
    expectStatus(await clinic.call('GET', '/data-processing-agreements', { token: clinic.admin.token }), 200)
      .body.data
  t.match(await list(), [{ id: version.id, kind: 'standard', signedAt: null }])

  t.match(await sign({}), { status: 400 })
  t.match(await sign({ versionId: version.id, ownAgreementReference: 'x' }), { status: 400 })
  t.match(await sign({ ownAgreementReference: 'DPA 1' }), { status: 400 })
  t.match(await sign({ versionId: clinic.id }), {
    status: 422,
    body: { errors: [{ pointer: '/versionId' }] },
  })
  t.match(await sign({ versionId: version.id }), {
    status: 201,
    body: { id: version.id, effectiveFrom: version.effectiveFrom, signedAt: String },
  })
  t.match(await sign({ versionId: version.id }), { status: 409, body: { type: /already-exists$/ } })
  t.match(await list(), [{ id: version.id, signedAt: String }])
  expectStatus(await book(clinic, patientId, third), 201)
})

test('P18: an organisation with an agreement of its own books; another’s signature does not count', async (t) => {
  const app = await startApp(t)
  const [clinic, other] = [await openClinic(app), await openClinic(app, { name: 'Annan klinik' })]
  const token = await app.signInAdministrator()
  const path = '/v1/platform/data-processing-agreements'
  const body = agreement('2026-01-01T00:00:00Z')
  expectStatus(await app.call('POST', path, { token, body }), 201)
  const patientId = await registerPatient(clinic)
  const [startsAt = ''] = await freeTimes(app, clinic)
  const own = { ownAgreementReference: 'DPA 2026-14', signedAt: '2026-10-01T09:00:00Z' }
  const sign = (at: Clinic, fields: object = {}) =>
    at.call('POST', '/data-processing-agreements', { token: at.admin.token, body: { ...own, ...fields } })
  expectStatus(await sign(other), 201)
  t.equal((await book(clinic, patientId, startsAt)).status, 409)
  t.match(await sign(clinic, { signedAt: '2099-01-01T00:00:00Z' }), {
    status: 422,
    body: { errors: [{ pointer: '/signedAt' }] },
  })
  t.match(await sign(clinic), {
    status: 201,
    body: { kind: 'own', ownAgreementReference: 'DPA 2026-14', signedAt: '2026-10-01T09:00:00.000Z' },
  })
  expectStatus(await book(clinic, patientId, startsAt), 201)
})
