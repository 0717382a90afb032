import { withJob } from '#src/db/scope.ts'
import { computeBenchmark } from '#src/features/reviews/benchmark.ts'
import { countReview } from '#src/features/reviews/review-numbers.queries.ts'
import type { Bench } from './bench.ts'
import { type Clinic, employ, makePeople, tokensOf } from './clinic.ts'
import type { Figure } from './report.ts'
import { percentile } from './steady-calls.ts'

const rounds = 400
const warming = 20
const slowest = 50
const months = 36

// Three years of answers about the clinic's practitioners, and the numbers that each of them was counted in.
const fill = `
  with made as (
    insert into review_invitations (organisation_id, id, source, state, language, template_version, due_at, expires_at, created_at, updated_at)
    select $1, gen_random_uuid(), 'staff', 'answered', 'sv', 0, $4, $4, $4, $4 from generate_series(1, $3::integer) returning id),
  placed as (select id, row_number() over () as n from made)
  insert into reviews (organisation_id, id, invitation_id, practitioner_id, score, aspects, has_text, answered_on, week, shuffled, version)
  select $1, gen_random_uuid(), id, ($2::uuid[])[n % cardinality($2::uuid[]) + 1], (n * 7 % 11)::integer,
    jsonb_build_object('care', n % 5 + 1), false, day, date_trunc('week', day)::date, decode(md5(n::text), 'hex'), 1
  from placed cross join lateral (select ($4::timestamptz at time zone 'UTC')::date - (n % ${months * 30})::integer as day) as on_day`

const count = `
  insert into review_numbers (organisation_id, id, month, practitioner_id, scores, aspects, invited, answered)
  select organisation_id, gen_random_uuid(), date_trunc('month', answered_on)::date, practitioner_id,
    jsonb_build_array(${Array.from({ length: 11 }, (_none, score) => `count(*) filter (where score = ${score})`).join(', ')}),
    jsonb_build_object('care', jsonb_build_object('count', count(*), 'sum', sum((aspects ->> 'care')::integer))), count(*), count(*)
  from reviews where organisation_id = $1 group by 1, 3, 4`

// Practices of the same country with four times as many answers in two years, so that the clinic is a fifth of them at the most.
const nation = 1_000
const nationMonths = 28
const fillNation = `
  with made as (
    insert into organisations (id, kind, name, country, time_zone, language, state, settings, settings_version, version, created_at, updated_at)
    select gen_random_uuid(), 'clinic', 'Kliniken', 'SE', 'Europe/Stockholm', 'sv', 'active', '{}', 1, 1, $2, $2
      from generate_series(1, ${nation}) returning id),
  placed as (select id, row_number() over () as n from made)
  insert into review_numbers (organisation_id, id, month, practitioner_id, scores, aspects, invited, answered)
  select id, gen_random_uuid(), (date_trunc('month', $2::timestamptz) - month * interval '1 month')::date, null, given.scores,
    jsonb_build_object('care', jsonb_build_object('count', given.answers, 'sum', given.answers * (2 + n % 3))), given.answers * 2, given.answers
  from placed cross join generate_series(1, ${nationMonths}) month cross join lateral (
    select jsonb_agg(times order by score) as scores, sum(times)::integer as answers
      from (select score, $1::integer / 11 + (n * (score + 3) % 7)::integer as times from generate_series(0, 10) score) as one) as given`

/** Milliseconds of each address, read in turns so that all of them meet the same weather, the quickest first. */
const measureReads = async (urls: readonly string[], token: string): Promise<number[][]> => {
  const took = urls.map((): number[] => [])
  for (let n = 0; n < warming + rounds; n++)
    for (const [place, url] of urls.entries()) {
      const begun = performance.now()
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
      await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
      took[place]?.push(performance.now() - begun)
    }
  return took.map((some) => some.slice(warming).sort((a, b) => a - b))
}

const measureCounting = async ({ deps }: Bench, clinic: Clinic): Promise<number[]> => {
  const took: number[] = []
  for (let n = 0; n < rounds; n++) {
    const begun = performance.now()
    await withJob(deps, clinic.id, ({ tx, at }) =>
      countReview(tx, clinic.id, {
        month: `${at.slice(0, 7)}-01`,
        practitionerId: clinic.practitionerIds[n % clinic.practitionerIds.length] ?? null,
        score: n % 11,
        aspects: { care: (n % 5) + 1 },
      }),
    )
    took.push(performance.now() - begun)
  }
  return took.sort((a, b) => a - b)
}

const measureComputing = async ({ deps }: Bench): Promise<Figure> => {
  const begun = performance.now()
  const editions = await computeBenchmark(deps)
  const value = (performance.now() - begun) / 1000 / editions
  const name = `an edition of the benchmark of ${nation.toLocaleString('en')} practices, of ${editions}`
  return { name, value, unit: 's', floor: null, aim: '', met: null }
}

/**
 * Fills one clinic with so many answers and its country with four times as many, and reads what they come to, each beside a
 * read of one row.
 * @throws Error when an answer was no success
 */
export const measureReviews = async (bench: Bench, clinic: Clinic, answers: number): Promise<Figure[]> => {
  const { owner, database, deps, app, service } = bench
  const now = deps.clock.now()
  await owner.query(fill, [clinic.id, clinic.practitionerIds, answers, now])
  await owner.query(count, [clinic.id])
  await owner.query(fillNation, [Math.ceil((4 * answers) / nation / nationMonths), now])
  await database.settle()
  const computed = await measureComputing(bench)
  const people = await makePeople(deps, owner, 1)
  await employ(deps, owner, clinic, people, ['org_admin'])
  const base = `${service.url}/v1/organisations/${clinic.id}`
  const paths = ['', '/reviews/summary', '/reviews/benchmark'].map((path) => `${base}${path}`)
  const [floor = [], ...reads] = await measureReads(paths, tokensOf(app, people)[0] ?? '')
  const among = `of ${answers.toLocaleString('en')} answers`
  const figures = ['summary', 'benchmark'].flatMap((name, place): Figure[] => {
    const took = reads[place] ?? []
    const [middle, last] = [percentile(took, 0.5), percentile(took, 0.99)]
    const aim = `≤ ${slowest} ms`
    return [
      {
        name: `p99 of the ${name} ${among} (of an organisation)`,
        value: last,
        unit: 'ms',
        floor: percentile(floor, 0.99),
        aim,
        met: last <= slowest,
      },
      {
        name: `median of the ${name} ${among} (of an organisation)`,
        value: middle,
        unit: 'ms',
        floor: percentile(floor, 0.5),
        aim: '',
        met: null,
      },
    ]
  })
  const value = percentile(await measureCounting(bench, clinic), 0.5)
  const counted: Figure = {
    name: 'median of counting one more beside them',
    value,
    unit: 'ms',
    floor: null,
    aim: '',
    met: null,
  }
  return [...figures, counted, computed]
}
