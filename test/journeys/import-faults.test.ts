import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, openClinic } from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { fhirPatient, jsonLines, sendImport, showImport } from '#test/helpers/imports.ts'
import { until } from '#test/helpers/until.ts'
import { workerProcess } from '#test/helpers/worker-process.ts'

const masterKeys = `test:${randomBytes(32).toString('base64')}`
const people = (prefix: string, count: number) =>
  jsonLines(
    Array.from({ length: count }, (_one, n) =>
      fhirPatient(`${prefix}-${n}`, {
        telecom: [{ system: 'email', value: `${prefix}-${n}@people.example` }],
        text: { div: 'x'.repeat(1_000) },
      }),
    ),
  )

t.test('P65: a worker killed in the middle of a file loses nothing and doubles nothing', async (t) => {
  const app = await startApp(t, { MASTER_KEYS: masterKeys })
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  const folder = await mkdtemp(join(tmpdir(), 'praxis-import-faults-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const worker = workerProcess({
    DATABASE_URL: app.database.databaseUrl,
    DATA_DIR: folder,
    BACKUP_DIR: app.deps.config.backupDir,
    BACKUP_KEY: app.deps.config.backupKey ?? '',
    MASTER_KEYS: masterKeys,
  })
  t.teardown(() => worker.kill())
  const count = async (text: string): Promise<number> => (await owner.query(text)).rows[0].count
  const stored = (prefix: string) =>
    count(`select count(*)::int from patients where external_id like '${prefix}-%'`)
  const progress = (id: string) => count(`select created as count from imports where id = '${id}'`)
  const state = async (id: string) =>
    (await owner.query('select state from imports where id = $1', [id])).rows[0].state

  for (const [prefix, onError] of [
    ['step', 'skip'],
    ['whole', 'abort'],
  ] as const)
    await t.test(`with onError=${onError}`, { timeout: 180_000 }, async (t) => {
      const query = `kind=patients&informedAt=2026-01-01T09:00:00Z&onError=${onError}`
      const { id } = expectStatus(await sendImport(clinic, query, people(prefix, 3_000)), 202).body
      worker.start()
      await until('it is under way', async () => (await progress(id)) > 400, 60_000)
      await worker.kill()
      const kept = await stored(prefix)
      if (onError === 'abort') t.equal(kept, 0, 'nothing of it stands before all of it does')
      else t.ok(kept > 400 && kept < 3_000, `${kept} stand`)
      worker.start()
      await until('it ends', async () => (await state(id)) === 'completed', 120_000)
      await worker.kill()
      const { rows, findings } = await showImport(clinic, id)
      t.match(rows, { total: 3_000, created: 3_000, failed: 0, unchanged: 0, ignored: 3_000 })
      t.equal(findings.length, 3_000)
      t.equal(await stored(prefix), 3_000)
      const told = `select count(*)::int from mails m join patients p on p.id = m.patient_id where p.external_id like '${prefix}-%'`
      t.equal(await count(told), 3_000)
    })
  t.equal(await count('select count(*)::int from file_pieces'), 0)
})
