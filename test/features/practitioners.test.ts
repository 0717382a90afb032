import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import {
  expectStatus,
  freeTimes,
  newAddress,
  openClinic,
  password,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo, tokenTo } from '#test/helpers/outbox-mails.ts'

const practitioner = (fields: object = {}) => ({
  email: newAddress('leyla'),
  firstName: 'Leyla',
  lastName: 'Əliyeva',
  title: 'Legitimerad fysioterapeut',
  phone: '+46701234567',
  specialties: ['Fysioterapi'],
  languages: ['sv', 'az'],
  siteIds: [],
  listed: false,
  ...fields,
})

t.test('practitioners', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const outsider = await openClinic(app, { name: 'Annan klinik' })
  const { token } = clinic.admin
  const add = (fields: object = {}) =>
    clinic.call('POST', '/practitioners', { token, body: practitioner(fields) })
  const change = (id: string, body: object, as = token, headers: Record<string, string> = {}) =>
    clinic.call('PATCH', `/practitioners/${id}`, { token: as, body, headers })
  const accept = (mailed: string, fields: object = {}) =>
    app.call('POST', '/v1/invitations/accept', {
      body: {
        token: mailed,
        password,
        firstName: 'Leyla',
        lastName: 'Əliyeva',
        phone: '+46701234567',
        ...fields,
      },
    })

  await t.test(
    'one is set up and booked before having an account; the invitation goes to the address',
    async (t) => {
      const sent = practitioner({ siteIds: [clinic.siteId], externalId: 'P-1' })
      const made = expectStatus(await clinic.call('POST', '/practitioners', { token, body: sent }), 201)
      t.match(made.body, { ...sent, organisationId: clinic.id, state: 'active', version: 1 })
      const { id } = made.body
      expectStatus(
        await clinic.call('PATCH', `/services/${clinic.serviceId}`, {
          token,
          body: { practitionerIds: [clinic.practitioner.id, id] },
        }),
        200,
      )
      t.same((await clinic.call('GET', `/practitioners/${id}`, { token })).body, made.body)
      const mailed = await tokenTo(app, sent.email)
      const signedIn = expectStatus(await accept(mailed), 200).body
      t.match(await change(id, { title: 'Fysioterapeut' }, signedIn.accessToken), {
        status: 200,
        body: { title: 'Fysioterapeut', email: sent.email },
      })
    },
  )

  await t.test(
    'colleagues and patients read the public fields, administration and the person all',
    async (t) => {
      const path = `/practitioners/${clinic.practitioner.id}`
      const other = expectStatus(await add({ firstName: "Siobhán O'Neill" }), 201).body
      const patientOf = async () => {
        const person = await registerPerson(app)
        const [startsAt] = await freeTimes(app, clinic)
        expectStatus(
          await clinic.call('POST', '/appointments', {
            token: person.token,
            body: { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt },
          }),
          201,
        )
        return person
      }
      for (const { token } of [clinic.admin, clinic.receptionist, clinic.practitioner])
        t.match((await clinic.call('GET', path, { token })).body, { email: /@/, phone: '+46701112233' })
      const patient = await patientOf()
      for (const { token } of [patient, clinic.practitioner]) {
        const seen = expectStatus(await clinic.call('GET', `/practitioners/${other.id}`, { token }), 200).body
        t.match(seen, { firstName: "Siobhán O'Neill", lastName: 'Əliyeva', specialties: ['Fysioterapi'] })
        t.notOk('email' in seen || 'phone' in seen || 'accountId' in seen)
      }
      const list = expectStatus(await clinic.call('GET', '/practitioners', patient), 200).body.data
      t.ok(list.length >= 2)
      t.notOk(list.some((one: object) => 'email' in one || 'phone' in one))
      const own = (await clinic.call('GET', '/practitioners', clinic.practitioner)).body.data
      t.same(
        own.filter((one: object) => 'email' in one).map(({ id }: { id: string }) => id),
        [clinic.practitioner.id],
      )
      for (const path of ['/services', '/sites', `/services/${clinic.serviceId}`, `/sites/${clinic.siteId}`])
        t.equal((await clinic.call('GET', path, patient)).status, 200, path)
      t.equal((await clinic.call('GET', path, outsider.admin)).status, 404)
      t.equal((await outsider.call('GET', path, outsider.admin)).status, 404)
    },
  )

  await t.test('a practitioner changes the own profile and nobody else’s', async (t) => {
    const { id, token: own } = clinic.practitioner
    const other = expectStatus(await add(), 201).body
    t.match(await change(id, { languages: ['en', 'fr'], phone: '070-111 22 44' }, own), {
      status: 200,
      body: { languages: ['en', 'fr'], phone: '+46701112244', lastName: 'Öberg' },
    })
    t.equal((await change(other.id, { title: 'X' }, own)).status, 404, 'S20: outside the reach is nowhere')
    for (const [field, value] of [
      ['siteIds', []],
      ['state', 'deactivated'],
      ['externalId', 'mine'],
    ] as const)
      t.match(await change(id, { [field]: value }, own), {
        status: 422,
        body: { type: /immutable$/, errors: [{ pointer: `/${field}` }] },
      })
    t.equal((await change(id, { title: 'X' }, clinic.receptionist.token)).status, 403)
    t.equal((await change(id, { title: 'X' }, outsider.admin.token)).status, 404)
    t.equal((await change(id, { title: 'X' }, outsider.practitioner.token)).status, 404)
    t.equal((await clinic.call('POST', '/practitioners', { token: own, body: practitioner() })).status, 403)
    t.equal((await change(id, { title: 'Stale' }, token, { 'if-match': '"1"' })).status, 412)
  })

  await t.test('bad input is refused with a pointer; S21 foreign sites do not exist', async (t) => {
    const other = expectStatus(await add(), 201).body
    const refusals: [object, number, string][] = [
      [{ siteIds: [clinic.siteId, outsider.siteId] }, 422, '/siteIds/1'],
      [{ siteIds: [clinic.siteId, '01a2006b-a75b-743e-ae8a-62edb8868469'] }, 422, '/siteIds/1'],
      [{ phone: '+999 123 456 789' }, 422, '/phone'],
      [{ email: 'nobody' }, 400, '/email'],
      [{ firstName: 'Anna\u202e' }, 400, '/firstName'],
      [{ lastName: ' ' }, 400, '/lastName'],
      [{ languages: ['swedish language'] }, 400, '/languages/0'],
      [{ specialties: [''] }, 400, '/specialties/0'],
      [{ accountId: clinic.practitioner.id }, 400, '/accountId'],
      [{ version: 2 }, 400, '/version'],
    ]
    for (const [fields, status, pointer] of refusals) {
      t.match(await add(fields), { status, body: { errors: [{ pointer }] } }, `POST ${pointer}`)
      t.match(await change(other.id, fields), { status, body: { errors: [{ pointer }] } }, `PATCH ${pointer}`)
    }
    for (const field of ['email', 'firstName', 'lastName', 'title', 'phone']) {
      const { [field as 'email']: _left, ...rest } = practitioner()
      const answer = await clinic.call('POST', '/practitioners', { token, body: rest })
      t.match(answer, { status: 400, body: { errors: [{ pointer: `/${field}` }] } }, `P61 ${field}`)
    }
    const taken = { status: 409, body: { type: /already-exists$/, errors: [{ pointer: '/externalId' }] } }
    expectStatus(await add({ externalId: 'P-9' }), 201)
    t.match(await add({ externalId: 'P-9' }), taken)
    t.match(await change(other.id, { externalId: 'P-9' }), taken)
  })

  await t.test('a mistyped address: the new one is invited, the old invitation dies', async (t) => {
    const [wrong, right] = [newAddress('wrong'), newAddress('right')]
    const made = expectStatus(await add({ email: wrong }), 201).body
    const first = await tokenTo(app, wrong)
    expectStatus(await change(made.id, { email: right }), 200)
    t.match(await accept(first), { status: 401, body: { type: /invalid-token$/ } })
    expectStatus(await accept(await tokenTo(app, right)), 200)
    t.equal((await mailsTo(app, wrong)).length, 1)
  })

  await t.test('a deactivated practitioner can no longer be booked or join', async (t) => {
    const email = newAddress('gone')
    const made = expectStatus(await add({ email }), 201).body
    const mailed = await tokenTo(app, email)
    t.match(await change(made.id, { state: 'deactivated' }), { status: 200, body: { state: 'deactivated' } })
    t.equal((await accept(mailed)).status, 401)
    const listed = (await clinic.call('GET', '/practitioners?state=deactivated', { token })).body.data
    t.same(
      listed.map(({ id }: { id: string }) => id),
      [made.id],
    )
  })

  await t.test('address and phone stand nowhere in the database in clear', async (t) => {
    const email = newAddress('sealed')
    expectStatus(await add({ email, phone: '+46709998877' }), 201)
    const owner = await connectTo(t, app.database.superuserUrl)
    const { rows } =
      await owner.query(`select string_agg(query_to_xml(format('select * from %s', c.oid::regclass), true, false, '')::text, '') as dump
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'keys') and c.relkind = 'r'`)
    const dump: string = rows[0].dump
    t.match(dump, 'Əliyeva', 'the dump holds what is public')
    t.notMatch(dump, email)
    t.notMatch(dump, Buffer.from(email).toString('base64').slice(0, 20))
    t.notMatch(dump, '46709998877')
  })
})
