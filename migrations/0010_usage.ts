import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const currentRoles = `coalesce(current_setting('app.roles', true), '')`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const administrator = `'org_admin' = any(string_to_array(${currentRoles}, ','))`
const operator = `${currentRoles} = 'platform' and ${outsideOrganisations}`
const notOfPlatform = `${currentRoles} <> 'platform' or organisation_id = ${platform}`

/** What is noticed about an account is written in its scope; about an address without one, in the platform's. */
const noticed = `account_id = ${currentAccount} or (account_id is null and ${currentOrganisation} = ${platform})`

const tables = [
  'alter table accounts add column password_reset_demanded_at timestamptz',

  // Days of logs live where no login but the owner's reaches: through the table alone, and so through its policies.
  'create schema partitions',
  `create table usage_events (
     organisation_id uuid not null,
     at timestamptz not null,
     id uuid not null,
     account_id uuid not null,
     role text not null check (role in ('staff', 'patient', 'newcomer', 'person', 'platform')),
     operation text not null,
     route text not null,
     fields text[] not null,
     status smallint not null,
     device text,
     browser text,
     operating_system text,
     primary key (organisation_id, at, id)
   ) partition by range (at)`,
  'create index usage_events_account on usage_events (account_id, at)',

  `create table security_alerts (
     id uuid primary key,
     at timestamptz not null,
     cause text not null,
     occurrences integer not null,
     account_id uuid references accounts on delete cascade,
     concerned_organisation_id uuid references organisations
   )`,
  'create index security_alerts_at on security_alerts (at)',
  'create index security_alerts_account on security_alerts (account_id)',
  'create index security_alerts_organisation on security_alerts (concerned_organisation_id)',

  `create table blocks (
     id uuid primary key,
     at timestamptz not null,
     kind text not null check (kind in ('signIn', 'account', 'source', 'patientVolume')),
     account_id uuid references accounts on delete cascade,
     concerned_organisation_id uuid references organisations,
     ip text,
     counters text[] not null,
     expires_at timestamptz not null,
     lifted_at timestamptz,
     lifted_by uuid references accounts on delete set null
   )`,
  'create index blocks_at on blocks (at)',
  'create index blocks_account on blocks (account_id, expires_at)',
  'create index blocks_organisation on blocks (concerned_organisation_id)',
  'create index blocks_lifted_by on blocks (lifted_by)',

  `create table security_incidents (
     id uuid primary key,
     account_id uuid not null references accounts on delete cascade,
     at timestamptz not null,
     sealed bytea
   )`,
  'create index security_incidents_account on security_incidents (account_id, at)',
]

const policies = [
  ...['usage_events', 'security_alerts', 'blocks', 'security_incidents'].map(
    (table) => `alter table ${table} enable row level security`,
  ),
  // A practice sees what its staff did as its staff, never what patients did.
  `create policy of_organisation on usage_events for select
     using (organisation_id = ${currentOrganisation} and role = 'staff' and ${administrator})`,
  `create policy of_person on usage_events for select using (account_id = ${currentAccount} and ${outsideOrganisations})`,
  `create policy of_writer on usage_events for insert
     with check (${currentRoles} = 'worker' and ${currentOrganisation} = ${platform})`,
  `create policy not_of_platform on usage_events as restrictive using (${notOfPlatform}) with check (${notOfPlatform})`,

  `create policy of_organisation on login_attempts for select using (${administrator} and exists (
     select from memberships m where m.organisation_id = ${currentOrganisation} and m.account_id = login_attempts.account_id
       and m.state = 'active'))`,
  `create policy of_platform on login_attempts for select using (${operator})`,

  `create policy of_platform on security_alerts for select using (${operator})`,
  `create policy of_person on security_alerts for select using (account_id = ${currentAccount} and ${outsideOrganisations})`,
  `create policy of_notice on security_alerts for insert with check (${noticed})`,

  `create policy of_platform on blocks for select using (${operator})`,
  `create policy of_account on blocks for select using (account_id = ${currentAccount})`,
  `create policy of_notice on blocks for insert with check (${noticed})`,
  `create policy of_lifting on blocks for update using (${operator}) with check (${operator})`,

  `create policy of_account on security_incidents using (account_id = ${currentAccount}) with check (account_id = ${currentAccount})`,
]

const doors = [
  // The day before as well: what was done just before midnight may be written down just after it.
  `create function make_log_partitions(p_at timestamptz) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_today date := (p_at at time zone 'UTC')::date; v_day date; v_name text;
   begin
     perform pg_advisory_xact_lock(7310010);
     for v_offset in -1..14 loop
       v_day := v_today + v_offset;
       v_name := 'usage_events_' || to_char(v_day, 'YYYYMMDD');
       if to_regclass('partitions.' || v_name) is null then
         execute format('create table partitions.%I (like public.usage_events including constraints)', v_name);
         execute format('alter table public.usage_events attach partition partitions.%I for values from (%L) to (%L)',
           v_name, v_day::timestamp at time zone 'UTC', (v_day + 1)::timestamp at time zone 'UTC');
       end if;
     end loop;
   end $$`,

  `create function discard_logs(p_at timestamptz) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_name text;
   begin
     perform pg_advisory_xact_lock(7310010);
     for v_name in
       select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.usage_events'::regclass
          and (to_date(right(c.relname, 8), 'YYYYMMDD') + 1)::timestamp at time zone 'UTC' <= p_at - interval '30 days'
     loop
       execute format('drop table partitions.%I', v_name);
     end loop;
     delete from public.security_alerts where at <= p_at - interval '1 year';
     delete from public.blocks where at <= p_at - interval '1 year';
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...policies, ...doors]) await sql.raw(statement).execute(db)
}
