import type pg from 'pg'
import { type Test, test } from 'tap'
import { computeBenchmark } from '#src/features/reviews/benchmark.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import { type Clinic, openClinic } from '#test/helpers/clinic.ts'
import { addOrganisations, type Given, giveReviews, times } from '#test/helpers/countries.ts'
import { connectTo } from '#test/helpers/database.ts'

const quarter = '2027-01-01'
const month = '2027-02-01'
const afterwards = '2027-04-05T12:00:00Z'

interface Nation {
  app: TestApp
  owner: pg.Client
  clinic: Clinic
}

const openNation = async (t: Test): Promise<Nation> => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const clinic = await openClinic(app)
  app.clock.set(afterwards)
  return { app, owner, clinic }
}

const readAs = async ({ app, clinic }: Nation, who: { email: string } = clinic.admin, query = '') => {
  const token = await app.signIn(who.email, 'qhxvwkzpmtgrdbn')
  return clinic.call('GET', `/reviews/benchmark${query}`, { token })
}

const national = async (nation: Nation, of = quarter) => {
  const { body } = await readAs(nation)
  return body.quarters.find((one: { quarter: string }) => one.quarter === of).national
}

const others = async ({ owner }: Nation, country: string, scores: readonly number[][]) => {
  const ids = await addOrganisations(owner, country, scores.length)
  return ids.map((organisationId, n): Given => ({ organisationId, scores: scores[n] as number[] }))
}

const mixed = times({ 3: 2, 6: 3, 8: 4, 10: 3 })

test('P92: own figures stand beside the national mean, with one decimal and counts in bands', async (t) => {
  const nation = await openNation(t)
  const { owner, clinic, app } = nation
  const practitionerId = clinic.practitioner.id
  const aspects = { care: { count: 12, sum: 50 } }
  const own = { organisationId: clinic.id, scores: times({ 4: 2, 9: 8 }), aspects }
  const given = (await others(nation, 'SE', [mixed, mixed, mixed, mixed, mixed])).map((one) => ({
    ...one,
    aspects,
  }))
  await giveReviews(owner, month, [...given, own])
  await giveReviews(owner, '2027-03-01', [
    { organisationId: clinic.id, practitionerId, scores: times({ 2: 2 }) },
  ])
  t.equal(await computeBenchmark(app.deps), 1)
  const { status, body } = await readAs(nation)
  t.equal(status, 200)
  t.strictSame(body.quarters[0], {
    quarter,
    own: { answers: 12, score: 7, aspects: [{ aspect: 'care', mean: 4.2, answers: 12 }] },
    national: {
      suppressed: false,
      score: 7.1,
      aspects: [{ aspect: 'care', mean: 4.2 }],
      organisations: '5-9',
      answers: '30-99',
    },
  })
  t.strictSame(body.quarters[1].national, { suppressed: true })
  const asPractitioner = await readAs(nation, clinic.practitioner)
  t.strictSame(asPractitioner.body.quarters[0].own, { answers: 2, score: 2, aspects: [] })
  t.strictSame(asPractitioner.body.quarters[0].national, body.quarters[0].national)
  t.strictSame(
    (await readAs(nation, clinic.admin, `?practitionerId=${practitionerId}&quarters=1`)).body.quarters,
    [asPractitioner.body.quarters[0]],
  )
  t.equal((await readAs(nation, clinic.receptionist)).status, 403)
})

/** What keeps a mean from being published. */
const reasons: [name: string, scores: number[][]][] = [
  ['four organisations', [mixed, mixed, mixed, mixed]],
  ['29 answers', [...Array(4).fill(times({ 2: 1, 6: 3, 9: 2 })), times({ 2: 1, 6: 2, 9: 2 })]],
  ['one of over a quarter', [mixed, mixed, mixed, mixed, times({ 3: 6, 6: 6, 9: 9 })]],
  ['all of the best score, which tells everybody’s', Array(6).fill(times({ 10: 10 }))],
  ['all of the worst score', Array(6).fill(times({ 0: 10 }))],
]

test('P92 S77: whatever keeps a mean back, it is suppressed in one shape', async (t) => {
  for (const [name, scores] of reasons) {
    const nation = await openNation(t)
    await giveReviews(nation.owner, month, await others(nation, 'SE', scores))
    await computeBenchmark(nation.app.deps)
    t.strictSame(await national(nation), { suppressed: true }, name)
  }
})

test('S77: countries are groups apart', async (t) => {
  const nation = await openNation(t)
  await giveReviews(nation.owner, month, await others(nation, 'SE', [mixed, mixed, mixed]))
  await giveReviews(nation.owner, month, await others(nation, 'NO', [mixed, mixed, mixed, mixed, mixed]))
  t.equal(await computeBenchmark(nation.app.deps), 2)
  t.strictSame(await national(nation), { suppressed: true })
})

test('S77: a quarter is published when it is over everywhere, and once: one more review or organisation changes nothing', async (t) => {
  const nation = await openNation(t)
  const { app, owner } = nation
  const given = await others(nation, 'SE', [mixed, mixed, mixed, mixed, mixed, mixed])
  await giveReviews(owner, month, given)
  app.clock.set('2027-04-01T11:00:00Z')
  t.equal(await computeBenchmark(app.deps), 0, 'it is still March somewhere')
  app.clock.set('2027-04-02T11:00:00Z')
  t.equal(await computeBenchmark(app.deps), 1)
  const before = await national(nation)
  t.equal(before.suppressed, false)
  await giveReviews(owner, '2027-01-01', [
    { organisationId: given[0]!.organisationId, scores: times({ 0: 1 }) },
  ])
  t.equal(await computeBenchmark(app.deps), 0)
  t.strictSame(await national(nation), before)
  await giveReviews(owner, month, await others(nation, 'SE', [times({ 0: 9 })]))
  t.equal(await computeBenchmark(app.deps), 0)
  t.strictSame(await national(nation), before)
})

test('S77: where one organisation came or left the next quarter is withheld', async (t) => {
  const nation = await openNation(t)
  const { app, owner } = nation
  const given = await others(nation, 'SE', Array(12).fill(mixed))
  await giveReviews(owner, month, given)
  await giveReviews(owner, '2027-05-01', given.slice(1))
  await giveReviews(owner, '2027-08-01', given)
  app.clock.set('2027-10-05T12:00:00Z')
  t.equal(await computeBenchmark(app.deps), 3)
  t.equal((await national(nation, '2027-01-01')).suppressed, false)
  t.strictSame(await national(nation, '2027-04-01'), { suppressed: true })
  t.equal((await national(nation, '2027-07-01')).suppressed, false)
})

test('P92: the login of API and workers reads no numbers of other organisations, and makes no editions', async (t) => {
  const nation = await openNation(t)
  const { app, owner, clinic } = nation
  const given = await others(nation, 'SE', [mixed, mixed, mixed, mixed, mixed])
  await giveReviews(owner, month, [...given, { organisationId: clinic.id, scores: times({ 7: 3 }) }])
  const client = await connectTo(t, app.database.databaseUrl)
  const empty = async (text: string) => t.strictSame((await client.query(text)).rows, [], text)
  await empty('select * from review_numbers')
  await empty('select * from reviews')
  await empty(`select * from benchmark_answers('SE', '2027-01-01', 'score')`)
  await t.rejects(
    client.query(
      `insert into benchmark_editions values (gen_random_uuid(), 'SE', '2027-01-01', 1, false, '{}', now(), 6, 63)`,
    ),
    { code: '42501' },
  )
  await client.query('begin')
  await client.query('select enter_job($1)', [clinic.id])
  const seen = await client.query('select distinct organisation_id from review_numbers')
  t.strictSame(seen.rows, [{ organisation_id: clinic.id }])
  await client.query('rollback')
  await computeBenchmark(app.deps)
  const { rows } = await client.query('select to_jsonb(e) as edition from benchmark_editions e')
  t.equal(rows.length, 1)
  const text = JSON.stringify(rows[0].edition)
  for (const { organisationId } of given) t.notOk(text.includes(organisationId))
})
