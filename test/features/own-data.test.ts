import type { TSchema } from '@sinclair/typebox'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type Test, test } from 'tap'
import { snakeCase } from '#src/db/snake-case.ts'
import { hasFreeKeys } from '#src/features/privacy/data-export.schema.ts'
import { exportedTables } from '#src/privacy/register.ts'
import { addFormats } from '#src/schema/formats.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus, freeTimes, openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { canaryOf, completeRows, setCanaries, storedRows } from '#test/helpers/everything.ts'

const ownData = async (app: TestApp, token: string) =>
  expectStatus(await app.call('GET', '/v1/me/data', { token }), 200).body

const openSchema = async (app: TestApp) => {
  const { body, headers } = expectStatus(await app.call('GET', '/v1/privacy/export-schema'), 200)
  const ajv = new Ajv2020({ strict: false })
  addFormats(ajv as never)
  return { validate: ajv.compile(body), body, headers }
}

/** Somebody who is a patient of the clinic, and its practitioner. */
const openEverybody = async (t: Test) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const practitionerId = clinic.practitioner.id
  const [startsAt = ''] = await freeTimes(app, clinic)
  const person = await registerPerson(app)
  const booked = await clinic.call('POST', '/appointments', {
    token: person.token,
    body: { practitionerId, serviceId: clinic.serviceId, startsAt, note: 'Bad knee' },
  })
  const { patientId } = expectStatus(booked, 201).body
  const accountId = claimsOf(person.token).sub as string
  for (const table of ['practitioners', 'memberships'])
    await owner.query(
      `update ${table} set account_id = $2 where ${table === 'practitioners' ? 'id' : 'practitioner_id'} = $1`,
      [practitionerId, accountId],
    )
  const who = { organisationId: clinic.id, accountId, practitionerId, patientId: patientId as string }
  return { app, owner, clinic, person, token: person.token, who }
}

const inPart = (copy: { parts: { data: Record<string, Record<string, unknown>[]> }[] }, table: string) =>
  copy.parts.flatMap(({ data }) => data[table] ?? [])

/** Objects with free keys are shown as lists of entries. */
const asShown = (stored: unknown, schema: TSchema) =>
  hasFreeKeys(schema) ? Object.entries(stored as object).map(([name, value]) => ({ name, value })) : stored

const sameValue = (stored: unknown, shown: unknown): boolean => {
  if (typeof stored === 'string' && typeof shown === 'string' && Number.isFinite(Date.parse(stored)))
    return stored === shown || Date.parse(stored) === Date.parse(shown) || stored.startsWith(shown)
  return JSON.stringify(stored) === JSON.stringify(shown)
}

test('P80: whatever any table holds about a person stands in their copy under its declared name', async (t) => {
  const { app, owner, token, who } = await openEverybody(t)
  await completeRows(owner, who)
  await setCanaries(app, owner, who)
  const before = new Map<string, Awaited<ReturnType<typeof storedRows>>>()
  for (const table of exportedTables) before.set(table.name, await storedRows(owner, table, who))
  const copy = await ownData(app, token)
  const { validate } = await openSchema(app)
  t.ok(validate(copy), JSON.stringify(validate.errors))
  for (const table of exportedTables) {
    const shown = inPart(copy, table.exportAs)
    const stored = before.get(table.name) ?? []
    t.ok(stored.length > 0, `${table.name} has a row about the person`)
    for (const column of table.columns) {
      const name = column.privacy.exportAs ?? ''
      for (const row of stored) {
        const found = column.privacy.sealed
          ? shown.some((one) =>
              column.privacy.sealed?.fields.every(
                (field) =>
                  (one[name] as Record<string, unknown> | null)?.[field] === canaryOf(table.name, field),
              ),
            )
          : shown.some((one) => sameValue(asShown(row[snakeCase(column.name)], column.schema), one[name]))
        t.ok(found, `${table.name}.${column.name} as ${table.exportAs}.${name}`)
      }
    }
  }
  t.notMatch(JSON.stringify(copy), /hash|pepper|wrapped/i, 'nothing that proves who somebody is')
})

test('P80: the copy names who answers for each part, holds nobody else, and is in the trail', async (t) => {
  const { app, owner, clinic, person, who } = await openEverybody(t)
  const [startsAt = ''] = await freeTimes(app, clinic)
  const stranger = await registerPerson(app, { firstName: 'Stranger', lastName: 'Elsewhere' })
  const body = {
    practitionerId: clinic.practitioner.id,
    serviceId: clinic.serviceId,
    startsAt,
    note: 'Secret',
  }
  expectStatus(await clinic.call('POST', '/appointments', { token: stranger.token, body }), 201)
  const other = await openClinic(app, { name: 'Another clinic' })
  const copy = await ownData(app, person.token)
  t.strictSame(
    copy.parts.map((part: { organisationId: string | null; name: string }) => [
      part.organisationId,
      part.name,
    ]),
    [
      [null, 'The operator of this service'],
      [clinic.id, 'Kliniken'],
    ],
  )
  const text = JSON.stringify(copy)
  t.match(text, 'Bad knee')
  t.notMatch(text, /Stranger|Elsewhere|Secret/)
  t.notMatch(text, other.id)
  t.equal(inPart(copy, 'appointments').length, 1)
  const { rows } = await owner.query(
    `select action, resource, role from audit_events where account_id = $1 and action = 'export'`,
    [who.accountId],
  )
  t.strictSame(rows, [{ action: 'export', resource: 'account', role: 'person' }])
  t.equal((await app.call('GET', '/v1/me/data')).status, 401)
})

test('P69 P80: no copy shows what is over, removed or not, but what a hold keeps', async (t) => {
  const { app, owner, token, who } = await openEverybody(t)
  const shown = async () => inPart(await ownData(app, token), 'appointments').length
  const endAt = (shift: string) =>
    owner.query(
      `update appointments set starts_at = e.at - interval '1 hour', busy_from = e.at - interval '1 hour', ends_at = e.at, busy_until = e.at
         from (select (($1::timestamptz at time zone 'Europe/Stockholm') - interval '13 months' + $2::interval) at time zone 'Europe/Stockholm' as at) e`,
      [app.clock.now(), shift],
    )
  await endAt('5 days')
  t.equal(await shown(), 1)
  await endAt('-5 days')
  t.equal(await shown(), 0, 'over, and there until the next sweep')
  await owner.query(
    `insert into legal_holds (organisation_id, id, patient_id, sealed, placed_by, created_at)
      values ($1, gen_random_uuid(), null, '', $2, $3)`,
    [who.organisationId, who.accountId, app.clock.now()],
  )
  t.equal(await shown(), 1, 'what is kept of somebody is told')
})

test('P80: a long copy comes in pages without a gap, and a destroyed key leaves null', async (t) => {
  const { app, owner, person, who } = await openEverybody(t)
  await owner.query(
    `insert into login_attempts (id, account_id, at, outcome, ip)
     select gen_random_uuid(), $1, $2::timestamptz + n * interval '1 second', 'failed', '192.0.2.1' from generate_series(1, 455) n`,
    [who.accountId, app.clock.now().toISOString()],
  )
  await owner.query(`delete from keys.subject_keys where subject_id = $1 and class = 'rest'`, [who.patientId])
  app.deps.keyring.forget(who.patientId)
  const copy = await ownData(app, person.token)
  const attempts = inPart(copy, 'loginAttempts').filter(({ outcome }) => outcome === 'failed')
  t.equal(attempts.length, 455)
  t.equal(new Set(attempts.map(({ at }) => at)).size, 455)
  const [patient] = inPart(copy, 'patient')
  t.match(patient, { contact: null, identity: { firstName: 'Pia' } })
  const { validate } = await openSchema(app)
  t.ok(validate(copy), JSON.stringify(validate.errors))
})

test('P11: the schema of the copy is published, complete in itself, at the address that copies name', async (t) => {
  const app = await startApp(t)
  const { token } = await registerPerson(app)
  const copy = await ownData(app, token)
  const { body, headers, validate } = await openSchema(app)
  t.match(headers['content-type'], 'application/schema+json')
  t.equal(body.$id, copy.schema)
  t.ok(validate(copy), JSON.stringify(validate.errors))
  t.notOk(validate({ ...copy, more: true }))
  t.notOk(validate({ ...copy, parts: [{ ...copy.parts[0], data: { account: [{ hash: 'x' }] } }] }))
})

const address = { street: 'Storgatan 2', postalCode: '111 22', city: 'Stockholm', country: 'SE' }

test('P11: a copy is taken into another account and another organisation, and back out it says the same', async (t) => {
  const { app, owner, clinic, person, who } = await openEverybody(t)
  const contact = { phone: '+46701112299', address }
  const patient = `/patients/${who.patientId}`
  expectStatus(await clinic.call('PATCH', patient, { token: clinic.receptionist.token, body: contact }), 200)
  const copy = await ownData(app, person.token)

  const next = await registerPerson(app, { firstName: 'Other', lastName: 'Name', phone: '+46700000001' })
  const another = await openClinic(app)
  const [startsAt = ''] = await freeTimes(app, another)
  const body = { practitionerId: another.practitioner.id, serviceId: another.serviceId, startsAt }
  expectStatus(await another.call('POST', '/appointments', { token: next.token, body }), 201)
  const imported = await app.call('POST', '/v1/me/data-imports', {
    token: next.token,
    body: { organisationId: another.id, export: copy },
    headers: { 'idempotency-key': 'take-it-1' },
  })
  t.strictSame(expectStatus(imported, 200).body, {
    profile: ['firstName', 'lastName', 'phone', 'locale'],
    patient: ['phone', 'address', 'locale'],
  })
  const taken = await ownData(app, next.token)
  t.match(inPart(taken, 'account')[0], {
    profile: { firstName: 'Pia', lastName: 'Lind', phone: '+46709876543', email: next.email },
    locale: 'sv',
    platformAdmin: false,
  })
  t.match(inPart(taken, 'patient')[0], { contact: { ...contact, email: next.email } })
  t.strictSame(inPart(taken, 'memberships'), [], 'no role comes with it')
  t.strictSame(inPart(taken, 'practitioner'), [])
  t.equal(inPart(taken, 'appointments').length, 1, 'no booking comes with it')
  const { rows } = await owner.query(
    `select count(*)::int as n from audit_events where account_id = $1 and detail ->> 'by' = 'dataImport'`,
    [claimsOf(next.token).sub],
  )
  t.equal(rows[0].n, 1)
})

test('P11 P20: of a copy an organisation takes no field that it hides', async (t) => {
  const { app, clinic, person, who } = await openEverybody(t)
  const contact = { phone: '+46701112299', address }
  const path = `/patients/${who.patientId}`
  expectStatus(await clinic.call('PATCH', path, { token: clinic.receptionist.token, body: contact }), 200)
  const copy = await ownData(app, person.token)

  const next = await registerPerson(app)
  const another = await openClinic(app)
  const [startsAt = ''] = await freeTimes(app, another)
  const body = { practitionerId: another.practitioner.id, serviceId: another.serviceId, startsAt }
  expectStatus(await another.call('POST', '/appointments', { token: next.token, body }), 201)
  const hiding = { patientFields: { address: 'hidden' } }
  expectStatus(await another.call('PUT', '/settings', { token: another.admin.token, body: hiding }), 200)
  const imported = await app.call('POST', '/v1/me/data-imports', {
    token: next.token,
    body: { organisationId: another.id, export: copy },
  })
  t.strictSame(expectStatus(imported, 200).body.patient, ['phone', 'locale'])
  t.match(inPart(await ownData(app, next.token), 'patient')[0], {
    contact: { phone: contact.phone, address: null },
  })
})

test('P11: a copy sets no role, no e-mail, no state, and nothing where the person is no patient', async (t) => {
  const { app, owner, clinic } = await openEverybody(t)
  const person = await registerPerson(app)
  const copy = await ownData(app, person.token)
  const [own] = copy.parts
  const forged = {
    ...copy,
    parts: [
      {
        ...own,
        data: {
          account: [
            {
              ...own.data.account[0],
              platformAdmin: true,
              state: 'active',
              profile: {
                email: 'chef@kliniken.example',
                firstName: 'Ann\u0000',
                lastName: 'Ek',
                dateOfBirth: '1950-01-01',
                phone: 'none',
              },
            },
          ],
        },
      },
    ],
  }
  const send = (body: object) => app.call('POST', '/v1/me/data-imports', { token: person.token, body })
  t.strictSame(expectStatus(await send({ export: forged }), 200).body, {
    profile: ['lastName', 'locale'],
    patient: [],
  })
  const after = expectStatus(await app.call('GET', '/v1/me', { token: person.token }), 200).body
  t.match(after, {
    email: person.email,
    firstName: 'Pia',
    lastName: 'Ek',
    dateOfBirth: '1988-04-12',
    platformAdmin: false,
  })
  t.equal((await send({ organisationId: clinic.id, export: copy })).status, 404)
  t.equal((await send({ export: { ...copy, parts: [{ role: 'org_admin' }] } })).status, 400)
  const profile = expectStatus(await app.call('GET', '/v1/me', { token: person.token }), 200).body
  t.equal(profile.version, after.version, 'what was refused changed nothing')
  const { rows } = await owner.query('select count(*)::int as n from accounts where platform_admin')
  t.equal(rows[0].n, 1)
})
