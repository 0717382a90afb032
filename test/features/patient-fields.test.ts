import t from 'tap'
import { v7 as newId } from 'uuid'
import { defaultSettings } from '#src/features/organisations/settings.ts'
import { address, count, dump, newPatient, openPatients } from '#test/helpers/patients.ts'
import type { TestPeople } from '#test/helpers/people.ts'

const fields = (changes: object) => ({
  settings: { patientFields: { ...defaultSettings('sv').patientFields, ...changes } },
})

/** Decides on a purpose as the person would. */
const decide = async (
  { owner }: TestPeople,
  organisationId: string,
  patientId: string,
  purpose: string,
  granted: boolean,
  at: Date,
) => {
  await owner.query(
    `insert into consents (organisation_id, id, patient_id, purpose, granted, source, created_at)
     values ($1, $2, $3, $4, $5, 'self', $6)`,
    [organisationId, newId(), patientId, purpose, granted, at],
  )
}

/** A value of each field that an organisation may need. */
const values = {
  email: 'leyla@example.com',
  phone: '+46701234567',
  dateOfBirth: '1988-04-09',
  address,
  nationalId: '811228-9874',
} as const
const shown = { ...values, nationalId: '198112289874' }

t.test(
  'P20 a hidden field is neither taken nor shown, and what is stored of it stays out of sight',
  async (t) => {
    const optional = await openPatients(t, fields({ nationalId: 'optional' }))
    const { clinic, people, call } = optional
    const token = clinic.practitioner.token()
    const { id } = await clinic.register(values)
    t.match((await call('GET', `${clinic.path}/${id}`, { token })).body, shown)
    for (const field of Object.keys(values) as (keyof typeof values)[]) {
      await people.owner.query(
        `update organisations set settings = jsonb_set(settings, array['patientFields', $2], '"hidden"') where id = $1`,
        [clinic.organisationId, field],
      )
      const made = await call('POST', clinic.path, { token, body: newPatient({ [field]: values[field] }) })
      t.equal(made.status, 422, field)
      t.equal(made.body.errors[0].pointer, `/${field}`)
      const changed = await call('PATCH', `${clinic.path}/${id}`, { token, body: { [field]: values[field] } })
      t.equal(changed.status, 422)
      t.equal(changed.body.errors[0].pointer, `/${field}`)
      for (const [method, path, body] of [
        ['GET', `${clinic.path}/${id}`, undefined],
        ['GET', clinic.path, undefined],
        ['POST', `${clinic.path}/search`, { query: 'Leyla' }],
        ['PATCH', `${clinic.path}/${id}`, { locale: 'en' }],
      ] as const) {
        const answer = await call(method, path, { token, ...(body ? { body } : {}) })
        t.equal(answer.status, 200)
        t.notMatch(JSON.stringify(answer.body), new RegExp(`"${field}"`), `${field} in ${method} ${path}`)
      }
      await people.owner.query(
        `update organisations set settings = jsonb_set(settings, array['patientFields', $2], '"optional"') where id = $1`,
        [clinic.organisationId, field],
      )
      t.match((await call('GET', `${clinic.path}/${id}`, { token })).body, { [field]: shown[field] }, 'kept')
    }
    for (const field of ['email', 'phone', 'nationalId'] as const) {
      const hidden = await openClinicHiding(optional, field)
      const answer = await hidden.search({ [field]: values[field] })
      t.equal(answer.status, 422)
      t.equal(answer.body.errors[0].pointer, `/${field}`)
    }
  },
)

const openClinicHiding = async (app: Awaited<ReturnType<typeof openPatients>>, field: string) => {
  const clinic = await app.anotherClinic()
  await app.people.owner.query(
    `update organisations set settings = jsonb_set(settings, array['patientFields', $2], '"hidden"') where id = $1`,
    [clinic.organisationId, field],
  )
  return clinic
}

t.test(
  'P20 a needed field is demanded of who is new and not taken away; an optional one may be missing',
  async (t) => {
    for (const field of Object.keys(values) as (keyof typeof values)[]) {
      const { clinic, call } = await openPatients(t, fields({ nationalId: 'optional', [field]: 'required' }))
      const token = clinic.practitioner.token()
      const { [field]: given, ...others } = values
      const refused = await call('POST', clinic.path, { token, body: newPatient(others) })
      t.equal(refused.status, 422, field)
      t.equal(refused.body.errors[0].pointer, `/${field}`)
      const { id } = await clinic.register({ [field]: given })
      const emptied = await call('PATCH', `${clinic.path}/${id}`, { token, body: { [field]: null } })
      t.equal(emptied.status, 422)
      t.equal(emptied.body.errors[0].pointer, `/${field}`)
      t.equal((await call('PATCH', `${clinic.path}/${id}`, { token, body: { locale: 'en' } })).status, 200)
      const other = field === 'phone' ? 'email' : 'phone'
      t.equal((await call('PATCH', `${clinic.path}/${id}`, { token, body: { [other]: null } })).status, 200)
    }
  },
)

t.test('P20 who becomes a patient by booking brings nothing along that the organisation hides', async (t) => {
  const { clinic, call, people } = await openPatients(t, fields({ phone: 'hidden' }))
  t.equal(await count(people, 'patients'), 0)
  const settings = await call('GET', `/v1/organisations/${clinic.organisationId}/settings`, {
    token: clinic.administrator.token(),
  })
  t.equal(settings.body.patientFields.phone, 'hidden')
  const put = (patientFields: object) =>
    call('PUT', `/v1/organisations/${clinic.organisationId}/settings`, {
      token: clinic.administrator.token(),
      body: { patientFields },
    })
  const changed = await put({ nationalId: 'required' })
  t.equal(changed.status, 200)
  t.match(changed.body.patientFields, { nationalId: 'required', phone: 'optional' }, 'left out: the default')
  t.equal((await put({ sex: 'required' })).status, 400, 'consent that one cannot refuse is none')
  t.equal((await put({ shoeSize: 'optional' })).status, 400)
})

t.test(
  'P8 a national number is checked, sealed, found as a whole and shown to practitioners alone',
  async (t) => {
    const { clinic, call, people } = await openPatients(t, fields({ nationalId: 'optional' }))
    const [desk, treating] = [clinic.receptionist.token(), clinic.practitioner.token()]
    const made = await call('POST', clinic.path, {
      token: desk,
      body: newPatient({ nationalId: '811228-9874' }),
    })
    t.equal(made.status, 201)
    t.notHas(made.body, 'nationalId', 'the desk enters it and does not read it')
    const path = `${clinic.path}/${made.body.id}`
    for (const _again of [1, 2]) {
      t.notHas((await call('GET', path, { token: desk })).body, 'nationalId')
      t.notHas((await call('GET', path, { token: clinic.administrator.token() })).body, 'nationalId')
      t.equal((await call('GET', path, { token: treating })).body.nationalId, '198112289874')
    }
    for (const typed of ['19811228-9874', '8112289874', '198112289874']) {
      const { body } = await clinic.search({ nationalId: typed }, clinic.practitioner)
      t.strictSame(
        body.data.map(({ id }: { id: string }) => id),
        [made.body.id],
        typed,
      )
      t.notMatch(JSON.stringify(body), /811228/)
    }
    t.notMatch(JSON.stringify((await call('GET', clinic.path, { token: treating })).body), /811228/)
    t.strictSame((await clinic.search({ nationalId: '701063-2391' })).body.data, [])
    for (const [method, at, body] of [
      ['POST', clinic.path, newPatient({ nationalId: '811228-9873' })],
      ['PATCH', path, { nationalId: '811228-9873' }],
      ['POST', `${clinic.path}/search`, { nationalId: '811228-9873' }],
    ] as const) {
      const wrong = await call(method, at, { token: treating, body })
      t.equal(wrong.status, 422)
      t.equal(wrong.body.errors[0].pointer, '/nationalId')
      t.notMatch(JSON.stringify(wrong.body), /9873/, 'the value is not told back')
    }
    const gone = await call('PATCH', path, { token: treating, body: { nationalId: null } })
    t.equal(gone.body.nationalId, null)
    t.strictSame((await clinic.search({ nationalId: '811228-9874' })).body.data, [])
    await call('PATCH', path, { token: treating, body: { nationalId: '811228-9874' } })
    t.notMatch(await dump(people), /8112289874|811228-9874/)
  },
)

t.test('P14 P87 what hangs on consent is off by default, and on only while the person agrees', async (t) => {
  const demographics = { sex: 'female', town: 'Uppsala', interests: ['chess'] }
  const social = { socialProfiles: [{ network: 'Mastodon', profile: '@leyla@example.social' }] }
  const beliefs = { religion: 'Quaker', ethnicity: 'Sami', politicalViews: 'Greens' }
  const purposes = { demographics, socialProfiles: social, specialCategories: beliefs }
  const off = await openPatients(t)
  for (const body of Object.values(purposes))
    for (const [field, value] of Object.entries(body)) {
      const token = off.clinic.practitioner.token()
      const sent = await off.call('POST', off.clinic.path, { token, body: newPatient({ [field]: value }) })
      t.equal(sent.status, 422, `${field} is off by default`)
      t.equal(sent.body.errors[0].pointer, `/${field}`)
    }

  const on = Object.fromEntries(
    Object.values(purposes).flatMap((body) => Object.keys(body).map((field) => [field, 'optional'])),
  )
  const { clinic, call, people, clock } = await openPatients(t, fields(on))
  const token = clinic.practitioner.token()
  const { id } = await clinic.register()
  const path = `${clinic.path}/${id}`
  const read = async () => (await call('GET', path, { token })).body
  for (const [purpose, body] of Object.entries(purposes)) {
    const [field = ''] = Object.keys(body)
    const early = await call('POST', clinic.path, { token, body: newPatient(body) })
    t.equal(early.status, 422, 'who is new has consented to nothing yet')
    const refused = await call('PATCH', path, { token, body })
    t.equal(refused.status, 422)
    t.match(refused.body.errors, [{ pointer: `/${field}`, detail: new RegExp(purpose) }])
    await decide(people, clinic.organisationId, id, purpose, true, clock.now())
    const written = await call('PATCH', path, { token, body })
    t.equal(written.status, 200)
    t.match(written.body, body)
    t.match(await read(), body)
    await decide(people, clinic.organisationId, id, purpose, false, new Date(clock.now().getTime() + 1000))
    const hidden = await read()
    for (const name of Object.keys(body)) t.equal(hidden[name], null, `${name} after withdrawal`)
    t.equal((await call('PATCH', path, { token, body })).status, 422, 'nor written any more')
    await decide(people, clinic.organisationId, id, purpose, true, new Date(clock.now().getTime() + 2000))
    t.match(await read(), body)
  }
  const lists = JSON.stringify([
    (await call('GET', clinic.path, { token })).body,
    (await clinic.search({ query: 'Leyla' })).body,
  ])
  t.notMatch(lists, /Quaker|Sami|Greens|Uppsala|chess|Mastodon|female/, 'in no list')
  const emptied = await call('PATCH', path, {
    token,
    body: { religion: null, ethnicity: null, politicalViews: null },
  })
  t.equal(emptied.status, 200)
  const { rows } = await people.owner.query('select special from patients where id = $1', [id])
  t.equal(rows[0].special, null, 'nothing is kept of what was taken away')
  t.notMatch(await dump(people), /Quaker|Mastodon|Uppsala/)
})
