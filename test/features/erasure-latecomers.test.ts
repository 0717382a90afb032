import { type Test, test } from 'tap'
import { v7 as newId } from 'uuid'
import { insertUsage } from '#src/audit/usage.queries.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { advanceErasure } from '#src/features/erasures/advance-erasure.ts'
import { listDueErasures } from '#src/features/erasures/erasures.queries.ts'
import { scanErasures } from '#src/features/erasures/scan-erasures.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus, freeTimes, openClinic, registerPatient, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { advanceAll, askErasure, finishErasures } from '#test/helpers/erasures.ts'
import { until } from '#test/helpers/until.ts'

const openSubject = async (t: Test) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const other = await openClinic(app, { name: 'Andra kliniken' })
  const person = await registerPerson(app)
  const accountId = claimsOf(person.token).sub as string
  const [startsAt] = await freeTimes(app, clinic)
  const booking = { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt }
  const booked = await clinic.call('POST', '/appointments', { token: person.token, body: booking })
  expectStatus(booked, 201)
  await app.app.flushUsage()
  const statesOf = async (id: string) =>
    (await owner.query('select state from data_requests where id = $1 order by organisation_id', [id])).rows
  const used = async () =>
    (await owner.query('select organisation_id, at from usage_events where account_id = $1', [accountId]))
      .rows
  return { app, owner, clinic, other, person, accountId, statesOf, used }
}

type Subject = Awaited<ReturnType<typeof openSubject>>

/** Writes down what was used in organisations, as the log's buffer does it a second later. */
const writeUses = ({ app, accountId }: Subject, organisationIds: readonly string[]): Promise<void> =>
  withJob(app.deps, PLATFORM_ID, async ({ tx }) => {
    const use = {
      at: app.clock.now().toISOString(),
      accountId,
      role: 'newcomer' as const,
      operation: 'bookAppointment',
      route: 'POST /v1/organisations/:organisationId/appointments',
      fields: [],
      status: 409,
      device: null,
      browser: null,
      operatingSystem: null,
    }
    await insertUsage(
      tx,
      organisationIds.map((organisationId) => ({ ...use, organisationId, id: newId() })),
    )
  })

/** The application's dependencies with something that happens before each transaction of a worker. */
const beforeEachTransaction = ({ deps }: TestApp, act: () => Promise<void>): TestApp['deps'] => {
  const { worker } = deps.db
  const connect = async () => {
    await act()
    return worker.connect()
  }
  const watched = Object.create(worker, {
    connect: { value: connect },
    query: { value: worker.query.bind(worker) },
  })
  return { ...deps, db: { ...deps.db, worker: watched } }
}

const advanceBy = async (deps: TestApp['deps']): Promise<void> => {
  for (const part of await listDueErasures(deps.db, deps.clock.now(), 10)) await advanceErasure(deps, part)
  await scanErasures(deps, 'now')
}

const complaints = ({ log }: TestApp) => log.filter((line) => line.includes('left something'))

test('P85: what the log of use writes down between any two transactions of an erasure goes as well', async (t) => {
  const subject = await openSubject(t)
  const { app, owner, clinic, other, person, statesOf, used } = subject
  const id = await askErasure(app, person.token, { expedite: true })
  const accountEnds = async () =>
    (
      await owner.query(
        `select from data_requests where organisation_id = $1 and id = $2 and state in ('running', 'verifying')`,
        [PLATFORM_ID, id],
      )
    ).rowCount
  let late = 0
  const write = async () => {
    // Where nobody was asked: they come once every organisation that held something has its part.
    const elsewhere = (await accountEnds()) ? [other.id] : []
    await writeUses(subject, [PLATFORM_ID, clinic.id, ...elsewhere])
    late += elsewhere.length
  }
  const deps = beforeEachTransaction(app, write)
  for (let round = 0; round < 3; round++) {
    for (const part of await listDueErasures(app.deps.db, app.clock.now(), 10))
      await advanceErasure(deps, part)
    await scanErasures(deps, 'now')
  }
  t.ok(late > 20, `${late} transactions`)
  t.strictSame(await used(), [])
  await finishErasures(app)
  t.strictSame(await statesOf(id), [{ state: 'completed' }, { state: 'completed' }])
  t.strictSame(complaints(app), [])
})

test('a use that is being written down while its account goes is waited for, and goes; one that comes then is not written', async (t) => {
  const subject = await openSubject(t)
  const { app, owner, other, person, accountId, statesOf, used } = subject
  const id = await askErasure(app, person.token, { expedite: true })
  const writer = await connectTo(t, app.database.ownerUrl)
  const watcher = await connectTo(t, app.database.superuserUrl)
  const write = (client: typeof writer) =>
    client.query(
      `insert into usage_events (organisation_id, at, id, account_id, role, operation, route, fields, status)
         values ($1, $2, $3, $4, 'newcomer', 'bookAppointment', 'POST /', '{}', 409)`,
      [other.id, app.clock.now(), newId(), accountId],
    )
  const waiting = (what: string) =>
    until(what, async () => {
      const { rows } = await watcher.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return rows.length > 0
    })
  // The clinic's part comes first.
  await advanceBy(app.deps)
  await writer.query('begin')
  await write(writer)
  const advanced = advanceAll(app)
  await waiting('the erasure waits for the writer')
  await writer.query('commit')
  await advanced
  t.strictSame(await used(), [], 'what was written meanwhile is gone')
  t.equal((await owner.query('select from accounts where id = $1', [accountId])).rowCount, 0)
  await write(owner)
  t.strictSame(await used(), [], 'nothing comes back')
  await finishErasures(app)
  t.strictSame(await statesOf(id), [{ state: 'completed' }, { state: 'completed' }])
  t.strictSame(complaints(app), [])

  const next = await registerPerson(app)
  const nextId = claimsOf(next.token).sub as string
  await writer.query('begin')
  await writer.query('delete from accounts where id = $1', [nextId])
  const writing = writeUses({ ...subject, accountId: nextId }, [other.id])
  await waiting('the writer waits for the deletion')
  await writer.query('commit')
  await writing
  t.equal((await owner.query('select from usage_events where account_id = $1', [nextId])).rowCount, 0)
})

test('who refused to erase keeps the patient without the account, whose own rows go there as well', async (t) => {
  const subject = await openSubject(t)
  const { app, owner, clinic, person, accountId, statesOf, used } = subject
  const id = await askErasure(app, person.token)
  const refusal = { cause: 'legalClaims', reason: 'A claim is pending.' }
  const refused = await clinic.call('POST', `/data-requests/${id}/refuse`, {
    token: clinic.admin.token,
    body: refusal,
  })
  expectStatus(refused, 200)
  app.clock.shift('PT73H')
  await writeUses(subject, [clinic.id])
  await finishErasures(app)
  t.strictSame(await statesOf(id), [{ state: 'completed' }, { state: 'refused' }])
  t.strictSame(await used(), [])
  const { rows } = await owner.query('select account_id from patients where organisation_id = $1', [
    clinic.id,
  ])
  t.strictSame(rows, [{ account_id: null }])
  t.equal((await owner.query('select from accounts where id = $1', [accountId])).rowCount, 0)
  t.strictSame(complaints(app), [])
  const { rows: acts } = await owner.query(
    `select distinct organisation_id from ledger_acts where action = 'erased' and account_id = $1`,
    [accountId],
  )
  t.strictSame(acts, [{ organisation_id: PLATFORM_ID }], 'a restore erases nobody who was to be kept')
})

test('who became a patient elsewhere in the last moment is judged and erased there before the account goes', async (t) => {
  const { app, owner, other, person, accountId, statesOf } = await openSubject(t)
  const patientId = await registerPatient(other)
  const id = await askErasure(app, person.token, { expedite: true })
  const begins = `select from data_requests where organisation_id = $1 and id = $2 and state = 'running'`
  let linked = false
  const link = async () => {
    if (!linked && (await owner.query(begins, [PLATFORM_ID, id])).rowCount) {
      linked = true
      await owner.query('update patients set account_id = $1 where id = $2', [accountId, patientId])
    }
  }
  const deps = beforeEachTransaction(app, link)
  for (let round = 0; round < 2; round++) await advanceBy(deps)
  t.ok(linked)
  t.equal((await owner.query('select from accounts where id = $1', [accountId])).rowCount, 1, 'it waits')
  await finishErasures(app)
  t.strictSame(
    await statesOf(id),
    Array.from({ length: 3 }, () => ({ state: 'completed' })),
  )
  t.equal((await owner.query('select from patients where id = $1', [patientId])).rowCount, 0)
  t.equal((await owner.query('select from accounts where id = $1', [accountId])).rowCount, 0)
  t.strictSame(complaints(app), [])
})
