import t from 'tap'
import { v7 as newId } from 'uuid'
import {
  address,
  count,
  dump,
  informedAt,
  openMailSecrets,
  openPatients,
  newPatient as person,
} from '#test/helpers/patients.ts'

/** A patient of the single read as lists and searches answer it. */
const asListed = ({
  restrictedAt: _at,
  restrictionEndsAt: _endsAt,
  restrictionReason: _reason,
  recordKept: _kept,
  ...listed
}: Record<string, unknown>) => listed

t.test('P7 P66 a patient carries who entered it, in which role, and who told the person when', async (t) => {
  const { call, clinic } = await openPatients(t)
  const { receptionist, practitioner, administrator, organisationId } = clinic
  for (const [by, source] of [
    [receptionist, 'receptionist'],
    [practitioner, 'practitioner'],
    [administrator, 'orgAdmin'],
  ] as const) {
    const body = person({
      email: 'Leyla@Example.COM',
      phone: '070-123 45 67',
      dateOfBirth: '1988-04-09',
      address,
    })
    const made = await call('POST', clinic.path, {
      token: by.token(),
      body: { ...body, informedBy: practitioner.accountId },
    })
    t.equal(made.status, 201)
    t.equal(made.headers.etag, '"1"')
    t.match(made.body, {
      organisationId,
      firstName: 'Leyla',
      lastName: 'Əliyeva',
      email: 'leyla@example.com',
      phone: '+46701234567',
      dateOfBirth: '1988-04-09',
      address,
      locale: 'sv',
      externalId: null,
      informedAt: '2026-05-01T08:00:00.000Z',
      informedBy: practitioner.accountId,
      source,
      enteredBy: by.accountId,
      linked: false,
      state: 'active',
      version: 1,
    })
    for (const _again of [1, 2]) {
      const read = await call('GET', `${clinic.path}/${made.body.id}`, { token: receptionist.token() })
      t.equal(read.status, 200)
      t.equal(read.headers.etag, '"1"')
      t.strictSame(read.body, made.body)
    }
  }
  t.equal(
    (await clinic.register()).informedBy,
    receptionist.accountId,
    'the caller, unless somebody else is named',
  )
})

t.test('P61 P66 what must be there is demanded with a pointer, and nothing else is taken', async (t) => {
  const { call, clinic, people } = await openPatients(t)
  const post = (body: unknown) => call('POST', clinic.path, { token: clinic.receptionist.token(), body })
  const { firstName: _first, ...withoutName } = person()
  const { informedAt: _informed, ...uninformed } = person()
  const before = await count(people, 'keys.subject_keys')
  for (const [body, status, pointer] of [
    [withoutName, 400, '/firstName'],
    [uninformed, 400, '/informedAt'],
    [person({ lastName: '  ' }), 400, '/lastName'],
    [person({ firstName: 'Anna\u202egnp.exe' }), 400, '/firstName'],
    [person({ firstName: 'An\u0000na' }), 400, '/firstName'],
    [person({ lastName: '\ud800' }), 400, '/lastName'],
    [person({ email: 'anna@localhost' }), 400, '/email'],
    [person({ email: '\u212aelvin@example.com' }), 400, '/email'],
    [person({ phone: 'call me' }), 400, '/phone'],
    [person({ phone: '12345' }), 422, '/phone'],
    [person({ dateOfBirth: '1990-02-30' }), 400, '/dateOfBirth'],
    [person({ informedAt: '2026-05-12T10:00:01Z' }), 422, '/informedAt'],
    [person({ informedBy: newId() }), 422, '/informedBy'],
    [person({ nationalId: '198804090000' }), 422, '/nationalId'],
    [person({ accountId: newId() }), 400, '/accountId'],
    [person({ source: 'self' }), 400, '/source'],
    [person({ address: { ...address, floor: 2 } }), 400, '/address/floor'],
  ] as const) {
    const { status: answered, body: problem } = await post(body)
    t.equal(answered, status, pointer)
    t.equal(problem.errors[0].pointer, pointer)
  }
  const stranger = await people.person({ email: 'stranger@example.com' })
  const foreign = await post(person({ informedBy: stranger.accountId }))
  t.equal(foreign.status, 422, 'somebody who exists elsewhere is no member here')
  t.equal(await count(people, 'patients'), 0)
  t.equal(await count(people, 'keys.subject_keys'), before + 1, 'the stranger’s own key alone')
})

t.test('P12 below the minimum age nothing is stored; a child of 29 February waits for 1 March', async (t) => {
  const { call, clinic, clock, people } = await openPatients(t, { settings: { minAccountAge: 16 } })
  const keys = await count(people, 'keys.subject_keys')
  const post = (dateOfBirth: string) =>
    call('POST', clinic.path, {
      token: clinic.receptionist.token(),
      body: person({ dateOfBirth, email: 'kid@example.com' }),
    })
  const young = await post('2010-05-13')
  t.equal(young.status, 422)
  t.match(young.body.type, /below-minimum-age$/)
  t.equal(young.body.errors[0].pointer, '/dateOfBirth')
  for (const table of ['patients', 'mails', 'tokens', "audit_events where resource = 'patient'"])
    t.equal(await count(people, table), 0, table)
  t.equal(await count(people, 'keys.subject_keys'), keys)

  const grown = await clinic.register({ dateOfBirth: '2010-05-12' })
  const path = `${clinic.path}/${grown.id}`
  const token = clinic.receptionist.token()
  const made = await call('PATCH', path, { token, body: { dateOfBirth: '2012-02-29' } })
  t.match(made.body.type, /below-minimum-age$/)
  t.equal((await call('GET', path, { token })).body.dateOfBirth, '2010-05-12')

  clock.set('2028-02-28T12:00:00Z')
  t.equal((await post('2012-02-29')).status, 422)
  clock.set('2029-02-28T22:59:00Z')
  t.equal((await post('2013-02-28')).status, 201, 'the day has come')
  t.equal((await post('2013-03-01')).status, 422, 'not yet in Stockholm')
  clock.set('2029-02-28T23:01:00Z')
  t.equal((await post('2013-03-01')).status, 201, 'past midnight in Stockholm')
})

t.test('P66 S7 the mail names the stored fields; the link’s token is in the mail alone', async (t) => {
  const { clinic, people, deps } = await openPatients(t)
  const silent = await clinic.register({ phone: '0701234567' })
  t.equal(await count(people, 'mails'), 0, 'nobody can be written to')
  const { id } = await clinic.register({
    email: 'leyla@example.com',
    dateOfBirth: '1988-04-09',
    locale: 'en',
  })
  const { rows: mails } = await people.owner.query('select * from mails')
  t.equal(mails.length, 1)
  const [mail] = mails
  t.match(mail, {
    kind: 'patientRegistered',
    subject_id: id,
    patient_id: id,
    language: 'en',
    state: 'planned',
  })
  const [secrets] = await openMailSecrets(deps, people, clinic.organisationId)
  t.strictSame(secrets?.fieldNames, ['firstName', 'lastName', 'dateOfBirth', 'email', 'language'])
  t.match(secrets?.token, /^[\w-]{43}$/)
  const { rows: tokens } = await people.owner.query('select * from tokens')
  t.match(tokens, [
    { purpose: 'patientLink', organisation_id: clinic.organisationId, subject_id: id, used_at: null },
  ])
  t.equal(tokens.length, 1)
  t.equal((tokens[0].expires_at.getTime() - tokens[0].created_at.getTime()) / 86_400_000, 30)
  t.equal(await count(people, 'outbox'), 1)
  t.notMatch(await dump(people), secrets?.token)
  t.not(silent.id, id)
})

t.test('a dump of the database holds no name, address, number or date of a patient in clear', async (t) => {
  const { call, clinic, people, log } = await openPatients(t)
  const values = {
    firstName: 'Zephyrine',
    lastName: 'Quillington',
    email: 'zephyrine.q@example.com',
    phone: '+46709998877',
    dateOfBirth: '1971-09-23',
    address: { street: 'Kvastmakargatan 17', postalCode: '98765', city: 'Vittangi', country: 'SE' },
  }
  const { id } = await clinic.register(values)
  const token = clinic.receptionist.token()
  const headers = { 'idempotency-key': 'once' }
  await call('POST', clinic.path, { token, headers, body: person({ ...values, firstName: 'Zenobia' }) })
  await call('PATCH', `${clinic.path}/${id}`, {
    token,
    body: { lastName: 'Quillingsson', phone: '+46708887766' },
  })
  await clinic.search({ email: values.email, phone: '+46708887766' })
  const text = `${await dump(people)}\n${log.join('\n')}`
  t.match(text, id, 'the dump is one')
  for (const secret of [
    'Zephyrine',
    'Zenobia',
    'Quilling',
    'zephyrine',
    '709998877',
    '708887766',
    '1971-09-23',
    'Kvastmakar',
    '98765',
    'Vittangi',
  ]) {
    t.notMatch(text, secret)
    t.notMatch(text, Buffer.from(secret).toString('hex'), `${secret} as bytes`)
    t.notMatch(text, Buffer.from(secret).toString('base64').replace(/=*$/, ''), `${secret} as base64`)
  }
})

t.test('names of every script arrive unharmed', async (t) => {
  const { call, clinic } = await openPatients(t)
  const token = clinic.receptionist.token()
  for (const lastName of [
    'Əliyev',
    "O'Neill",
    'Ó Súilleabháin',
    'محمد',
    '李雷',
    'Ðǫnaldsdóttir',
    'נח',
    'Müller-Lüdenscheidt',
    '𠮷野',
  ]) {
    const { id } = await clinic.register({ firstName: lastName, lastName })
    const { body } = await call('GET', `${clinic.path}/${id}`, { token })
    t.equal(body.firstName, lastName)
    t.equal(body.lastName, lastName)
  }
  const spelt = await clinic.register({ lastName: '  O\u0301  Su\u0301illeabha\u0301in ' })
  t.equal(spelt.lastName, 'Ó Súilleabháin', 'in one normal form')
})

t.test('PATCH changes what it names, null takes away, and the search follows', async (t) => {
  const { call, clinic } = await openPatients(t)
  const token = clinic.practitioner.token()
  const made = await clinic.register({
    email: 'old@example.com',
    phone: '0701234567',
    dateOfBirth: '1988-04-09',
    address,
    externalId: 'J-1',
  })
  const path = `${clinic.path}/${made.id}`
  const patch = async (body: object) => (await call('PATCH', path, { token, body })).body
  t.match(await patch({ lastName: 'Ek', email: 'New@example.com', locale: 'en' }), {
    firstName: 'Leyla',
    lastName: 'Ek',
    email: 'new@example.com',
    phone: '+46701234567',
    dateOfBirth: '1988-04-09',
    address,
    locale: 'en',
    version: 2,
    source: 'receptionist',
  })
  const found = async (body: object) =>
    (await clinic.search(body)).body.data.map(({ id }: { id: string }) => id)
  t.strictSame(await found({ email: 'old@example.com' }), [])
  t.strictSame(await found({ email: 'new@example.com' }), [made.id])
  const bare = { email: null, phone: null, address: null, dateOfBirth: null, externalId: null }
  t.match(await patch(bare), { ...bare, lastName: 'Ek', version: 3 })
  t.strictSame(await found({ email: 'new@example.com' }), [])
  t.strictSame(await found({ phone: '0701234567' }), [])
  t.strictSame((await call('GET', path, { token })).body, (await call('GET', path, { token })).body)
  for (const [body, status, pointer] of [
    [{ firstName: null }, 400, '/firstName'],
    [{ locale: null }, 400, '/locale'],
    [{ phone: '12345' }, 422, '/phone'],
    [{ informedAt }, 400, '/informedAt'],
    [{ state: 'deactivated' }, 400, '/state'],
    [{ address: { city: 'Umeå' } }, 400, '/address/street'],
  ] as const) {
    const answer = await call('PATCH', path, { token, body })
    t.equal(answer.status, status, pointer)
    t.equal(answer.body.errors[0].pointer, pointer)
  }
  t.equal((await call('GET', path, { token })).body.version, 3)
})

t.test('of two changes at once with one ETag one is refused; without an ETag both stand', async (t) => {
  const { call, clinic } = await openPatients(t)
  const token = clinic.receptionist.token()
  const { id } = await clinic.register()
  const patch = (body: object, headers = {}) =>
    call('PATCH', `${clinic.path}/${id}`, { token, body, headers })
  const ifMatch = { 'if-match': '"1"' }
  const answers = await Promise.all([
    patch({ lastName: 'Ek' }, ifMatch),
    patch({ phone: '0701234567' }, ifMatch),
  ])
  t.strictSame(answers.map(({ status }) => status).sort(), [200, 412])
  t.equal((await patch({ lastName: 'Al' }, ifMatch)).status, 412)
  t.equal((await patch({ phone: '12345' }, ifMatch)).status, 412, 'before any rule is asked')
  t.equal((await patch({ lastName: 'Al' }, { 'if-match': '"2"' })).status, 200)
  await Promise.all([patch({ firstName: 'Bo' }), patch({ email: 'bo@example.com' }), patch({ address })])
  const { body } = await call('GET', `${clinic.path}/${id}`, { token })
  t.match(body, { firstName: 'Bo', lastName: 'Al', email: 'bo@example.com', address, version: 6 })
})

t.test('an external id belongs to one patient of an organisation', async (t) => {
  const { call, clinic, people, anotherClinic } = await openPatients(t)
  const token = clinic.receptionist.token()
  await clinic.register({ externalId: 'J-1' })
  const keys = await count(people, 'keys.subject_keys')
  const again = await call('POST', clinic.path, {
    token,
    body: person({ externalId: 'J-1', email: 'a@example.com' }),
  })
  t.equal(again.status, 409)
  t.match(again.body.type, /already-exists$/)
  t.equal(again.body.errors[0].pointer, '/externalId')
  t.equal(await count(people, 'keys.subject_keys'), keys)
  t.equal(await count(people, 'mails'), 0)
  const other = await clinic.register({ externalId: 'J-2' })
  const moved = await call('PATCH', `${clinic.path}/${other.id}`, { token, body: { externalId: 'J-1' } })
  t.equal(moved.status, 409)
  t.equal(moved.body.errors[0].pointer, '/externalId')
  const elsewhere = await anotherClinic()
  t.equal((await elsewhere.register({ externalId: 'J-1' })).externalId, 'J-1')
})

t.test('a repeated registration with one Idempotency-Key makes one patient', async (t) => {
  const { call, clinic, people } = await openPatients(t)
  const token = clinic.receptionist.token()
  const post = () =>
    call('POST', clinic.path, {
      token,
      headers: { 'idempotency-key': 'k1' },
      body: person({ email: 'a@example.com' }),
    })
  const first = await post()
  const second = await post()
  t.equal(second.status, 201)
  t.strictSame(second.body, first.body)
  t.equal(await count(people, 'patients'), 1)
  t.equal(await count(people, 'mails'), 1)
})

t.test(
  'search finds by the whole e-mail or phone in any spelling, page by page, and by nothing less',
  async (t) => {
    const { call, clinic, anotherClinic } = await openPatients(t)
    const family = []
    for (const firstName of ['Ada', 'Bo', 'Cia'])
      family.push(await clinic.register({ firstName, email: 'family@example.com', phone: '0701234567' }))
    const single = await clinic.register({ email: 'family@example.com', phone: '+1 212 555 0100' })
    const ids = async (body: object) =>
      (await clinic.search(body)).body.data.map(({ id }: { id: string }) => id)
    const all = [...family, single].map(({ id }) => id).sort()
    t.strictSame(await ids({ email: 'FAMILY@example.com' }), all)
    t.strictSame(await ids({ phone: '+46 (0)70-123 45 67' }), family.map(({ id }) => id).sort())
    t.strictSame(await ids({ email: 'family@example.com', phone: '+12125550100' }), [single.id])
    t.strictSame(await ids({ email: 'amily@example.com' }), [])
    t.strictSame(
      (await clinic.search({ phone: '+12125550100' })).body.data,
      [asListed(single)],
      'with all but what the single read alone shows',
    )
    t.equal((await clinic.search({ phone: '+12125550100' })).headers['idempotency-key'], undefined)

    const first = await clinic.search({ email: 'family@example.com', limit: 3 })
    t.strictSame(
      first.body.data.map(({ id }: { id: string }) => id),
      all.slice(0, 3),
    )
    const cursor = first.body.nextCursor
    const rest = await clinic.search({ email: 'family@example.com', limit: 3, cursor })
    t.strictSame(rest.body, {
      data: [
        asListed(
          (await call('GET', `${clinic.path}/${all[3]}`, { token: clinic.receptionist.token() })).body,
        ),
      ],
      nextCursor: null,
    })
    t.equal(
      (await clinic.search({ phone: '0701234567', cursor })).status,
      400,
      'a cursor belongs to its search',
    )

    const neither = await clinic.search({})
    t.equal(neither.status, 400)
    t.equal(neither.body.errors[0].pointer, '/query')
    t.equal((await clinic.search({ query: 'Leyla', email: 'family@example.com' })).status, 400)
    t.equal((await clinic.search({ email: "' or 1=1 --@example.com" })).status, 400)
    const elsewhere = await anotherClinic()
    t.strictSame((await elsewhere.search({ email: 'family@example.com' })).body.data, [])
  },
)

t.test(
  'S20 nobody reads across the wall: strangers get 404, patients are not those who keep the rows',
  async (t) => {
    const { call, clinic, people, anotherClinic } = await openPatients(t)
    const { id } = await clinic.register({ email: 'a@example.com', phone: '0701234567' })
    const other = await anotherClinic()
    const stranger = await people.person({ email: 'stranger@example.com' })
    for (const outsider of [stranger, other.receptionist, other.administrator]) {
      const token = outsider.token()
      t.equal((await call('GET', `${clinic.path}/${id}`, { token })).status, 404)
      t.equal((await call('PATCH', `${clinic.path}/${id}`, { token, body: { firstName: 'X' } })).status, 404)
      t.equal((await call('POST', clinic.path, { token, body: person() })).status, 404)
      t.equal((await clinic.search({ email: 'a@example.com' }, outsider)).status, 404)
    }
    for (const method of ['GET', 'PATCH'] as const) {
      const answer = await call(method, `${other.path}/${id}`, {
        token: other.receptionist.token(),
        ...(method === 'PATCH' ? { body: { firstName: 'X' } } : {}),
      })
      t.equal(answer.status, 404, 'nor by way of their own organisation')
    }
    t.equal((await call('GET', `${clinic.path}/${id}`)).status, 401)

    const patient = await people.person({ email: 'patient@example.com' })
    const own = await clinic.register()
    await people.owner.query('update patients set account_id = $1 where id = $2', [patient.accountId, own.id])
    const token = patient.token()
    for (const patientId of [own.id, id, newId()])
      t.equal((await call('GET', `${clinic.path}/${patientId}`, { token })).status, 403)
    t.equal(
      (await call('PATCH', `${clinic.path}/${own.id}`, { token, body: { firstName: 'X' } })).status,
      403,
    )
    t.equal((await call('POST', clinic.path, { token, body: person() })).status, 403)
    t.equal((await clinic.search({ email: 'a@example.com' }, patient)).status, 403)
  },
)

t.test('each write is in the trail, by field names alone', async (t) => {
  const { call, clinic, people } = await openPatients(t)
  const { id } = await clinic.register({ email: 'a@example.com' })
  await call('PATCH', `${clinic.path}/${id}`, {
    token: clinic.practitioner.token(),
    body: { lastName: 'Ek', phone: null },
  })
  const { rows } = await people.owner.query(
    "select * from audit_events where resource = 'patient' order by at, id",
  )
  t.match(rows, [
    {
      action: 'create',
      resource: 'patient',
      patient_id: id,
      account_id: clinic.receptionist.accountId,
      role: 'receptionist',
      detail: {},
    },
    {
      action: 'change',
      resource: 'patient',
      patient_id: id,
      account_id: clinic.practitioner.accountId,
      role: 'practitioner',
      detail: { fields: ['lastName', 'phone'] },
    },
  ])
  t.equal(rows.length, 2)
})
