import { type Kysely, sql } from 'kysely'

const alterations = [
  // Exact counts stay in here: what is published of them are bands.
  `alter table benchmark_editions add column cohort integer not null, add column answers integer not null`,
  `create index review_numbers_by_month on review_numbers (month)`,
  `alter table survey_responses add column batch integer, add column anonymous_texts bytea`,
  `alter table survey_responses add constraint survey_responses_nobody
     check (anonymous_texts is null or (patient_id is null and sealed is null))`,
]

const functions = [
  // What each organisation of a country was given in a quarter, by measure: the score, and each aspect.
  `create function benchmark_answers(p_country text, p_quarter date)
   returns table (measure text, organisation_id uuid, answers bigint, total bigint)
   language sql stable set search_path = pg_catalog, pg_temp as $$
     with asked as (
       select n.organisation_id, n.scores, n.aspects from public.review_numbers n
         join public.organisations o on o.id = n.organisation_id and o.country = p_country and o.kind <> 'platform'
        where n.month >= p_quarter and n.month < (p_quarter + interval '3 months')::date)
     select 'score', a.organisation_id, sum(g.times::bigint), sum(g.times::bigint * (g.place - 1))
       from asked a cross join lateral jsonb_array_elements_text(a.scores) with ordinality as g (times, place)
      group by 2 having sum(g.times::bigint) > 0
     union all
     select 'aspects.' || e.key, a.organisation_id, sum((e.value ->> 'count')::bigint), sum((e.value ->> 'sum')::bigint)
       from asked a cross join lateral jsonb_each(a.aspects) as e group by 1, 2 having sum((e.value ->> 'count')::bigint) > 0 $$`,

  // Whether what two quarters differ by, were all else equal, is itself enough to be published, or so little that it
  // drowns in the rounding. Organisations that are gone altogether count as one each that left.
  `create function benchmark_differs_safely(p_country text, p_one date, p_other date, p_measure text, p_gone integer, p_gone_answers bigint)
   returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
     with one as (select * from public.benchmark_answers(p_country, p_one) where measure = p_measure),
       other as (select * from public.benchmark_answers(p_country, p_other) where measure = p_measure),
       moved as (
         select coalesce(one.answers, other.answers) as answers from one full join other using (organisation_id)
          where one.organisation_id is null or other.organisation_id is null
         union all select p_gone_answers::numeric / p_gone from generate_series(1, p_gone)),
       counted as (
         select count(*) as organisations, coalesce(sum(answers), 0) as answers, coalesce(max(answers), 0) as largest,
           (select sum(answers) from one) + (select sum(answers) from other) + p_gone_answers as everything from moved)
     select organisations = 0
         or (organisations > 1 and answers <= 0.02 * everything)
         or (organisations >= 5 and answers >= 30 and largest <= 0.25 * answers)
       from counted $$`,

  // The mean of a quarter, or null where it is not to be published: by the cohort, and by what somebody who knows one
  // organisation's figures, and how many answers each has, could make of it. The largest of the others is the one whose
  // mean is bounded best; within more than a whole point it must stay open.
  `create function benchmark_mean(p_country text, p_quarter date, p_measure text, p_least numeric, p_most numeric)
   returns table (mean numeric, organisations bigint, answers bigint)
   language plpgsql stable set search_path = pg_catalog, pg_temp as $$
   declare v_organisations bigint; v_answers numeric; v_largest numeric; v_mean numeric; v_narrowest numeric; v_before record;
   begin
     select count(*), coalesce(sum(a.answers), 0), max(a.answers), round(sum(a.total)::numeric / nullif(sum(a.answers), 0), 1)
       into v_organisations, v_answers, v_largest, v_mean
       from public.benchmark_answers(p_country, p_quarter) a where a.measure = p_measure;
     organisations := v_organisations; answers := v_answers::bigint; mean := null;
     if v_organisations < 5 or v_answers < 30 or v_largest > 0.25 * v_answers then return next; return; end if;

     with given as materialized (
         select a.organisation_id, a.answers::numeric as n, a.total::numeric as s
           from public.benchmark_answers(p_country, p_quarter) a where a.measure = p_measure),
       largest as (select * from given order by n desc, organisation_id limit 2)
     select min(least(p_most, ((v_mean + 0.05) * v_answers - known.s - p_least * (v_answers - known.n - sought.n)) / sought.n)
              - greatest(p_least, ((v_mean - 0.05) * v_answers - known.s - p_most * (v_answers - known.n - sought.n)) / sought.n))
       into v_narrowest from largest sought join given known on known.organisation_id <> sought.organisation_id;
     if v_narrowest <= 1 then return next; return; end if;

     for v_before in
       select e.quarter, e.cohort, e.answers as counted from public.benchmark_editions e
        where e.country = p_country and not e.suppressed and e.quarter < p_quarter and e.quarter >= (p_quarter - interval '2 years')::date
          and (p_measure = 'score' or e.numbers -> 'aspects' ? substr(p_measure, 9))
     loop
       if not public.benchmark_differs_safely(p_country, v_before.quarter, p_quarter, p_measure,
            case when p_measure = 'score' then (select v_before.cohort - count(*)::integer
              from public.benchmark_answers(p_country, v_before.quarter) a where a.measure = 'score') else 0 end,
            case when p_measure = 'score' then (select v_before.counted - coalesce(sum(a.answers), 0)::bigint
              from public.benchmark_answers(p_country, v_before.quarter) a where a.measure = 'score') else 0 end)
       then return next; return; end if;
     end loop;
     mean := v_mean;
     return next;
   end $$`,

  `create function benchmark_band(p_count bigint, p_edges bigint[]) returns text
   language sql immutable set search_path = pg_catalog, pg_temp as $$
     select max(edge) || coalesce('-' || ((select min(e) from unnest(p_edges) e where e > p_count) - 1), '+')
       from unnest(p_edges) edge where edge <= p_count $$`,

  // Publishes quarters that are over everywhere on earth, once and for good: no later change of anything makes a second
  // edition whose difference from the first could be told.
  `create function compute_benchmark(p_at timestamptz) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_due record; v_score record; v_aspects jsonb; v_published integer := 0;
   begin
     perform pg_advisory_xact_lock(hashtext('benchmark'));
     for v_due in
       select o.country, date_trunc('quarter', n.month)::date as quarter from public.review_numbers n
         join public.organisations o on o.id = n.organisation_id and o.kind <> 'platform'
        where n.answered > 0 and n.month >= (date_trunc('quarter', p_at at time zone 'UTC') - interval '2 years')::date
          and n.month < (date_trunc('quarter', (p_at - interval '1 day') at time zone 'UTC'))::date
        group by 1, 2
       having not exists (select from public.benchmark_editions e where e.country = o.country and e.quarter = date_trunc('quarter', n.month)::date)
        order by 2, 1
     loop
       select * into v_score from public.benchmark_mean(v_due.country, v_due.quarter, 'score', 0, 10);
       v_aspects := '{}';
       if v_score.mean is not null then
         select coalesce(jsonb_object_agg(substr(m.measure, 9), b.mean), '{}') into v_aspects
           from (select distinct a.measure from public.benchmark_answers(v_due.country, v_due.quarter) a where a.measure <> 'score') m
           cross join lateral public.benchmark_mean(v_due.country, v_due.quarter, m.measure, 1, 5) b where b.mean is not null;
       end if;
       insert into public.benchmark_editions (id, country, quarter, edition, suppressed, numbers, cohort, answers, created_at)
       values (gen_random_uuid(), v_due.country, v_due.quarter, 1, v_score.mean is null,
         case when v_score.mean is null then '{}'::jsonb else jsonb_build_object('score', v_score.mean, 'aspects', v_aspects,
           'organisations', public.benchmark_band(v_score.organisations, array[5, 10, 20, 50, 100]),
           'answers', public.benchmark_band(v_score.answers, array[30, 100, 300, 1000, 10000])) end,
         v_score.organisations, v_score.answers, p_at);
       v_published := v_published + 1;
     end loop;
     return v_published;
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of [...alterations, ...functions]) await sql.raw(text).execute(db)
}
