import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { book, freeTimes, openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'
import { dump, openPatients } from '#test/helpers/patients.ts'

t.test('a deactivated patient is not booked for, and deactivating twice is deactivating once', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const [time = '', later = ''] = await freeTimes(app, clinic)
  const id = await registerPatient(clinic, { email: 'olle@example.com' })
  t.equal((await book(clinic, id, time)).status, 201)
  const deactivate = (token: string) => clinic.call('POST', `/patients/${id}/deactivate`, { token })
  t.equal((await deactivate(clinic.receptionist.token)).status, 403)
  const first = await deactivate(clinic.practitioner.token)
  t.match(first, { status: 200, body: { id, state: 'deactivated', version: 2 } })
  t.strictSame((await deactivate(clinic.admin.token)).body.version, 2)
  const refused = await book(clinic, id, later)
  t.equal(refused.status, 422)
  t.equal(refused.body.errors[0].pointer, '/patientId')
  t.match((await clinic.call('GET', `/patients/${id}`, { token: clinic.receptionist.token })).body, {
    state: 'deactivated',
  })
  const foreign = await clinic.call('POST', `/patients/0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11/deactivate`, {
    token: clinic.admin.token,
  })
  t.equal(foreign.status, 404)
})

t.test(
  'a restriction is lifted a day after the person was told by mail, or at once where staff told them',
  async (t) => {
    const app = await openPatients(t)
    const { call, clinic, clock, people } = app
    const by = clinic.practitioner
    const act = (id: string, verb: string, body: object) =>
      call('POST', `${clinic.path}/${id}/${verb}`, { token: by.token(), body })
    const { id } = await clinic.register({ email: 'leyla@example.com', locale: 'en' })
    const reason = 'The diagnosis is disputed'
    t.equal((await act(id, 'restrict', {})).status, 400, 'a reason is needed')
    const restricted = await act(id, 'restrict', { reason })
    t.match(restricted, {
      status: 200,
      body: { restricted: true, restrictedAt: '2026-05-12T10:00:00.000Z', restrictionReason: reason },
    })
    t.notMatch(await dump(people), /disputed/, 'the reason is sealed')
    const lifted = await act(id, 'unrestrict', {})
    t.match(lifted, {
      status: 200,
      body: { restricted: true, restrictionEndsAt: '2026-05-13T10:00:00.000Z' },
    })
    t.equal((await act(id, 'unrestrict', {})).body.version, lifted.body.version, 'asked twice, mailed once')
    const mails = await mailsTo(app, 'leyla@example.com')
    const told = mails.filter(({ text }) => /restriction ends/.test(text ?? ''))
    t.equal(told.length, 1)
    t.match(told[0]?.text, /13 May 2026 at 12:00/)
    t.notMatch(told[0]?.text, /diagnosis/)
    const read = async () => (await call('GET', `${clinic.path}/${id}`, { token: by.token() })).body
    clock.set('2026-05-13T09:59:59Z')
    t.equal((await read()).restricted, true)
    clock.set('2026-05-13T10:00:00Z')
    t.equal((await read()).restricted, false)
    t.equal((await clinic.search({ query: 'Leyla' })).body.data.length, 1)

    const again = await act(id, 'restrict', { reason: 'Again' })
    t.match(again.body, {
      restricted: true,
      restrictedAt: '2026-05-13T10:00:00.000Z',
      restrictionEndsAt: null,
    })
    t.equal(
      (await act(id, 'unrestrict', { toldAt: '2026-05-13T10:00:01Z' })).status,
      422,
      'not in the future',
    )
    const atOnce = await act(id, 'unrestrict', { toldAt: '2026-05-13T09:00:00Z' })
    t.match(atOnce.body, { restricted: false, restrictionEndsAt: '2026-05-13T10:00:00.000Z' })

    const silent = await clinic.register()
    await act(silent.id, 'restrict', { reason })
    const untold = await act(silent.id, 'unrestrict', {})
    t.equal(untold.status, 422)
    t.equal(untold.body.errors[0].pointer, '/toldAt')
    t.equal((await act(silent.id, 'unrestrict', { toldAt: '2026-05-13T09:00:00Z' })).status, 200)
    const { rows } = await people.owner.query(
      `select detail from audit_events where patient_id = $1 and action = 'change' order by at, id`,
      [id],
    )
    t.strictSame(
      rows.map(({ detail }) => detail.verb),
      ['restrict', 'unrestrict', 'restrict', 'unrestrict'],
    )
  },
)
