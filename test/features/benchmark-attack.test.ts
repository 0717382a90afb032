import fc from 'fast-check'
import type pg from 'pg'
import { test } from 'tap'
import { computeBenchmark } from '#src/features/reviews/benchmark.ts'
import { startApp } from '#test/helpers/app.ts'
import { addOrganisations, giveReviews, times } from '#test/helpers/countries.ts'
import { connectTo } from '#test/helpers/database.ts'

/** A practice of which the attacker knows how many answers it has, and nothing else but the attacker's own mean. */
interface Practice {
  /** How often each score was given. */
  scores: number[]
  /** In which of the two quarters it was asked. */
  inFirst: boolean
  inSecond: boolean
}

interface Edition {
  /** As published, with one decimal. */
  mean: number
  practices: readonly Practice[]
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const answersOf = ({ scores }: Practice) => sum(scores)
const totalOf = ({ scores }: Practice) => sum(scores.map((count, score) => count * score))
const most = 10
const rounding = 0.05
const crumb = 1e-9

const share = (practices: readonly Practice[]) => most * sum(practices.map(answersOf))

/**
 * Whether a victim's mean is possible, for who knows its own data and how many answers everybody has, and believes that
 * whoever is in both editions said the same in both: then what the others said in both quarters is one unknown, and what
 * those said who are in one alone are two more, each from nothing to the best score throughout.
 */
const isPossible = (
  mean: number,
  victim: Practice,
  attacker: Practice,
  first: Edition | null,
  second: Edition | null,
): boolean => {
  const others = (edition: Edition | null) =>
    (edition?.practices ?? []).filter((one) => one !== victim && one !== attacker)
  const rest = (edition: Edition) => {
    const answers = sum(edition.practices.map(answersOf))
    const known =
      (edition.practices.includes(attacker) ? totalOf(attacker) : 0) +
      (edition.practices.includes(victim) ? mean * answersOf(victim) : 0)
    const middle = edition.mean * answers - known
    return [middle - rounding * answers, middle + rounding * answers] as const
  }
  const common = others(first).filter((one) => second?.practices.includes(one))
  const alone = (edition: Edition | null) => others(edition).filter((one) => !common.includes(one))
  let [low, high] = [0, share(common)]
  for (const edition of [first, second]) {
    if (!edition) continue
    const [least, largest] = rest(edition)
    low = Math.max(low, least - share(alone(edition)))
    high = Math.min(high, largest)
  }
  return low <= high + crumb
}

/** How wide the interval of a victim's possible means is. What is possible is convex, and the truth is possible. */
const uncertainty = (
  victim: Practice,
  attacker: Practice,
  editions: [Edition | null, Edition | null],
): number => {
  const truth = totalOf(victim) / answersOf(victim)
  const edge = (outside: number): number => {
    if (isPossible(outside, victim, attacker, ...editions)) return outside
    let [inner, outer] = [truth, outside]
    for (let step = 0; step < 40; step++) {
      const middle = (inner + outer) / 2
      if (isPossible(middle, victim, attacker, ...editions)) inner = middle
      else outer = middle
    }
    return inner
  }
  return edge(most) - edge(0)
}

const someScores = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 11, maxLength: 11 }),
  // Practices that are all praise or all blame: what is extreme gives most away.
  fc
    .tuple(fc.constantFrom(0, 9, 10), fc.integer({ min: 1, max: 40 }))
    .map(([score, count]) => times({ [score]: count })),
)

const somePractice = fc
  .record({
    scores: someScores,
    presence: fc.constantFrom('both', 'both', 'both', 'both', 'first', 'second'),
  })
  .filter(({ scores }) => sum(scores) > 0)
  .map(
    ({ scores, presence }): Practice => ({
      scores,
      inFirst: presence !== 'second',
      inSecond: presence !== 'first',
    }),
  )

const someNation = fc.oneof(
  fc.array(somePractice, { minLength: 5, maxLength: 9 }),
  fc.array(somePractice, { minLength: 12, maxLength: 30 }),
  // Like each other, some coming or going together: the best ground for differencing.
  fc
    .tuple(
      fc.integer({ min: 5, max: 20 }),
      fc.integer({ min: 0, max: 8 }),
      fc.boolean(),
      someScores,
      someScores,
    )
    .filter(([, , , one, other]) => sum(one) > 0 && sum(other) > 0)
    .map(([staying, moving, coming, one, other]) => [
      ...Array.from({ length: staying }, (): Practice => ({ scores: one, inFirst: true, inSecond: true })),
      ...Array.from(
        { length: moving },
        (): Practice => ({ scores: other, inFirst: !coming, inSecond: coming }),
      ),
    ]),
)

const countries = (function* () {
  for (const one of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    for (const other of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') yield one + other
})()

const publishedMean = async (owner: pg.Client, country: string, quarter: string): Promise<number | null> => {
  const { rows } = await owner.query(
    `select suppressed, numbers ->> 'score' as score from benchmark_editions where country = $1 and quarter = $2`,
    [country, quarter],
  )
  return rows.length === 0 || rows[0].suppressed ? null : Number(rows[0].score)
}

test('P92 S77: no practice finds another one’s mean within half a point, by coming and going, or by its own data', async (t) => {
  const app = await startApp(t)
  const owner = await connectTo(t, app.database.ownerUrl)
  const quarters = ['2027-01-01', '2027-04-01'] as const
  const seen = { published: 0, both: 0, withheld: 0, attacks: 0 }
  let narrowest = most

  const publish = async (country: string, practices: readonly Practice[]) => {
    const ids = await addOrganisations(owner, country, practices.length)
    for (const [n, month] of ['2027-02-01', '2027-05-01'].entries())
      await giveReviews(
        owner,
        month,
        practices.flatMap((practice, place) =>
          (n === 0 ? practice.inFirst : practice.inSecond)
            ? [{ organisationId: ids[place] as string, scores: practice.scores }]
            : [],
        ),
      )
    app.clock.set('2027-04-05T12:00:00Z')
    await computeBenchmark(app.deps)
    const early = await publishedMean(owner, country, quarters[0])
    app.clock.set('2027-07-05T12:00:00Z')
    await computeBenchmark(app.deps)
    // One more review of somebody, in both quarters: whoever polls again sees what was there before.
    const late = await publishedMean(owner, country, quarters[1])
    await owner.query(
      `update review_numbers set scores = jsonb_set(scores, '{0}', to_jsonb((scores ->> 0)::integer + 1)), answered = answered + 1
        where organisation_id = $1`,
      [ids[0]],
    )
    await computeBenchmark(app.deps)
    t.equal(await publishedMean(owner, country, quarters[0]), early)
    t.equal(await publishedMean(owner, country, quarters[1]), late)
    return [early, late] as const
  }

  await fc.assert(
    fc.asyncProperty(someNation, async (practices) => {
      const means = await publish(countries.next().value as string, practices)
      const editions = means.map((mean, n) =>
        mean === null
          ? null
          : { mean, practices: practices.filter(({ inFirst, inSecond }) => (n === 0 ? inFirst : inSecond)) },
      ) as [Edition | null, Edition | null]
      seen.published += means.filter((mean) => mean !== null).length
      seen.withheld += means.filter((mean) => mean === null).length
      if (editions[0] && editions[1]) seen.both++
      if (!editions[0] && !editions[1]) return
      for (const attacker of practices)
        for (const victim of practices) {
          if (victim === attacker) continue
          seen.attacks++
          narrowest = Math.min(narrowest, uncertainty(victim, attacker, editions))
          if (narrowest <= 1)
            throw new Error(`${JSON.stringify(victim)} lies within ${narrowest / 2} either way`)
        }
    }),
    { numRuns: 60, endOnFailure: true },
  )
  t.ok(seen.published > 10 && seen.both > 3 && seen.withheld > 10 && seen.attacks > 100, JSON.stringify(seen))
  t.ok(narrowest > 1, `${narrowest}`)
})

test('S77: the attack finds what the rules keep back', async (t) => {
  const scores = times({ 5: 10, 9: 10 })
  const staying = Array.from(
    { length: 6 },
    (): Practice => ({ scores: [...scores], inFirst: true, inSecond: true }),
  )
  const victim: Practice = { scores: times({ 2: 20 }), inFirst: false, inSecond: true }
  const meanOf = (practices: readonly Practice[]) =>
    Math.round((sum(practices.map(totalOf)) / sum(practices.map(answersOf))) * 10) / 10
  const first = { mean: meanOf(staying), practices: staying }
  const second = { mean: meanOf([...staying, victim]), practices: [...staying, victim] }
  const width = uncertainty(victim, staying[0] as Practice, [first, second])
  t.ok(width < 2.5, `one that came alone is known to ${width}`)
  const praised = Array.from(
    { length: 5 },
    (): Practice => ({ scores: times({ 10: 9 }), inFirst: true, inSecond: true }),
  )
  const known = uncertainty(praised[0] as Practice, praised[1] as Practice, [
    { mean: 10, practices: praised },
    null,
  ])
  t.ok(known <= 1, `of five who are all praise each is known to ${known}`)
})
