import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { type Test, test } from 'tap'
import { v7 as newId } from 'uuid'
import { writeKeyArchive } from '#src/backups/key-archive.ts'
import { makeBackup } from '#src/backups/make-backup.ts'
import { replayLedger } from '#src/backups/replay-ledger.ts'
import { restoreBackup } from '#src/backups/restore-backup.ts'
import { parseMasterKeys } from '#src/crypto/master-keys.ts'
import { withJob } from '#src/db/scope.ts'
import { purgeOrganisation } from '#src/features/terminations/purge-organisation.ts'
import { writeLedger } from '#src/privacy/ledger/ledger.ts'
import { ledgerPath } from '#src/privacy/ledger/ledger-file.ts'
import { type LedgerAct, recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import { type Answer, administrator, startApp, type TestApp } from '#test/helpers/app.ts'
import {
  type Clinic,
  expectStatus,
  freeTimes,
  openClinic,
  type Person,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { askErasure, finishErasures } from '#test/helpers/erasures.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'
import { emptyDatabase } from '#test/helpers/restoring.ts'
import { serviceProcess } from '#test/helpers/service-process.ts'
import { until } from '#test/helpers/until.ts'

interface Patient extends Person {
  id: string
  patientId: string
}

const patientOf = async (app: TestApp, clinic: Clinic, startsAt: string | undefined): Promise<Patient> => {
  const person = await registerPerson(app)
  const body = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt }
  const booked = expectStatus(await clinic.call('POST', '/appointments', { token: person.token, body }), 201)
  const me = expectStatus(await app.call('GET', '/v1/me', { token: person.token }), 200)
  return { ...person, id: me.body.id, patientId: booked.body.patientId }
}

const consent = async (app: TestApp, { token }: Person, organisationId: string, granted: boolean) => {
  const body = { organisationId, consents: [{ purpose: 'marketing', granted }] }
  expectStatus(await app.call('PUT', '/v1/me/consents', { token, body }), 200)
}

const object = async (app: TestApp, { token }: Person, organisationId: string) => {
  const body = { kind: 'objection', organisationId, purpose: 'marketing' }
  expectStatus(await app.call('POST', '/v1/me/data-requests', { token, body }), 201)
}

const act = (app: TestApp, organisationId: string, one: Omit<LedgerAct, 'organisationId'>) =>
  withJob(app.deps, organisationId, (scope) => recordTakingAway(scope, { organisationId, ...one }))

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const folderOf = async (t: Test) => {
  const folder = await mkdtemp(join(tmpdir(), 'praxis-restore-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Asks a patient and an address of a list for a review; both click it away. */
const unsubscribeBoth = async (app: TestApp, clinic: Clinic, patient: Patient): Promise<void> => {
  const listed = { kind: 'address', email: 'listed@people.example', firstName: 'Olle', lastName: 'Ek' }
  const body = { recipients: [{ kind: 'patient', patientId: patient.patientId }, listed] }
  expectStatus(await clinic.call('POST', '/review-invitations', { token: clinic.admin.token, body }), 202)
  for (const email of [patient.email, listed.email]) {
    const mails = await mailsTo(app, email)
    const [, token] =
      mails.map(({ text }) => /unsubscribe\?token=([\w-]+)/.exec(text ?? '')).find((found) => found) ?? []
    expectStatus(await app.call('POST', `/v1/unsubscribe/${token}`), 204)
  }
}

const keys = () => ({ MASTER_KEYS: `test:${randomBytes(32).toString('base64')}` })

test('P71 S71: back from the dead: what people took away stays away after a restore', async (t) => {
  const secrets = { ...keys(), BACKUP_KEY: randomBytes(32).toString('base64') }
  const app = await startApp(t, secrets)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const times = await freeTimes(app, clinic)
  const people: Patient[] = []
  for (const startsAt of times.slice(0, 6)) people.push(await patientOf(app, clinic, startsAt))
  const [erased, withdrawing, objecting, optingOut, changing, staying] = people as [
    Patient,
    Patient,
    Patient,
    Patient,
    Patient,
    Patient,
  ]
  for (const person of [withdrawing, objecting, staying]) await consent(app, person, clinic.id, true)
  const restricted = await registerPatient(clinic)
  const backup = await makeBackup(app.deps)

  // What happens after the backup.
  await consent(app, withdrawing, clinic.id, false)
  await object(app, objecting, clinic.id)
  expectStatus(
    await app.call('PUT', '/v1/me/communication-preferences', {
      token: optingOut.token,
      body: { reminders: false },
    }),
    200,
  )
  await unsubscribeBoth(app, clinic, optingOut)
  const newPassword = 'copper-violin-mountain-58'
  expectStatus(
    await app.call('PUT', '/v1/me/password', {
      token: changing.token,
      body: { currentPassword: password, newPassword },
    }),
    204,
  )
  const asStaff = { token: clinic.practitioner.token }
  expectStatus(
    await clinic.call('POST', `/patients/${restricted}/restrict`, { ...asStaff, body: { reason: 'asked' } }),
    200,
  )
  const members = expectStatus(await clinic.call('GET', '/members', { token: clinic.admin.token }), 200)
  const receptionist = members.body.data.find(({ roles }: { roles: string[] }) =>
    roles.includes('receptionist'),
  )
  expectStatus(
    await clinic.call('DELETE', `/members/${receptionist.id}`, {
      token: clinic.admin.token,
      headers: { 'if-match': `"${receptionist.version}"` },
    }),
    204,
  )
  await askErasure(app, erased.token, { expedite: true })
  await finishErasures(app)
  t.equal((await owner.query('select from accounts where id = $1', [erased.id])).rowCount, 0)
  const { rows: acts } = await owner.query('select count(*)::int as count from ledger_acts')
  await writeKeyArchive(app.deps)
  await writeLedger(app.deps)

  const database = await emptyDatabase(t, app)
  const dataDir = await folderOf(t)
  const port = await freePort()
  const environment = {
    NODE_ENV: 'test',
    ...secrets,
    DATABASE_URL: database.databaseUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: dataDir,
    BACKUP_DIR: app.deps.config.backupDir,
    PORT: String(port),
    // Another operator would be another notice, of which everybody is told.
    PLATFORM_ADMIN_EMAIL: administrator.email,
    PLATFORM_ADMIN_PASSWORD: administrator.password,
  }
  const restoring = serviceProcess(t, environment, 'restore', 'latest')
  t.equal(await restoring.exit, 0, restoring.said.err)
  t.match(restoring.said.out, new RegExp(`${backup?.rows} rows`))

  const service = serviceProcess(t, environment)
  await service.heard(/Praxis stays closed/)
  const base = `http://127.0.0.1:${port}`
  t.equal((await fetch(`${base}/health/live`)).status, 200)
  for (const path of ['/health/ready', '/v1/directory/practitioners', '/docs', '/metrics', '/errors']) {
    const answer = await fetch(base + path)
    t.equal(answer.status, 503, path)
    t.match(await answer.json(), { type: /\/errors\/restore-quarantine$/, detail: /restore:replay/ })
  }
  const sent = () => readdir(join(dataDir, 'mail')).catch(() => [])
  t.strictSame(await sent(), [], 'no mail while it is closed')

  const restored = await connectTo(t, database.ownerUrl)
  const count = async (text: string, ...values: unknown[]) =>
    (await restored.query(`select count(*)::int as count from ${text}`, values)).rows[0].count
  t.equal(await count('accounts where id = $1', erased.id), 1, 'the archive is older than the erasure')
  t.equal(await count('patients where id = $1', erased.patientId), 1)
  const keysOfErased = 'keys.subject_keys where subject_id in ($1, $2)'
  t.equal(await count(keysOfErased, erased.id, erased.patientId), 0, 'and nobody can read what it holds')

  const replaying = serviceProcess(t, environment, 'restore:replay')
  t.equal(await replaying.exit, 0, replaying.said.err)
  t.match(replaying.said.out, new RegExp(`"total":${acts[0].count},.*ledger was replayed`))
  t.match(replaying.said.out, new RegExp(`${acts[0].count} acts were replayed \\(`))
  await service.heard(/is ready at/)

  t.equal(await count('accounts where id = $1', erased.id), 0, 'the erased person is gone')
  t.equal(await count('patients where id = $1', erased.patientId), 0)
  t.equal(await count('appointments where patient_id = $1', erased.patientId), 0)
  t.equal(await count('mails where account_id = $1 or patient_id = $2', erased.id, erased.patientId), 0)
  t.equal(await count(keysOfErased, erased.id, erased.patientId), 0)
  t.equal(await count(`objections where patient_id = $1 and ended_at is null`, objecting.patientId), 1)
  t.equal(await count(`patients where id = $1 and restricted_at is not null`, restricted), 1)
  const granted = async (person: Patient) =>
    (
      await restored.query(
        'select granted from consents where patient_id = $1 order by created_at desc, id desc limit 1',
        [person.patientId],
      )
    ).rows[0]?.granted
  const grants: boolean[] = []
  for (const person of [withdrawing, objecting, optingOut, staying]) grants.push(await granted(person))
  t.strictSame(grants, [false, false, false, true], 'withdrawn and objected stay so; what stood stands')
  const optOuts = async (of: pg.Client) =>
    (await of.query('select organisation_id, email_index from review_opt_outs order by email_index')).rows
  t.equal((await optOuts(owner)).length, 2)
  t.strictSame(await optOuts(restored), await optOuts(owner), 'P43: who wants no invitation still gets none')
  t.equal(await count('sessions'), 0)
  t.equal(await count('tokens'), 0)
  t.equal(await count(`mails where state = 'planned' and due_at <= now()`), 0, 'nothing that was due is sent')

  const call = async (method: string, path: string, body?: unknown, token?: string) => {
    const answer = await fetch(base + path, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json().catch(() => null)) as Answer['body'] }
  }
  const signIn = (email: string, secret = password) =>
    call('POST', '/v1/auth/login', { email, password: secret })
  for (const person of people)
    t.equal((await call('GET', '/v1/me', undefined, person.token)).status, 401, 'no session outlives it')
  t.equal((await signIn(erased.email)).status, 401, 'no sign-in of the erased')
  t.equal((await signIn(changing.email)).status, 401, 'no sign-in with the password that was replaced')
  const { status, body } = await signIn(staying.email)
  t.equal(status, 200, 'whoever took nothing away signs in')
  t.equal((await call('GET', '/v1/me/appointments', undefined, body.accessToken)).body.data.length, 1)
  const former = await signIn(clinic.receptionist.email)
  t.equal(former.status, 200)
  const asFormer = await call('GET', `${clinic.url}/patients`, undefined, former.body.accessToken)
  t.equal(asFormer.status, 404, 'the removed member does not belong')
  const wishes = await call(
    'GET',
    '/v1/me/communication-preferences',
    undefined,
    (await signIn(optingOut.email)).body.accessToken,
  )
  t.equal(wishes.body.reminders, false)

  // The workers have run by now; a restored service backs itself up and goes on with the same ledger.
  const folder = app.deps.config.backupDir
  await until(
    'a backup of the restored service',
    async () => (await readdir(folder)).filter((name) => name.endsWith('.praxis')).length >= 2,
  )
  for (const name of await sent()) {
    const text = await readFile(join(dataDir, 'mail', name), 'utf8')
    for (const { email } of [erased, optingOut]) t.notMatch(text, email)
  }
  t.equal(await service.stop(), 0)
  const again = serviceProcess(t, environment, 'restore:replay')
  t.equal(await again.exit, 1)
  t.match(again.said.err, /nothing to replay/)
})

/** A small platform, backed up, with some acts after the backup. */
const backedUp = async (t: Test) => {
  const secrets = keys()
  const masterKeys = parseMasterKeys(secrets.MASTER_KEYS)
  const app = await startApp(t, secrets)
  const clinic = await openClinic(app)
  const patientId = await registerPatient(clinic, { lastName: 'Oläslig' })
  const backup = await makeBackup(app.deps)
  if (!backup) throw new Error('another backup is under way')
  for (const action of ['patientDeactivated', 'restricted', 'restricted'] as const)
    await act(app, clinic.id, { action, patientId })
  await writeLedger(app.deps)
  const folder = await folderOf(t)
  await cp(app.deps.config.backupDir, folder, { recursive: true })
  const place = { folder, keys: app.deps.backupKeys }
  const restore = async () => {
    const database = await emptyDatabase(t, app)
    await restoreBackup({ ...place, ownerUrl: database.ownerUrl, file: backup.file, say() {} })
    return { ...database, owner: await connectTo(t, database.ownerUrl) }
  }
  const replay = (ownerUrl: string) => replayLedger({ ...place, masterKeys, ownerUrl, clock: app.clock })
  return { app, clinic, patientId, folder, place, restore, replay, backup }
}

test('S71: without a complete ledger nothing opens; with it all acts are replayed', async (t) => {
  const { folder, place, restore, replay, patientId } = await backedUp(t)
  const { ownerUrl, owner } = await restore()
  const path = ledgerPath(place)
  const whole = await readFile(path, 'utf8')
  const mark = await readFile(join(folder, 'ledger.head'), 'utf8')
  const lines = whole.split('\n')
  const spoilt: [string, string][] = [
    ['a tail that was cut', `${lines.slice(0, -2).join('\n')}\n`],
    ['a line in the middle that is missing', lines.toSpliced(2, 1).join('\n')],
    ['a line that was changed', whole.replace('patientDeactivated', 'patientdeactivated')],
    ['nothing but its first line', `${lines[0]}\n`],
  ]
  for (const [name, text] of spoilt) {
    await writeFile(path, text)
    await t.rejects(replay(ownerUrl), { name: 'Error', message: /nothing was opened/ }, name)
    t.equal((await owner.query('select from instance')).rowCount, 0, name)
  }
  await writeFile(path, whole)
  await writeFile(join(folder, 'ledger.head'), mark.replace('"position":3', '"position":2'))
  await t.rejects(replay(ownerUrl), { message: /nothing was opened/ }, 'a mark that was changed')
  await rm(join(folder, 'ledger.head'))
  await t.rejects(replay(ownerUrl), { message: /nothing was opened/ }, 'a mark that is gone')
  await writeFile(join(folder, 'ledger.head'), mark)
  t.match(await replay(ownerUrl), { total: 3, position: 3, acts: { patientDeactivated: 1, restricted: 2 } })
  const { rows } = await owner.query('select state, restricted_at from patients where id = $1', [patientId])
  t.match(rows, [{ state: 'deactivated', restricted_at: Date }])
  t.equal((await owner.query('select from instance')).rowCount, 1)
})

test('S71: an older archive with today’s keys leaves an erased person unreadable, and older keys are refused', async (t) => {
  const { app, folder, patientId, restore, place, backup } = await backedUp(t)
  const source = await connectTo(t, app.database.ownerUrl)
  const old = await readFile(join(folder, 'keys.praxis'))
  await source.query('delete from keys.subject_keys where subject_id = $1', [patientId])
  await writeKeyArchive(app.deps)
  await cp(join(app.deps.config.backupDir, 'keys.praxis'), join(folder, 'keys.praxis'))
  const { owner } = await restore()
  t.equal((await owner.query('select from patients where id = $1', [patientId])).rowCount, 1)
  t.equal((await owner.query('select from keys.subject_keys where subject_id = $1', [patientId])).rowCount, 0)
  await makeBackup(app.deps)
  const newer = await makeBackup({ ...app.deps, clock: { now: () => new Date(Date.now() + 60_000) } })
  await writeFile(join(folder, 'keys.praxis'), old)
  const database = await emptyDatabase(t, app)
  await cp(join(app.deps.config.backupDir, newer?.file ?? ''), join(folder, newer?.file ?? ''))
  await t.rejects(
    restoreBackup({ ...place, ownerUrl: database.ownerUrl, file: newer?.file ?? '', say() {} }),
    { message: /older than the backup/ },
  )
  t.ok(backup)
})

test('S71: a restore refuses a database with people, another key and a damaged archive, and leaves nothing half', async (t) => {
  const { app, folder, place, backup } = await backedUp(t)
  const { ownerUrl } = await emptyDatabase(t, app)
  const options = { ...place, ownerUrl, file: backup.file, say() {} }
  await t.rejects(restoreBackup({ ...options, ownerUrl: app.database.ownerUrl }), { message: /not empty/ })
  const { parseBackupKey } = await import('#src/crypto/backup-keys.ts')
  const other = parseBackupKey(randomBytes(32).toString('base64'))
  await t.rejects(restoreBackup({ ...options, keys: other }), { message: /BACKUP_KEY/ })
  const path = join(folder, backup.file)
  const bytes = await readFile(path)
  await writeFile(path, bytes.subarray(0, -40))
  await t.rejects(restoreBackup(options), { message: /cut off/ })
  await t.rejects(restoreBackup({ ...options, file: 'data-none.praxis' }), { message: /is not there/ })
  const owner = await connectTo(t, ownerUrl)
  t.equal((await owner.query(`select to_regclass('public.accounts') as there`)).rows[0].there, null)
})

test('S71: a database that was set back by other means than a restore is found out, and replayed', async (t) => {
  const { app, place, replay, patientId } = await backedUp(t)
  const { judgeLedger } = await import('#src/privacy/ledger/judge-ledger.ts')
  // As a copy of the volume would be: the acts are not in it, the instance is.
  const owner = await connectTo(t, app.database.ownerUrl)
  await owner.query('delete from ledger_acts where position > 1')
  await owner.query(`update patients set restricted_at = null where id = $1`, [patientId])
  t.match(await judgeLedger({ db: app.deps.db, place }), { fault: 'databaseBehind' })
  t.match(await replay(app.database.ownerUrl), { total: 2 })
  t.equal(await judgeLedger({ db: app.deps.db, place }), null)
})

test('P71 S71: an erasure during a backup breaks neither; objections, kept records and purges are replayed', async (t) => {
  const secrets = keys()
  const app = await startApp(t, secrets)
  const source = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const leaving = await openClinic(app)
  await registerPatient(leaving)
  const times = await freeTimes(app, clinic)
  const [erased, objecting, kept] = [
    await patientOf(app, clinic, times[0]),
    await patientOf(app, clinic, times[1]),
    await patientOf(app, clinic, times[2]),
  ]
  const requestId = await askErasure(app, erased.token, { expedite: true })
  const [backup] = await Promise.all([makeBackup(app.deps), finishErasures(app)])
  const parts = await source.query('select state from data_requests where id = $1', [requestId])
  t.strictSame(parts.rows, [{ state: 'completed' }, { state: 'completed' }])

  await object(app, objecting, clinic.id)
  // As the erasure leaves it where the law keeps the record.
  await act(app, clinic.id, {
    action: 'erased',
    patientId: kept.patientId,
    detail: { requestId: newId(), kept: 'record' },
  })
  await source.query(`delete from keys.subject_keys where subject_id = $1 and class = 'rest'`, [
    kept.patientId,
  ])
  const { graceEndsAt } = expectStatus(
    await leaving.call('POST', '/termination', { token: leaving.admin.token, body: {} }),
    201,
  ).body
  app.clock.set(graceEndsAt)
  await purgeOrganisation(app.deps, leaving.id)
  await writeKeyArchive(app.deps)
  await writeLedger(app.deps)

  const place = { folder: app.deps.config.backupDir, keys: app.deps.backupKeys }
  const { ownerUrl } = await emptyDatabase(t, app)
  await restoreBackup({ ...place, ownerUrl, file: backup?.file ?? '', say() {} })
  const owner = await connectTo(t, ownerUrl)
  const masterKeys = parseMasterKeys(secrets.MASTER_KEYS)
  const { acts } = await replayLedger({ ...place, masterKeys, ownerUrl, clock: app.clock })
  t.match(acts, { organisationPurged: 1, objected: Number })

  const count = async (text: string, ...values: unknown[]) =>
    (await owner.query(`select count(*)::int as count from ${text}`, values)).rows[0].count
  t.equal(await count('accounts where id = $1', erased.id), 0)
  t.equal(await count('patients where id = $1', erased.patientId), 0)
  t.equal(await count('keys.subject_keys where subject_id in ($1, $2)', erased.id, erased.patientId), 0)
  t.equal(await count('objections where patient_id = $1 and ended_at is null', objecting.patientId), 1)
  t.equal(await count('organisations where id = $1', leaving.id), 0)
  t.equal(await count('patients where organisation_id = $1', leaving.id), 0)
  t.equal(await count(`organisation_purges where purged_organisation_id = $1`, leaving.id), 1)
  const patient = await owner.query('select email_index, phone_index, rest from patients where id = $1', [
    kept.patientId,
  ])
  t.match(patient.rows, [{ email_index: null, phone_index: null }], 'the record stays, without the contact')
  t.equal(await count('appointments where patient_id = $1', kept.patientId), 0)
  const classes = await owner.query(
    'select class, count(*)::int as keys from keys.subject_keys where subject_id = $1 group by 1 order by 1',
    [kept.patientId],
  )
  t.strictSame(classes.rows, [
    { class: 'care', keys: 1 },
    { class: 'rest', keys: 1 },
  ])
})
