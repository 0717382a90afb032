import { sql } from 'kysely'
import { readableSince } from '#src/audit/log-window.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'

export type UsageEvent = Database['usageEvents']

/** Writes uses down; in the scope of a job of the platform. One text for any number of rows, as it is prepared by name. */
export const insertUsage = (tx: Tx, rows: readonly UsageEvent[]) =>
  sql`
    insert into usage_events (organisation_id, at, id, account_id, role, operation, route, fields, status, device, browser, operating_system)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      "organisationId" uuid, at timestamptz, id uuid, "accountId" uuid, role text, operation text, route text, fields text[],
      status smallint, device text, browser text, "operatingSystem" text)`.execute(tx)

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

/** Some days of a practice by its own clock, the first and the last of them included. */
export interface Days {
  organisationId: string
  timeZone: string
  first: string
  last: string
}

/**
 * What the practice's accounts did in it as its staff on these days, per account and day, newest day first; what they did
 * as patients is not in it.
 * @param after day and account of the last one seen
 */
export const listUsageOfDays = async (
  tx: ScopedTx,
  { organisationId, timeZone, first, last }: Days,
  after: readonly [string, string] | null,
  limit: number,
  at: string,
): Promise<DayOfUse[]> => {
  const since = readableSince(at)
  const [day, account] = after ?? [null, null]
  const { rows } = await sql<DayOfUse>`
    with used as (
      select account_id, (at at time zone ${timeZone})::date as day, operation, count(*)::int as uses, min(at) as first_at, max(at) as last_at
        from usage_events
       where organisation_id = ${organisationId} and role = 'staff' and at > ${since}
         and at >= (${first}::date)::timestamp at time zone ${timeZone} and at < (${last}::date + 1)::timestamp at time zone ${timeZone}
       group by 1, 2, 3
    ), days as (
      select account_id, day, jsonb_agg(jsonb_build_object('operation', operation, 'count', uses) order by operation) as requests,
          min(first_at) as first_at, max(last_at) as last_at
        from used
       where ${day}::date is null or day < ${day}::date or (day = ${day}::date and account_id > ${account}::uuid)
       group by 1, 2 order by day desc, account_id limit ${limit}
    )
    select d.account_id as "accountId", m.id as "memberId", d.day::text as day, d.requests, d.first_at as "firstAt", d.last_at as "lastAt",
        (select count(*)::int from login_attempts l where l.account_id = d.account_id and l.outcome = 'succeeded' and l.at > ${since}
           and l.at >= d.day::timestamp at time zone ${timeZone} and l.at < (d.day + 1)::timestamp at time zone ${timeZone}) as "signIns"
      from days d left join memberships m on m.organisation_id = ${organisationId} and m.account_id = d.account_id
     order by d.day desc, d.account_id`.execute(tx)
  return rows
}
