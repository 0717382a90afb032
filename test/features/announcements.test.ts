import t from 'tap'
import { planAnnouncement } from '#src/features/announcements/plan-announcement.ts'
import { startApp } from '#test/helpers/app.ts'
import {
  type Clinic,
  expectStatus,
  freeTimes,
  newAddress,
  openClinic,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

t.test('announcements', async (t) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const other = await openClinic(app, { name: 'Andra kliniken' })
  const person = await registerPerson(app)
  const becomesPatient = async (place: Clinic) => {
    const patient = await registerPerson(app)
    const [startsAt = ''] = await freeTimes(app, place)
    const visit = { practitionerId: place.practitioner.id, serviceId: place.serviceId, startsAt }
    expectStatus(await place.call('POST', '/appointments', { token: patient.token, body: visit }), 201)
    return patient
  }
  const patient = await becomesPatient(clinic)
  const otherPatient = await becomesPatient(other)
  const unregistered = newAddress('registered-by-staff')
  await registerPatient(clinic, { email: unregistered })
  const token = await app.signInAdministrator()
  const allow = async (place: Clinic, allowed: boolean) =>
    expectStatus(
      await place.call('PUT', '/settings', {
        token: place.admin.token,
        body: { platformMayWriteToPatients: allowed },
        headers: {
          'if-match': (await place.call('GET', '/settings', { token: place.admin.token })).headers.etag ?? '',
        },
      }),
      200,
    )
  let counted = 0
  const announce = async (sent: object, key?: string) => {
    const title = `Canary ${++counted}`
    const body = {
      kind: 'information',
      texts: {
        en: { title, text: 'First line.\n\nSecond line.' },
        sv: { title, text: 'Första raden.\nAndra raden.' },
      },
      ...sent,
    }
    const headers = key ? { 'idempotency-key': key } : {}
    const answer = await app.call('POST', '/v1/platform/announcements', { token, body, headers })
    const { id } = expectStatus(answer, 202).body
    await planAnnouncement(app.deps, id)
    await planAnnouncement(app.deps, id)
    app.clock.shift('PT1M')
    return {
      id,
      title,
      answer,
      state: (await app.call('GET', `/v1/platform/announcements/${id}`, { token })).body,
    }
  }
  const got = async (address: string, title: string) =>
    (await mailsTo(app, address)).filter(({ text }) => text?.includes(title))

  await t.test(
    'P42: information reaches the administrators of organisations, each send recorded',
    async (t) => {
      const { title, state } = await announce({ audience: 'orgAdmins' })
      t.match(state, { state: 'completed', planned: 2, dropped: 0, kind: 'information' })
      for (const { email } of [clinic.admin, other.admin]) {
        const mails = await got(email, title)
        t.equal(mails.length, 1, email)
        t.equal(mails[0]?.from && 'address' in mails[0].from ? mails[0].from.name : '', 'Praxis')
        t.notOk(mails[0]?.subject?.includes('Canary'), 'the subject tells the kind alone')
        t.match(mails[0]?.text, /\n\n(First line\.\n\nSecond line|Första raden\.\n\nAndra raden)/)
      }
      for (const { email } of [clinic.receptionist, patient, person])
        t.equal((await got(email, title)).length, 0, email)
      const { rows } = await owner.query(
        `select state, count(*)::int as n from mails where kind = 'informationAnnounced' group by 1`,
      )
      t.strictSame(rows, [{ state: 'sent', n: 2 }])
    },
  )

  await t.test(
    'P15: the platform writes to an organisation’s patients only where it agreed; the rest is dropped and logged',
    async (t) => {
      const refused = await announce({ audience: 'organisation', organisationId: clinic.id })
      t.match(refused.state, { planned: 3, dropped: 2 })
      for (const { email } of [clinic.admin, clinic.receptionist, clinic.practitioner])
        t.equal((await got(email, refused.title)).length, 1, email)
      for (const address of [patient.email, unregistered, other.admin.email])
        t.equal((await got(address, refused.title)).length, 0, address)
      t.ok(app.log.some((line) => line.includes('mails dropped') && line.includes(refused.id)))
      await allow(clinic, true)
      const agreed = await announce({ audience: 'organisation', organisationId: clinic.id })
      t.match(agreed.state, { planned: 5, dropped: 0 })
      for (const address of [patient.email, unregistered])
        t.equal((await got(address, agreed.title)).length, 1, address)
      t.equal((await got(otherPatient.email, agreed.title)).length, 0)
    },
  )

  await t.test(
    'P15 P42: an incident reaches every account, information no patient of who did not agree',
    async (t) => {
      const information = await announce({ audience: 'accounts' })
      t.ok(information.state.dropped >= 1)
      for (const { email } of [patient, person, other.receptionist])
        t.equal((await got(email, information.title)).length, 1, email)
      t.equal((await got(otherPatient.email, information.title)).length, 0)
      const incident = await announce({ audience: 'accounts', kind: 'incident' })
      t.equal(incident.state.dropped, 0)
      for (const { email } of [patient, person, otherPatient]) {
        const mails = await got(email, incident.title)
        t.equal(mails.length, 1, email)
        t.match(mails[0]?.subject, /(incident|händelse)/i)
      }
      const { rows } = await owner.query(
        `select count(*)::int as n from mails where kind = 'incidentAnnounced' and state = 'sent'`,
      )
      t.ok(rows[0].n >= 3)
    },
  )

  await t.test(
    'P42: a request that is repeated announces once, and mails go out at a bounded rate',
    async (t) => {
      const body = { kind: 'incident', audience: 'accounts', texts: { en: { title: 'Once', text: 'Once.' } } }
      const headers = { 'idempotency-key': 'announce-once' }
      const send = () => app.call('POST', '/v1/platform/announcements', { token, body, headers })
      const [first, second] = [await send(), await send()]
      t.equal(first.body.id, second.body.id)
      await planAnnouncement(app.deps, first.body.id)
      const { rows } = await owner.query(
        `select due_at, count(*)::int as n from mails where kind = 'incidentAnnounced' and state = 'planned' group by due_at`,
      )
      t.ok(rows.length > 1)
      t.ok(
        rows.every(({ n }) => n <= 5),
        'five a second',
      )
      t.ok(
        (await got(patient.email, 'Once')).length <= 1,
        'whoever speaks another language gets it in the one there is',
      )
    },
  )

  await t.test('P42: what is not asked for rightly is refused', async (t) => {
    const texts = { en: { title: 'T', text: 'T' } }
    for (const [pointer, body] of [
      ['/texts', { kind: 'incident', audience: 'accounts', texts: {} }],
      ['/organisationId', { kind: 'incident', audience: 'organisation', texts }],
      ['/organisationId', { kind: 'incident', audience: 'accounts', organisationId: clinic.id, texts }],
      [
        '/texts/en/text',
        { kind: 'incident', audience: 'accounts', texts: { en: { title: 'T', text: 'x\n'.repeat(30) } } },
      ],
    ] as const) {
      const refused = await app.call('POST', '/v1/platform/announcements', { token, body })
      t.equal(refused.status, 422, JSON.stringify(refused.body))
      t.equal(refused.body.errors[0].pointer, pointer)
    }
    const body = { kind: 'incident', audience: 'accounts', texts }
    t.equal(
      (await app.call('POST', '/v1/platform/announcements', { token: clinic.admin.token, body })).status,
      403,
    )
    const listed = await app.call('GET', '/v1/platform/announcements?limit=2', { token })
    t.equal(listed.body.data.length, 2)
    t.ok(listed.body.nextCursor)
  })
})
