import { test } from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, openClinic, registerPatient, registerPerson } from '#test/helpers/clinic.ts'
import { becomePatient } from '#test/helpers/data-requests.ts'
import { connectTo } from '#test/helpers/database.ts'
import { importFile } from '#test/helpers/imports.ts'

test('P66: by which version of the notice somebody was told is on record, and stays so when it changes', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const noticeNow = async () =>
    (await app.call('GET', `/v1/privacy/notice?organisationId=${clinic.id}`)).body.version as number | null
  const asStaff = { token: clinic.practitioner.token }
  const toldBy = async (id: string) =>
    expectStatus(await clinic.call('GET', `/patients/${id}`, asStaff), 200).body.informedNoticeVersion
  t.equal(await noticeNow(), null)
  const told = () => ({ informedAt: app.clock.now().toISOString() })
  const first = await registerPatient(clinic, told())
  t.equal(await noticeNow(), 1, 'what the first one was told has a version from then on')
  t.equal(await toldBy(first), 1)
  const before = app.clock.now().toISOString()
  app.clock.shift('PT1S')
  const settings = { token: clinic.admin.token, body: { bookingRetention: 'P6M' } }
  expectStatus(await clinic.call('PUT', '/settings', settings), 200)
  t.equal(await noticeNow(), 2)
  app.clock.shift('PT1S')
  const second = await registerPatient(clinic, told())
  t.equal(await toldBy(second), 2)
  const earlier = await registerPatient(clinic, { informedAt: before })
  t.equal(await toldBy(earlier), 1, 'told before it changed, written down afterwards')
  t.equal(await toldBy(first), 1)
  const longAgo = await registerPatient(clinic, { informedAt: '2020-01-01T09:00:00Z' })
  t.equal(await toldBy(longAgo), 1, 'before any was recorded it was the first')

  const person = await registerPerson(app)
  const own = await becomePatient(app, clinic, person)
  t.equal(await toldBy(own), null, 'whoever comes by themselves was told by nobody')
  const lines = JSON.stringify({
    resourceType: 'Patient',
    id: 'a-1',
    name: [{ family: 'Ek', given: ['Ida'] }],
  })
  const query = `kind=patients&informedAt=${app.clock.now().toISOString()}`
  await importFile(app, clinic, query, lines)
  const { rows } = await owner.query(
    `select informed_notice_version as version, informed_at is not null as informed from patients where source = 'import'`,
  )
  t.strictSame(rows, [{ version: 2, informed: true }])
  const merged = await clinic.call('POST', `/patients/${own}/merge`, { ...asStaff, body: { from: first } })
  t.match(expectStatus(merged, 200).body, { informedNoticeVersion: 1 }, 'it goes with when and by whom')
  const copy = expectStatus(await app.call('GET', '/v1/me/data', { token: person.token }), 200).body
  t.match(JSON.stringify(copy), /"informedNoticeVersion":1/)
})
