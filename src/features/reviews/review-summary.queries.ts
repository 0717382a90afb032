import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'

/** Whose numbers, and from which month until before which one, each by its first day. */
interface Wanted {
  organisationId: string
  /** Null: of the whole practice. */
  practitionerId: string | null
  from: string
  until: string
}

/** How an aspect was rated. */
export interface AspectNumbers {
  aspect: string
  count: number
  sum: number
}

/** What one period holds. */
export interface PeriodNumbers {
  /** First day, `YYYY-MM-DD`. */
  period: string
  invited: number
  answered: number
  /** How often each score from 0 to 10 was given. */
  scores: number[]
  /** Every aspect that was rated, by its key. */
  aspects: AspectNumbers[]
}

/** The numbers of each month or quarter that has any, the first one first. */
export const numbersByPeriod = async (
  tx: ScopedTx,
  { organisationId, practitionerId, from, until }: Wanted,
  unit: 'month' | 'quarter',
): Promise<PeriodNumbers[]> => {
  const { rows } = await sql<PeriodNumbers>`
    with wanted as (
        select date_trunc(${unit}, month)::date as period, invited, answered, scores, aspects from review_numbers
         where organisation_id = ${organisationId} and month >= ${from}::date and month < ${until}::date
           ${practitionerId === null ? sql`` : sql`and practitioner_id = ${practitionerId}::uuid`}),
      summed as (
        select period, rated.key as aspect, sum((rated.value ->> 'count')::integer) as count, sum((rated.value ->> 'sum')::integer) as sum
          from wanted cross join lateral jsonb_each(aspects) as rated group by 1, 2),
      rated as (
        select period, jsonb_agg(jsonb_build_object('aspect', aspect, 'count', count, 'sum', sum) order by aspect) as aspects
          from summed group by 1)
    select to_char(wanted.period, 'YYYY-MM-DD') as period, sum(invited)::integer as invited, sum(answered)::integer as answered,
      array[
        sum((scores ->> 0)::integer)::integer, sum((scores ->> 1)::integer)::integer, sum((scores ->> 2)::integer)::integer,
        sum((scores ->> 3)::integer)::integer, sum((scores ->> 4)::integer)::integer, sum((scores ->> 5)::integer)::integer,
        sum((scores ->> 6)::integer)::integer, sum((scores ->> 7)::integer)::integer, sum((scores ->> 8)::integer)::integer,
        sum((scores ->> 9)::integer)::integer, sum((scores ->> 10)::integer)::integer] as scores, coalesce((select rated.aspects from rated where rated.period = wanted.period), '[]') as aspects
      from wanted group by wanted.period order by 1`.execute(tx)
  return rows
}

/** The editions of a country from a quarter on, by the quarter's first day. */
export const listEditions = (tx: ScopedTx, country: string, from: string) =>
  tx
    .selectFrom('benchmarkEditions')
    .select(['quarter', 'suppressed', 'numbers'])
    .where('country', '=', country)
    .where('quarter', '>=', from)
    .execute()

/**
 * Publishes the national mean of the first quarter that is over and has none yet; the door alone sees all organisations'
 * numbers.
 * @returns false where nothing was left to publish
 */
export const publishEdition = async (tx: ScopedTx, at: string): Promise<boolean> => {
  const { rows } = await sql<{ made: number }>`select compute_benchmark(${at}::timestamptz) as made`.execute(
    tx,
  )
  return rows[0]?.made === 1
}
