import { createPublicKey, verify } from 'node:crypto'
import type pg from 'pg'
import t, { type Test } from 'tap'
import { v7 as newId } from 'uuid'
import { ownersTx } from '#src/backups/replay-erasure.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withOwner } from '#src/db/owner-session.ts'
import { withJob } from '#src/db/scope.ts'
import { runExport } from '#src/features/exports/run-export.ts'
import { announceTermination } from '#src/features/terminations/announce-termination.ts'
import { purgeAgain, purgeOrganisation } from '#src/features/terminations/purge-organisation.ts'
import { forgetAddresses, purgeRows } from '#src/features/terminations/terminations.queries.ts'
import { certificateBytes, verifyCertificate } from '#src/privacy/certificates/certificate.ts'
import { verifyCertificateFile } from '#src/verify-certificate.ts'
import { type Answer, startApp, type TestApp } from '#test/helpers/app.ts'
import { askForExport } from '#test/helpers/archives.ts'
import {
  book,
  type Clinic,
  expectStatus,
  freeTimes,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo, sendDueMails, sentMails } from '#test/helpers/outbox-mails.ts'

interface Leaving {
  app: TestApp
  owner: pg.Client
  clinic: Clinic
  other: Clinic
  patient: { email: string; id: string }
}

const open = async (t: Test): Promise<Leaving> => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app, { name: 'Kliniken vid torget' })
  const other = await openClinic(app, { name: 'Andra kliniken' })
  const email = `olle.${newId().slice(-6)}@patients.example`
  const id = await registerPatient(clinic, { email })
  const [startsAt = ''] = await freeTimes(app, clinic)
  expectStatus(await book(clinic, id, startsAt), 201)
  await registerPatient(other)
  // Somebody who is patient of both.
  const both = await registerPerson(app)
  for (const place of [clinic, other]) {
    const visit = {
      practitionerId: place.practitioner.id,
      serviceId: place.serviceId,
      startsAt: (await freeTimes(app, place)).at(-1),
    }
    expectStatus(await place.call('POST', '/appointments', { token: both.token, body: visit }), 201)
  }
  await sendDueMails(app)
  return { app, owner, clinic, other, patient: { email, id } }
}

const start = async ({ clinic }: Leaving): Promise<Answer> =>
  clinic.call('POST', '/termination', { token: clinic.admin.token, body: { reason: 'We close.' } })

const announceLatest = async ({ app, owner, clinic }: Leaving) => {
  const { rows } = await owner.query(
    'select id from organisation_terminations where organisation_id = $1 order by number desc limit 1',
    [clinic.id],
  )
  await announceTermination(app.deps, { organisationId: clinic.id, terminationId: rows[0].id })
}

const tables = async (owner: pg.Client) => {
  const { rows } = await owner.query<{ name: string; schema: string; columns: string[] }>(
    `select c.table_name as name, c.table_schema as schema, array_agg(c.column_name::text) as columns from information_schema.columns c
       join information_schema.tables x using (table_schema, table_name)
      where c.table_schema in ('public', 'keys') and x.table_type = 'BASE TABLE' and c.table_name not like 'kysely%'
      group by 1, 2 order by 1`,
  )
  return rows
}

/** Every place that names the organisation, in whatever column of whatever type: `table.column`. */
const mentions = async (owner: pg.Client, organisationId: string): Promise<string[]> => {
  const found: string[] = []
  for (const { schema, name, columns } of await tables(owner))
    for (const column of columns) {
      const { rows } = await owner.query(
        `select count(*)::int as n from ${schema}.${name} where ${column}::text like '%' || $1 || '%'`,
        [organisationId],
      )
      if (rows[0].n > 0) found.push(`${name}.${column}`)
    }
  return found
}

const rowsOf = async (owner: pg.Client, organisationId: string): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { schema, name, columns } of await tables(owner)) {
    const column = name === 'organisations' ? 'id' : 'organisation_id'
    if (!columns.includes(column)) continue
    const { rows } = await owner.query(
      `select count(*)::int as n from ${schema}.${name} where ${column} = $1`,
      [organisationId],
    )
    if (rows[0].n > 0) counts[name] = rows[0].n
  }
  return counts
}

/** A digest a table of all rows but the organisation's. */
const othersDigests = async (owner: pg.Client, organisationId: string, left: readonly string[] = []) => {
  const digests: Record<string, string> = {}
  for (const { schema, name, columns } of await tables(owner)) {
    if (left.includes(name)) continue
    const column =
      name === 'organisations' ? 'id' : columns.includes('organisation_id') ? 'organisation_id' : null
    const others = column ? `where ${column} is distinct from '${organisationId}'` : ''
    const { rows } = await owner.query(
      `select md5(coalesce(string_agg(r::text, E'\\n' order by r::text), '')) as digest from ${schema}.${name} r ${others}`,
    )
    digests[name] = rows[0].digest
  }
  return digests
}

/** Where the platform writes when an organisation goes: its own record, mail, trail and key. */
const platformsOwn = [
  'organisation_purges',
  'mails',
  'outbox',
  'audit_events',
  'audit_unsealed',
  'signing_keys',
  'security_alerts',
  'blocks',
]

const endGrace = ({ app }: Leaving) => app.clock.shift('P31D')

t.test('P23: in its grace an organisation goes on, tells everybody, and can stay', async (t) => {
  const leaving = await open(t)
  const { app, clinic, other, patient } = leaving
  const asAdmin = { token: clinic.admin.token }
  t.equal((await clinic.call('GET', '/termination', asAdmin)).status, 404)
  const { body } = expectStatus(await start(leaving), 201)
  t.match(body, { state: 'grace', reason: 'We close.', exportId: null, blockers: [] })
  t.ok(body.duties.includes('takeExport'))
  t.equal(Date.parse(body.graceEndsAt) - Date.parse(body.createdAt), 30 * 86_400_000)
  t.match((await start(leaving)).body.type, /already-leaving$/)
  t.equal((await app.call('GET', clinic.url, asAdmin)).body.leavesAt, body.graceEndsAt)
  t.equal((await app.call('GET', other.url, { token: other.admin.token })).body.leavesAt, null)

  await t.test('no booking beyond its end, every one before', async (t) => {
    const day = (n: number) => new Date(app.clock.now().getTime() + n * 86_400_000).toISOString().slice(0, 10)
    const slots = (from: number, to: number) =>
      clinic.call('GET', `/slots?serviceId=${clinic.serviceId}&from=${day(from)}&to=${day(to)}`, {
        token: clinic.receptionist.token,
      })
    const times = expectStatus(await slots(25, 40), 200).body.data as { startsAt: string; endsAt: string }[]
    t.ok(times.length > 0)
    t.ok(times.every(({ endsAt }) => endsAt <= body.graceEndsAt))
    t.equal((await book(clinic, patient.id, times.at(-1)?.startsAt ?? '')).status, 201)
    const beyond = `${day(33)}T09:00:00.000Z`
    const refused = await book(clinic, patient.id, beyond)
    t.equal(refused.status, 422)
    t.match(refused.body.type, /slot-not-offered$/)
  })

  await announceLatest(leaving)
  for (const address of [patient.email, clinic.receptionist.email, clinic.admin.email]) {
    const told = (await mailsTo(app, address)).filter(({ subject }) =>
      /Lämnar Praxis|Leaving Praxis/.test(subject ?? ''),
    )
    t.equal(told.length, 1, address)
    t.notMatch(told[0]?.subject ?? '', /Kliniken/)
  }
  t.notOk(
    (await mailsTo(app, patient.email)).some(({ text }) => text?.includes('vid torget')),
    'S72',
  )
  t.equal(
    (await mailsTo(app, other.receptionist.email)).filter(({ subject }) => /ämnar/.test(subject ?? ''))
      .length,
    0,
  )

  const id = await askForExport(clinic)
  await runExport(app.deps, clinic.id, id)
  t.match((await clinic.call('GET', '/termination', asAdmin)).body, { exportId: id })

  t.equal((await clinic.call('DELETE', '/termination', { token: clinic.receptionist.token })).status, 403)
  t.equal((await clinic.call('DELETE', '/termination', asAdmin)).status, 204)
  t.equal((await clinic.call('DELETE', '/termination', asAdmin)).status, 404)
  t.equal((await app.call('GET', clinic.url, asAdmin)).body.leavesAt, null)
  await announceLatest(leaving)
  const after = (await mailsTo(app, patient.email)).filter(({ subject }) =>
    /Stannar|Staying/.test(subject ?? ''),
  )
  t.equal(after.length, 1, 'who was told of the one is told of the other')

  endGrace(leaving)
  await purgeOrganisation(app.deps, clinic.id)
  t.ok((await rowsOf(leaving.owner, clinic.id)).patients, 'who stays is not purged')
  const token = await app.signIn(clinic.admin.email, password)
  const again = expectStatus(await clinic.call('POST', '/termination', { token, body: {} }), 201)
  t.equal(again.body.reason, null)
})

t.test(
  'P23: after the grace nothing is left but what is declared, and all others are unchanged',
  async (t) => {
    const leaving = await open(t)
    const { app, owner, clinic, other, patient } = leaving
    expectStatus(await start(leaving), 201)
    await announceLatest(leaving)
    const id = await askForExport(clinic)
    await runExport(app.deps, clinic.id, id)
    await sendDueMails(app)

    const { graceEndsAt } = (await clinic.call('GET', '/termination', { token: clinic.admin.token })).body
    app.clock.set(new Date(Date.parse(graceEndsAt) - 1000).toISOString())
    await sendDueMails(app)
    const purge = () => purgeOrganisation(app.deps, clinic.id)
    const due = async () =>
      (await app.deps.db.worker.query('select id from due_purges($1, 10) as id', [app.clock.now()])).rows
    t.strictSame(await due(), [], 'a second before')
    await purge()
    t.ok((await rowsOf(owner, clinic.id)).patients)

    app.clock.set(graceEndsAt)
    t.strictSame(await due(), [{ id: clinic.id }])
    for (const statement of [
      `insert into security_alerts (id, at, cause, occurrences, concerned_organisation_id) values ($1, now(), 'patient-volume', 1, $2)`,
      `insert into blocks (id, at, kind, counters, expires_at, concerned_organisation_id) values ($1, now(), 'source', '{}', '2099-01-01', $2)`,
    ])
      await owner.query(statement, [newId(), clinic.id])
    await app.app.flushUsage()
    const before = await rowsOf(owner, clinic.id)
    t.ok(Object.keys(before).length > 25, `${Object.keys(before)}`)
    const others = await othersDigests(owner, clinic.id, platformsOwn)
    await app.deps.queue.add([{ job: 'mail.send', organisationId: clinic.id, subjectId: newId() }])
    const mailFiles = (await sentMails(app)).length
    await purge()

    t.strictSame(await rowsOf(owner, clinic.id), { ledger_acts: 1 }, 'no row in any table but the ledger')
    t.strictSame(
      (await mentions(owner, clinic.id)).sort(),
      [
        'audit_events.resource_ids',
        'ledger_acts.organisation_id',
        'ledger_acts.subject_id',
        'organisation_purges.certificate',
        'organisation_purges.purged_organisation_id',
      ],
      'what names it is the record of its going',
    )
    t.strictSame(
      await othersDigests(owner, clinic.id, platformsOwn),
      others,
      'all other rows are what they were',
    )
    const jobs = await app.deps.queue.producer.getJobs(['waiting', 'delayed', 'failed'], 0, 100)
    t.notOk(
      jobs.some((job) => (job.data as { organisationId?: string }).organisationId === clinic.id),
      'no job',
    )
    t.ok((await sentMails(app)).length < mailFiles, 'its mail files are gone')
    const acts = await owner.query('select action from ledger_acts where organisation_id = $1', [clinic.id])
    t.strictSame(acts.rows, [{ action: 'organisationPurged' }])

    await t.test('nobody belongs there any more; accounts stay their owners’', async (t) => {
      const token = await app.signIn(clinic.admin.email, password)
      t.equal((await app.call('GET', clinic.url, { token })).status, 404)
      t.equal((await app.call('GET', '/v1/me', { token })).status, 200)
      t.equal((await app.call('GET', '/v1/me/data', { token })).status, 200)
      t.equal((await app.call('GET', `/v1/directory/organisations/${clinic.id}`)).status, 404)
      const otherToken = await app.signIn(other.admin.email, password)
      t.equal((await app.call('GET', other.url, { token: otherToken })).status, 200)
    })

    await t.test(
      'P23: the certificate is signed, goes by mail once, and its addresses go after it',
      async (t) => {
        const { rows } = await owner.query('select * from organisation_purges')
        const [record] = rows
        t.equal(record.organisation_id, PLATFORM_ID)
        const signed = record.certificate
        const { body: keys } = expectStatus(await app.call('GET', '/v1/privacy/certificate-key'), 200)
        t.equal(verifyCertificate(signed, keys.keys), null)
        t.ok(
          verify(
            null,
            certificateBytes(signed.certificate),
            createPublicKey({ key: signed.signature.publicKey, format: 'jwk' }),
            Buffer.from(signed.signature.value, 'base64url'),
          ),
        )
        t.equal(
          verifyCertificate({ ...signed, certificate: { ...signed.certificate, rows: {} } }),
          'wrongSignature',
        )
        const folder = t.testdir({
          'certificate.json': JSON.stringify(signed),
          'keys.json': JSON.stringify(keys),
        })
        const said: string[] = []
        const files = [`${folder}/certificate.json`, `--key=${folder}/keys.json`]
        verifyCertificateFile(files, (text) => said.push(text))
        t.match(said[0], `organisation ${clinic.id}, purged`)
        const { certificate } = signed
        t.match(certificate, {
          organisationId: clinic.id,
          format: 'praxis-purge-certificate-1',
          registerVersion: /^[0-9a-f]{16}$/,
        })
        t.ok(Date.parse(certificate.backupsClearBy) - Date.parse(certificate.finishedAt) === 8 * 86_400_000)
        for (const [table, count] of Object.entries(before))
          if (!['ledger_acts', 'audit_events', 'audit_unsealed', 'mails', 'outbox'].includes(table))
            t.ok(certificate.rows[table] >= count, `${table}: ${certificate.rows[table]} of ${count}`)
        t.equal(certificate.rows.patients, before.patients)
        t.equal(certificate.rows.organisations, 1)
        const text = JSON.stringify(certificate)
        for (const word of ['Kliniken', patient.email, clinic.admin.email]) t.notOk(text.includes(word), word)

        await withJob(app.deps, PLATFORM_ID, ({ tx }) => forgetAddresses(tx, '2000-01-01T00:00:00Z'))
        t.ok(
          (await owner.query('select sealed from organisation_purges')).rows[0].sealed,
          'it is not sent yet',
        )
        const mails = (await mailsTo(app, clinic.admin.email)).filter(
          ({ attachments }) => attachments.length > 0,
        )
        t.equal(mails.length, 1)
        const [attachment] = mails[0]?.attachments ?? []
        t.equal(attachment?.filename, 'certificate.json')
        const mailed = JSON.parse(Buffer.from(attachment?.content as ArrayBuffer).toString())
        t.equal(verifyCertificate(mailed), null)
        t.strictSame(mailed, signed)
        t.notMatch(mails[0]?.subject ?? '', /Kliniken/)
        await withJob(app.deps, PLATFORM_ID, ({ tx }) => forgetAddresses(tx, '2000-01-01T00:00:00Z'))
        t.equal((await owner.query('select sealed from organisation_purges')).rows[0].sealed, null)
      },
    )

    await t.test('what is written late of its use is not kept', async (t) => {
      await owner.query('select make_log_partitions($1)', [app.clock.now()])
      await owner.query(
        `insert into usage_events (organisation_id, at, id, account_id, role, operation, route, fields, status)
         values ($1, $2, $3, $3, 'staff', 'getOrganisation', 'GET /', '{}', 200)`,
        [clinic.id, app.clock.now(), newId()],
      )
      t.strictSame(await rowsOf(owner, clinic.id), { ledger_acts: 1 })
    })

    await t.test('once more changes nothing', async (t) => {
      await app.app.flushUsage()
      const digests = await othersDigests(owner, clinic.id)
      await purge()
      t.strictSame(await due(), [])
      t.strictSame(await othersDigests(owner, clinic.id), digests)
    })
  },
)

t.test('P23: a legal hold stops the purge, says so, and lets it go on when it is lifted', async (t) => {
  const leaving = await open(t)
  const { app, owner, clinic } = leaving
  expectStatus(await start(leaving), 201)
  const hold = newId()
  await owner.query(
    `insert into legal_holds (organisation_id, id, patient_id, sealed, placed_by, created_at) values ($1, $2, null, '\\x00', $2, now())`,
    [clinic.id, hold],
  )
  endGrace(leaving)
  const before = await rowsOf(owner, clinic.id)
  await purgeOrganisation(app.deps, clinic.id)
  t.equal((await rowsOf(owner, clinic.id)).patients, before.patients)
  const token = await app.signIn(clinic.admin.email, password)
  const { body } = expectStatus(await clinic.call('GET', '/termination', { token }), 200)
  t.match(body, { state: 'held', blockers: [{ kind: 'legalHold', count: 1 }] })
  const events = await clinic.call('GET', '/audit-events?action=change', { token })
  t.equal(
    events.body.data.filter((event: { resource: string }) => event.resource === 'termination').length,
    1,
  )
  await t.rejects(
    withJob(app.deps, PLATFORM_ID, ({ tx }) => purgeRows(tx, clinic.id, 10)),
    { code: 'PX404' },
    'the door itself refuses',
  )
  await owner.query('update legal_holds set lifted_at = now(), lifted_by = placed_by where id = $1', [hold])
  await purgeOrganisation(app.deps, clinic.id)
  t.strictSame(await rowsOf(owner, clinic.id), { ledger_acts: 1 })
})

t.test('P23: what a restored backup brought back is purged again', async (t) => {
  const { app, owner, clinic, other } = await open(t)
  await app.app.flushUsage()
  const before = await rowsOf(owner, other.id)
  const at = app.clock.now().toISOString()
  const again = () =>
    withOwner(app.database.ownerUrl, 'replay', (client) =>
      purgeAgain({ tx: ownersTx(client), at }, clinic.id),
    )
  await again()
  t.strictSame(await rowsOf(owner, clinic.id), {})
  t.strictSame(await rowsOf(owner, other.id), before)
  await again()
  await purgeOrganisation(app.deps, clinic.id)
  const { rows } = await owner.query('select state, certificate, sealed from organisation_purges')
  t.match(rows, [
    { state: 'completed', certificate: { certificate: { organisationId: clinic.id } }, sealed: null },
  ])
  const mails = await owner.query(`select from mails where kind = 'organisationPurged'`)
  t.equal(mails.rowCount, 0, 'the administrators have their certificate')
})
