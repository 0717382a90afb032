import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import PostalMime, { type Email } from 'postal-mime'
import { type Test, test } from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { verifyCertificate } from '#src/privacy/certificates/certificate.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus, freeTimes, openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { askErasure, finishErasures } from '#test/helpers/erasures.ts'
import { completeRows, setCanaries } from '#test/helpers/everything.ts'

/** Every text, JSON and bytea column with a needle in it, and every column of ids with one of these. */
const placesOf = async (owner: pg.Client, needles: readonly string[], ids: readonly string[]) => {
  const { rows: columns } = await owner.query<{ table: string; column: string; type: string }>(`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as table, quote_ident(a.attname) as column, t.typname as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid
     where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     order by 1, 2`)
  const found: string[] = []
  for (const { table, column, type } of columns) {
    const text = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`
    const { rows } = await owner.query(
      `select 1 from ${table} where lower(${text}) like any ($1::text[]) limit 1`,
      [[...needles, ...ids].map((needle) => `%${needle.toLowerCase()}%`)],
    )
    if (rows.length > 0) found.push(`${table}.${column}`)
  }
  return found
}

const openSubject = async (t: Test) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const practitionerId = clinic.practitioner.id
  const [startsAt = ''] = await freeTimes(app, clinic)
  const person = await registerPerson(app, { firstName: 'Quintessa', lastName: 'Oswaldtwistle' })
  const booked = await clinic.call('POST', '/appointments', {
    token: person.token,
    body: { practitionerId, serviceId: clinic.serviceId, startsAt, note: 'Bad knee' },
  })
  const { patientId } = expectStatus(booked, 201).body
  const accountId = claimsOf(person.token).sub as string
  return {
    app,
    owner,
    clinic,
    person,
    who: { organisationId: clinic.id, accountId, practitionerId, patientId: patientId as string },
  }
}

test('P9 P47 P85: a subject with data in every table is gone from every column of every table', async (t) => {
  const { app, owner, clinic, person, who } = await openSubject(t)
  // Who works there as well has rows in the tables of staff.
  for (const table of ['practitioners', 'memberships'])
    await owner.query(
      `update ${table} set account_id = $2 where ${table === 'practitioners' ? 'id' : 'practitioner_id'} = $1`,
      [who.practitionerId, who.accountId],
    )
  await completeRows(owner, who)
  await setCanaries(app, owner, who)
  await owner.query(
    `update legal_holds set lifted_at = created_at, lifted_by = placed_by where patient_id = $1`,
    [who.patientId],
  )
  const id = await askErasure(app, person.token, { expedite: true })
  await finishErasures(app)
  const { rows: parts } = await owner.query(
    'select organisation_id, state, step, erased_rows, sealed from data_requests where id = $1 order by 1',
    [id],
  )
  t.strictSame(
    parts.map(({ organisation_id, state, step }) => ({ organisation_id, state, step })),
    [
      { organisation_id: PLATFORM_ID, state: 'completed', step: null },
      { organisation_id: clinic.id, state: 'completed', step: null },
    ],
    app.log.filter((line) => line.includes('erasure')).join('\n'),
  )
  const names = await placesOf(owner, [person.email, 'quintessa', 'oswaldtwistle'], [])
  t.strictSame(names, [])
  const kept = ['audit_events', 'data_request_events', 'data_requests'].map((table) => `public.${table}.`)
  for (const place of await placesOf(owner, ['canary-'], []))
    t.ok(
      kept.some((table) => place.startsWith(table)),
      `${place} stays by declaration`,
    )
  t.strictSame(await placesOf(owner, [], [who.accountId, who.patientId]), [
    'public.audit_event_patients.patient_id',
    'public.audit_events.account_id',
    'public.audit_events.patient_id',
    'public.audit_events.patient_ids',
    'public.audit_events.resource_ids',
    'public.data_requests.account_id',
    'public.data_requests.patient_id',
    'public.data_requests.patient_ids',
    'public.ledger_acts.account_id',
    'public.ledger_acts.patient_id',
    'public.settings_versions.changed_by',
  ])
  t.equal((await app.call('GET', '/v1/me', { token: person.token })).status, 401)
})

const certificateMails = async ({ deps }: TestApp, email: string): Promise<Email[]> => {
  const found: Email[] = []
  const folder = join(deps.config.dataDir, 'mail')
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), 'utf8')
    const mail = await PostalMime.parse(text, { attachmentEncoding: 'utf8' })
    const certified = mail.attachments.some(({ filename }) => filename === 'certificate.json')
    if (certified && mail.to?.some(({ address }) => address === email)) found.push(mail)
  }
  return found
}

test('P22 P71: the certificate is mailed once, verifies offline, and nothing personal is in it', async (t) => {
  const { app, owner, clinic, person, who } = await openSubject(t)
  const id = await askErasure(app, person.token, { expedite: true })
  await finishErasures(app)
  const { rows } = await owner.query(
    'select organisation_id, certificate from data_requests where id = $1 order by 1',
    [id],
  )
  t.equal(rows.length, 2)
  t.strictSame(
    app.log.filter((line) => line.includes('left something')),
    [],
  )
  const { body: keys } = expectStatus(await app.call('GET', '/v1/privacy/certificate-key'), 200)
  for (const { certificate } of rows) {
    t.equal(verifyCertificate(certificate, keys.keys), null)
    const text = JSON.stringify(certificate).toLowerCase()
    for (const needle of [person.email, 'quintessa', who.accountId, who.patientId])
      t.notOk(text.includes(needle.toLowerCase()), 'nothing personal')
    const changed = structuredClone(certificate)
    changed.certificate.rows = []
    t.equal(verifyCertificate(changed, keys.keys), 'wrongSignature')
    t.equal(verifyCertificate(certificate, [{ ...keys.keys[0], x: 'A'.repeat(43) }]), 'wrongKey')
  }
  const [account, ofClinic] = rows.map(({ certificate }) => certificate.certificate)
  t.equal(account.controller.organisationId, null)
  t.match(ofClinic, { controller: { organisationId: clinic.id, name: null }, scope: 'organisation' })
  t.match(ofClinic.rows, [{ table: 'appointments', rows: 1 }].concat([]))
  t.equal(
    Date.parse(ofClinic.backupsClearBy) - Date.parse(ofClinic.erasedAt),
    8 * 86_400_000,
    'seven days of backups, and the one under way',
  )
  const sent = await certificateMails(app, person.email)
  t.equal(sent.length, 2, 'one from each controller')
  const { rows: left } = await owner.query(
    `select 1 from keys.subject_keys where subject_id = $1 union all select 1 from data_requests where id = $1 and sealed is not null`,
    [id],
  )
  t.strictSame(left, [], 'the address went with the mail')
  const secret = /certificates\/([\w-]+)/.exec(sent[0]?.text ?? '')?.[1] ?? ''
  const read = expectStatus(await app.call('GET', `/v1/privacy/certificates/${secret}`), 200)
  t.equal(verifyCertificate(read.body, keys.keys), null)
  t.equal((await app.call('GET', `/v1/privacy/certificates/${'A'.repeat(43)}`)).status, 401)
})

const allRows = async (owner: pg.Client, skip: readonly string[]): Promise<Map<string, string[]>> => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('public', 'keys', 'partitions') order by 1`,
  )
  const found = new Map<string, string[]>()
  for (const { name } of tables) {
    if (skip.includes(name)) continue
    const { rows } = await owner.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
    found.set(
      name,
      rows.map(({ row }) => row),
    )
  }
  return found
}

test('P47: of three organisations one erases; every row of everybody else, and the sign-in, stay as they were', async (t) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinics = [await openClinic(app), await openClinic(app), await openClinic(app)]
  const person = await registerPerson(app)
  const other = await registerPerson(app)
  for (const clinic of clinics)
    for (const one of [person, other]) {
      const [startsAt = ''] = await freeTimes(app, clinic)
      const body = {
        practitionerId: clinic.practitioner.id,
        serviceId: clinic.serviceId,
        startsAt,
        note: 'x',
      }
      expectStatus(await clinic.call('POST', '/appointments', { token: one.token, body }), 201)
    }
  const [first] = clinics
  const skip = ['public.rate_limits', 'public.outbox', 'public.audit_unsealed', 'public.instance']
  const accountId = claimsOf(person.token).sub as string
  const id = await askErasure(app, person.token, { organisationId: first?.id ?? '', expedite: true })
  const before = await allRows(owner, skip)
  await finishErasures(app)
  const after = await allRows(owner, skip)
  const { rows: patients } = await owner.query(
    `select patient_ids[1] as id from data_requests where id = $1`,
    [id],
  )
  const patientId = patients[0].id as string
  let gone = 0
  for (const [table, rows] of before)
    for (const row of rows) {
      if (after.get(table)?.includes(row)) continue
      gone++
      const ours = row.includes(patientId) || row.includes(id) || /"kind": "request/.test(row)
      const sent = table === 'public.mails' && row.includes('"state": "planned"')
      const used = table.startsWith('partitions.') && row.includes(accountId) && row.includes(first?.id ?? '')
      t.ok(ours || sent || used, `${table}: ${row.slice(0, 300)}`)
    }
  t.ok(gone > 3)
  t.equal((await app.call('GET', '/v1/me', { token: person.token })).status, 200)
  const { body } = expectStatus(await app.call('GET', '/v1/me/appointments', { token: person.token }), 200)
  t.equal(body.data.length, 2)
})
