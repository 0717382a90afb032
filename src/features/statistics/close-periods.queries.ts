import { sql } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

/** A month on the organisation's calendar, by its first day. */
interface Month {
  month: string
  timeZone: string
}

const within = ({
  month,
  timeZone,
}: Month) => sql`a.starts_at >= ${month}::date::timestamp at time zone ${timeZone}
     and a.starts_at < (${month}::date + interval '1 month') at time zone ${timeZone}`

/**
 * Settles which bookings of a month its statistics leave out: of those who objected to it, whose data is restricted, or
 * who wait to be erased. It stays so: what happens later to either changes no month that is closed.
 */
export const leaveOut = async (
  tx: ScopedTx,
  organisationId: string,
  month: Month,
  at: string,
): Promise<void> => {
  await sql`
    update appointments a set left_out = not a.left_out
     where a.organisation_id = ${organisationId} and ${within(month)}
       and a.left_out <> is_left_out(a.organisation_id, a.patient_id, ${at}::timestamptz)`.execute(tx)
}

/** The visits that a month counts, one row each, of bookings that are there. */
const bookings = (organisationId: string, { month, timeZone }: Month) => sql`
  select ${month}::date as month,
      greatest(date_trunc('week', (a.starts_at at time zone ${timeZone})::date)::date, ${month}::date) as week,
      a.practitioner_id, a.site_id, a.service_id, (a.status = 'completed')::integer as completed, (a.status = 'noShow')::integer as no_show,
      (a.status = 'cancelled')::integer as cancelled_late,
      case when a.settled_at is not null then a.price_amount else 0 end::bigint as settled_amount,
      case when a.settled_at is not null then a.price_currency end as settled_currency
    from appointments a
   where a.organisation_id = ${organisationId} and ${within({ month, timeZone })} and not a.left_out
     and (a.status in ('completed', 'noShow') or (a.status = 'cancelled' and a.cancelled_late))`

/**
 * Writes a month's statistics from its bookings and its erased visits, and adds to earlier months what became of their
 * visits since they were closed.
 */
export const countMonth = async (
  tx: ScopedTx,
  organisationId: string,
  month: Month,
  at: string,
): Promise<void> => {
  await sql`
    insert into monthly_statistics (organisation_id, id, month, practitioner_id, service_id, completed, no_show, cancelled_late, settled,
        created_at, updated_at)
    select ${organisationId}::uuid, gen_random_uuid(), c.month, c.practitioner_id, c.service_id, sum(c.completed), sum(c.no_show),
        sum(c.cancelled_late), coalesce(jsonb_object_agg(c.settled_currency, c.amount) filter (where c.settled_currency is not null), '{}'),
        ${at}::timestamptz, ${at}::timestamptz
      from (select v.month, v.practitioner_id, v.service_id, v.settled_currency, sum(v.completed) as completed, sum(v.no_show) as no_show,
          sum(v.cancelled_late) as cancelled_late, sum(v.settled_amount) as amount
        from (${bookings(organisationId, month)}
          union all select u.month, u.week, u.practitioner_id, u.site_id, u.service_id, u.completed, u.no_show, u.cancelled_late,
              u.settled_amount, u.settled_currency
            from uncounted_visits u where u.organisation_id = ${organisationId} and u.month <= ${month.month}::date) v
        group by 1, 2, 3, 4) c
     group by c.month, c.practitioner_id, c.service_id
    on conflict (organisation_id, month, practitioner_id, service_id) do update
      set completed = monthly_statistics.completed + excluded.completed, no_show = monthly_statistics.no_show + excluded.no_show,
        cancelled_late = monthly_statistics.cancelled_late + excluded.cancelled_late, updated_at = excluded.updated_at,
        settled = (select coalesce(jsonb_object_agg(s.currency, s.amount), '{}') from (select e.key as currency, sum(e.value::bigint) as amount
          from (select * from jsonb_each_text(monthly_statistics.settled) union all select * from jsonb_each_text(excluded.settled)) e
          group by e.key) s)`.execute(tx)
  await sql`delete from uncounted_visits where organisation_id = ${organisationId} and month <= ${month.month}::date`.execute(
    tx,
  )
}

/** Sets a month's visits aside until the quarter closes in which enough of them may come together. */
export const keepForQuarter = async (tx: ScopedTx, organisationId: string, month: Month): Promise<void> => {
  await sql`
    insert into uncounted_visits (organisation_id, id, month, week, practitioner_id, site_id, service_id, completed, no_show,
        cancelled_late, settled_amount, settled_currency)
    select ${organisationId}::uuid, gen_random_uuid(), v.month, v.week, v.practitioner_id, v.site_id, null, sum(v.completed), sum(v.no_show),
        0, 0, null
      from (${bookings(organisationId, month)}) v where v.cancelled_late = 0
     group by v.month, v.week, v.practitioner_id, v.site_id`.execute(tx)
}

/** Forgets what was left to be counted of months before a day. */
export const discardUncounted = async (
  tx: ScopedTx,
  organisationId: string,
  before: string,
): Promise<void> => {
  await sql`delete from uncounted_visits where organisation_id = ${organisationId} and month < ${before}::date`.execute(
    tx,
  )
}

/** The first month in which anything is to be counted; null where nothing is. */
export const earliestMonth = async (
  tx: ScopedTx,
  organisationId: string,
  timeZone: string,
): Promise<string | null> => {
  const { rows } = await sql<{ month: string | null }>`
    select least(
      (select date_trunc('month', a.starts_at at time zone ${timeZone})::date from appointments a
        where a.organisation_id = ${organisationId} and a.status in ('completed', 'noShow', 'cancelled') order by a.starts_at limit 1),
      (select min(u.month) from uncounted_visits u where u.organisation_id = ${organisationId})) as month`.execute(
    tx,
  )
  return rows[0]?.month ?? null
}

/** The first day of the last period of a kind that is closed; null before the first. */
export const lastClosed = async (
  tx: ScopedTx,
  organisationId: string,
  kind: 'month' | 'quarter' | 'year',
): Promise<string | null> => {
  const row = await tx
    .selectFrom('closedPeriods')
    .select('startsOn')
    .where('organisationId', '=', organisationId)
    .where('kind', '=', kind)
    .orderBy('startsOn', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.startsOn ?? null
}

/** Writes down that a period is closed. */
export const insertClosed = async (tx: ScopedTx, row: Database['closedPeriods']): Promise<void> => {
  await tx.insertInto('closedPeriods').values(row).execute()
}
