import type { Test } from 'tap'
import { test } from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { announcePolicy } from '#src/features/policies/announce-policy.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import {
  book,
  type Clinic,
  expectStatus,
  freeTimes,
  newAddress,
  openClinic,
  type Person,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { openFamily } from '#test/helpers/guardians.ts'
import { mailsTo, sentMails, tokenTo } from '#test/helpers/outbox-mails.ts'

const open = async (t: Test) => {
  const app = await startApp(t)
  return { app, clinic: await openClinic(app) }
}

const inDays = (app: TestApp, days: number) =>
  new Date(app.clock.now().getTime() + days * 86_400_000).toISOString()

const policy = (app: TestApp, fields: object = {}) => ({
  audience: 'patients',
  mode: 'notify',
  language: 'sv',
  text: 'Så behandlar vi det du berättar.',
  effectiveFrom: inDays(app, 0),
  ...fields,
})

const publish = async (app: TestApp, clinic: Clinic, fields: object = {}) => {
  const answer = await clinic.call('POST', '/policies', {
    token: clinic.admin.token,
    body: policy(app, fields),
  })
  return expectStatus(answer, 201).body
}

const publishForPlatform = async (app: TestApp, fields: object = {}) => {
  const token = await app.signInAdministrator()
  const answer = await app.call('POST', '/v1/platform/policies', { token, body: policy(app, fields) })
  return expectStatus(answer, 201).body
}

const ownPolicies = async (app: TestApp, { token }: Person) =>
  expectStatus(await app.call('GET', '/v1/me/policies', { token }), 200).body.data

const accept = (app: TestApp, { token }: Person, ...versionIds: string[]) =>
  app.call('POST', '/v1/me/policy-acceptances', { token, body: { versionIds } })

const bookOwn = async (app: TestApp, clinic: Clinic, { token }: Person, fields: object = {}) => {
  const [startsAt] = await freeTimes(app, clinic)
  const { practitioner, serviceId } = clinic
  const body = { practitionerId: practitioner.id, serviceId, startsAt, ...fields }
  return clinic.call('POST', '/appointments', { token, body })
}

/** Somebody who is a patient of the clinic by a booking. */
const patientOf = async (
  app: TestApp,
  clinic: Clinic,
  fields: Record<string, unknown> = {},
): Promise<Person> => {
  const person = await registerPerson(app, fields)
  expectStatus(await bookOwn(app, clinic, person), 201)
  return person
}

test('P4: policies in force, to come and superseded are public with their dates and changes', async (t) => {
  const { app, clinic } = await open(t)
  const first = await publish(app, clinic, { text: 'One\nTwo\nThree' })
  const second = await publish(app, clinic, { text: 'One\nZwei\nThree', effectiveFrom: inDays(app, 10) })
  const path = `/v1/privacy/policies`
  const query = `?organisationId=${clinic.id}&language=sv&audience=patients`
  const shown = async (where: string) => expectStatus(await app.call('GET', where), 200).body.data
  const before = await shown(`${path}${query}`)
  t.match(before, [
    { id: second.id, state: 'upcoming', lastEdited: second.lastEdited, number: 2 },
    { id: first.id, state: 'inForce', text: 'One\nTwo\nThree', number: 1 },
  ])
  app.clock.shift('P11D')
  t.strictSame(
    (await shown(`${path}${query}`)).map(({ id, state }: Record<string, string>) => [id, state]),
    [[second.id, 'inForce']],
  )
  const history = await shown(`${path}/history${query}`)
  t.strictSame(
    history.map(({ id, state, changed }: Record<string, unknown>) => [id, state, changed]),
    [
      [second.id, 'inForce', { line: 2, removed: ['Two'], added: ['Zwei'] }],
      [first.id, 'superseded', null],
    ],
  )
  t.strictSame(await shown(path), [], 'the platform has published nothing')
  const unknown = await app.call('GET', `${path}?organisationId=${newAddress('x').length}`)
  t.equal(unknown.status, 400)
  const missing = await app.call('GET', `${path}?organisationId=0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11`)
  t.equal(missing.status, 404)
})

test('P4: no version is overwritten, and none is put before the one it follows', async (t) => {
  const { app, clinic } = await open(t)
  await publish(app, clinic, { effectiveFrom: inDays(app, 10) })
  const early = await clinic.call('POST', '/policies', {
    token: clinic.admin.token,
    body: policy(app, { effectiveFrom: inDays(app, 5) }),
  })
  t.match(early, { status: 422, body: { errors: [{ pointer: '/effectiveFrom' }] } })
  const client = await connectTo(t, app.database.databaseUrl)
  for (const text of ['update policy_versions set text = text', 'delete from policy_versions'])
    await t.rejects(client.query(text), { code: '42501' }, text)
})

test('P2: publishing tells everybody whom it binds once, however often the job runs', async (t) => {
  const { app, clinic } = await open(t)
  const patient = await patientOf(app, clinic, { locale: 'en' })
  const onPaper = newAddress('paper')
  await registerPatient(clinic, { email: onPaper })
  await registerPatient(clinic, { firstName: 'Osa', email: onPaper })
  await registerPatient(clinic, { firstName: 'Ingen' })
  const version = await publish(app, clinic, { effectiveFrom: inDays(app, 30) })
  const job = { organisationId: clinic.id, versionId: version.id }
  const owner = await connectTo(t, app.database.ownerUrl)
  const { rows: outbox } = await owner.query('select subject_id from outbox where job = $1', [
    'policy.announce',
  ])
  t.strictSame(outbox, [{ subject_id: version.id }])
  await announcePolicy(app.deps, job)
  await announcePolicy(app.deps, job)
  const told = (await sentMails(app)).length
  const [toPatient, toPaper] = [await mailsTo(app, patient.email), await mailsTo(app, onPaper)]
  t.ok((await sentMails(app)).length > told)
  const about = (mails: typeof toPatient) =>
    mails.filter(({ subject }) => /villkor|terms/i.test(subject ?? ''))
  t.equal(about(toPatient).length, 1)
  t.equal(about(toPaper).length, 1, 'two patients with one address are told once')
  t.match(about(toPaper)[0]?.text, new RegExp(`/v1/privacy/policies\\?organisationId=${clinic.id}`))
  t.notMatch(about(toPaper)[0]?.text, /Kliniken/, 'the name may tell of health')
  t.equal((await mailsTo(app, clinic.receptionist.email)).filter((mail) => about([mail]).length).length, 0)
})

test('P2: a large audience is told at a bounded rate, each once, also when the job died between two pages', async (t) => {
  const { app, clinic } = await open(t)
  await registerPatient(clinic, { email: newAddress('first') })
  const owner = await connectTo(t, app.database.superuserUrl)
  await owner.query(`insert into patients select organisation_id, gen_random_uuid(), null, care, rest, sha256(n::text::bytea),
      null, index_version, locale, source, entered_by, informed_at, informed_by, null, state, 1, created_at, updated_at
    from patients cross join generate_series(1, 450) n where patients.organisation_id = '${clinic.id}'`)
  const version = await publish(app, clinic)
  const job = { organisationId: clinic.id, versionId: version.id }
  let pages = 0
  const dying = () => {
    pages++
    if (pages > 2) throw new Error('killed')
    return app.clock.now()
  }
  await t.rejects(announcePolicy({ ...app.deps, clock: { now: dying } }, job), { message: 'killed' })
  const { rows: halfway } = await owner.query(
    `select count(*)::int as mails from mails where kind = 'policyPublished'`,
  )
  t.strictSame(halfway, [{ mails: 400 }])
  await announcePolicy(app.deps, job)
  const { rows } =
    await owner.query(`select count(*)::int as mails, count(distinct subject_id)::int as people,
      (select max(n) from (select count(*)::int as n from mails where kind = 'policyPublished' group by date_trunc('second', due_at)) s) as "perSecond"
    from mails where kind = 'policyPublished'`)
  t.match(rows, [{ mails: 451, people: 451 }])
  t.ok(
    rows[0].perSecond <= 10,
    'five from any page, and a second may hold the end of one and the start of the next',
  )
})

test('P2: the language that is addressed is told; staff and platform audiences are their own', async (t) => {
  const { app, clinic } = await open(t)
  const english = await patientOf(app, clinic, { locale: 'en' })
  const swedish = await patientOf(app, clinic, { locale: 'sv' })
  const [sv, en] = [await publish(app, clinic), await publish(app, clinic, { language: 'en', text: 'Terms' })]
  for (const { id } of [sv, en]) await announcePolicy(app.deps, { organisationId: clinic.id, versionId: id })
  const about = async (address: string) =>
    (await mailsTo(app, address))
      .map(({ subject }) => subject)
      .filter((one) => /villkor|terms/i.test(one ?? ''))
  t.match(await about(english.email), [/^Changed terms/])
  t.match(await about(swedish.email), [/^Ändrade villkor/])
  const staff = await publish(app, clinic, { audience: 'staff', mode: 'mustAccept' })
  await announcePolicy(app.deps, { organisationId: clinic.id, versionId: staff.id })
  t.match(await about(clinic.receptionist.email), [/^Nya villkor att godta/])
  t.equal((await about(english.email)).length, 1)
  const platform = await publishForPlatform(app, { language: 'en', text: 'Platform terms' })
  await announcePolicy(app.deps, { organisationId: PLATFORM_ID, versionId: platform.id })
  t.equal((await about(english.email)).length, 2)
  t.equal((await about(clinic.receptionist.email)).length, 1, 'whoever only works there is no patient')
})

test('P2: going on after the date counts as acceptance of what was only told', async (t) => {
  const { app, clinic } = await open(t)
  const patient = await patientOf(app, clinic)
  const version = await publish(app, clinic, { effectiveFrom: inDays(app, 2) })
  const list = async (token: string) =>
    expectStatus(await clinic.call('GET', '/appointments', { token }), 200)
  await list(patient.token)
  t.match(await ownPolicies(app, patient), [{ id: version.id, state: 'upcoming', acceptance: null }])
  app.clock.shift('P3D')
  patient.token = await app.signIn(patient.email, password)
  t.match(
    await ownPolicies(app, patient),
    [{ id: version.id, state: 'inForce', acceptance: null }],
    'looking at one’s own data is no use of the organisation’s service',
  )
  await list(patient.token)
  t.match(await ownPolicies(app, patient), [
    { id: version.id, state: 'accepted', acceptance: { how: 'implied', source: 'use' } },
  ])
  const owner = await connectTo(t, app.database.ownerUrl)
  const { rows } = await owner.query('select version_id, how, ip from policy_acceptances')
  t.strictSame(rows, [{ version_id: version.id, how: 'implied', ip: '127.0.0.1' }])
})

test('P1: where the platform has published a policy, registering names its version', async (t) => {
  const { app } = await open(t)
  const version = await publishForPlatform(app, { language: 'en' })
  const email = newAddress('newcomer')
  const body = {
    email,
    password,
    firstName: 'Pia',
    lastName: 'Lind',
    phone: '+46709876543',
    dateOfBirth: '1988-04-12',
    locale: 'sv',
  }
  const register = (fields: object) => app.call('POST', '/v1/auth/register', { body: { ...body, ...fields } })
  for (const fields of [{}, { acceptedPolicies: [] }])
    t.match(await register(fields), { status: 422, body: { errors: [{ pointer: '/acceptedPolicies' }] } })
  const wrong = [version.id, '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11']
  t.match(await register({ acceptedPolicies: wrong }), {
    status: 422,
    body: { errors: [{ pointer: '/acceptedPolicies/1' }] },
  })
  expectStatus(await register({ acceptedPolicies: [version.id] }), 202)
  const verified = await app.call('POST', '/v1/auth/verify-email', {
    body: { token: await tokenTo(app, email) },
  })
  t.strictSame(expectStatus(verified, 200).body.pendingAcceptances, [])
  t.match(await ownPolicies(app, { email, token: verified.body.accessToken }), [
    { id: version.id, state: 'accepted', acceptance: { how: 'explicit', source: 'registration' } },
  ])
})

test('P1: whoever books for the first time accepts the policy of the organisation', async (t) => {
  const { app, clinic } = await open(t)
  const version = await publish(app, clinic, { mode: 'mustAccept' })
  const person = await registerPerson(app)
  for (const fields of [{}, { acceptedPolicies: [] }])
    t.match(await bookOwn(app, clinic, person, fields), {
      status: 422,
      body: { errors: [{ pointer: '/acceptedPolicies' }] },
    })
  t.match(await bookOwn(app, clinic, person, { acceptedPolicies: [clinic.id] }), {
    status: 422,
    body: { errors: [{ pointer: '/acceptedPolicies/0' }] },
  })
  expectStatus(await bookOwn(app, clinic, person, { acceptedPolicies: [version.id] }), 201)
  t.match(await ownPolicies(app, person), [
    { id: version.id, state: 'accepted', acceptance: { how: 'explicit', source: 'booking' } },
  ])
  const [startsAt = ''] = await freeTimes(app, clinic)
  const patientId = await registerPatient(clinic)
  t.match(await book(clinic, patientId, startsAt, { acceptedPolicies: [version.id] }), { status: 422 })
  t.equal((await book(clinic, patientId, startsAt)).status, 201)
})

test('P3 S15: until the text is accepted the old token reaches acceptance, sign-out and own data alone', async (t) => {
  const { app, clinic } = await open(t)
  const patient = await patientOf(app, clinic)
  const list = () => clinic.call('GET', '/appointments', { token: patient.token })
  const version = await publish(app, clinic, { mode: 'mustAccept', effectiveFrom: inDays(app, 1) })
  expectStatus(await list(), 200)
  app.clock.shift('P1DT1S')
  const login = await app.call('POST', '/v1/auth/login', { body: { email: patient.email, password } })
  t.strictSame(login.body.pendingAcceptances, [version.id])
  patient.token = login.body.accessToken
  t.match(await list(), { status: 403, body: { type: /acceptance-required$/ } })
  for (const path of ['/v1/me', '/v1/me/policies', '/v1/me/consents', '/v1/me/appointments'])
    expectStatus(await app.call('GET', path, { token: patient.token }), 200)
  t.match(await ownPolicies(app, patient), [{ id: version.id, state: 'pending' }])
  const other = await accept(app, patient, clinic.id)
  t.match(other, { status: 422, body: { errors: [{ pointer: '/versionIds/0' }] } })
  const accepted = expectStatus(await accept(app, patient, version.id), 201)
  t.match(accepted.body, {
    data: [{ organisationId: clinic.id, versionId: version.id, how: 'explicit', source: 'account' }],
    pendingAcceptances: [],
  })
  expectStatus(await list(), 200)
  expectStatus(await accept(app, patient, version.id), 201)
  const refreshed = await app.call('POST', '/v1/auth/refresh', {
    body: { refreshToken: login.body.refreshToken },
  })
  t.strictSame(expectStatus(refreshed, 200).body.pendingAcceptances, [])
})

test('P3 P79: the undertaking of the staff keeps the whole staff out until each has accepted it', async (t) => {
  const { app, clinic } = await open(t)
  const patient = await patientOf(app, clinic)
  const version = await publish(app, clinic, { audience: 'staff', mode: 'mustAccept' })
  const sites = ({ token }: Person) => clinic.call('GET', '/sites', { token })
  for (const person of [clinic.admin, clinic.practitioner, clinic.receptionist])
    t.match(await sites(person), { status: 403, body: { type: /undertaking-required$/ } })
  expectStatus(await sites(patient), 200)
  expectStatus(await accept(app, clinic.receptionist, version.id), 201)
  expectStatus(await sites(clinic.receptionist), 200)
  t.equal((await sites(clinic.admin)).status, 403)
  t.match(await accept(app, patient, version.id), { status: 422 }, 'it binds the staff alone')
})

test('P3: a text of the platform that must be accepted shuts every organisation', async (t) => {
  const { app, clinic } = await open(t)
  const patient = await patientOf(app, clinic)
  const stranger = await registerPerson(app)
  const version = await publishForPlatform(app, { mode: 'mustAccept' })
  const list = () => clinic.call('GET', '/appointments', { token: patient.token })
  t.match(await list(), { status: 403, body: { type: /acceptance-required$/ } })
  t.match(await bookOwn(app, clinic, stranger), { status: 403, body: { type: /acceptance-required$/ } })
  expectStatus(await clinic.call('GET', '/sites', { token: clinic.receptionist.token }), 200)
  for (const person of [patient, stranger]) expectStatus(await accept(app, person, version.id), 201)
  expectStatus(await list(), 200)
  expectStatus(await bookOwn(app, clinic, stranger), 201)
  const next = await publishForPlatform(app, { mode: 'mustAccept', text: 'Nytt' })
  t.equal((await list()).status, 403, 'the next version asks anew')
  expectStatus(await accept(app, patient, next.id), 201)
  expectStatus(await list(), 200)
})

test('P2 P13: a guardian sees and accepts what must be accepted, and is let in again', async (t) => {
  const { app, clinic, child, guardianOf, as } = await openFamily(t)
  const patientId = await child(`${app.clock.now().getUTCFullYear() - 9}-01-01`)
  const guardian = await guardianOf(patientId)
  const person = () => ({ token: guardian.token() }) as Person
  const version = await publish(app, clinic, { mode: 'mustAccept' })
  const read = () => as(guardian)('GET', `/patients/${patientId}`)
  t.match(await read(), { status: 403, body: { type: /acceptance-required$/ } })
  t.match(await ownPolicies(app, person()), [{ id: version.id, state: 'pending' }])
  const accepted = await accept(app, person(), version.id)
  t.match(accepted.body, { pendingAcceptances: [], data: [{ versionId: version.id, how: 'explicit' }] })
  expectStatus(await read(), 200)
  const next = await publish(app, clinic, { mode: 'mustAccept', text: 'Nya ord' })
  const owner = await connectTo(t, app.database.ownerUrl)
  const { rows } = await owner.query(
    'select p.id from guardians g, pending_acceptances(g.account_id, $2) p where g.id = $1',
    [guardian.guardianId, app.clock.now()],
  )
  t.strictSame(rows, [{ id: next.id }])
})
