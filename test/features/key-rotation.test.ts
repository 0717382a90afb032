import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { rotateKeys } from '#src/features/platform/rotate-keys.ts'
import { type Answer, startApp, startBeside, type TestApp } from '#test/helpers/app.ts'
import {
  book,
  type Clinic,
  expectStatus,
  freeTimes,
  newAddress,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

const masterKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [first, second] = [masterKey('first'), masterKey('second')]

/** A clinic with patients, made while the first master key was the only one; then processes with both. */
const open = async (t: Test) => {
  const before = await startApp(t, { MASTER_KEYS: first })
  const clinic = await openClinic(before)
  const emails = Array.from({ length: 5 }, () => newAddress('patient'))
  for (const email of emails) await registerPatient(clinic, { email, phone: '+46701234567' })
  const person = await registerPerson(before)
  const invited = newAddress('invited')
  const invite = (email: string) =>
    clinic.call('POST', '/invitations', {
      token: clinic.admin.token,
      body: { email, roles: ['receptionist'] },
    })
  expectStatus(await invite(invited), 201)
  expectStatus(await invite(person.email), 201)
  const tokens = [await tokenTo(before, invited), await tokenTo(before, person.email)] as const
  const both = { MASTER_KEYS: `${second},${first}` }
  const processes = [await startBeside(t, before, both), await startBeside(t, before, both)] as const
  const rotator = (await startBeside(t, before, both)).deps
  const said: string[] = []
  const wait = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 5_000) {
      before.clock.shift('PT5S')
      for (const { deps } of processes)
        await withJob(deps, PLATFORM_ID, ({ tx }) => deps.keyring.refreshPlatformIndex(tx))
      await pause(100)
    }
  }
  const options = { organisations: 'all', say: (text: string) => void said.push(text), wait } as const
  const owner = await connectTo(t, before.database.ownerUrl)
  return { before, clinic, emails, person, tokens, processes, rotator, said, options, owner }
}

type Opened = Awaited<ReturnType<typeof open>>

const through = (app: TestApp, clinic: Clinic): Clinic => ({
  ...clinic,
  call: (method, path, options) => app.call(method, `${clinic.url}${path}`, options),
})

const search = (clinic: Clinic, body: object) =>
  clinic.call('POST', '/patients/search', { token: clinic.receptionist.token, body })

/** What everybody does meanwhile, again and again; answers what failed. */
const load = ({ processes, clinic, emails, person }: Opened) => {
  const failures: string[] = []
  const counts: Record<string, number> = {}
  let ended = false
  const expect = (what: string, { status, body }: Answer, wanted: number, found = true) => {
    counts[what] = (counts[what] ?? 0) + 1
    if (status !== wanted || !found) failures.push(`${what} ${status} ${JSON.stringify(body)}`)
  }
  const again = async (run: (app: TestApp, turn: number) => Promise<void>) => {
    for (let turn = 0; !ended; turn++) {
      const app = processes[turn % processes.length]
      if (app) await run(app, turn)
      await pause(20)
    }
  }
  const runs = [
    again(async (app, turn) => {
      const email = emails[turn % emails.length]
      const answer = await search(through(app, clinic), { email })
      expect('search', answer, 200, answer.body.data?.length === 1)
    }),
    again(async (app) => {
      const answer = await search(through(app, clinic), { phone: '+46701234567', limit: 200 })
      expect('search by phone', answer, 200, answer.body.data?.length === 5)
    }),
    again(async (app) => {
      const there = through(app, clinic)
      const email = newAddress('made')
      const id = await registerPatient(there, { email })
      emails.push(email)
      const { token } = clinic.receptionist
      const read = await there.call('GET', `/patients/${id}`, { token })
      expect('read', read, 200, read.body.email === email)
    }),
    again(async (app, turn) => {
      const body = { email: person.email, password }
      expect('sign in', await app.call('POST', '/v1/auth/login', { body }), 200)
      if (turn % 4 > 0) return
      const made = await registerPerson(app)
      const again = { email: made.email, password }
      const other = processes[(turn + 1) % processes.length] ?? app
      expect('sign in as new', await other.call('POST', '/v1/auth/login', { body: again }), 200)
    }),
    again(async (app) => {
      const there = through(app, clinic)
      const [startsAt = ''] = await freeTimes(app, there)
      const patientId = await registerPatient(there)
      expect('book', await book(there, patientId, startsAt, { note: 'A note' }), 201)
    }),
  ]
  return {
    failures,
    counts,
    async stop() {
      ended = true
      await Promise.all(runs)
    },
  }
}

const keysOf = async ({ owner }: Opened) => {
  const one = async (text: string) => (await owner.query(text)).rows
  return {
    masters: (await one('select distinct master_key_id as id from keys.wrapping_keys')).map(({ id }) => id),
    retired: (await one('select from keys.wrapping_keys where retired_at is not null')).length,
    versions: (await one("select version from keys.subject_keys where class = 'index' order by version")).map(
      ({ version }) => version,
    ),
    patients: (
      await one(
        'select distinct index_version as version from patients where email_index is not null or phone_index is not null',
      )
    ).map(({ version }) => version),
    accounts: (
      await one('select distinct email_index_version as version, next_email_index as next from accounts')
    ).map(({ version, next }) => [version, next]),
  }
}

t.test('S61, P34: keys are rotated under load; nothing fails, and the old master key can go', async (t) => {
  const opened = await open(t)
  const { before, clinic, emails, person, tokens, rotator, said, options } = opened
  const wrappedBefore = (await opened.owner.query('select id from keys.wrapping_keys')).rows
  const running = load(opened)
  await rotateKeys(rotator, options)
  await running.stop()
  t.same(running.failures, [], JSON.stringify(running.counts))
  t.ok(
    Object.values(running.counts).every((count) => count > 0),
    JSON.stringify(running.counts),
  )
  t.same(await keysOf(opened), {
    masters: ['second'],
    retired: 0,
    versions: [2, 2],
    patients: [2],
    accounts: [[2, null]],
  })
  const { rowCount } = await opened.owner.query('select from keys.wrapping_keys where id = any($1)', [
    wrappedBefore.map(({ id }) => id),
  ])
  t.equal(rowCount, 0, 'the old wrapping keys are gone')
  t.match(said.join('\n'), /Master key first: no longer needed/)

  const after = await startBeside(t, before, { MASTER_KEYS: second })
  const there = through(after, clinic)
  for (const email of emails) t.equal((await search(there, { email })).body.data?.length, 1, email)
  t.equal((await search(there, { phone: '+46701234567' })).body.data?.length >= 5, true)
  const signedIn = await after.call('POST', '/v1/auth/login', { body: { email: person.email, password } })
  t.equal(signedIn.status, 200)
  const listed = await there.call('GET', '/invitations?limit=200', { token: clinic.admin.token })
  t.equal(listed.status, 200)
  const names = { firstName: 'Ada', lastName: 'Ek', phone: '+46701234567' }
  for (const [token, more] of [
    [tokens[0], names],
    [tokens[1], {}],
  ] as const) {
    const body = { token, password, ...more }
    t.equal((await after.call('POST', '/v1/invitations/accept', { body })).status, 200)
  }
  const { rows } = await opened.owner.query(
    "select distinct detail ->> 'because' as because from audit_events where resource = 'key' order by 1",
  )
  t.same(
    rows.map(({ because }) => because),
    ['keyRotationBegun', 'keyRotationEnded', 'masterKeyReplaced'],
  )
})

t.test('S61: a rotation that is killed at any point goes on where it stopped', async (t) => {
  const opened = await open(t)
  const { rotator, options } = opened
  const killed = async () => {
    throw new Error('killed')
  }
  for (const survived of [0, 1, 1]) {
    let waits = 0
    const wait = (milliseconds: number) => (waits++ < survived ? options.wait(milliseconds) : killed())
    await t.rejects(rotateKeys(rotator, { ...options, wait }), /killed/)
    const { email } = opened.person
    const [app] = opened.processes
    t.equal((await app.call('POST', '/v1/auth/login', { body: { email, password } })).status, 200)
    t.equal((await search(through(app, opened.clinic), { email: opened.emails[0] })).body.data.length, 1)
  }
  await rotateKeys(rotator, options)
  const { versions, retired, accounts } = await keysOf(opened)
  t.equal(new Set(versions).size, 1)
  t.equal(retired, 0)
  t.ok(accounts.every(([, next]) => next === null))
  const [app] = opened.processes
  for (const email of opened.emails)
    t.equal((await search(through(app, opened.clinic), { email })).body.data.length, 1)
})

t.test('one rotation at a time; of one organisation, or of the master key alone', async (t) => {
  const opened = await open(t)
  const { rotator, options, clinic } = opened
  const other = opened.processes[0].deps
  const results = await Promise.allSettled([
    rotateKeys(rotator, options),
    rotateKeys(other, { ...options, organisations: 'none' }),
  ])
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.message] : []))
  t.same(refusals, ['keys:rotate: another one is running'])
  await t.rejects(
    rotateKeys(rotator, { ...options, organisations: { id: randomBytes(4).toString('hex') } }),
    {
      message: /no such organisation/,
    },
  )
  await rotateKeys(rotator, { ...options, organisations: { id: clinic.id } })
  await rotateKeys(rotator, { ...options, organisations: 'none' })
  const { rows } = await opened.owner.query(
    "select organisation_id as id, version from keys.subject_keys where class = 'index' order by version",
  )
  t.equal(rows.at(-1).id, clinic.id)
})
