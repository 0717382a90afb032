import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Deps } from '#src/deps.ts'
import { runImport } from '#src/features/imports/run-import.ts'
import { purgeOrganisation } from '#src/features/terminations/purge-organisation.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { type Clinic, expectStatus, openClinic, registerPatient } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'
import { until } from '#test/helpers/until.ts'

const script = fileURLToPath(new URL('purging.ts', import.meta.url))

class Killed extends Error {}

/** What a process is that dies after so many transactions: nothing of it is left but what was committed. */
const dyingAfter = (deps: Deps, transactions: number): Deps => {
  let left = transactions
  const worker = new Proxy(deps.db.worker, {
    get(pool, name) {
      if (name !== 'connect') return Reflect.get(pool, name, pool)
      return () => {
        if (left-- === 0) throw new Killed()
        return pool.connect()
      }
    },
  })
  return { ...deps, db: { ...deps.db, worker } }
}

const leave = async (app: TestApp, clinic: Clinic) => {
  const answer = await clinic.call('POST', '/termination', { token: clinic.admin.token, body: {} })
  expectStatus(answer, 201)
  app.clock.set(answer.body.graceEndsAt)
}

t.test(
  'P23: killed between any two steps, a purge ends in the same state, with one certificate and one mail',
  async (t) => {
    const app = await startApp(t)
    const owner = await connectTo(t, app.database.ownerUrl)
    const clinic = await openClinic(app)
    for (let n = 0; n < 3; n++) await registerPatient(clinic)
    await leave(app, clinic)
    let runs = 0
    for (; runs < 40; runs++) {
      const died = await purgeOrganisation(dyingAfter(app.deps, runs % 6), clinic.id).then(
        () => false,
        (error) => {
          if (error instanceof Killed || (error as { code?: string }).code === 'unavailable') return true
          throw error
        },
      )
      if (!died && (await owner.query(`select from organisation_purges where state = 'completed'`)).rowCount)
        break
    }
    t.ok(runs >= 5 && runs < 40, `it took ${runs} runs`)
    const { rows } = await owner.query('select state, rows from organisation_purges')
    t.equal(rows.length, 1)
    t.equal(rows[0].rows.patients, 3, 'nothing is counted twice')
    t.equal(
      (await mailsTo(app, clinic.admin.email)).filter(({ attachments }) => attachments.length > 0).length,
      1,
    )
    const left = await owner.query('select from patients where organisation_id = $1', [clinic.id])
    t.equal(left.rowCount, 0)
  },
)

t.test('P23: a purge whose process was killed with -9 goes on where it stood', async (t) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  const lines = Array.from({ length: 150 }, (_none, n) =>
    JSON.stringify({ resourceType: 'Patient', id: `p-${n}`, name: [{ family: `Ek${n}`, given: ['Ida'] }] }),
  )
  const sent = await clinic.call(
    'POST',
    '/imports?kind=patients&onError=skip&informedAt=2026-01-01T09:00:00Z',
    {
      token: clinic.admin.token,
      body: lines.join('\n'),
      headers: { 'content-type': 'application/fhir+ndjson' },
    },
  )
  await runImport(app.deps, clinic.id, expectStatus(sent, 202).body.id)
  await owner.query('select make_log_partitions($1)', [app.clock.now()])
  await owner.query(
    `insert into usage_events (organisation_id, at, id, account_id, role, operation, route, fields, status)
       select $1, $2, gen_random_uuid(), $3, 'staff', 'getOrganisation', 'GET /', '{}', 200 from generate_series(1, 60000)`,
    [clinic.id, app.clock.now(), claimsOf(clinic.admin.token).sub],
  )
  const { rows: patients } = await owner.query(
    'select count(*)::int as n from patients where organisation_id = $1',
    [clinic.id],
  )
  await leave(app, clinic)
  const { dataDir } = app.deps.config
  const instant = app.clock.now().toISOString()
  const parameters = [script, app.database.databaseUrl, dataDir, instant, clinic.id]
  const purging = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(purging.stdout, 'data')
  await until('some of it is gone', async () => {
    const { rows } = await owner.query(`select rows from organisation_purges where rows <> '{}'`)
    return rows.length > 0
  })
  purging.kill('SIGKILL')
  await once(purging, 'exit')
  const { rows: half } = await owner.query('select state from organisation_purges')
  t.strictSame(half, [{ state: 'running' }])
  const due = await app.deps.db.worker.query('select id from due_purges($1, 10) as id', [app.clock.now()])
  t.strictSame(due.rows, [{ id: clinic.id }], 'it is found again')
  await purgeOrganisation(app.deps, clinic.id)
  const { rows } = await owner.query('select state, rows from organisation_purges')
  t.equal(rows[0].state, 'completed')
  t.equal(rows[0].rows.patients, patients[0].n, 'every row is counted once')
  t.equal((await owner.query('select from organisations where id = $1', [clinic.id])).rowCount, 0)
})
