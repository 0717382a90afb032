import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import {
  book,
  expectStatus,
  freeTimes,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { mailsTo, sendDueMails, sentMails } from '#test/helpers/outbox-mails.ts'

t.test('appointments', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  // The clock of these tests moves by days: a sign-in lasts ten minutes.
  const signInAgain = async () => {
    clinic.receptionist.token = await app.signIn(clinic.receptionist.email, password)
  }
  const booked = async (fields: object = {}, n = 0) => {
    const patient = await registerPatient(clinic, fields)
    const times = await freeTimes(app, clinic)
    return expectStatus(await book(clinic, patient, times[n]!), 201).body
  }
  const act = (id: string, verb: string, body: object | undefined, headers: Record<string, string> = {}) =>
    clinic.call('POST', `/appointments/${id}/${verb}`, {
      token: clinic.receptionist.token,
      ...(body ? { body } : {}),
      headers,
    })

  await t.test(
    'P51: it moves to another offered time under its id, and the old time is free again',
    async (t) => {
      const email = 'moves@people.example'
      const appointment = await booked({ email })
      const times = await freeTimes(app, clinic)
      const moved = expectStatus(await act(appointment.id, 'reschedule', { startsAt: times[3] }), 200).body
      t.match(moved, { id: appointment.id, startsAt: times[3], version: 2, lateChanges: [] })
      t.ok((await freeTimes(app, clinic)).includes(appointment.startsAt))
      const own = expectStatus(
        await act(appointment.id, 'reschedule', { startsAt: appointment.startsAt }, { 'if-match': '"2"' }),
        200,
      ).body
      t.equal(own.version, 3)
      t.match(await act(appointment.id, 'reschedule', { startsAt: times[5] }, { 'if-match': '"1"' }), {
        status: 412,
      })
      const mails = await mailsTo(app, email)
      t.equal(
        mails.filter((mail) => mail.attachments.length > 0).length,
        1,
        'P53: only the last change is told, the stale ones never',
      )
    },
  )

  await t.test(
    'P51: cancelling is possible until the start; a late one is recorded with the rule then in force',
    async (t) => {
      const early = await booked()
      t.match((await act(early.id, 'cancel', { reason: 'Reser bort' })).body, {
        status: 'cancelled',
        cancelledLate: false,
        cancelledBy: 'staff',
        lateChanges: [],
      })
      t.match(await act(early.id, 'cancel', {}), { status: 409, body: { type: /not-booked$/ } })
      const late = await booked()
      app.clock.shift(
        `PT${Math.floor((Date.parse(late.startsAt) - app.clock.now().getTime()) / 3_600_000) - 2}H`,
      )
      await signInAgain()
      const cancelled = expectStatus(await act(late.id, 'cancel', {}), 200).body
      t.match(cancelled, {
        cancelledLate: true,
        lateChanges: [{ kind: 'cancel', startsAt: late.startsAt, window: 'PT24H' }],
      })
    },
  )

  await t.test(
    'completing and not attending wait for the start; then nothing moves or cancels any more',
    async (t) => {
      const appointment = await booked()
      t.match(await act(appointment.id, 'complete', undefined), {
        status: 409,
        body: { type: /not-started$/ },
      })
      t.match(await act(appointment.id, 'no-show', undefined), { status: 409 })
      app.clock.shift(
        `PT${Math.ceil((Date.parse(appointment.startsAt) - app.clock.now().getTime()) / 60_000) + 1}M`,
      )
      await signInAgain()
      const again = (verb: string, body?: object) => act(appointment.id, verb, body)
      t.match(await again('cancel', {}), { status: 409, body: { type: /already-started$/ } })
      t.match(await again('reschedule', { startsAt: appointment.startsAt }), {
        status: 409,
        body: { type: /already-started$/ },
      })
      t.match(await again('complete'), { status: 200, body: { status: 'completed' } })
      const settlement = { settledAt: app.clock.now().toISOString(), invoiceNumber: '2027-118' }
      const settled = await clinic.call('PUT', `/appointments/${appointment.id}/settlement`, {
        token: clinic.receptionist.token,
        body: settlement,
      })
      t.match(settled, { status: 200, body: settlement })
      const listed = await clinic.call('GET', '/appointments?settled=true', {
        token: clinic.receptionist.token,
      })
      t.match(listed.body.data, [{ id: appointment.id }])
    },
  )
})

t.test('reading appointments', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const outsider = await openClinic(app, { name: 'Annan klinik' })
  const person = await registerPerson(app)
  const stranger = await registerPerson(app)
  const [first, second] = await freeTimes(app, clinic)
  const body = {
    practitionerId: clinic.practitioner.id,
    serviceId: clinic.serviceId,
    startsAt: first,
    note: 'Hemligt',
  }
  const own = expectStatus(
    await clinic.call('POST', '/appointments', { token: person.token, body }),
    201,
  ).body
  const other = expectStatus(await book(clinic, await registerPatient(clinic), second!), 201).body

  await t.test(
    'P26 P52: another practice, another person and nobody get 404 or 401, the same for what never was',
    async (t) => {
      const read = (token: string, id: string) => clinic.call('GET', `/appointments/${id}`, { token })
      const bytes = ({ status, body: { instance: _, ...rest } }: Awaited<ReturnType<typeof read>>) => ({
        status,
        rest,
      })
      const missing = bytes(await read(outsider.admin.token, '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11'))
      t.same(bytes(await read(outsider.admin.token, own.id)), missing)
      t.same(bytes(await read(outsider.practitioner.token, own.id)), missing)
      t.same(bytes(await read(stranger.token, own.id)), missing)
      t.same(bytes(await read(person.token, other.id)), missing, "a patient and somebody else's appointment")
      t.equal((await clinic.call('GET', `/appointments/${own.id}`)).status, 401)
      for (const verb of ['cancel', 'reschedule'])
        t.match(
          await clinic.call('POST', `/appointments/${other.id}/${verb}`, {
            token: person.token,
            body: verb === 'cancel' ? {} : { startsAt: first },
          }),
          { status: 404 },
        )
      t.equal(
        (await outsider.call('GET', `/appointments/${own.id}`, { token: outsider.admin.token })).status,
        404,
      )
    },
  )

  await t.test('lists hold what the caller reaches, page by page, and no note', async (t) => {
    const listed = async (token: string, query = '') =>
      expectStatus(await clinic.call('GET', `/appointments${query}`, { token }), 200).body
    t.same(
      (await listed(person.token)).data.map((one: { id: string }) => one.id),
      [own.id],
    )
    t.same(
      (await listed(clinic.admin.token)).data.map((one: { id: string }) => one.id),
      [own.id, other.id],
    )
    t.notOk(JSON.stringify(await listed(clinic.admin.token)).includes('Hemligt'))
    const page = await listed(clinic.admin.token, '?limit=1')
    t.match(page, { data: [{ id: own.id }], nextCursor: String })
    const next = await listed(clinic.admin.token, `?limit=1&cursor=${page.nextCursor}`)
    t.match(next, { data: [{ id: other.id }], nextCursor: null })
    for (const [token, query] of [
      [clinic.receptionist.token, `?limit=1&cursor=${page.nextCursor}`],
      [clinic.admin.token, `?limit=1&status=booked&cursor=${page.nextCursor}`],
      [clinic.admin.token, `?cursor=${page.nextCursor.slice(0, -2)}AA`],
    ])
      t.match(
        await clinic.call('GET', `/appointments${query}`, { token: token! }),
        { status: 400, body: { type: /invalid-cursor$/ } },
        'S51',
      )
    t.same((await listed(clinic.admin.token, '?status=cancelled')).data, [])
    t.same(
      (await listed(clinic.admin.token, `?patientId=${own.patientId}`)).data.map(
        (one: { id: string }) => one.id,
      ),
      [own.id],
    )
  })

  await t.test("a correction is the practitioner's; waiting mails follow it", async (t) => {
    const correct = (token: string) =>
      clinic.call('PATCH', `/appointments/${own.id}`, { token, body: { note: 'Rättad' } })
    t.equal((await correct(clinic.receptionist.token)).status, 403)
    t.equal((await correct(person.token)).status, 403)
    t.match(await correct(clinic.practitioner.token), { status: 200, body: { note: 'Rättad', version: 2 } })
    await sendDueMails(app)
    t.equal(
      (await sentMails(app)).filter(
        (mail) =>
          mail.attachments.length > 0 &&
          mail.to?.some((to) => 'address' in to && to.address === person.email),
      ).length,
      1,
    )
  })
})
