import type pg from 'pg'
import { type Test, test } from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { advanceErasure } from '#src/features/erasures/advance-erasure.ts'
import { listDueErasures } from '#src/features/erasures/erasures.queries.ts'
import { scanErasures } from '#src/features/erasures/scan-erasures.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { expectStatus, freeTimes, openClinic, registerPerson } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { advanceAll, askErasure, finishErasures } from '#test/helpers/erasures.ts'

const openSubject = async (t: Test) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const person = await registerPerson(app)
  const [startsAt = '', later = ''] = await freeTimes(app, clinic)
  const book = (at: string) =>
    clinic.call('POST', '/appointments', {
      token: person.token,
      body: { practitionerId: clinic.practitioner.id, serviceId: clinic.serviceId, startsAt: at, note: 'x' },
    })
  const { patientId } = expectStatus(await book(startsAt), 201).body
  const accountId = claimsOf(person.token).sub as string
  return { app, owner, clinic, person, patientId: patientId as string, accountId, book, later }
}

const statesOf = async (owner: pg.Client, id: string): Promise<string[]> =>
  (
    await owner.query('select state from data_requests where id = $1 order by organisation_id', [id])
  ).rows.map(({ state }) => state)

class Killed extends Error {}

/**
 * The application's dependencies as a process has them that dies at its n-th statement outside of a read: its
 * transaction is rolled back, and nothing after it happens.
 */
const dyingAt = (app: TestApp, n: number): { deps: TestApp['deps']; died: () => boolean } => {
  let left = n
  let died = false
  const connect = async () => {
    if (died || left-- <= 0) {
      died = true
      throw new Killed('killed')
    }
    return app.deps.db.worker.connect()
  }
  const worker = Object.create(app.deps.db.worker, { connect: { value: connect } })
  return { deps: { ...app.deps, db: { ...app.deps.db, worker } }, died: () => died }
}

const runUntilDeath = async (app: TestApp, deps: TestApp['deps']): Promise<void> => {
  for (let round = 0; round < 4; round++) {
    const due = await listDueErasures(app.deps.db, app.clock.now(), 10)
    for (const part of due) await advanceErasure(deps, part)
    await scanErasures(deps, 'now')
  }
}

test('killed between any two transactions the pipeline ends in the same state, with one certificate and one mail', async (t) => {
  const { app, owner, person } = await openSubject(t)
  const id = await askErasure(app, person.token, { expedite: true })
  let deaths = 0
  // Each life gets one transaction further than it takes to find out where it stands, and then dies.
  for (let life = 0; life < 400; life++) {
    const { deps, died } = dyingAt(app, 2 + (life % 9))
    await runUntilDeath(app, deps).catch((error) => {
      const cause = (error as { cause?: unknown }).cause
      if (!(error instanceof Killed || cause instanceof Killed)) throw error
    })
    if (died()) deaths++
    const states = await statesOf(owner, id)
    if (states.every((state) => state === 'completed')) break
    app.clock.shift('PT1S')
  }
  t.comment(`${deaths} deaths`)
  t.ok(deaths >= 20, `${deaths} deaths`)
  await finishErasures(app)
  t.strictSame(await statesOf(owner, id), ['completed', 'completed'])
  const { rows: mails } = await owner.query(
    `select organisation_id, count(*)::int as count from mails where kind = 'requestErased' group by 1`,
  )
  t.strictSame(
    mails.map(({ count }) => count),
    [1, 1],
  )
  const { rows: acts } = await owner.query(
    `select count(*)::int as count from ledger_acts where action = 'erased' and position is null`,
  )
  t.equal(acts[0].count, 0, 'all of it stands in the ledger')
})

test('a row planted behind its back in a text, JSON, bytea or id column fails the run, which names the column', async (t) => {
  const { app, owner, clinic, person, patientId } = await openSubject(t)
  const plants: [table: string, column: string, statement: string, values: unknown[], clearing: string][] = [
    [
      'sites',
      'city',
      `update sites set city = 'Visit of ' || $1`,
      [person.email],
      `update sites set city = 'Stockholm'`,
    ],
    [
      'imports',
      'columns',
      `insert into imports (organisation_id, id, kind, state, dry_run, on_error, content_type, columns, file_id, entered_by, done, created,
         updated, unchanged, aged_out, ignored, failed, mails, attempts, created_at)
       values ('${clinic.id}', gen_random_uuid(), 'patients', 'running', false, 'skip', 'text/csv', array[$1::text], gen_random_uuid(), gen_random_uuid(),
         0, 0, 0, 0, 0, 0, 0, 0, 0, now())`,
      [person.email.toUpperCase()],
      'delete from imports',
    ],
    [
      'audit_events',
      'detail',
      `update audit_events set detail = jsonb_build_object('note', $1::text)`,
      [person.email],
      `update audit_events set detail = '{}'`,
    ],
    [
      'import_sources',
      'row_hash',
      `insert into import_sources (organisation_id, kind, source_hash, row_hash, outcome, created_at, updated_at)
       values ('${clinic.id}', 'patients', 'x', convert_to($1, 'UTF8'), 'stored', now(), now())`,
      ['phone +46 70-987 65 43'],
      'delete from import_sources',
    ],
    [
      'services',
      'name',
      `update services set name = 'see ' || $1`,
      [patientId],
      `update services set name = 'Consultation'`,
    ],
  ]
  t.ok(plants.length > 0)
  const id = await askErasure(app, person.token, { expedite: true })
  await advanceAll(app)
  for (const [table, column, statement, values, clearing] of plants) {
    await owner.query('begin')
    await owner.query('savepoint planted')
    const planted = await owner.query(statement, values).then(
      () => true,
      async (error) => {
        await owner.query('rollback to planted')
        t.fail(`${table}.${column}: ${error.message}`)
        return false
      },
    )
    await owner.query('commit')
    if (!planted) continue
    const scanned = await scanErasures(app.deps, 'now')
    t.ok(scanned?.found.includes(`public.${table}.${column}`), `${table}.${column} in ${scanned?.found}`)
    t.ok((await statesOf(owner, id)).includes('failed'))
    const line = app.log.find((one) => one.includes('left something') && one.includes(column)) ?? ''
    t.notOk(line.toLowerCase().includes(person.email), 'the value is not told')
    await owner.query(clearing)
    app.clock.shift('PT61M')
    await advanceAll(app)
  }
  const { rows: alerts } = await owner.query(
    `select 1 from security_alerts where cause = 'erasure-incomplete'`,
  )
  t.ok(alerts.length > 0)
  await finishErasures(app)
  t.strictSame(await statesOf(owner, id), ['completed', 'completed'])
})

test('the person edits, books and signs in while being erased, twice asked: everything is gone all the same', async (t) => {
  const { app, owner, clinic, person, accountId, book, later } = await openSubject(t)
  const ofClinic = await askErasure(app, person.token, { organisationId: clinic.id, expedite: true })
  const second = await app.call('POST', '/v1/me/data-requests', {
    token: person.token,
    body: { kind: 'erasure', expedite: true },
  })
  const whole = expectStatus(second, 201).body.id as string
  const acts = async () => {
    for (let n = 0; n < 10; n++) {
      await Promise.all([
        book(later),
        app.call('PATCH', '/v1/me', { token: person.token, body: { phone: `+4670123456${n}` } }),
        app.call('GET', '/v1/me/data', { token: person.token }),
      ])
    }
  }
  await Promise.all([acts(), advanceAll(app).catch(() => {}), advanceAll(app).catch(() => {})])
  for (let round = 0; round < 3; round++) await finishErasures(app)
  t.strictSame(await statesOf(owner, ofClinic), ['completed'])
  const states = await statesOf(owner, whole)
  t.ok(states.length > 0 && states.every((state) => state === 'completed'), states.join())
  t.strictSame(
    app.log.filter((line) => line.includes('left something')),
    [],
  )
  t.equal((await owner.query('select 1 from accounts where id = $1', [accountId])).rowCount, 0)
  t.equal((await owner.query('select 1 from patients where account_id = $1', [accountId])).rowCount, 0)
  t.equal((await app.call('GET', '/v1/me', { token: person.token })).status, 401)
  const { rows } = await owner.query('select 1 from data_requests where organisation_id = $1 and id = $2', [
    PLATFORM_ID,
    whole,
  ])
  t.equal(rows.length, 1)
})
