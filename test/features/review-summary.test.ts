import { test } from 'tap'
import { netPromoterScore } from '#src/features/reviews/net-promoter-score.ts'
import { startApp } from '#test/helpers/app.ts'
import { openClinic } from '#test/helpers/clinic.ts'
import { giveReviews, times } from '#test/helpers/countries.ts'
import { connectTo } from '#test/helpers/database.ts'

test('the net promoter score has the interval of the adjusted Wald method', (t) => {
  // Worked by hand: n' = 53, p = 30.75/53, d = 10.75/53.
  t.strictSame(netPromoterScore(times({ 3: 10, 7: 10, 10: 30 })), { value: 40, low: 16.2, high: 59.3 })
  t.equal(netPromoterScore(times({})), null)
  t.strictSame(netPromoterScore(times({ 9: 1 })), { value: 100, low: -48.5, high: 100 })
  t.equal(netPromoterScore(times({ 0: 5000 }))?.low, -100)
  t.end()
})

test('P91: the practice’s figures from prepared numbers, the practitioner’s own, nobody else’s', async (t) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const [clinic, other] = [await openClinic(app), await openClinic(app)]
  app.clock.set('2027-06-15T12:00:00Z')
  const practitionerId = clinic.practitioner.id
  const mine = { organisationId: clinic.id, practitionerId }
  await giveReviews(owner, '2027-05-01', [
    { ...mine, scores: times({ 9: 3, 5: 1 }), invited: 10, aspects: { care: { count: 2, sum: 9 } } },
    { organisationId: clinic.id, scores: times({ 0: 2 }), invited: 2 },
    { organisationId: other.id, scores: times({ 1: 7 }) },
  ])
  await giveReviews(owner, '2027-06-01', [{ ...mine, scores: times({ 10: 2 }), invited: 4 }])
  await giveReviews(owner, '2026-06-01', [{ ...mine, scores: times({ 1: 5 }) }])
  const read = async (who: { email: string }, query = '') => {
    const token = await app.signIn(who.email, 'qhxvwkzpmtgrdbn')
    return clinic.call('GET', `/reviews/summary${query}`, { token })
  }
  const whole = await read(clinic.admin)
  t.match(whole, {
    status: 200,
    body: {
      practitionerId: null,
      from: '2026-07',
      to: '2027-06',
      invited: 16,
      answered: 8,
      responseRate: 0.5,
      distribution: times({ 0: 2, 5: 1, 9: 3, 10: 2 }),
      mean: 6.5,
      netPromoterScore: { value: 25 },
      aspects: [{ aspect: 'care', mean: 4.5, answers: 2 }],
    },
  })
  t.equal(whole.body.months.length, 12)
  t.match(whole.body.months.at(-1), {
    month: '2027-06',
    invited: 4,
    answered: 2,
    responseRate: 0.5,
    mean: 10,
  })
  t.match(whole.body.months[0], { month: '2026-07', answered: 0, mean: null, netPromoterScore: null })
  const own = await read(clinic.practitioner)
  t.match(own.body, { practitionerId, answered: 6, distribution: times({ 5: 1, 9: 3, 10: 2 }) })
  t.strictSame((await read(clinic.admin, `?practitionerId=${practitionerId}`)).body, own.body)
  t.strictSame((await read(clinic.practitioner, `?practitionerId=${practitionerId}`)).body, own.body)
  t.equal((await read(clinic.practitioner, `?practitionerId=${other.practitioner.id}`)).status, 404)
  t.equal((await read(clinic.admin, `?practitionerId=${other.practitioner.id}`)).status, 404)
  t.equal((await read(clinic.receptionist)).status, 403)
  t.equal((await read(other.admin)).status, 404)
  t.match((await read(clinic.admin, '?from=2026-06&to=2026-06')).body, { answered: 5, mean: 1 })
  t.equal((await read(clinic.admin, '?from=2027-02&to=2027-01')).status, 400)
  t.equal((await read(clinic.admin, '?from=2020-01&to=2027-01')).status, 400)
})
