import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import {
  book,
  expectStatus,
  freeTimes,
  openClinic,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

const counted = (statuses: number[]) =>
  Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => [status, statuses.filter((one) => one === status).length]),
  )

t.test('booking', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)

  await t.test(
    'P49 P50 P51 P60: a person who registered finds a time, books it, and becomes a patient by it',
    async (t) => {
      const person = await registerPerson(app)
      const day = (n: number) =>
        new Date(app.clock.now().getTime() + n * 86_400_000).toISOString().slice(0, 10)
      const path = `/v1/directory/practitioners/${clinic.practitioner.id}/slots?serviceId=${clinic.serviceId}&from=${day(3)}&to=${day(4)}`
      const [slot] = expectStatus(await app.call('GET', path), 200).body.data
      const body = {
        practitionerId: clinic.practitioner.id,
        serviceId: clinic.serviceId,
        startsAt: slot.startsAt,
        note: 'Ont i knät',
      }
      const booked = expectStatus(
        await clinic.call('POST', '/appointments', { token: person.token, body }),
        201,
      )
      t.match(booked.body, {
        organisationId: clinic.id,
        status: 'booked',
        startsAt: slot.startsAt,
        endsAt: slot.endsAt,
        siteId: clinic.siteId,
        timeZone: 'Europe/Stockholm',
        cancelledLate: false,
        price: { amount: 45_000, currency: 'SEK' },
        payer: 'patient',
        settledAt: null,
        version: 1,
        note: 'Ont i knät',
      })
      t.equal(booked.headers.etag, '"1"')
      const own = expectStatus(
        await clinic.call('GET', `/appointments/${booked.body.id}`, { token: person.token }),
        200,
      )
      t.same(own.body, booked.body, 'the single read answers what booking answered')
      const mine = expectStatus(await app.call('GET', '/v1/me/appointments', { token: person.token }), 200)
      t.match(mine.body.data, [{ id: booked.body.id, organisationName: 'Kliniken', overlaps: false }])
      const gone = expectStatus(await app.call('GET', path), 200).body.data
      t.notOk(
        gone.some((one: { startsAt: string }) => one.startsAt === slot.startsAt),
        'the time is not listed any more',
      )
      const mails = await mailsTo(app, person.email)
      t.equal(
        mails.filter((mail) => mail.attachments.some((one) => one.mimeType === 'text/calendar')).length,
        1,
        'one confirmation with its calendar entry',
      )
    },
  )

  await t.test('one slot and 200 simultaneous bookings: one gets it, 199 hear when else', async (t) => {
    const patients = await Promise.all(Array.from({ length: 20 }, () => registerPatient(clinic)))
    const [startsAt] = await freeTimes(app, clinic)
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => book(clinic, patients[n % 20]!, startsAt!)),
    )
    t.same(counted(answers.map((answer) => answer.status)), { 201: 1, 409: 199 })
    const refused = answers.filter((answer) => answer.status === 409)
    t.ok(
      refused.every((answer) => answer.body.type.endsWith('/slot-taken') && answer.body.nextFree.length > 0),
    )
    t.ok(refused[0]?.body.nextFree.every((slot: { startsAt: string }) => slot.startsAt > startsAt!))
  })

  await t.test(
    'one patient is never in two places at one time, in two bookings at once neither',
    async (t) => {
      const patient = await registerPatient(clinic)
      const second = expectStatus(
        await clinic.call('POST', '/practitioners', {
          token: clinic.admin.token,
          body: {
            email: 'second@people.example',
            firstName: 'Bo',
            lastName: 'Berg',
            title: 'Doctor',
            phone: '+46701112299',
            specialties: [],
            languages: [],
            siteIds: [clinic.siteId],
            listed: true,
          },
        }),
        201,
      ).body.id
      const service = expectStatus(
        await clinic.call('POST', '/services', {
          token: clinic.admin.token,
          body: {
            name: 'Visit',
            duration: 'PT45M',
            price: { amount: 0, currency: 'SEK' },
            payer: 'patient',
            practitionerIds: [second],
          },
        }),
        201,
      ).body.id
      const rules = [
        {
          siteId: clinic.siteId,
          weekdays: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'],
          from: '08:00',
          to: '17:00',
        },
      ]
      expectStatus(
        await clinic.call('PUT', `/practitioners/${second}/availability`, {
          token: clinic.admin.token,
          body: { rules },
          headers: { 'if-match': '"0"' },
        }),
        200,
      )
      const times = await freeTimes(app, clinic)
      const startsAt = times.find((time) => time.includes(':00:00') && times.indexOf(time) > 4)!
      const [a, b] = await Promise.all([
        book(clinic, patient, startsAt),
        book(clinic, patient, startsAt, { practitionerId: second, serviceId: service }),
      ])
      t.same(counted([a.status, b.status]), { 201: 1, 409: 1 })
      t.match([a, b].find((answer) => answer.status === 409)?.body.type, /patient-busy$/)
    },
  )

  await t.test('what is not offered is refused with 422, what does not exist with its pointer', async (t) => {
    const patient = await registerPatient(clinic)
    const [startsAt] = await freeTimes(app, clinic)
    const off = new Date(Date.parse(startsAt!) + 7 * 60_000).toISOString()
    t.match(await book(clinic, patient, off), { status: 422, body: { errors: [{ pointer: '/startsAt' }] } })
    t.match(await book(clinic, patient, '2020-01-01T09:00:00Z'), { status: 422 })
    t.match(await book(clinic, clinic.siteId, startsAt!), {
      status: 422,
      body: { errors: [{ pointer: '/patientId' }] },
    })
    t.match(await book(clinic, patient, startsAt!, { serviceId: clinic.siteId }), {
      status: 422,
      body: { errors: [{ pointer: '/serviceId' }] },
    })
    const body = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt }
    t.match(await clinic.call('POST', '/appointments', { token: clinic.receptionist.token, body }), {
      status: 422,
      body: { errors: [{ pointer: '/patientId' }] },
    })
  })

  await t.test('past the API, in SQL, the database refuses an overlap too', async (t) => {
    const patient = await registerPatient(clinic)
    const [startsAt] = await freeTimes(app, clinic)
    const booked = expectStatus(await book(clinic, patient, startsAt!), 201).body
    const owner = await connectTo(t, app.database.ownerUrl)
    const copy = (change: string) =>
      owner.query(
        `insert into appointments select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()) || $2::jsonb)).* from appointments a where id = $1`,
        [booked.id, change],
      )
    await t.rejects(copy('{}'), { code: '23P01' })
    const shifted = (minutes: number) => new Date(Date.parse(startsAt!) + minutes * 60_000).toISOString()
    const later = {
      starts_at: shifted(15),
      ends_at: shifted(45),
      busy_from: shifted(15),
      busy_until: shifted(45),
    }
    await t.rejects(copy(JSON.stringify(later)), { code: '23P01' }, 'half an hour later by fifteen minutes')
  })

  await t.test('a hold keeps a time until its own time is over, then whoever comes takes it', async (t) => {
    const patient = await registerPatient(clinic)
    const times = await freeTimes(app, clinic)
    const startsAt = times.at(-1)!
    const owner = await connectTo(t, app.database.ownerUrl)
    const model = expectStatus(await book(clinic, patient, times[0]!), 201).body
    const time = { starts_at: startsAt, busy_from: startsAt }
    const until = new Date(Date.parse(startsAt) + 30 * 60_000).toISOString()
    const expiresAt = new Date(app.clock.now().getTime() + 60_000).toISOString()
    const hold = { ...time, ends_at: until, busy_until: until, status: 'held', expires_at: expiresAt }
    const { rows } = await owner.query(
      `insert into appointments select (jsonb_populate_record(a, $2::jsonb || jsonb_build_object('id', gen_random_uuid(), 'patient_id', null))).*
         from appointments a where id = $1 returning id`,
      [model.id, JSON.stringify(hold)],
    )
    t.notOk((await freeTimes(app, clinic)).includes(startsAt), 'it is not listed')
    t.match(await book(clinic, patient, startsAt), { status: 409, body: { type: /slot-taken$/ } })
    app.clock.shift('PT2M')
    t.ok((await freeTimes(app, clinic)).includes(startsAt), 'it is listed again')
    expectStatus(await book(clinic, patient, startsAt), 201)
    const held = await owner.query('select status from appointments where id = $1', [rows[0].id])
    t.equal(held.rows[0].status, 'lapsed')
  })

  await t.test('the same Idempotency-Key books once, and the second answer is the first', async (t) => {
    const patient = await registerPatient(clinic)
    const [startsAt, other] = await freeTimes(app, clinic)
    const body = {
      practitionerId: clinic.practitioner.id,
      serviceId: clinic.serviceId,
      startsAt,
      patientId: patient,
    }
    const request = (content: object) =>
      clinic.call('POST', '/appointments', {
        token: clinic.receptionist.token,
        body: content,
        headers: { 'idempotency-key': 'booking-1' },
      })
    const first = expectStatus(await request(body), 201)
    const second = expectStatus(await request(body), 201)
    t.same(second.body, first.body)
    t.equal(second.headers['idempotency-replayed'], 'true')
    t.equal(second.headers.etag, first.headers.etag)
    t.match(await request({ ...body, startsAt: other }), {
      status: 422,
      body: { type: /idempotency-mismatch$/ },
    })
    const parallel = await Promise.all(
      Array.from({ length: 10 }, () =>
        clinic.call('POST', '/appointments', {
          token: clinic.receptionist.token,
          body: { ...body, startsAt: other },
          headers: { 'idempotency-key': 'booking-2' },
        }),
      ),
    )
    const ids = new Set(parallel.filter((answer) => answer.status === 201).map((answer) => answer.body.id))
    t.equal(ids.size, 1)
    t.ok(
      parallel.every((answer) => answer.status === 201 || answer.body.type.endsWith('/idempotency-running')),
    )
  })
})
