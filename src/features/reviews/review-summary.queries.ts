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

/** What one period holds. */
export interface PeriodNumbers {
  /** First day, `YYYY-MM-DD`. */
  period: string
  invited: number
  answered: number
  /** How often each score from 0 to 10 was given. */
  scores: number[]
}

/** How an aspect was rated in one period. */
export interface AspectNumbers {
  period: string
  aspect: string
  count: number
  sum: number
}

const wantedRows = ({ organisationId, practitionerId, from, until }: Wanted) => sql`
  organisation_id = ${organisationId} and month >= ${from}::date and month < ${until}::date
    ${practitionerId === null ? sql`` : sql`and practitioner_id = ${practitionerId}::uuid`}`

/** The numbers of each month or quarter that has any, the first one first. */
export const numbersByPeriod = async (
  tx: ScopedTx,
  wanted: Wanted,
  unit: 'month' | 'quarter',
): Promise<PeriodNumbers[]> => {
  const { rows } = await sql<PeriodNumbers>`
    select to_char(date_trunc(${unit}, month), 'YYYY-MM-DD') as period, sum(invited)::integer as invited,
      sum(answered)::integer as answered, array[
        sum((scores ->> 0)::integer)::integer, sum((scores ->> 1)::integer)::integer, sum((scores ->> 2)::integer)::integer,
        sum((scores ->> 3)::integer)::integer, sum((scores ->> 4)::integer)::integer, sum((scores ->> 5)::integer)::integer,
        sum((scores ->> 6)::integer)::integer, sum((scores ->> 7)::integer)::integer, sum((scores ->> 8)::integer)::integer,
        sum((scores ->> 9)::integer)::integer, sum((scores ->> 10)::integer)::integer] as scores
    from review_numbers where ${wantedRows(wanted)} group by 1 order by 1`.execute(tx)
  return rows
}

/** The same for every aspect that was rated. */
export const aspectsByPeriod = async (
  tx: ScopedTx,
  wanted: Wanted,
  unit: 'month' | 'quarter' | 'century',
): Promise<AspectNumbers[]> => {
  const { rows } = await sql<AspectNumbers>`
    select to_char(date_trunc(${unit}, month), 'YYYY-MM-DD') as period, rated.key as aspect,
      sum((rated.value ->> 'count')::integer)::integer as count, sum((rated.value ->> 'sum')::integer)::integer as sum
    from review_numbers cross join lateral jsonb_each(aspects) as rated
    where ${wantedRows(wanted)} group by 1, 2 order by 1, 2`.execute(tx)
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
 * Publishes the national means of quarters that are over and have none yet; the door alone sees all organisations' numbers.
 * @returns how many editions it made, suppressed ones included
 */
export const publishEditions = async (tx: ScopedTx, at: string): Promise<number> => {
  const { rows } = await sql<{ made: number }>`select compute_benchmark(${at}::timestamptz) as made`.execute(
    tx,
  )
  return rows[0]?.made ?? 0
}
