import { type Insertable, sql } from 'kysely'
import { readableSince } from '#src/audit/log-window.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'

export type UsageEvent = Database['usageEvents']

/** Writes uses down; in the scope of a job of the platform. */
export const insertUsage = (tx: Tx, rows: Insertable<UsageEvent>[]) =>
  tx.insertInto('usageEvents').values(rows).execute()

/** Makes the days around an instant and the fourteen after it writable. */
export const makeLogPartitions = (tx: Tx, at: string) =>
  sql`select make_log_partitions(${at}::timestamptz)`.execute(tx)

/**
 * What somebody used within the last 30 days, newest first, at most `limit + 1`; in their own scope.
 * @param after `at` and `id` of the last one seen
 */
export const listUsageOfAccount = (
  tx: Tx,
  accountId: string,
  after: readonly [string, string] | null,
  limit: number,
  at: string,
) =>
  tx
    .selectFrom('usageEvents')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('at', '>', readableSince(at))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** What one account of a practice did on one day. */
export interface DayOfUse {
  accountId: string
  memberId: string | null
  day: string
  signIns: number
  requests: { operation: string; count: number }[]
  firstAt: string
  lastAt: string
}

/**
 * What the practice's accounts did in it as its staff, per account and day of the zone, newest day first, at most
 * `limit + 1`; what they did as patients is not in it.
 * @param after day and account of the last one seen
 */
export const listUsageByDay = async (
  tx: ScopedTx,
  { organisationId, timeZone, at }: { organisationId: string; timeZone: string; at: string },
  after: readonly [string, string] | null,
  limit: number,
): Promise<DayOfUse[]> => {
  const since = readableSince(at)
  const [day, account] = after ?? [null, null]
  const { rows } = await sql<DayOfUse>`
    with used as (
      select account_id, (at at time zone ${timeZone})::date as day, operation, count(*)::int as uses, min(at) as first_at, max(at) as last_at
        from usage_events where organisation_id = ${organisationId} and at > ${since} and role = 'staff' group by 1, 2, 3
    ), days as (
      select account_id, day, jsonb_agg(jsonb_build_object('operation', operation, 'count', uses) order by operation) as requests,
          min(first_at) as first_at, max(last_at) as last_at
        from used
       where ${day}::date is null or day < ${day}::date or (day = ${day}::date and account_id > ${account}::uuid)
       group by 1, 2 order by day desc, account_id limit ${limit + 1}
    )
    select d.account_id as "accountId", m.id as "memberId", d.day::text as day, d.requests, d.first_at as "firstAt", d.last_at as "lastAt",
        (select count(*)::int from login_attempts l where l.account_id = d.account_id and l.outcome = 'succeeded' and l.at > ${since}
           and (l.at at time zone ${timeZone})::date = d.day) as "signIns"
      from days d left join memberships m on m.organisation_id = ${organisationId} and m.account_id = d.account_id
     order by d.day desc, d.account_id`.execute(tx)
  return rows
}
