import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const currentRoles = `coalesce(current_setting('app.roles', true), '')`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const tables = [
  `alter table keys.subject_keys drop constraint subject_keys_class_check`,
  `alter table keys.subject_keys add constraint subject_keys_class_check
     check (class in ('account', 'care', 'rest', 'organisation', 'platform', 'request', 'bookkeeping', 'index', 'root'))`,

  `alter table monthly_statistics
     add column cancelled_late integer not null default 0,
     add column settled jsonb not null default '{}'`,
  `create table uncounted_visits (
     organisation_id uuid not null references organisations,
     id uuid not null,
     month date not null,
     week date not null,
     practitioner_id uuid,
     site_id uuid,
     service_id uuid,
     completed integer not null,
     no_show integer not null,
     cancelled_late integer not null,
     settled_amount bigint not null,
     settled_currency text,
     primary key (organisation_id, id),
     foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id),
     foreign key (organisation_id, site_id) references sites (organisation_id, id),
     foreign key (organisation_id, service_id) references services (organisation_id, id)
   )`,
  `create index uncounted_visits_month on uncounted_visits (organisation_id, month)`,
  `create index uncounted_visits_practitioner on uncounted_visits (organisation_id, practitioner_id)`,
  `create index uncounted_visits_site on uncounted_visits (organisation_id, site_id)`,
  `create index uncounted_visits_service on uncounted_visits (organisation_id, service_id)`,
  `create table closed_periods (
     organisation_id uuid not null references organisations,
     kind text not null check (kind in ('month', 'quarter', 'year')),
     starts_on date not null,
     traces text not null check (traces in ('delete', 'statistics', 'kAnonymous')),
     closed_at timestamptz not null,
     primary key (organisation_id, kind, starts_on)
   )`,
  `create table anonymous_statistics (
     organisation_id uuid not null references organisations,
     id uuid not null,
     span text not null check (span in ('week', 'month', 'quarter', 'year')),
     starts_on date not null,
     unit text not null check (unit in ('practitioner', 'site', 'organisation')),
     unit_id uuid,
     visits integer,
     completed integer,
     no_show integer,
     created_at timestamptz not null,
     primary key (organisation_id, id),
     unique nulls not distinct (organisation_id, span, starts_on, unit, unit_id)
   )`,

  `create table billing_rows (
     organisation_id uuid not null references organisations,
     id uuid not null,
     done_on date not null,
     kept_until date not null,
     sealed bytea not null,
     primary key (organisation_id, id)
   )`,
  `create index billing_rows_done_on on billing_rows (organisation_id, done_on, id)`,
  `create index billing_rows_kept_until on billing_rows (organisation_id, kept_until)`,

  `create table retention_runs (
     organisation_id uuid not null references organisations,
     id uuid not null,
     slot timestamptz not null,
     started_at timestamptz not null,
     finished_at timestamptz,
     register_version text not null,
     rows jsonb not null,
     held jsonb not null,
     primary key (organisation_id, id)
   )`,
  `alter table appointments add column left_out boolean not null default false`,
  `create unique index retention_runs_slot on retention_runs (organisation_id, slot)`,

  `create index patients_deactivated on patients (organisation_id, id) where state = 'deactivated'`,

  `create table held_usage_events (like usage_events including constraints)`,
  `alter table held_usage_events add primary key (organisation_id, at, id)`,
  `create index held_usage_events_account on held_usage_events (account_id, at)`,
]

const tenantTables = [
  'uncounted_visits',
  'closed_periods',
  'anonymous_statistics',
  'billing_rows',
  'retention_runs',
]

/** Tables of all accounts, which a sweep of the platform reads and deletes from. */
const sweptByPlatform = [
  'sessions',
  'login_attempts',
  'security_alerts',
  'blocks',
  'sign_in_challenges',
  'second_factors',
]

const sweeper = `${currentRoles} = 'sweep' and ${currentOrganisation} = ${platform}`

const policies = [
  ...tenantTables.flatMap((table) => [
    `alter table ${table} enable row level security`,
    `create policy of_organisation on ${table} as permissive for all
       using (organisation_id = ${currentOrganisation}) with check (organisation_id = ${currentOrganisation})`,
    `create policy not_of_platform on ${table} as restrictive for all
       using (${currentRoles} <> 'platform' or organisation_id = ${platform})
       with check (${currentRoles} <> 'platform' or organisation_id = ${platform})`,
  ]),
  // What a hold keeps of the log is read by whom it is about, in their own copy; a door makes and removes it.
  `alter table held_usage_events enable row level security`,
  `create policy of_person on held_usage_events for select using (account_id = ${currentAccount} and ${outsideOrganisations})`,
  // What an erasure takes once nothing holds it any more.
  `create policy of_erasure on held_usage_events for select
     using (coalesce(current_setting('app.roles', true), '') = 'worker' and organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
  `create policy of_erasure_taking on held_usage_events for delete
     using (coalesce(current_setting('app.roles', true), '') = 'worker' and organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
  `create policy not_of_platform on held_usage_events as restrictive
     using (${currentRoles} <> 'platform' or organisation_id = ${platform})
     with check (${currentRoles} <> 'platform' or organisation_id = ${platform})`,
  ...sweptByPlatform.flatMap((table) => [
    `create policy of_sweep on ${table} as permissive for select using (${sweeper})`,
    `create policy of_sweep_away on ${table} as permissive for delete using (${sweeper})`,
  ]),
]

/** How often a visit counts as what; `row` is a row of appointments. */
const counted = (row: string) => ({
  any: `(${row}.status in ('completed', 'noShow') or (${row}.status = 'cancelled' and ${row}.cancelled_late))`,
  completed: `(${row}.status = 'completed')::integer`,
  noShow: `(${row}.status = 'noShow')::integer`,
  cancelledLate: `(${row}.status = 'cancelled' and ${row}.cancelled_late)::integer`,
  amount: `case when ${row}.settled_at is not null then ${row}.price_amount else 0 end`,
  currency: `case when ${row}.settled_at is not null then ${row}.price_currency end`,
})

const queueCorrection = (row: 'old' | 'new', sign: '-' | '') => {
  const { any, completed, noShow, cancelledLate, amount, currency } = counted(row)
  return `
     if ${any} and not v_left_out then
       v_day := (${row}.starts_at at time zone v_zone)::date;
       v_month := date_trunc('month', v_day)::date;
       if v_month <= v_closed then
         insert into public.uncounted_visits (organisation_id, id, month, week, practitioner_id, site_id, service_id,
             completed, no_show, cancelled_late, settled_amount, settled_currency)
           values (${row}.organisation_id, gen_random_uuid(), v_month, greatest(date_trunc('week', v_day)::date, v_month),
             ${row}.practitioner_id, ${row}.site_id, ${row}.service_id,
             ${sign}${completed}, ${sign}${noShow}, ${sign}${cancelledLate}, ${sign}(${amount}), ${currency});
       end if;
     end if;`
}

const countedColumns =
  'status, cancelled_late, starts_at, practitioner_id, site_id, service_id, settled_at, price_amount, price_currency'
const isEither = `${counted('old').any} or ${counted('new').any}`
const differs = `(${countedColumns
  .split(', ')
  .map((name) => `old.${name}`)
  .join(', ')})
  is distinct from (${countedColumns
    .split(', ')
    .map((name) => `new.${name}`)
    .join(', ')})`

const functions = [
  // Whom no statistics count: who objected to it, whose data is restricted, and who waits to be erased.
  `create function is_left_out(p_organisation uuid, p_patient uuid, p_at timestamptz) returns boolean
   language sql stable set search_path = pg_catalog, pg_temp as $$
     select exists (select from public.objections o where o.organisation_id = p_organisation and o.patient_id = p_patient
         and o.purpose = 'statistics' and (o.ended_at is null or o.ended_at > p_at))
       or exists (select from public.patients p where p.organisation_id = p_organisation and p.id = p_patient
         and (p.erasure_request_id is not null or (p.restricted_at is not null and (p.restriction_ends_at is null or p.restriction_ends_at > p_at)))) $$`,

  // Shared, where closing a month takes it alone: what changes a visit is either seen by the closing, or sees it.
  `create function count_late_changes() returns trigger
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_zone text; v_closed date; v_day date; v_month date; v_left_out boolean := new.left_out;
   begin
     perform pg_advisory_xact_lock_shared(hashtextextended('statistics/' || new.organisation_id::text, 0));
     select o.time_zone, (select max(c.starts_on) from public.closed_periods c where c.organisation_id = o.id and c.kind = 'month')
       into v_zone, v_closed from public.organisations o where o.id = new.organisation_id;
     if v_closed is null then return null; end if;
     if tg_op = 'INSERT' and (new.starts_at at time zone v_zone)::date < v_closed + interval '1 month'
         and public.is_left_out(new.organisation_id, new.patient_id, new.updated_at) then
       update public.appointments a set left_out = true where a.organisation_id = new.organisation_id and a.id = new.id;
       return null;
     end if;
     if tg_op = 'UPDATE' then ${queueCorrection('old', '-')}
     end if;
     ${queueCorrection('new', '')}
     return null;
   end $$`,
  `create trigger count_late_visits after insert on appointments for each row
   when (${counted('new').any}) execute function count_late_changes()`,
  `create trigger count_late_changes after update on appointments for each row
   when ((${isEither}) and ${differs}) execute function count_late_changes()`,

  // Where a wall clock shows a time twice PostgreSQL takes the second, which is an hour late: the earlier one is asked too.
  `create function is_outlived(p_organisation uuid, p_ends timestamptz, p_at timestamptz) returns boolean
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select case when (kept.until - interval '1 hour') at time zone o.time_zone = kept.wall
         then kept.until - interval '1 hour' else kept.until end <= p_at
       from public.organisations o
       cross join lateral (select w.wall, w.wall at time zone o.time_zone as until from (select (p_ends at time zone o.time_zone)
         + coalesce(o.settings ->> 'bookingRetention', 'P13M')::interval as wall) w) kept
      where o.id = p_organisation $$`,

  `create function due_retention(p_slot timestamptz, p_limit integer) returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select o.id from public.organisations o
      where o.id <> ${platform} and not exists (select from public.retention_runs r
        where r.organisation_id = o.id and r.slot >= p_slot and r.finished_at is not null)
      order by o.id limit p_limit $$`,

  // Whose accounts a hold keeps: of the patients whom it names, or of everybody who is in the organisation.
  `create function held_accounts() returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select p.account_id from public.legal_holds h
       join public.patients p on p.organisation_id = h.organisation_id and (h.patient_id is null or p.id = h.patient_id)
      where h.lifted_at is null and p.account_id is not null
     union
     select m.account_id from public.legal_holds h join public.memberships m on m.organisation_id = h.organisation_id
      where h.lifted_at is null and h.patient_id is null and m.account_id is not null $$`,

  `drop function discard_expired(timestamptz, integer)`,
  `drop function discard_expired_factors(timestamptz, integer)`,
  `drop function discard_imports(timestamptz, integer)`,
  `drop function discard_logs(timestamptz)`,

  // Whole days go at once; what a hold keeps of them is copied aside first and goes when the hold does.
  // The name is judged before the date in it is read: the planner may ask any relation first.
  `create function drop_log_days(p_until timestamptz) returns table (dropped bigint, kept bigint)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_name text; v_count bigint; v_dropped bigint := 0; v_kept bigint := 0;
   begin
     if current_setting('app.roles', true) is distinct from 'worker' or current_setting('app.organisation_id', true) is distinct from ${platform}::text then
       raise exception 'not a job of the platform' using errcode = 'PX403';
     end if;
     perform pg_advisory_xact_lock(7310010);
     for v_name in
       select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.usage_events'::regclass
          and case when c.relname ~ '^usage_events_[0-9]{8}$'
            then (to_date(right(c.relname, 8), 'YYYYMMDD') + 1)::timestamp at time zone 'UTC' <= p_until else false end
     loop
       execute format('insert into public.held_usage_events select e.* from partitions.%I e
         where e.account_id in (select public.held_accounts()) on conflict do nothing', v_name);
       get diagnostics v_count = row_count;
       v_kept := v_kept + v_count;
       execute format('select count(*) from partitions.%I', v_name) into v_count;
       v_dropped := v_dropped + v_count;
       execute format('drop table partitions.%I', v_name);
     end loop;
     delete from public.held_usage_events e where e.at <= p_until and e.account_id not in (select public.held_accounts());
     get diagnostics v_count = row_count;
     return query select v_dropped - v_kept + v_count, v_kept;
   end $$`,

  // From the chain's beginning to a signed checkpoint, so that what is left can be verified from there.
  `create function drop_trail(p_organisation uuid, p_position bigint, p_until timestamptz) returns bigint
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_count bigint;
   begin
     if current_setting('app.roles', true) is distinct from 'worker' or current_setting('app.organisation_id', true) is distinct from p_organisation::text then
       raise exception 'not a job of the organisation' using errcode = 'PX403';
     end if;
     if not exists (select from public.audit_checkpoints c where c.organisation_id = p_organisation and c.position = p_position) then
       raise exception 'no checkpoint there' using errcode = 'PX403';
     end if;
     if exists (select from public.audit_seals s join public.audit_events e on e.organisation_id = s.organisation_id and e.id = s.event_id
       where s.organisation_id = p_organisation and s.position <= p_position and e.at >= p_until) then
       raise exception 'not over yet' using errcode = 'PX403';
     end if;
     delete from public.audit_event_patients x using public.audit_seals s, public.audit_events e
      where s.organisation_id = p_organisation and s.position <= p_position and e.organisation_id = s.organisation_id and e.id = s.event_id
        and x.organisation_id = e.organisation_id and x.event_id = e.id and x.at = e.at
        and x.patient_id = any (array_append(e.patient_ids, e.patient_id));
     delete from public.audit_events e using public.audit_seals s
      where s.organisation_id = p_organisation and s.position <= p_position and e.organisation_id = s.organisation_id and e.id = s.event_id;
     get diagnostics v_count = row_count;
     delete from public.audit_seals s where s.organisation_id = p_organisation and s.position <= p_position;
     delete from public.audit_checkpoints c where c.organisation_id = p_organisation and c.position < p_position;
     return v_count;
   end $$`,

  // Whether an account is anything but a patient of that organisation: its sign-in stays then.
  `create function is_linked_elsewhere(p_account uuid, p_organisation uuid) returns boolean
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select exists (select from public.patients p where p.account_id = p_account and p.organisation_id <> p_organisation
         and not exists (select from public.data_requests r where r.organisation_id = p.organisation_id and r.patient_id = p.id
           and r.kind = 'erasure' and r.closed_at is null))
       or exists (select from public.patients p where p.account_id = p_account and p.state = 'active')
       or exists (select from public.memberships m where m.account_id = p_account and m.state = 'active')
       or exists (select from public.guardians g where g.account_id = p_account and g.state = 'active')
       or exists (select from public.accounts a where a.id = p_account and a.platform_admin) $$`,

  // The scope of whoever counts: an organisation's statistics and nothing else, as the login reads nothing else.
  `create function enter_statistics(p_organisation uuid) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.account_id', '', true),
       set_config('app.roles', 'statistics', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...policies, ...functions]) await sql.raw(statement).execute(db)
}
