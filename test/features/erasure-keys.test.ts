import { type Test, test } from 'tap'
import { openArchive } from '#src/backups/archive.ts'
import { keyArchivePath, openKeyArchive, writeKeyArchive } from '#src/backups/key-archive.ts'
import { advanceErasure } from '#src/features/erasures/advance-erasure.ts'
import { listDueErasures } from '#src/features/erasures/erasures.queries.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import type { TestApp } from '#test/helpers/app.ts'
import { expectStatus, registerPatient } from '#test/helpers/clinic.ts'
import { again, openRequests } from '#test/helpers/data-requests.ts'
import { connectTo } from '#test/helpers/database.ts'
import { advanceAll, askErasure, finishErasures } from '#test/helpers/erasures.ts'

const openSubject = async (t: Test) => {
  const opened = await openRequests(t)
  const owner = await connectTo(t, opened.app.database.ownerUrl)
  const statesOf = async (id: string) =>
    (
      await owner.query('select state from data_requests where id = $1 order by organisation_id', [id])
    ).rows.map(({ state }) => state as string)
  return { ...opened, owner, statesOf, accountId: claimsOf(opened.person.token).sub as string }
}

const archivedKeys = async ({ deps }: TestApp): Promise<string> => {
  const archive = await openArchive(keyArchivePath(deps.config.backupDir), deps.backupKeys)
  let keys = ''
  for (const table of archive.header.tables)
    for await (const piece of archive.rowsOf(table))
      if (table.name === 'keys.subject_keys') keys += piece.toString()
  await archive.finish()
  return keys
}

test('P71 P85: keys that an erasure destroyed are in no key archive before anybody is told', async (t) => {
  const { app, person, patientId, accountId, statesOf } = await openSubject(t)
  await writeKeyArchive(app.deps)
  t.match(await archivedKeys(app), patientId)
  const id = await askErasure(app, person.token, { expedite: true })
  await finishErasures(app)
  t.strictSame(await statesOf(id), ['completed', 'completed'])
  const keys = await archivedKeys(app)
  t.not(keys, '')
  for (const gone of [patientId, accountId, id]) t.notMatch(keys, gone)
})

test('P71: a worker that cannot write the key archive completes no erasure, and says so', async (t) => {
  const { app, owner, clinic, person, statesOf } = await openSubject(t)
  const id = await askErasure(app, person.token, { organisationId: clinic.id, expedite: true })
  const { config, backupKeys, clock, ledger } = app.deps
  const source = { ownerUrl: null, folder: config.backupDir, keys: backupKeys, clock, ledger }
  const withoutOwner = { ...app.deps, keyArchive: openKeyArchive(source) }
  for (const part of await listDueErasures(app.deps.db, clock.now(), 10))
    await advanceErasure(withoutOwner, part)
  t.strictSame(await statesOf(id), ['failed'])
  t.ok(app.log.some((line) => line.includes('left something') && line.includes('keys.praxis')))
  const mails = () => owner.query(`select 1 from mails where kind = 'requestErased'`)
  t.equal((await mails()).rowCount, 0, 'nobody is told')
  const alerts = await owner.query(`select 1 from security_alerts where cause = 'erasure-incomplete'`)
  t.ok((alerts.rowCount ?? 0) > 0)
  app.clock.shift('PT61M')
  await finishErasures(app)
  t.strictSame(await statesOf(id), ['completed'])
  t.equal((await mails()).rowCount, 1)
})

test('P17: erasing the health record is for who keeps it: staff decides, and the service takes nothing', async (t) => {
  const { app, owner, clinic, person, patientId, statesOf } = await openSubject(t)
  const ask = (body: object) =>
    app.call('POST', '/v1/me/data-requests', {
      token: person.token,
      body: { kind: 'erasure', object: 'healthRecord', ...body },
    })
  t.match(await ask({ expedite: true }), { status: 422, body: { errors: [{ pointer: '/expedite' }] } })
  const { id, state, parts } = expectStatus(await ask({}), 201).body
  t.equal(state, 'received')
  t.strictSame(
    parts.map(({ organisationId }: { organisationId: string }) => organisationId),
    [clinic.id],
  )
  app.clock.shift('PT73H')
  await advanceAll(app)
  t.strictSame(await statesOf(id), ['received'])
  t.equal((await owner.query('select 1 from patients where id = $1', [patientId])).rowCount, 1)
  const { token } = await again(app, clinic.admin)
  const answer = 'Your record is kept elsewhere; it goes in 2036.'
  const resolved = await clinic.call('POST', `/data-requests/${id}/resolve`, { token, body: { answer } })
  t.match(expectStatus(resolved, 200).body, { state: 'completed' })
  t.equal((await owner.query('select 1 from patients where id = $1', [patientId])).rowCount, 1)
})

test('P9 P44: what an organisation did outlives whoever did it there, and names nobody; the certificate tells of authorities', async (t) => {
  const { app, owner, clinic, person, patientId, accountId, statesOf } = await openSubject(t)
  const other = await registerPatient(clinic)
  const disclose = async (patient: string, sealed: object = {}) =>
    expectStatus(
      await clinic.call('POST', '/disclosures', {
        token: clinic.admin.token,
        body: {
          patientId: patient,
          authority: 'Stockholms tingsrätt',
          legalBasis: 'RB 38:2',
          scope: { kinds: ['appointments'] },
          whatWentOut: 'Dates of visits.',
          approvedBy: claimsOf(clinic.admin.token).sub,
          disclosedAt: '2026-01-02T10:00:00.000Z',
          ...sealed,
        },
      }),
      201,
    ).body.id as string
  await disclose(patientId)
  const ofOther = await disclose(other)
  await owner.query('update disclosures set recorded_by = $1, approved_by = $1 where id = $2', [
    accountId,
    ofOther,
  ])
  await owner.query(
    `insert into organisation_terminations (organisation_id, id, number, state, requested_by, cancelled_by, grace_ends_at, cancelled_at, created_at, updated_at)
     values ($1, gen_random_uuid(), 1, 'cancelled', $2, $2, now(), now(), now(), now())`,
    [clinic.id, accountId],
  )
  const id = await askErasure(app, person.token, { expedite: true })
  await finishErasures(app)
  t.strictSame(
    await statesOf(id),
    ['completed', 'completed'],
    app.log.filter((line) => line.includes('left something')).join(),
  )
  const nobody = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  const kept = await owner.query('select recorded_by, approved_by from disclosures')
  t.strictSame(kept.rows, [{ recorded_by: nobody, approved_by: nobody }])
  const left = await owner.query('select requested_by, cancelled_by from organisation_terminations')
  t.strictSame(left.rows, [{ requested_by: nobody, cancelled_by: null }])
  const { rows } = await owner.query(
    'select certificate from data_requests where id = $1 and organisation_id = $2',
    [id, clinic.id],
  )
  const { recipients } = rows[0].certificate.certificate
  t.strictSame(
    recipients.filter(({ name }: { name: string }) => name === 'authority'),
    [{ name: 'authority', purpose: 'disclosure demanded by law, 2026-01-02', country: null }],
  )
  t.notMatch(JSON.stringify(rows[0].certificate), 'tingsr')
})
