import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import t, { type Test } from 'tap'
import { Temporal } from 'temporal-polyfill'
import type { Deps } from '#src/deps.ts'
import { computeBenchmark } from '#src/features/reviews/benchmark.ts'
import { startApp } from '#test/helpers/app.ts'
import { addOrganisations, giveReviews, times } from '#test/helpers/countries.ts'
import { connectTo } from '#test/helpers/database.ts'
import { startRedis } from '#test/helpers/redis.ts'
import { until } from '#test/helpers/until.ts'
import { workerProcess } from '#test/helpers/worker-process.ts'
import { backends } from '#test/workers/courier.ts'

const country = 'SE'

/** The first day of the calendar quarter so many before the one that a day lies in. */
const quarterBefore = (day: Temporal.PlainDate, count: number): string =>
  day
    .with({ day: 1, month: Math.floor((day.month - 1) / 3) * 3 + 1 })
    .subtract({ months: 3 * count })
    .toString()

const editionsOf = async (owner: pg.Client) => {
  const { rows } = await owner.query<{
    quarter: string
    edition: number
    suppressed: boolean
    numbers: { score?: number }
  }>('select quarter::text, edition, suppressed, numbers from benchmark_editions order by quarter, edition')
  return rows.map(({ quarter, edition, suppressed, numbers }) => ({
    quarter,
    edition,
    suppressed,
    score: numbers.score ?? null,
  }))
}

/** Eight practices alike, in each of these quarters. */
const fill = async (owner: pg.Client, quarters: readonly string[]) => {
  const ids = await addOrganisations(owner, country, 8)
  const scores = times({ 3: 2, 6: 3, 8: 4, 10: 3 })
  for (const quarter of quarters)
    await giveReviews(
      owner,
      quarter,
      ids.map((organisationId) => ({ organisationId, scores })),
    )
}

const publishes = (backend: 'redis' | 'postgres') => async (t: Test) => {
  const redis = backend === 'redis' ? await startRedis(t) : null
  const environment: Record<string, string> = {
    ...(redis ? { REDIS_URL: redis.url } : {}),
    MASTER_KEYS: `test:${randomBytes(32).toString('base64')}`,
  }
  const app = await startApp(t, environment)
  const owner = await connectTo(t, app.database.superuserUrl)
  const today = Temporal.Now.plainDateISO('UTC')
  const [running, last, before] = [0, 1, 2].map((count) => quarterBefore(today, count)) as [
    string,
    string,
    string,
  ]
  await fill(owner, [before, last, running])

  const folder = await mkdtemp(join(tmpdir(), 'praxis-benchmark-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const clockFile = join(folder, 'clock')
  await writeFile(clockFile, 'PT0S')
  const start = () => {
    const worker = workerProcess({
      ...environment,
      DATABASE_URL: app.database.databaseUrl,
      DATA_DIR: folder,
      TEST_CLOCK_FILE: clockFile,
    })
    t.teardown(() => worker.kill())
    worker.start()
    return worker
  }
  // On the first two days of a quarter the last one is still running somewhere.
  const isOver = today.since(Temporal.PlainDate.from(running)).days >= 2
  const over = (isOver ? [before, last] : [before]).map((quarter) => ({ quarter, edition: 1 }))
  const [killed, other] = [start(), start()]
  await until(
    'what is over is published',
    async () => (await editionsOf(owner)).length >= over.length,
    60_000,
  )
  await killed.kill()
  t.equal((await editionsOf(owner)).length, over.length)
  t.match(await editionsOf(owner), over, 'once, by two workers')
  t.match(await editionsOf(owner), [{ suppressed: false, score: 7.2 }])

  await writeFile(clockFile, 'P95D')
  await other.kill()
  if (redis) await redis.flush()
  else await owner.query(`delete from jobs.scheduler; delete from jobs.job`)
  const third = start()
  const quarters = [before, last, running]
  await until(
    'the next quarter follows',
    async () => (await editionsOf(owner)).length >= quarters.length,
    60_000,
  )
  t.match(
    await editionsOf(owner),
    quarters.map((quarter) => ({ quarter, edition: 1, suppressed: false })),
    'after the queue was emptied too',
  )
  t.equal((await editionsOf(owner)).length, quarters.length)
  t.equal(await third.stop(), 0)
}

for (const backend of backends(t))
  t.test(
    `P92: the worker publishes each quarter once when it is over (${backend})`,
    { timeout: 180_000 },
    publishes(backend),
  )

class Killed extends Error {}

/** What a process is that dies after so many transactions. */
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

t.test(
  'P92: killed between two quarters, the next run goes on with the one that is missing; many at once publish no second edition',
  async (t) => {
    const app = await startApp(t)
    const owner = await connectTo(t, app.database.ownerUrl)
    const quarters = ['2027-01-01', '2027-04-01', '2027-07-01', '2027-10-01']
    await fill(owner, quarters)
    app.clock.set('2028-01-05T12:00:00Z')
    await t.rejects(computeBenchmark(dyingAfter(app.deps, 1)))
    t.match(await editionsOf(owner), [{ quarter: quarters[0], suppressed: false }])
    const made = await Promise.all(Array.from({ length: 5 }, () => computeBenchmark(app.deps)))
    t.equal(
      made.reduce((all, one) => all + one, 0),
      3,
    )
    t.match(
      await editionsOf(owner),
      quarters.map((quarter) => ({ quarter, edition: 1, suppressed: false })),
    )
    t.equal((await editionsOf(owner)).length, quarters.length)
  },
)
