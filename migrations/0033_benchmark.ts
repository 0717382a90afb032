import { type Kysely, sql } from 'kysely'

const alterations = [
  // Exact counts stay in here: what is published of them are bands.
  `alter table benchmark_editions add column cohort integer not null, add column answers integer not null`,
  `alter table survey_responses add column batch integer, add column anonymous_texts bytea`,
]

// Every answer has a score: together they are as many as the answers.
const weighted = Array.from({ length: 10 }, (_none, n) => `${n + 1} * (scores ->> ${n + 1})::bigint`).join(
  ' + ',
)

const functions = [
  // What each organisation of a country was given in a quarter, by one measure: the score, or an aspect.
  `create function benchmark_answers(p_country text, p_quarter date, p_measure text)
   returns table (organisation_id uuid, answers numeric, total numeric)
   language sql stable set search_path = pg_catalog, pg_temp as $$
     with asked as (
       select n.organisation_id, n.answered, n.scores, n.aspects -> substr(p_measure, 9) as aspect from public.review_numbers n
         join public.organisations o on o.id = n.organisation_id and o.country = p_country and o.kind <> 'platform'
        where n.month >= p_quarter and n.month < (p_quarter + interval '3 months')::date),
     given as (
       select organisation_id, answered::bigint as answers, ${weighted} as total from asked where p_measure = 'score'
       union all
       select organisation_id, (aspect ->> 'count')::bigint, (aspect ->> 'sum')::bigint from asked where p_measure <> 'score' and aspect is not null)
     select organisation_id, sum(answers), sum(total) from given group by 1 having sum(answers) > 0 $$`,

  // Whether what two quarters differ by, were all else equal, is itself enough to be published, or so little that it
  // drowns in the rounding. Organisations that are gone altogether count as one each that left.
  `create function benchmark_differs_safely(p_country text, p_one date, p_other date, p_measure text, p_gone integer, p_gone_answers bigint)
   returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
     with one as (select * from public.benchmark_answers(p_country, p_one, p_measure)),
       other as (select * from public.benchmark_answers(p_country, p_other, p_measure)),
       moved as (
         select coalesce(one.answers, other.answers) as answers from one full join other using (organisation_id)
          where one.organisation_id is null or other.organisation_id is null
         union all select p_gone_answers::numeric / nullif(p_gone, 0) from generate_series(1, p_gone)),
       counted as (
         select count(*) as organisations, coalesce(sum(answers), 0) as answers, coalesce(max(answers), 0) as largest,
           (select sum(answers) from one) + (select sum(answers) from other) + p_gone_answers as everything from moved)
     select organisations = 0
         or (organisations > 1 and answers <= 0.02 * everything)
         or (organisations >= 5 and answers >= 30 and largest <= 0.25 * answers)
       from counted $$`,

  // How narrowly somebody bounds another organisation's mean who knows one organisation's figures, how many answers each
  // has, both published means, and believes that who is in both quarters said the same in both: the narrowest interval
  // over everybody who knows and the forty largest whom they look for. Answers count from the scale's least up; a and b
  // bound what all but the knowing one gave together. It is negative where the belief contradicts what was published.
  // Of one quarter alone the first is null. Organisations that are gone by now are looked for, but know nothing.
  `create function benchmark_narrowest(p_country text, p_measure text, p_least double precision, p_most double precision,
     p_before date, p_mean_before double precision, p_quarter date, p_mean double precision, p_gone integer, p_gone_answers bigint)
   returns double precision language sql stable set search_path = pg_catalog, pg_temp as $$
     with one as (
         select organisation_id, answers::double precision as n, total - p_least * answers as s
           from public.benchmark_answers(p_country, p_before, p_measure)
         union all select gen_random_uuid(), p_gone_answers::double precision / nullif(p_gone, 0), null from generate_series(1, p_gone)),
       other as (
         select organisation_id, answers::double precision as n, total - p_least * answers as s
           from public.benchmark_answers(p_country, p_quarter, p_measure)),
       everyone as materialized (
         select organisation_id, one.n as n1, one.s as s1, other.n as n2, other.s as s2, least(one.n, other.n) as n
           from one full join other using (organisation_id)),
       whole as (
         select sum(n1) as n1, sum(n2) as n2, (p_mean_before - p_least) * sum(n1) as t1, (p_mean - p_least) * sum(n2) as t2,
           p_most - p_least as span, coalesce(sum(n) filter (where n1 is not null and n2 is not null), 0) * (p_most - p_least) as kept,
           coalesce(sum(n) filter (where n2 is null), 0) * (p_most - p_least) as former, coalesce(sum(n) filter (where n1 is null), 0) * (p_most - p_least) as latter
           from everyone),
       pairs as (
         select v.n, w.span, v.n1 is not null as in1, v.n2 is not null as in2,
           w.t1 - 0.05 * w.n1 - coalesce(a.s1, 0) as a1, w.t1 + 0.05 * w.n1 - coalesce(a.s1, 0) as b1,
           w.t2 - 0.05 * w.n2 - coalesce(a.s2, 0) as a2, w.t2 + 0.05 * w.n2 - coalesce(a.s2, 0) as b2,
           w.kept - case when a.n1 is not null and a.n2 is not null then a.n * w.span else 0 end
             - case when v.n1 is not null and v.n2 is not null then v.n * w.span else 0 end as kept,
           w.former - case when a.n2 is null then a.n * w.span else 0 end - case when v.n2 is null then v.n * w.span else 0 end as former,
           w.latter - case when a.n1 is null then a.n * w.span else 0 end - case when v.n1 is null then v.n * w.span else 0 end as latter
           from (select * from everyone order by n desc, organisation_id limit 40) v
           join everyone a on a.organisation_id <> v.organisation_id and (a.s1 is not null or a.s2 is not null)
           cross join whole w),
       bounds as (
         select span,
           case when in1 and in2 then greatest(0, a1 - former - kept, a2 - latter - kept)
             when in2 then greatest(0, a2 - latter - least(kept, coalesce(b1, kept)))
             else greatest(0, a1 - former - least(kept, coalesce(b2, kept))) end / n as low,
           case when in1 and in2 then least(span * n, b1, b2)
             when in2 then least(span * n, b2 - greatest(0, coalesce(a1 - former, 0)))
             else least(span * n, b1 - greatest(0, coalesce(a2 - latter, 0))) end / n as high
           from pairs)
     select min(case when high < low then null else high - low end) from bounds $$`,

  // The mean of a quarter, or null where it is not to be published: by the cohort, by what one who knows a part could
  // make of it, and by what it differs from an earlier one.
  `create function benchmark_mean(p_country text, p_quarter date, p_measure text, p_least integer, p_most integer)
   returns table (mean numeric, organisations bigint, answers bigint)
   language plpgsql stable set search_path = pg_catalog, pg_temp as $$
   declare v_largest numeric; v_mean numeric; v_before record; v_gone integer; v_gone_answers bigint;
   begin
     select count(*), coalesce(sum(a.answers), 0), max(a.answers), round(sum(a.total) / nullif(sum(a.answers), 0), 1)
       into organisations, answers, v_largest, v_mean
       from public.benchmark_answers(p_country, p_quarter, p_measure) a;
     mean := null;
     if organisations < 5 or answers < 30 or v_largest > 0.25 * answers
       or public.benchmark_narrowest(p_country, p_measure, p_least, p_most, null, null, p_quarter, v_mean, 0, 0) <= 1 + 1e-9
     then return next; return; end if;
     for v_before in
       select e.quarter, e.cohort, e.answers, e.mean from (
         select b.quarter, b.cohort, b.answers, case when p_measure = 'score' then (b.numbers ->> 'score')::numeric
             else (b.numbers -> 'aspects' ->> substr(p_measure, 9))::numeric end as mean
           from public.benchmark_editions b
          where b.country = p_country and not b.suppressed and b.quarter < p_quarter
            and b.quarter >= (p_quarter - interval '2 years')::date) e where e.mean is not null
     loop
       v_gone := 0; v_gone_answers := 0;
       if p_measure = 'score' then
         select v_before.cohort - count(*), v_before.answers - coalesce(sum(a.answers), 0) into v_gone, v_gone_answers
           from public.benchmark_answers(p_country, v_before.quarter, 'score') a;
       end if;
       v_gone := greatest(v_gone, 0);
       if not public.benchmark_differs_safely(p_country, v_before.quarter, p_quarter, p_measure, v_gone, v_gone_answers)
         or public.benchmark_narrowest(p_country, p_measure, p_least, p_most, v_before.quarter, v_before.mean, p_quarter, v_mean,
              v_gone, v_gone_answers) <= 1 + 1e-9
       then return next; return; end if;
     end loop;
     mean := v_mean;
     return next;
   end $$`,

  `create function benchmark_band(p_count bigint, p_edges bigint[]) returns text
   language sql immutable set search_path = pg_catalog, pg_temp as $$
     select max(edge) || coalesce('-' || ((select min(e) from unnest(p_edges) e where e > p_count) - 1), '+')
       from unnest(p_edges) edge where edge <= p_count $$`,

  // Publishes the first quarter that is over everywhere on earth and has no edition yet, once and for good: no later change
  // of anything makes a second one whose difference from the first could be told. One a call: what was made stays made.
  `create function compute_benchmark(p_at timestamptz) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_due record; v_score record; v_aspects jsonb; v_published integer := 0;
   begin
     perform pg_advisory_xact_lock(hashtext('benchmark'));
     for v_due in
       select d.country, d.quarter from (
         select distinct o.country, date_trunc('quarter', n.month)::date as quarter from public.review_numbers n
           join public.organisations o on o.id = n.organisation_id and o.kind <> 'platform'
          where n.answered > 0 and n.month >= (date_trunc('quarter', p_at at time zone 'UTC') - interval '2 years')::date
            and n.month < (date_trunc('quarter', (p_at - interval '1 day') at time zone 'UTC'))::date) d
        where not exists (select from public.benchmark_editions e where e.country = d.country and e.quarter = d.quarter)
        order by d.quarter, d.country limit 1
     loop
       select * into v_score from public.benchmark_mean(v_due.country, v_due.quarter, 'score', 0, 10);
       v_aspects := '{}';
       if v_score.mean is not null then
         select coalesce(jsonb_object_agg(substr(m.measure, 9), b.mean), '{}') into v_aspects
           from (select distinct 'aspects.' || jsonb_object_keys(n.aspects) as measure from public.review_numbers n
              join public.organisations o on o.id = n.organisation_id and o.country = v_due.country and o.kind <> 'platform'
              where n.month >= v_due.quarter and n.month < (v_due.quarter + interval '3 months')::date) m
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
