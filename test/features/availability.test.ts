import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, openClinic } from '#test/helpers/clinic.ts'

t.test('what is wrong with a new set of weekly rules is told in one order', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const { token } = clinic.admin
  const nobody = '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'
  const path = (practitionerId: string) => `/practitioners/${practitionerId}/availability`
  const put = (practitionerId: string, headers: Record<string, string>, siteId = clinic.siteId) =>
    clinic.call('PUT', path(practitionerId), {
      token,
      headers,
      body: { rules: [{ siteId, weekdays: ['MO'], from: '09:00', to: '12:00' }] },
    })
  const { id } = clinic.practitioner

  t.match(await put(nobody, {}), { status: 404 }, 'who does not exist has no version to name')
  t.match(await put(nobody, { 'if-match': '"7"' }), { status: 404 })
  t.match(await put(id, {}, nobody), { status: 428 })
  t.match(await put(id, { 'if-match': '"7"' }, nobody), { status: 412 }, 'a stale version before its rules')
  t.match(await put(id, { 'if-match': '"0"' }), { status: 412 })
  t.match(await put(id, { 'if-match': '"1"' }, nobody), { status: 422 })
  const changed = expectStatus(await put(id, { 'if-match': '"1"' }), 200)
  t.equal(changed.headers.etag, '"2"')
  t.match(expectStatus(await clinic.call('GET', path(id), { token }), 200).body, {
    rules: [{ from: '09:00', to: '12:00' }],
    version: 2,
  })
})
