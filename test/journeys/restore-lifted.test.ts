import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Test, test } from 'tap'
import { writeKeyArchive } from '#src/backups/key-archive.ts'
import { makeBackup } from '#src/backups/make-backup.ts'
import { replayLedger } from '#src/backups/replay-ledger.ts'
import { restoreBackup } from '#src/backups/restore-backup.ts'
import { parseMasterKeys } from '#src/crypto/master-keys.ts'
import { migrate } from '#src/db/migrate.ts'
import { writeLedger } from '#src/privacy/ledger/ledger.ts'
import { ledgerPath } from '#src/privacy/ledger/ledger-file.ts'
import { tokenIn } from '#test/helpers/accounts.ts'
import { startApp, startBeside, type TestApp } from '#test/helpers/app.ts'
import {
  expectStatus,
  newAddress,
  openClinic,
  type Person,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { again, becomePatient, file } from '#test/helpers/data-requests.ts'
import { connectTo } from '#test/helpers/database.ts'
import { askErasure, finishErasures } from '#test/helpers/erasures.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'
import { emptyDatabase } from '#test/helpers/restoring.ts'
import { until } from '#test/helpers/until.ts'

const open = async (t: Test) => {
  const secrets = { MASTER_KEYS: `test:${randomBytes(32).toString('base64')}` }
  const app = await startApp(t, secrets)
  const place = { folder: app.deps.config.backupDir, keys: app.deps.backupKeys }
  /** The state of a backup, in another database; then what the ledger knows. */
  const restore = async (backup: string, prepare: (ownerUrl: string) => Promise<void> = async () => {}) => {
    await writeKeyArchive(app.deps)
    await writeLedger(app.deps)
    const urls = await emptyDatabase(t, app)
    await restoreBackup({ ...place, ownerUrl: urls.ownerUrl, file: backup, say() {} })
    await prepare(urls.ownerUrl)
    const masterKeys = parseMasterKeys(secrets.MASTER_KEYS)
    const { acts } = await replayLedger({ ...place, masterKeys, ownerUrl: urls.ownerUrl, clock: app.clock })
    await migrate(urls.ownerUrl, 'praxis_app', null)
    const beside = { ...app, database: { ...app.database, ...urls } }
    const environment = { ...secrets, BACKUP_DIR: place.folder }
    return {
      acts,
      restored: await startBeside(t, beside, environment),
      owner: await connectTo(t, urls.ownerUrl),
    }
  }
  return { app, place, restore }
}

const backUp = async (app: TestApp): Promise<string> => {
  const backup = await makeBackup(app.deps)
  if (!backup) throw new Error('another backup is under way')
  return backup.file
}

const linkTo = async (app: TestApp, address: string, purpose: 'email-change' | 'email-change-undo') =>
  tokenIn(
    (await mailsTo(app, address)).findLast(({ text }) => text?.includes(`/${purpose}?token=`))?.text ?? '',
  )

const changeEmail = async (app: TestApp, { token }: Person, after: string): Promise<void> => {
  const body = { kind: 'rectification', changes: { email: after } }
  expectStatus(await app.call('POST', '/v1/me/data-requests', { token, body }), 201)
  const confirming = { token: await linkTo(app, after, 'email-change') }
  expectStatus(await app.call('POST', '/v1/auth/email-changes/confirm', { body: confirming }), 204)
}

const signIn = async (app: TestApp, email: string, secret = password) =>
  (await app.call('POST', '/v1/auth/login', { body: { email, password: secret } })).status

test('S71: what was lifted before the restore is lifted after it, and what stood stands', async (t) => {
  const { app, restore } = await open(t)
  const clinic = await openClinic(app)
  const people = await Promise.all(Array.from({ length: 4 }, () => registerPerson(app)))
  const [withdrawing, wanting, consenting, staying] = people as [Person, Person, Person, Person]
  const patients: string[] = []
  for (const person of people) patients.push(await becomePatient(app, clinic, person))
  const byStaff = await registerPatient(clinic)
  const asStaff = { token: clinic.practitioner.token }
  const staff = (verb: string, body: object) =>
    clinic.call('POST', `/patients/${byStaff}/${verb}`, { ...asStaff, body })
  const object = { kind: 'objection', organisationId: clinic.id, purpose: 'marketing' }
  // Before the backup: one objects, and somebody's data is restricted.
  expectStatus(await file(app, withdrawing, object), 201)
  expectStatus(await staff('restrict', { reason: 'disputed' }), 200)
  const backup = await backUp(app)

  // After it: it is taken back and lifted; others object and are restricted, some of them for a while.
  const withdraw = (person: Person, id: string) =>
    app.call('POST', `/v1/me/data-requests/${id}/withdraw`, { token: person.token })
  const consent = (person: Person) =>
    app.call('PUT', '/v1/me/consents', {
      token: person.token,
      body: { organisationId: clinic.id, consents: [{ purpose: 'marketing', granted: true }] },
    })
  expectStatus(await consent(withdrawing), 200)
  expectStatus(await staff('unrestrict', { toldAt: app.clock.now().toISOString() }), 200)
  for (const person of [wanting, consenting, staying]) expectStatus(await file(app, person, object), 201)
  expectStatus(
    await app.call('PUT', '/v1/me/communication-preferences', {
      token: wanting.token,
      body: { marketing: true },
    }),
    200,
  )
  expectStatus(await consent(consenting), 200)
  const restriction = { kind: 'restriction', organisationId: clinic.id }
  const counted = { ...object, purpose: 'statistics' }
  for (const body of [restriction, counted]) {
    const { id } = expectStatus(await file(app, consenting, body), 201).body
    expectStatus(await withdraw(consenting, id), 200)
    expectStatus(await file(app, staying, body), 201)
  }

  const live = await connectTo(t, app.database.ownerUrl)
  const stateOf = async (owner: typeof live) => {
    const { rows } = await owner.query(
      `select p.id, (p.restricted_at is not null and (p.restriction_ends_at is null or p.restriction_ends_at > $2)) as restricted,
         array(select distinct o.purpose from objections o where o.patient_id = p.id and (o.ended_at is null or o.ended_at > $2) order by 1) as objected
       from patients p where p.organisation_id = $1 order by p.id`,
      [clinic.id, app.clock.now()],
    )
    return rows
  }
  const expected = await stateOf(live)
  const { acts, owner } = await restore(backup)
  t.match(acts, { objectionLifted: 4, restrictionLifted: 2 })
  t.strictSame(await stateOf(owner), expected)
  const of = (id: string | undefined) => expected.find((row) => row.id === id)
  t.strictSame(
    patients.map((id) => of(id)?.objected),
    [[], [], [], ['marketing', 'statistics']],
  )
  t.strictSame(
    [...patients, byStaff].map((id) => of(id)?.restricted),
    [false, false, false, true, false],
  )
})

test('S71: a login e-mail that was changed since the backup opens nothing by its old form, and signs in by its new one', async (t) => {
  const { app, place, restore } = await open(t)
  const [changing, undoing, leaving] = [
    await registerPerson(app),
    await registerPerson(app),
    await registerPerson(app),
  ]
  const clinic = await openClinic(app)
  const asking = newAddress('asking')
  const asked = {
    organisationId: clinic.id,
    kind: 'access',
    email: asking,
    firstName: 'Olle',
    lastName: 'Ek',
  }
  expectStatus(await app.call('POST', '/v1/privacy/requests', { body: asked }), 202)
  const backup = await backUp(app)
  const [after, again_, gone] = [newAddress('after'), newAddress('taken'), newAddress('gone')]
  await changeEmail(app, changing, after)
  await changeEmail(app, undoing, again_)
  const undo = { token: await linkTo(app, undoing.email, 'email-change-undo') }
  expectStatus(await app.call('POST', '/v1/auth/email-changes/undo', { body: undo }), 204)
  await changeEmail(app, leaving, gone)
  const ledger = await (async () => {
    await writeLedger(app.deps)
    return readFile(ledgerPath(place), 'utf8')
  })()
  const lines = ledger.split('\n').filter((line) => line.includes('loginEmailChanged'))
  t.equal(lines.length, 4)
  for (const address of [after, again_, gone, changing.email, undoing.email]) {
    t.notOk(ledger.includes(address))
    t.notOk(ledger.includes(Buffer.from(address).toString('base64url').slice(0, -2)))
  }
  t.equal(new Set(lines.map((line) => JSON.parse(line).detail.email.length)).size, 1, 'no length tells')
  await askErasure(app, (await again(app, { ...leaving, email: gone })).token, { expedite: true })
  await finishErasures(app)

  const { restored } = await restore(backup)
  t.strictSame(
    await mailsTo(restored, asking),
    [],
    'what was to be sent before the restore is not sent after it',
  )
  t.equal(await signIn(restored, changing.email), 401, 'the old address')
  t.equal(await signIn(restored, after), 200, 'the new one')
  t.equal(await signIn(restored, again_), 401, 'what was undone')
  t.equal(await signIn(restored, undoing.email), 401, 'whoever had changed it knew the password')
  t.equal(await signIn(restored, leaving.email), 401)
  t.equal(await signIn(restored, gone), 401)
  const mailsBefore = (await mailsTo(restored, changing.email)).length
  for (const email of [changing.email, after, undoing.email])
    expectStatus(await restored.call('POST', '/v1/auth/forgot-password', { body: { email } }), 202)
  const links = async (email: string) =>
    (await mailsTo(restored, email)).filter(({ text }) => /reset-password/.test(text ?? '')).length
  await until(
    'both have their link',
    async () => (await links(after)) > 0 && (await links(undoing.email)) > 0,
  )
  t.equal((await mailsTo(restored, changing.email)).length, mailsBefore, 'no way in by the old address')
})

test('S71: an address that cannot be read, or is somebody else’s, closes the sign-in rather than bringing the old one back', async (t) => {
  const { app, restore } = await open(t)
  const [changing, colliding, other] = [
    await registerPerson(app),
    await registerPerson(app),
    await registerPerson(app),
  ]
  const backup = await backUp(app)
  const [after, taken] = [newAddress('after'), newAddress('taken')]
  await changeEmail(app, changing, after)
  await changeEmail(app, colliding, taken)
  const { restored } = await restore(backup, async (ownerUrl) => {
    const owner = await connectTo(t, ownerUrl)
    await owner.query('update accounts set email_index = $1 where email_index = $2', [
      app.deps.keyring.loginEmailIndex(taken).index,
      app.deps.keyring.loginEmailIndex(other.email).index,
    ])
    await owner.query(
      `delete from keys.subject_keys k using accounts a where k.subject_id = a.id and a.email_index = $1`,
      [app.deps.keyring.loginEmailIndex(changing.email).index],
    )
  })
  for (const email of [changing.email, after, colliding.email]) t.equal(await signIn(restored, email), 401)
})

test('S71: what came by a list for an erased patient’s address is erased again, also where the backup knows no patient', async (t) => {
  const { app, restore } = await open(t)
  const clinic = await openClinic(app)
  const [known, later] = [await registerPerson(app), await registerPerson(app)]
  await becomePatient(app, clinic, known)
  const { token } = clinic.admin
  const recipients = [known, later].map(({ email }) => ({
    kind: 'address',
    email,
    firstName: 'Pia',
    lastName: 'Lind',
  }))
  expectStatus(await clinic.call('POST', '/review-invitations', { token, body: { recipients } }), 202)
  for (const { email } of [known, later]) {
    const [link] = (await mailsTo(app, email)).flatMap(
      ({ text }) => /\/links\/review\?token=([\w-]+)/.exec(text ?? '')?.[1] ?? [],
    )
    const body = { score: 2, text: 'Nobody called back' }
    expectStatus(await app.call('POST', `/v1/reviews/${link}`, { body }), 201)
  }
  const backup = await backUp(app)
  await becomePatient(app, clinic, later)
  for (const { email } of [known, later]) {
    await askErasure(app, await app.signIn(email, password), { expedite: true })
    await finishErasures(app)
  }
  const { acts, owner } = await restore(backup)
  t.match(acts, { reviewInvitationTied: 2 })
  for (const rows of [
    'reviews',
    'review_invitations',
    `mails where kind = 'reviewInvitation'`,
    `keys.subject_keys where class = 'invitation'`,
  ])
    t.equal((await owner.query(`select from ${rows}`)).rowCount, 0, rows)
})
