import t, { type Test } from 'tap'
import { runImport } from '#src/features/imports/run-import.ts'
import { startApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus, newAddress, openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import {
  bundle,
  csv,
  fhirEncounter,
  fhirPatient,
  importFile,
  jsonLines,
  sendImport,
  showImport,
} from '#test/helpers/imports.ts'
import { sweep } from '#test/helpers/sweeps.ts'

const informed = 'kind=patients&informedAt=2026-11-01T09:00:00Z'
const skipping = `${informed}&onError=skip`
const now = '2026-11-21T09:00:00.000Z'

const open = async (t: Test) => {
  const app = await startApp(t)
  app.clock.set(now)
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const count = async (table: string, where = 'true') =>
    (await owner.query(`select count(*)::int as count from ${table} where ${where}`)).rows[0].count as number
  return { app, clinic, owner, count }
}

const named = async (clinic: Clinic, path: string) => {
  const externalId = 'doctor-1'
  const token = clinic.admin.token
  expectStatus(await clinic.call('PATCH', path, { token, body: { externalId } }), 200)
  return externalId
}

const patientOf = async (clinic: Clinic, email: string) => {
  const { token } = clinic.receptionist
  const answer = await clinic.call('POST', '/patients/search', { token, body: { email } })
  return expectStatus(answer, 200).body.data[0]
}

t.test('people', async (t) => {
  const { app, clinic, owner, count } = await open(t)

  await t.test(
    'P7 P65 P66: a person comes in with what Praxis keeps, the rest is named per row',
    async (t) => {
      const email = newAddress('ola')
      const person = fhirPatient('p-1', {
        name: [
          { use: 'maiden', family: 'Ek', given: ['Ola'] },
          { use: 'official', family: ' Lund ', given: ['Ola', 'Åke'], prefix: ['Mr.'] },
        ],
        telecom: [
          { system: 'email', value: email.toUpperCase() },
          { system: 'phone', value: '070-123 45 67' },
          { system: 'fax', value: '1' },
        ],
        address: [{ line: ['Storgatan 1', 'lgh 2'], postalCode: '211 42', city: 'Malmö', state: 'Skåne' }],
        communication: [{ language: { coding: [{ code: 'sv-SE' }] } }],
        gender: 'male',
        extension: [{ url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race' }],
        identifier: [{ system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-95-6102' }],
        text: { status: 'generated', div: '<div>Ola</div>' },
      })
      const done = await importFile(app, clinic, informed, jsonLines([person]))
      t.match(done, { state: 'completed', rows: { total: 1, created: 1, failed: 0, ignored: 1 } })
      t.strictSame(
        done.findings.map(({ kind, pointer }: { kind: string; pointer: string }) => `${kind} ${pointer}`),
        [
          'ignored /name/0',
          'ignored /name/1/prefix',
          'ignored /telecom/2',
          'ignored /gender',
          'ignored /identifier/0',
          'ignored /address/0/state',
          'ignored /extension',
          'ignored /text',
        ],
      )
      const patient = await patientOf(clinic, email)
      t.match(patient, {
        firstName: 'Ola Åke',
        lastName: 'Lund',
        email,
        phone: '+46701234567',
        dateOfBirth: '1980-02-29',
        address: { street: 'Storgatan 1, lgh 2', postalCode: '211 42', city: 'Malmö', country: 'SE' },
        locale: 'sv',
        externalId: 'p-1',
        source: 'import',
        informedAt: '2026-11-01T09:00:00.000Z',
        state: 'active',
      })
      t.equal(patient.enteredBy, patient.informedBy)
      const events = await owner.query(
        `select role, account_id, resource_ids from audit_events where resource = 'patient' and action = 'create'`,
      )
      t.match(events.rows, [{ role: 'worker', account_id: patient.enteredBy, resource_ids: [patient.id] }])
    },
  )

  await t.test(
    'what changed at the source goes over what is known; what it is silent about stays',
    async (t) => {
      const email = newAddress('siv')
      const person = fhirPatient('p-2', { telecom: [{ system: 'email', value: email }] })
      await importFile(app, clinic, informed, jsonLines([person]))
      const { id } = await patientOf(clinic, email)
      const { token } = clinic.receptionist
      const phone = '+46701112299'
      expectStatus(await clinic.call('PATCH', `/patients/${id}`, { token, body: { phone } }), 200)
      t.match((await importFile(app, clinic, informed, jsonLines([person]))).rows, {
        unchanged: 1,
        updated: 0,
      })
      const moved = { ...person, birthDate: '1980-03-01' }
      t.match((await importFile(app, clinic, informed, jsonLines([moved]))).rows, {
        unchanged: 0,
        updated: 1,
      })
      t.match(await patientOf(clinic, email), { id, phone, dateOfBirth: '1980-03-01', version: 3 })
    },
  )

  await t.test('somebody whom staff registered under the id is that person', async (t) => {
    const id = await registerPatient(clinic, { externalId: 'p-3', firstName: 'Ola', lastName: 'Lund' })
    const done = await importFile(app, clinic, informed, jsonLines([fhirPatient('p-3')]))
    t.match(done.rows, { created: 0, updated: 1 })
    t.equal(await count('patients', `external_id = 'p-3' and id = '${id}'`), 1)
  })

  await t.test('the deceased come in deactivated and are never mailed', async (t) => {
    const email = newAddress('dead')
    const telecom = [{ system: 'email', value: email }]
    const dead = fhirPatient('p-4', { telecom, deceasedDateTime: '2025-01-01T00:00:00Z' })
    const done = await importFile(app, clinic, informed, jsonLines([dead]))
    t.match(done.rows, { created: 1, ignored: 0 })
    t.strictSame(done.findings, [])
    const { id, state } = await patientOf(clinic, email)
    t.equal(state, 'deactivated')
    t.equal(await count('mails', `patient_id = '${id}'`), 0)
  })

  await t.test('who dies before the mail is out gets none', async (t) => {
    const telecom = [{ system: 'email', value: newAddress('dying') }]
    await importFile(app, clinic, informed, jsonLines([fhirPatient('p-5', { telecom })]))
    const live = `purpose = 'patientLink' and used_at is null`
    const before = await count('tokens', live)
    const dead = fhirPatient('p-5', { telecom, deceasedBoolean: true })
    t.match((await importFile(app, clinic, informed, jsonLines([dead]))).rows, { updated: 1 })
    t.equal(await count('tokens', live), before - 1)
    // An older file does not bring them back.
    await importFile(app, clinic, informed, jsonLines([fhirPatient('p-5', { telecom })]))
    t.equal(await count('patients', `external_id = 'p-5' and state = 'deactivated'`), 1)
  })

  await t.test(
    'a phone that is none is kept without index; a person without address is listed',
    async (t) => {
      const person = fhirPatient('p-6', { telecom: [{ system: 'phone', value: 'ask at work' }] })
      const done = await importFile(app, clinic, informed, jsonLines([person]))
      t.match(done.rows, { created: 1, failed: 0, ignored: 0 })
      t.match(done.findings, [{ line: 1, kind: 'noAddress', pointer: '/telecom' }])
      const { rows } = await owner.query(`select id, phone_index from patients where external_id = 'p-6'`)
      t.equal(rows[0].phone_index, null)
      const { token } = clinic.receptionist
      const shown = expectStatus(await clinic.call('GET', `/patients/${rows[0].id}`, { token }), 200)
      t.equal(shown.body.phone, 'ask at work')
    },
  )

  await t.test(
    'P66: mails go out one a second, those of a second file after those of the first',
    async (t) => {
      const people = (prefix: string) =>
        Array.from({ length: 3 }, (_one, n) =>
          fhirPatient(`${prefix}-${n}`, {
            telecom: [{ system: 'email', value: newAddress(`${prefix}${n}`) }],
          }),
        )
      await owner.query(`update mails set state = 'sent', sealed = null where state = 'planned'`)
      await importFile(app, clinic, informed, jsonLines(people('mail')))
      await importFile(app, clinic, informed, jsonLines(people('post')))
      const { rows } = await owner.query(`select due_at from mails where state = 'planned' order by due_at`)
      const seconds = rows.map(({ due_at }) => (Date.parse(due_at) - Date.parse(now)) / 1_000)
      t.strictSame(seconds, [0, 1, 2, 2, 3, 4])
    },
  )
})

t.test('abort and dry run', async (t) => {
  const { app, clinic, count } = await open(t)
  const good = fhirPatient('good')
  const young = fhirPatient('young', { birthDate: '2020-01-01' })

  await t.test('P65: with abort one broken row leaves nothing behind, and each is named', async (t) => {
    const text = `${jsonLines([good, young])}\n{"resourceType":"Patient"\n\n${jsonLines([{ ...good, id: 'x', name: [] }])}`
    const done = await importFile(app, clinic, informed, text)
    t.match(done, { state: 'failed', failure: 'rows-refused', rows: { total: 4, created: 0, failed: 3 } })
    t.strictSame(
      done.errors.map(({ line, pointer }) => [line, pointer]),
      [
        [2, '/birthDate'],
        [3, ''],
        [5, '/name'],
      ],
    )
    for (const table of ['patients', 'import_sources', 'file_pieces', 'files'])
      t.equal(await count(table), 0, table)
    t.notMatch(JSON.stringify(done.findings), /Lund|2020-01-01/, 'no value of a row')
  })

  await t.test('P65: a dry run reports the same and stores nothing', async (t) => {
    const text = jsonLines([good, young])
    const tried = await importFile(app, clinic, `${skipping}&dryRun=true`, text)
    t.match(tried, { state: 'completed', dryRun: true, failure: null })
    t.equal(await count('patients'), 0)
    const done = await importFile(app, clinic, skipping, text)
    t.strictSame(done.rows, tried.rows)
    t.strictSame(done.findings, tried.findings)
    t.equal(await count('patients'), 1)
  })
})

t.test('files', async (t) => {
  const { app, clinic, count } = await open(t)

  await t.test('P65: a CSV file by the header of the template', async (t) => {
    const { token } = clinic.practitioner
    const template = expectStatus(await clinic.call('GET', '/imports/template?kind=patients', { token }), 200)
    t.match(template.headers['content-type'], 'text/csv')
    const email = newAddress('csv')
    const row = `c-1,Eva,"Ek, af",${email},070-1234567,1975-05-05,Storgatan 1,211 42,Malmö,SE,sv,no,,,,,`
    const done = await importFile(app, clinic, informed, `\ufeff${template.body}${row}\r\n`, csv)
    t.match(done.rows, { total: 1, created: 1, ignored: 0 })
    t.match(await patientOf(clinic, email), { firstName: 'Eva', lastName: 'Ek, af', phone: '+46701234567' })
  })

  await t.test('columns by their place, semicolons, a column too many', async (t) => {
    const text = 'Efternamn;Förnamn;Skostorlek;Id\nEk;Åsa;38;c-2\nEk;"Bo";40\n'
    const columns = 'columns=lastName,firstName,,externalId'
    const done = await importFile(app, clinic, `${skipping}&${columns}`, text, csv)
    t.match(done.rows, { total: 2, created: 1, failed: 1, ignored: 0 })
    t.match(done.errors, [{ line: 3, pointer: '' }])
    const unknown = 'externalId,firstName,lastName,__proto__\nc-3,Ida,Ek,x\n'
    const named = await importFile(app, clinic, informed, unknown, csv)
    t.match(named.rows, { created: 1 })
    t.match(
      named.findings,
      [
        { line: 1, kind: 'ignored', pointer: '/columns/3' },
        { kind: 'noAddress', pointer: '/email' },
      ].reverse(),
    )
  })

  await t.test('a quote that is never closed ends the file there', async (t) => {
    const text = 'externalId,firstName,lastName\nc-4,Ida,Ek\nc-5,"Ida,Ek\nc-6,Ida,Ek\n'
    const done = await importFile(app, clinic, skipping, text, csv)
    t.match(done.rows, { created: 1, failed: 1 })
    t.equal(done.errors.length, 1)
  })

  await t.test('a table of another encoding is refused row by row', async (t) => {
    const text = Buffer.from('externalId,firstName,lastName\nc-7,Åsa,Ek\nc-8,Ida,Ek\n', 'latin1')
    const done = await importFile(app, clinic, skipping, text, csv)
    t.match(done.rows, { created: 1, failed: 1 })
    t.match(done.errors, [{ line: 2, detail: /UTF-8/ }])
  })

  await t.test('S41: more than 100,000 rows are none', async (t) => {
    const done = await importFile(app, clinic, skipping, '{}\n'.repeat(100_001))
    t.match(done, { state: 'failed', failure: 'too-many-rows', rows: { created: 0, failed: 0 } })
  })

  await t.test('P65: a Bundle, in whatever order and however written', async (t) => {
    const text = JSON.stringify(
      {
        meta: { entry: [{ resource: fhirPatient('no') }] },
        entry: [
          {
            fullUrl: 'urn:uuid:1',
            resource: fhirPatient('b-1', { name: [{ family: '}]"\\', given: ['{['] }] }),
          },
          { resource: { resourceType: 'Organization', id: 'o' } },
          { fullUrl: 'urn:uuid:2', resource: fhirPatient('b-2') },
        ],
        resourceType: 'Bundle',
        type: 'collection',
      },
      null,
      2,
    )
    const done = await importFile(app, clinic, informed, text, bundle)
    t.match(done, { state: 'completed', rows: { total: 3, created: 2, ignored: 1, failed: 0 } })
    t.equal(await count('patients', `external_id = 'no'`), 0)
    for (const broken of ['{}', '[]', '"entry"', text.slice(0, -40), text.slice(0, 600)])
      t.match(
        await importFile(app, clinic, informed, broken, bundle),
        { state: 'failed' },
        broken.slice(0, 20),
      )
  })

  await t.test('a file of many pieces comes through whole, with rows across their ends', async (t) => {
    const many = Array.from({ length: 40 }, (_one, n) =>
      fhirPatient(`long-${n}`, { text: { div: 'å'.repeat(60_000) } }),
    )
    const done = await importFile(app, clinic, informed, jsonLines(many))
    t.match(done.rows, { total: 40, created: 40 })
    const entries = many.map((resource) => ({ resource: { ...resource, id: `${resource.id}-b` } }))
    const text = JSON.stringify({ resourceType: 'Bundle', entry: entries })
    t.match((await importFile(app, clinic, informed, text, bundle)).rows, { total: 40, created: 40 })
  })

  await t.test('S40 S41 S48: hostile rows are refused and do no more', async (t) => {
    const deep = `{"resourceType":"Patient","id":"deep","contained":${'['.repeat(40)}${']'.repeat(40)}}`
    const deeper = `{"resourceType":"Patient","x":${'['.repeat(400_000)}${']'.repeat(400_000)}}`
    const proto = '{"resourceType":"Patient","id":"proto","__proto__":{"admin":true}}'
    const escaped = '{"resourceType":"Patient","id":"e","\\u005f_proto__":{"admin":true}}'
    const constructed = '{"resourceType":"Patient","id":"c","constructor":{"prototype":{"admin":true}}}'
    const long = JSON.stringify(fhirPatient('long', { text: { div: 'x'.repeat(1024 * 1024) } }))
    const modified = JSON.stringify(fhirPatient('m', { modifierExtension: [{ url: 'http://x.example' }] }))
    const rows = [deep, deeper, proto, escaped, constructed, long, modified, '[]', 'null', '\u0000']
    const good = fhirPatient('safe', {
      role: 'org_admin',
      accountId: clinic.id,
      verifiedAt: now,
      managingOrganization: { reference: 'http://127.0.0.1:1/Organization/1' },
      photo: [{ url: 'http://127.0.0.1:1/x.png' }],
    })
    const done = await importFile(app, clinic, skipping, [...rows, JSON.stringify(good)].join('\n'))
    t.match(
      done.rows,
      { total: rows.length + 1, created: 1, failed: rows.length },
      JSON.stringify(done.errors),
    )
    t.notOk(({} as { admin?: boolean }).admin)
    const patient = await count('patients', `external_id = 'safe' and account_id is null`)
    t.equal(patient, 1)
  })
})

t.test('visits', async (t) => {
  const { app, clinic, owner, count } = await open(t)
  const doctor = await named(clinic, `/practitioners/${clinic.practitioner.id}`)
  await importFile(app, clinic, informed, jsonLines([fhirPatient('v-1'), fhirPatient('v-2')]))
  const visits = (...rows: unknown[]) =>
    importFile(app, clinic, 'kind=appointments&onError=skip', jsonLines(rows))
  const list = async () =>
    expectStatus(await clinic.call('GET', '/appointments?limit=200', { token: clinic.admin.token }), 200).body
      .data as { externalId: string; status: string; imported: boolean }[]

  await t.test('P65: what is over is stored as completed, whoever was where meanwhile', async (t) => {
    const start = '2026-11-01T09:00:00Z'
    const done = await visits(
      fhirEncounter('e-1', 'v-1', doctor, start),
      fhirEncounter('e-2', 'v-1', doctor, start),
      { ...fhirEncounter('e-3', 'v-2', doctor, start), status: 'cancelled' },
      fhirEncounter('e-4', 'nobody', doctor, start),
      fhirEncounter('e-5', 'v-2', 'nobody', start),
      fhirEncounter('e-6', 'v-2', 'nobody', '2020-01-31T23:30:00Z'),
      fhirEncounter('e-7', 'nobody', doctor, '2020-01-01T09:00:00Z'),
      fhirEncounter('e-1', 'v-2', doctor, start),
    )
    t.match(done.rows, { total: 8, created: 2, agedOut: 1, ignored: 1, failed: 4 })
    t.strictSame(
      done.errors.map(({ line, pointer }) => [line, pointer]),
      [
        [4, '/subject/reference'],
        [5, '/participant/0/individual/reference'],
        [7, '/subject/reference'],
        [8, ''],
      ],
    )
    const stored = (await list()).filter(({ externalId }) => externalId?.startsWith('e-'))
    t.strictSame(stored.map(({ externalId, status, imported }) => [externalId, status, imported]).sort(), [
      ['e-1', 'completed', true],
      ['e-2', 'completed', true],
    ])
    const { rows } = await owner.query(
      `select month::text, practitioner_id, service_id, completed from monthly_statistics`,
    )
    t.strictSame(
      rows,
      [{ month: '2020-02-01', practitioner_id: null, service_id: clinic.serviceId, completed: 1 }],
      'the month of Stockholm',
    )
  })

  await t.test('a visit is kept for thirteen calendar months, to the second', async (t) => {
    const ending = (id: string, end: string) => {
      const start = new Date(Date.parse(end) - 60_000).toISOString()
      return { ...fhirEncounter(id, 'v-1', doctor, start), period: { start, end } }
    }
    const done = await visits(
      ending('k-1', '2025-10-21T07:59:59Z'),
      ending('k-2', '2025-10-21T08:00:00Z'),
      ending('k-3', '2025-10-21T08:00:01Z'),
    )
    // Stockholm was an hour further from UTC then: thirteen months later its clock shows the same.
    t.match(done.rows, { created: 1, agedOut: 2 })
    const settings = (period: string) =>
      clinic.call('PUT', '/settings', { token: clinic.admin.token, body: { bookingRetention: period } })
    for (const period of ['P13M', 'P1M']) t.equal((await settings(period)).status, 200, period)
    for (const period of ['P14M', 'P29D']) t.equal((await settings(period)).status, 422, period)
    t.match((await visits(fhirEncounter('k-4', 'v-1', doctor, '2026-10-01T09:00:00Z'))).rows, { agedOut: 1 })
    expectStatus(await settings('P13M'), 200)
    t.match((await visits(fhirEncounter('k-4', 'v-1', doctor, '2026-10-01T09:00:00Z'))).rows, {
      unchanged: 1,
    })
  })

  await t.test('P21 P57: what is over counts under `statistics` alone, and never who objected', async (t) => {
    const token = clinic.admin.token
    const traces = async (bookingTraces: string) =>
      expectStatus(await clinic.call('PUT', '/settings', { token, body: { bookingTraces } }), 200)
    const counted = () => count('monthly_statistics', `month = '2019-05-01'`)
    const over = (id: string, patient = 'v-1') => fhirEncounter(id, patient, doctor, '2019-05-06T09:00:00Z')
    for (const degree of ['delete', 'kAnonymous']) {
      await traces(degree)
      t.match((await visits(over(`t-${degree}`))).rows, { agedOut: 1 })
      t.equal(await counted(), 0, degree)
      t.equal(await count('uncounted_visits'), 0, degree)
    }
    await traces('statistics')
    await owner.query(
      `insert into objections (organisation_id, id, patient_id, purpose, created_at)
        select organisation_id, gen_random_uuid(), id, 'statistics', created_at from patients where external_id = 'v-2'`,
    )
    t.match((await visits(over('t-objector', 'v-2'))).rows, { agedOut: 1 })
    t.equal(await counted(), 0)
    await owner.query('delete from objections')
    t.match((await visits(over('t-statistics'))).rows, { agedOut: 1 })
    t.equal(await counted(), 1)
  })

  await t.test('P65: what lies ahead takes its time like any booking', async (t) => {
    const ahead = '2026-12-01T09:00:00Z'
    const done = await visits(
      fhirEncounter('f-1', 'v-1', doctor, ahead),
      fhirEncounter('f-2', 'v-2', doctor, '2026-12-01T09:15:00Z'),
      fhirEncounter('f-3', 'v-2', doctor, '2026-12-01T09:30:00Z'),
    )
    t.match(done.rows, { created: 2, failed: 1 })
    t.match(done.errors, [{ line: 2, pointer: '/start' }])
    const [booked] = (await list()).filter(({ externalId }) => externalId === 'f-1')
    t.match(booked, { status: 'booked', imported: false })
    t.equal(await count('mails', `kind = 'appointmentConfirmation'`), 0)
    t.ok(await count('mails', `kind = 'appointmentReminder'`))

    const moved = fhirEncounter('f-1', 'v-1', doctor, '2026-12-02T09:00:00Z')
    t.match((await visits(moved)).rows, { updated: 1 })
    t.match((await visits(moved)).rows, { unchanged: 1 })
    const [after] = (await list()).filter(({ externalId }) => externalId === 'f-1')
    t.match(after, { startsAt: '2026-12-02T09:00:00.000Z', version: 2 })
  })

  await t.test('P65: appointments as FHIR and as CSV, services by their names', async (t) => {
    const token = clinic.admin.token
    const price = { amount: 1, currency: 'SEK' }
    const body = { name: 'Massage', duration: 'PT45M', price, payer: 'patient', externalId: 'MAS' }
    const { id } = expectStatus(await clinic.call('POST', '/services', { token, body }), 201).body
    const appointment = {
      resourceType: 'Appointment',
      id: 'a-1',
      status: 'noshow',
      serviceType: [{ coding: [{ code: 'mas' }] }],
      start: '2026-11-10T10:00:00+01:00',
      participant: [
        { actor: { reference: 'https://elsewhere.example/fhir/Patient/v-2/_history/3' } },
        { actor: { reference: 'Location/1' } },
        { actor: { reference: `Practitioner/${doctor}` } },
      ],
    }
    t.match((await visits(appointment)).rows, { created: 1, ignored: 1 })
    const line = `a-2,v-2,${doctor},massage,2026-11-10 10:00,2026-11-10 10:20,`
    const text = `externalId,patient,practitioner,service,startsAt,endsAt,status\n${line}\n`
    const done = await importFile(app, clinic, `kind=appointments&serviceId=${clinic.serviceId}`, text, csv)
    t.match(done.rows, { created: 1 })
    const { rows } = await owner.query(
      `select external_id, service_id, status, starts_at, ends_at from appointments where external_id like 'a-%' order by 1`,
    )
    t.match(rows, [
      { status: 'noShow', service_id: id, ends_at: new Date('2026-11-10T09:45:00Z') },
      { status: 'completed', service_id: id, starts_at: new Date('2026-11-10T09:00:00Z') },
    ])
  })
})

t.test('requests', async (t) => {
  const { app, clinic, count } = await open(t)
  const line = jsonLines([fhirPatient('r-1')])

  await t.test('what cannot be imported is refused before the file is taken', async (t) => {
    const refusals: [string, string, number, string?][] = [
      ['kind=patients', 'application/fhir+ndjson', 400, '/querystring/informedAt'],
      [informed, 'application/json', 415],
      [informed, 'text/plain', 415],
      [`${informed}&columns=firstName`, 'application/fhir+ndjson', 400, '/querystring/columns'],
      [`${informed}&columns=shoeSize`, csv, 400, '/querystring/columns'],
      [`${informed}&columns=firstName,firstName`, csv, 400, '/querystring/columns'],
      [
        'kind=patients&informedAt=2026-12-01T09:00:00Z',
        'application/fhir+ndjson',
        422,
        '/querystring/informedAt',
      ],
      [`kind=appointments&serviceId=${clinic.id}`, 'application/fhir+ndjson', 422, '/querystring/serviceId'],
      ['kind=doctors', 'application/fhir+ndjson', 400],
    ]
    for (const [query, type, status, pointer] of refusals) {
      const answer = await sendImport(clinic, query, line, type)
      t.match(answer, { status, ...(pointer ? { body: { errors: [{ pointer }] } } : {}) }, `${query} ${type}`)
    }
    const { token } = clinic.practitioner
    t.equal((await clinic.call('POST', `/imports?${informed}`, { token })).status, 415, 'no body')
    const zipped = { 'content-type': 'application/fhir+ndjson', 'content-encoding': 'gzip' }
    const answer = await clinic.call('POST', `/imports?${informed}`, { token, body: line, headers: zipped })
    t.equal(answer.status, 415)
    t.equal((await sendImport(clinic, informed, '')).status, 400)
    t.equal((await sendImport(clinic, informed, line, undefined, clinic.receptionist.token)).status, 403)
    t.equal(await count('files'), 0)
  })

  await t.test('an organisation imports one file after the other', async (t) => {
    const { id } = expectStatus(await sendImport(clinic, informed, line), 202).body
    t.match(await sendImport(clinic, informed, line), { status: 409, body: { type: /import-running$/ } })
    await runImport(app.deps, clinic.id, id)
    t.match(await showImport(clinic, id), { state: 'completed' })
    const second = expectStatus(await sendImport(clinic, informed, line), 202).body
    await runImport(app.deps, clinic.id, second.id)
    const { body } = await clinic.call('GET', '/imports?limit=1', { token: clinic.admin.token })
    t.equal(body.data[0].id, second.id, 'the newest first')
    const next = `/imports?limit=1&cursor=${body.nextCursor}`
    t.equal((await clinic.call('GET', next, { token: clinic.admin.token })).body.data[0].id, id)
  })

  await t.test('a repeat with the same Idempotency-Key is the same import', async (t) => {
    const { token } = clinic.practitioner
    const headers = { 'content-type': 'application/fhir+ndjson', 'idempotency-key': 'import-1' }
    const send = (body: string) => clinic.call('POST', `/imports?${informed}`, { token, body, headers })
    const first = expectStatus(await send(line), 202)
    const again = expectStatus(await send(line), 202)
    t.equal(again.body.id, first.body.id)
    t.equal(again.headers['idempotency-replayed'], 'true')
    t.equal((await send(`${line}\n${line}`)).status, 422)
    await runImport(app.deps, clinic.id, first.body.id)
  })

  await t.test(
    'S60: a piece that was changed, cut off or moved is not read, and nothing of it stored',
    async (t) => {
      const owner = await connectTo(t, app.database.ownerUrl)
      const people = Array.from({ length: 40 }, (_one, n) =>
        fhirPatient(`s-${n}`, { text: 'x'.repeat(60_000) }),
      )
      const harms = [
        `update file_pieces set sealed = set_byte(sealed, 1000, (get_byte(sealed, 1000) + 1) % 256) where piece = 1`,
        'update files set pieces = pieces - 1',
        'update file_pieces set piece = 7 - piece where piece in (0, 1); update file_pieces set piece = piece - 6',
        'delete from file_pieces where piece = 1',
      ]
      for (const harm of harms) {
        const { id } = expectStatus(await sendImport(clinic, informed, jsonLines(people)), 202).body
        await owner.query(harm).catch(() => {})
        await runImport(app.deps, clinic.id, id)
        t.match(await showImport(clinic, id), { state: 'failed', failure: 'not-readable' }, harm)
      }
      t.equal(await count('patients', `external_id like 's-%'`), 0)
      t.equal(await count('file_pieces'), 0)
    },
  )

  await t.test('the file and its key are gone when the import has ended', async (t) => {
    const before = await count('keys.subject_keys')
    const { id } = expectStatus(await sendImport(clinic, skipping, line), 202).body
    t.equal(await count('keys.subject_keys'), before + 1)
    t.equal(await count('files'), 1)
    await runImport(app.deps, clinic.id, id)
    for (const table of ['files', 'file_pieces']) t.equal(await count(table), 0, table)
    t.equal(await count('keys.subject_keys'), before)
    t.notMatch(app.log.join(), /Lund/)
  })

  await t.test('what nobody came for goes when its time is over', async (t) => {
    const { id } = expectStatus(await sendImport(clinic, skipping, line), 202).body
    const goneAt = async (at: string) => {
      app.clock.set(at)
      const { rows } = await sweep(app, clinic.id)
      app.clock.set(now)
      return rows
    }
    const pieces = await count('file_pieces')
    t.equal((await goneAt('2026-11-28T08:59:59Z')).files, undefined)
    t.match(await goneAt('2026-11-28T09:00:01Z'), { files: 1, filePieces: pieces, 'keys.subjectKeys': 1 })
    await runImport(app.deps, clinic.id, id)
    t.match(await showImport(clinic, id), { state: 'failed', failure: 'file-gone' })
    const { imports, importFindings } = await goneAt('2027-03-01T09:00:00Z')
    t.ok((imports ?? 0) > 0 && (importFindings ?? 0) > 0)
    t.equal(await count('imports'), 0)
    t.equal(await count('import_findings'), 0)
  })
})
