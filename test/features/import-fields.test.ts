import t, { type Test } from 'tap'
import { v7 as newId } from 'uuid'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, newAddress, openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { csv, fhirEncounter, fhirPatient, importFile, jsonLines } from '#test/helpers/imports.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

const informed = 'kind=patients&informedAt=2026-11-01T09:00:00Z'
const personnummer = 'http://electronichealth.se/identifier/personnummer'

const open = async (t: Test, patientFields: object) => {
  const app = await startApp(t)
  app.clock.set('2026-11-21T09:00:00.000Z')
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const { token } = clinic.practitioner
  const use = async (fields: object) => {
    const options = { token: clinic.admin.token, body: { patientFields: fields } }
    expectStatus(await clinic.call('PUT', '/settings', options), 200)
  }
  await use(patientFields)
  const find = async (body: object) =>
    expectStatus(await clinic.call('POST', '/patients/search', { token, body }), 200).body.data
  const read = async (externalId: string) => {
    const { rows } = await owner.query('select id from patients where external_id = $1', [externalId])
    return expectStatus(await clinic.call('GET', `/patients/${rows[0].id}`, { token }), 200).body
  }
  return { app, clinic, owner, use, find, read }
}

const told = (done: { findings: { line: number; kind: string; pointer: string }[] }) =>
  done.findings.map(({ line, kind, pointer }) => `${line} ${kind} ${pointer}`)

const whole = (id: string, email: string, fields: object = {}) =>
  fhirPatient(id, {
    gender: 'female',
    identifier: [
      { system: 'urn:mrn', value: '77' },
      { system: personnummer, value: '811228-9874' },
    ],
    telecom: [
      { system: 'phone', value: '070-123 45 67' },
      { system: 'email', value: email },
    ],
    address: [{ line: ['Storgatan 1'], postalCode: '211 42', city: 'Malmö' }],
    ...fields,
  })

t.test('P20: of a Patient nothing is stored that the organisation hides', async (t) => {
  const hidden = { phone: 'hidden', address: 'hidden', dateOfBirth: 'hidden' }
  const { app, clinic, owner, use, read } = await open(t, hidden)
  const email = newAddress('hid')
  const file = jsonLines([
    whole('h-1', email, { birthDate: 'unknown' }),
    whole('h-2', newAddress('hid'), { birthDate: '2020-01-01' }),
  ])
  const done = await importFile(app, clinic, `${informed}&onError=skip`, file)
  t.match(done.rows, { created: 1, ignored: 1, failed: 1 })
  t.strictSame(told(done), [
    '2 error /birthDate',
    '1 ignored /telecom/0',
    '1 ignored /birthDate',
    '1 ignored /gender',
    '1 ignored /identifier/0',
    '1 ignored /identifier/1',
    '1 ignored /address/0',
  ])
  t.match(done.findings.at(-1), { detail: 'is not used by this organisation and not stored' })
  const { rows } = await owner.query('select phone_index, national_id_index from patients')
  t.strictSame(rows, [{ phone_index: null, national_id_index: null }])
  await use({ nationalId: 'optional', sex: 'optional' })
  const nothing = { phone: null, address: null, dateOfBirth: null, nationalId: null, sex: null }
  t.match(await read('h-1'), { email, ...nothing })
})

t.test('P20: of a table neither, and a column that holds nothing is no news', async (t) => {
  const { app, clinic, read, use } = await open(t, { email: 'hidden', address: 'hidden' })
  const text = [
    'externalId,firstName,lastName,email,street,postalCode,nationalId,sex,dateOfBirth',
    'c-1,Ida,Ek,not an address,Storgatan 1,,811228-9874,female,1981-12-28',
    'c-2,Bo,Ek,,,,,,1981-12-28',
  ].join('\n')
  const done = await importFile(app, clinic, informed, text, csv)
  t.match(done.rows, { created: 2, ignored: 1 })
  t.strictSame(
    told(done).filter((line) => line.includes('ignored')),
    ['2 ignored /email', '2 ignored /nationalId', '2 ignored /street', '2 ignored /sex'],
  )
  await use({ nationalId: 'optional' })
  t.match(await read('c-1'), { email: null, address: null, nationalId: null, dateOfBirth: '1981-12-28' })
})

t.test('P20: what is used is stored, and found by search', async (t) => {
  const { app, clinic, find, read, use } = await open(t, {})
  const file = jsonLines([whole('o-1', newAddress('opt'))])
  await importFile(app, clinic, informed, file)
  await use({ nationalId: 'optional' })
  const done = await importFile(app, clinic, informed, file)
  t.match(done.rows, { updated: 1, unchanged: 0 }, 'the same row tells more now')
  t.strictSame(told(done), ['1 ignored /gender', '1 ignored /identifier/0'])
  t.match(await find({ nationalId: '19811228-9874' }), [{ externalId: 'o-1' }])
  t.match(await find({ query: 'lnud ola' }), [{ externalId: 'o-1' }], 'by the words of the name')
  t.equal((await read('o-1')).nationalId, '198112289874')
  const silent = jsonLines([fhirPatient('o-1', { birthDate: '1980-03-01' })])
  t.match((await importFile(app, clinic, informed, silent)).rows, { updated: 1 })
  t.match(await find({ nationalId: '198112289874' }), [{ dateOfBirth: '1980-03-01' }])

  const table = 'externalId,firstName,lastName,nationalId\no-2,Eva,Ek,640823-3234\n'
  t.match((await importFile(app, clinic, informed, table, csv)).rows, { created: 1 })
  t.match(await find({ nationalId: '196408233234' }), [{ externalId: 'o-2' }])
})

t.test('P20: a number that is none refuses the row, one of another country is none of ours', async (t) => {
  const { app, clinic, read } = await open(t, { nationalId: 'optional' })
  const person = (id: string, identifier: object) => fhirPatient(id, { identifier: [identifier] })
  const national = { coding: [{ code: 'NI' }] }
  const rows = [
    person('n-1', { system: personnummer, value: '811228-9875' }),
    person('n-2', { type: national, value: '811228-9874' }),
    person('n-3', { system: 'http://fhir.nl/fhir/NamingSystem/bsn', type: national, value: '111222333' }),
    person('n-4', { system: personnummer, value: '811228-9874', use: 'old' }),
    person('n-5', { system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-95-6102' }),
  ]
  const done = await importFile(app, clinic, `${informed}&onError=skip`, jsonLines(rows))
  t.match(done.rows, { created: 4, failed: 1, ignored: 3 })
  t.match(done.errors, [{ line: 1, pointer: '/identifier/0/value', detail: /national number/ }])
  t.equal((await read('n-2')).nationalId, '198112289874')
  for (const id of ['n-3', 'n-4', 'n-5']) t.equal((await read(id)).nationalId, null, id)
  const table = 'externalId,firstName,lastName,nationalId\nn-6,Eva,Ek,811228-9875\n'
  const refused = await importFile(app, clinic, informed, table, csv)
  t.match(refused.errors, [{ line: 2, pointer: '/nationalId' }])
})

t.test('P20: what the organisation needs of somebody new must be there', async (t) => {
  const { app, clinic, use } = await open(t, {})
  await importFile(app, clinic, informed, jsonLines([fhirPatient('r-1')]))
  await use({ phone: 'required', nationalId: 'required' })
  const file = jsonLines([
    fhirPatient('r-1', { birthDate: '1980-03-01' }),
    fhirPatient('r-2', { telecom: [{ system: 'phone', value: '070-123 45 67' }] }),
    whole('r-3', newAddress('req')),
  ])
  const done = await importFile(app, clinic, `${informed}&onError=skip`, file)
  t.match(done.rows, { created: 1, updated: 1, failed: 1 })
  t.match(done.errors, [{ line: 2, pointer: '/identifier' }])
})

t.test('the sex is taken of those alone who consented to it', async (t) => {
  const { app, clinic, owner, read } = await open(t, { sex: 'optional' })
  const file = jsonLines([whole('s-1', newAddress('sex'), { identifier: [] })])
  const first = await importFile(app, clinic, informed, file)
  t.match(first.rows, { created: 1, ignored: 1 })
  t.match(first.findings, [{ kind: 'ignored', pointer: '/gender', detail: /consent/ }])
  const again = await importFile(app, clinic, informed, file)
  t.match(again.rows, { unchanged: 1, ignored: 1 })
  const { id } = await read('s-1')
  await owner.query(
    `insert into consents (organisation_id, id, patient_id, purpose, granted, source, created_at)
     values ($1, $2, $3, 'demographics', true, 'self', $4)`,
    [clinic.id, newId(), id, app.clock.now().toISOString()],
  )
  const consented = await importFile(app, clinic, informed, file)
  t.match(consented.rows, { updated: 1, ignored: 0 })
  t.equal((await read('s-1')).sex, 'female')
  t.match((await importFile(app, clinic, informed, file)).rows, { unchanged: 1, ignored: 0 })
})

t.test('P13: whoever came in with a batch finds it in their access log', async (t) => {
  const { app, clinic, owner } = await open(t, {})
  const emails = [newAddress('log'), newAddress('log')] as const
  const people = emails.map((email, n) => whole(`l-${n}`, email))
  await importFile(app, clinic, informed, jsonLines(people))
  const expect = { token: clinic.admin.token, body: { externalId: 'doctor-1' } }
  expectStatus(await clinic.call('PATCH', `/practitioners/${clinic.practitioner.id}`, expect), 200)
  const visits = emails.map((_email, n) =>
    fhirEncounter(`v-${n}`, `l-${n}`, 'doctor-1', `2026-11-1${n}T10:00:00.000Z`),
  )
  const { rows } = await importFile(app, clinic, 'kind=appointments', jsonLines(visits))
  t.match(rows, { created: 2 })
  for (const email of emails) {
    const token = await tokenTo(app, email)
    const person = await registerPerson(app, { email: newAddress('own') })
    const linked = await app.call('POST', '/v1/me/patient-links', { token: person.token, body: { token } })
    const { patientId } = expectStatus(linked, 200).body
    const log = expectStatus(await app.call('GET', '/v1/me/access-log', { token: person.token }), 200).body
    const shown = log.data.map(({ action, resource }: Record<string, string>) => `${action} ${resource}`)
    for (const event of ['create patient', 'create appointment']) t.ok(shown.includes(event), event)
    const others = await owner.query('select id from patients where id <> $1', [patientId])
    t.notMatch(JSON.stringify(log), others.rows[0].id, 'and of nobody else')
  }
})
