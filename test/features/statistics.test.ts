import assert from 'node:assert/strict'
import fc from 'fast-check'
import { t } from 'tap'
import { v7 as newId } from 'uuid'
import { withJob } from '#src/db/scope.ts'
import { leaveTrace } from '#src/features/statistics/leave-trace.ts'
import { mergeCells } from '#src/features/statistics/merge-cells.ts'
import { tellable } from '#src/features/statistics/suppress.ts'
import { type BookedClinic, openBookedClinic } from '#test/helpers/booked-clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { sweep } from '#test/helpers/sweeps.ts'

const day = 86_400_000
const started = '2026-05-04T09:00:00.000Z'
const nth = (n: number, from = started) => new Date(Date.parse(from) + n * day).toISOString()

/** Visits on consecutive days; every fifth person did not come. */
const visits = async (clinic: BookedClinic, count: number, from = started) => {
  const patientId = await clinic.patient()
  const ids: string[] = []
  for (let n = 0; n < count; n++) ids.push(await clinic.appointment(patientId, nth(n, from)))
  await clinic.owner.query(
    `update appointments a set status = case when n % 5 = 0 then 'noShow' else 'completed' end,
        settled_at = case when n % 5 > 0 then a.ends_at end
      from unnest($1::uuid[]) with ordinality as v (id, n) where a.id = v.id`,
    [ids],
  )
  return ids
}

const months = async ({ owner, organisationId }: BookedClinic) =>
  (
    await owner.query(
      `select month::text, completed, no_show, cancelled_late, settled from monthly_statistics where organisation_id = $1 order by month`,
      [organisationId],
    )
  ).rows

const kept = async (clinic: BookedClinic, table: string) =>
  (
    await clinic.owner.query(`select count(*)::int as n from ${table} where organisation_id = $1`, [
      clinic.organisationId,
    ])
  ).rows[0].n

const erase = async (clinic: BookedClinic, id: string) =>
  withJob(clinic.deps, clinic.organisationId, async ({ tx, at }) => {
    const rows = await tx.selectFrom('appointments').selectAll().where('id', '=', id).execute()
    const left = await leaveTrace(tx, rows, at)
    await tx.deleteFrom('appointments').where('id', '=', id).execute()
    return left
  })

t.test(
  'P21 P69: the statistics of a month equal its rows, erased ones too, written once when it closes',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const ids = await visits(clinic, 10)
    t.equal(await erase(clinic, ids[0]!), 1, 'an erasure before the close leaves what counts')
    const { rows: traces } = await clinic.owner.query('select * from uncounted_visits')
    t.match(traces, [{ completed: 1, no_show: 0, settled_amount: '45000', settled_currency: 'SEK' }])
    for (const { id } of traces) t.notMatch(id, /^.{14}7/, 'its id tells no time')
    clinic.clock.set('2026-05-31T21:59:59Z')
    await sweep(clinic, clinic.organisationId)
    t.strictSame(await months(clinic), [], 'a second before the month is over on the calendar')
    clinic.clock.set('2026-05-31T22:00:00Z')
    await sweep(clinic, clinic.organisationId)
    const may = [
      { month: '2026-05-01', completed: 8, no_show: 2, cancelled_late: 0, settled: { SEK: 360000 } },
    ]
    t.strictSame(await months(clinic), may)
    t.equal(await kept(clinic, 'uncounted_visits'), 0, 'the trace went when it was counted')
    await sweep(clinic, clinic.organisationId)
    t.strictSame(await months(clinic), may, 'a second run counts nothing twice')
    t.equal(await erase(clinic, ids[1]!), 0, 'an erasure after the close leaves nothing')
    t.strictSame(await months(clinic), may)
    clinic.clock.set('2027-07-01T12:00:00Z')
    await sweep(clinic, clinic.organisationId)
    t.equal(await kept(clinic, 'appointments'), 0)
    t.strictSame(await months(clinic), may, 'sweeps only delete')
  },
)

t.test('P69: two looks a day apart show nobody: what happens later comes with the next month', async (t) => {
  const clinic = await openBookedClinic(t)
  const ids = await visits(clinic, 10)
  clinic.clock.set('2026-06-02T08:00:00Z')
  await sweep(clinic, clinic.organisationId)
  const before = await months(clinic)
  const change = (text: string) => clinic.owner.query(`update appointments set ${text}`, [ids[0]])
  await change(`status = 'noShow', settled_at = null where id = $1`)
  const late = await clinic.appointment(await clinic.patient({ email: 'late@example.com' }), nth(20))
  await clinic.owner.query(`update appointments set status = 'completed' where id = $1`, [late])
  clinic.clock.set('2026-06-03T08:00:00Z')
  await sweep(clinic, clinic.organisationId)
  t.strictSame(await months(clinic), before, 'the next day nothing is different')
  clinic.clock.set('2026-07-01T08:00:00Z')
  await sweep(clinic, clinic.organisationId)
  t.strictSame(await months(clinic), [
    { month: '2026-05-01', completed: 8, no_show: 3, cancelled_late: 0, settled: { SEK: 315000 } },
  ])
})

t.test(
  'P57: statistics count nobody who objected to it, whose data is restricted, or who waits to be erased',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const { owner, organisationId } = clinic
    const ids = await visits(clinic, 5)
    const someone = async (email: string, n: number) => {
      const patientId = await clinic.patient({ email })
      const id = await clinic.appointment(patientId, nth(n))
      await owner.query(`update appointments set status = 'completed' where id = $1`, [id])
      return { patientId, id }
    }
    const objector = await someone('objector@example.com', 5)
    const restricted = await someone('restricted@example.com', 6)
    const waiting = await someone('waiting@example.com', 7)
    const overruled = await someone('overruled@example.com', 8)
    const early = await someone('early@example.com', 9)
    const object = (patientId: string, endedAt: string | null) =>
      owner.query(
        `insert into objections (organisation_id, id, patient_id, purpose, ended_at, created_at) values ($1, $2, $3, 'statistics', $4, $5)`,
        [organisationId, newId(), patientId, endedAt, started],
      )
    await object(objector.patientId, null)
    await object(early.patientId, null)
    await object(overruled.patientId, '2026-05-20T00:00:00Z')
    const change = (text: string, id: string) =>
      owner.query(`update patients set ${text} where id = $1`, [id])
    await change(`restricted_at = '2026-05-05T00:00:00Z'`, restricted.patientId)
    await change('erasure_request_id = gen_random_uuid()', waiting.patientId)
    t.equal(await erase(clinic, early.id), 0, 'nor is one counted who goes before')
    clinic.clock.set('2026-06-02T08:00:00Z')
    await sweep(clinic, organisationId)
    const [may] = await months(clinic)
    t.match(may, { completed: 5, no_show: 1 }, 'the five, and whose objection was over')
    await owner.query(`update appointments set status = 'noShow' where id = any($1)`, [
      [objector.id, restricted.id],
    ])
    t.equal(await erase(clinic, objector.id), 0)
    t.equal(await erase(clinic, waiting.id), 1, 'who waited is counted once they are nobody')
    const late = await someone('late@example.com', 10)
    await owner.query(`update appointments set status = 'noShow' where id = $1`, [ids[1]])
    clinic.clock.set('2026-07-02T08:00:00Z')
    await sweep(clinic, organisationId)
    t.match(
      (await months(clinic))[0],
      { completed: 6, no_show: 2 },
      `a change of what was left out changes nothing, others do: ${late.id}`,
    )
  },
)

t.test('P21: `delete` keeps no statistics', async (t) => {
  const clinic = await openBookedClinic(t, { bookingTraces: 'delete' })
  const ids = await visits(clinic, 6)
  t.equal(await erase(clinic, ids[0]!), 0)
  clinic.clock.set('2027-08-01T08:00:00Z')
  await sweep(clinic, clinic.organisationId)
  t.equal(await kept(clinic, 'appointments'), 0)
  for (const table of ['monthly_statistics', 'anonymous_statistics', 'uncounted_visits'])
    t.equal(await kept(clinic, table), 0, table)
})

t.test(
  'P21: `kAnonymous` keeps no number below k, merges upwards, and a year exact or not at all',
  async (t) => {
    const clinic = await openBookedClinic(t, { bookingTraces: 'kAnonymous', statisticsThreshold: 10 })
    // Twelve within a quarter, on different weeks; three in the next one.
    await visits(clinic, 12)
    await visits(clinic, 3, '2026-08-03T09:00:00.000Z').catch(() => {})
    clinic.clock.set('2026-06-15T08:00:00Z')
    await sweep(clinic, clinic.organisationId)
    t.equal(await kept(clinic, 'anonymous_statistics'), 0, 'the quarter is not over')
    clinic.clock.set('2026-10-02T08:00:00Z')
    await sweep(clinic, clinic.organisationId)
    const cells = async () =>
      (
        await clinic.owner.query(
          'select span, starts_on::text, unit, visits, completed, no_show from anonymous_statistics order by span',
        )
      ).rows
    const quarter = {
      span: 'month',
      starts_on: '2026-05-01',
      unit: 'practitioner',
      visits: 12,
      completed: null,
      no_show: null,
    }
    t.strictSame(await cells(), [quarter])
    t.equal(await kept(clinic, 'monthly_statistics'), 0)
    clinic.clock.set('2027-01-02T08:00:00Z')
    await sweep(clinic, clinic.organisationId)
    const year = {
      span: 'year',
      starts_on: '2026-01-01',
      unit: 'organisation',
      visits: null,
      completed: null,
      no_show: null,
    }
    t.strictSame(await cells(), [quarter, year], 'three more would be told by the total')
    t.equal(await kept(clinic, 'uncounted_visits'), 0)
  },
)

const cell = fc.record({
  week: fc.constantFrom('2026-04-01', '2026-04-06', '2026-05-01', '2026-06-08'),
  practitionerId: fc.constantFrom('a', 'b', 'c', null),
  siteId: fc.constantFrom('x', 'y'),
  completed: fc.integer({ min: 0, max: 12 }),
  noShow: fc.integer({ min: 0, max: 3 }),
})

t.test('P21 P41: whatever a quarter had, no cell is below k and every visit is in one', (t) => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 30 }), fc.integer({ min: 5, max: 40 }), (drawn, k) => {
      const fine = drawn.map((one) => ({ ...one, month: `${one.week.slice(0, 7)}-01` }))
      const { cells, left } = mergeCells(fine, '2026-04-01', k)
      const sum = (all: readonly { completed: number; noShow: number }[]) =>
        all.reduce((total, { completed, noShow }) => total + completed + noShow, 0)
      assert.ok(cells.every((one) => sum([one]) >= k))
      assert.equal(sum(cells) + sum(left), sum(fine))
      assert.ok(sum(left) === 0 || sum(fine) < k)
      assert.equal(
        new Set(cells.map(({ span, startsOn, unit, unitId }) => `${span}${startsOn}${unit}${unitId}`)).size,
        cells.length,
      )
    }),
    { numRuns: 500 },
  )
  t.pass('of five hundred drawn')
  t.end()
})

t.test('P41: what is shown beside a total lets no cell below k be told', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
      fc.integer({ min: 5, max: 20 }),
      (counts, k) => {
        const { cells, total } = tellable(counts, k)
        for (const [i, count] of counts.entries()) assert.ok(!cells[i] || count >= k)
        const hidden = counts.filter((_count, i) => !cells[i])
        const rest = hidden.reduce((sum, count) => sum + count, 0)
        if (total && hidden.length > 0) assert.ok(rest >= k || cells.every((told) => !told))
      },
    ),
    { numRuns: 500 },
  )
  t.pass('of five hundred drawn')
  t.end()
})

t.test('P41: statistics are read with a login that has no right on anything else', async (t) => {
  const clinic = await openBookedClinic(t)
  await visits(clinic, 10)
  clinic.clock.set('2026-06-01T08:00:00Z')
  await sweep(clinic, clinic.organisationId)
  const admin = await clinic.people.member(clinic.organisationId, 'org_admin')
  const path = `/v1/organisations/${clinic.organisationId}/statistics`
  const { status, body } = await clinic.call('GET', path, { token: admin.token() })
  t.equal(status, 200)
  const counts = {
    visits: 10,
    completed: 8,
    noShow: 2,
    cancelledLate: 0,
    settled: [{ currency: 'SEK', amount: 360000 }],
  }
  t.match(body, { closedUntil: '2026-05', threshold: 5 })
  t.strictSame(body.months.find(({ month }: { month: string }) => month === '2026-05').total, counts)

  const reader = await connectTo(t, clinic.database.statisticsUrl)
  const { rows: tables } = await clinic.owner.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'keys', 'jobs', 'partitions') and c.relkind in ('r', 'p')`)
  const readable: string[] = []
  for (const { name } of tables)
    await reader.query(`select from ${name} limit 1`).then(
      () => readable.push(name),
      ({ code }) => t.equal(code, '42501', name),
    )
  t.strictSame(readable.sort(), [
    'public.anonymous_statistics',
    'public.closed_periods',
    'public.monthly_statistics',
  ])
  t.equal(
    (await reader.query('select from monthly_statistics')).rowCount,
    0,
    'nor of an organisation that it has not entered',
  )
  for (const text of [
    `delete from monthly_statistics`,
    `select enter_job('${clinic.organisationId}')`,
    `select organisation_ids()`,
  ])
    await t.rejects(reader.query(text), { code: '42501' }, text)

  const without = { ...clinic.deps.db, statistics: null }
  const { readStatistics } = await import('#src/db/statistics-scope.ts')
  await t.rejects(
    readStatistics(without, newId(), async () => 1),
    { code: 'statistics-unavailable' },
  )
})
