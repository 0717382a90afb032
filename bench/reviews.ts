import { withJob } from '#src/db/scope.ts'
import { countReview } from '#src/features/reviews/review-numbers.queries.ts'
import type { Bench } from './bench.ts'
import { type Clinic, employ, makePeople, tokensOf } from './clinic.ts'
import type { Figure } from './report.ts'
import { percentile } from './steady-reads.ts'

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

const measureReads = async (url: string, token: string): Promise<number[]> => {
  const took: number[] = []
  for (let n = 0; n < warming + rounds; n++) {
    const begun = performance.now()
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
    took.push(performance.now() - begun)
  }
  return took.slice(warming).sort((a, b) => a - b)
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

/**
 * Fills one clinic with so many answers, and reads what they come to.
 * @throws Error when an answer was no success
 */
export const measureReviews = async (bench: Bench, clinic: Clinic, answers: number): Promise<Figure[]> => {
  const { owner, database, deps, app, service } = bench
  await owner.query(fill, [clinic.id, clinic.practitionerIds, answers, deps.clock.now()])
  await owner.query(count, [clinic.id])
  await database.settle()
  const people = await makePeople(deps, owner, 1)
  await employ(deps, owner, clinic, people, ['org_admin'])
  const url = `${service.url}/v1/organisations/${clinic.id}/reviews`
  const among = `of ${answers.toLocaleString('en')} answers`
  const read = async (path: string, name: string): Promise<Figure> => {
    const value = percentile(await measureReads(`${url}${path}`, tokensOf(app, people)[0] ?? ''), 0.99)
    const aim = `≤ ${slowest} ms`
    return { name: `p99 of the ${name} ${among}`, value, unit: 'ms', floor: null, aim, met: value <= slowest }
  }
  const figures = [await read('/summary', 'summary'), await read('/benchmark', 'benchmark')]
  const counted = percentile(await measureCounting(bench, clinic), 0.5)
  const name = `median of counting one more beside them`
  return [...figures, { name, value: counted, unit: 'ms', floor: null, aim: '', met: null }]
}
