import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const role = `coalesce(current_setting('app.roles', true), '')`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const tables = [
  // Each feature says in its row schema what its files are for; one list here would have to know them all.
  `alter table files drop constraint if exists files_purpose_check`,
  `alter table organisations add column leaves_at timestamptz`,
  `alter table keys.signing_keys drop constraint if exists signing_keys_purpose_check`,
  `alter table keys.signing_keys add constraint signing_keys_purpose_check
     check (purpose in ('accessToken', 'auditCheckpoint', 'certificate'))`,

  `create table organisation_exports (
     organisation_id uuid not null references organisations,
     id uuid not null,
     state text not null check (state in ('queued', 'running', 'completed', 'failed')),
     requested_by uuid not null,
     file_id uuid,
     snapshot_at timestamptz,
     erasing uuid[] not null default '{}',
     erased integer not null default 0,
     rows jsonb,
     bytes bigint,
     digest text,
     attempts integer not null,
     failure text,
     started_at timestamptz,
     finished_at timestamptz,
     expires_at timestamptz,
     created_at timestamptz not null,
     primary key (organisation_id, id)
   )`,
  `create unique index organisation_exports_under_way on organisation_exports (organisation_id) where state in ('queued', 'running')`,
  `create index organisation_exports_waiting on organisation_exports (id) where state in ('queued', 'running')`,
  `create index organisation_exports_at_hand on organisation_exports (expires_at) where state = 'completed'`,
  `create index organisation_exports_requested_by on organisation_exports (requested_by)`,
  `create index ledger_acts_erased on ledger_acts (organisation_id) where action = 'erased'`,
  `create index data_requests_erasures on data_requests (organisation_id, state) where kind = 'erasure'`,

  `create table organisation_terminations (
     organisation_id uuid not null references organisations,
     id uuid not null,
     number integer not null,
     state text not null check (state in ('grace', 'held', 'purging', 'cancelled')),
     requested_by uuid not null,
     cancelled_by uuid,
     sealed bytea,
     grace_ends_at timestamptz not null,
     cancelled_at timestamptz,
     created_at timestamptz not null,
     updated_at timestamptz not null,
     primary key (organisation_id, id)
   )`,
  `create unique index organisation_terminations_under_way on organisation_terminations (organisation_id) where state <> 'cancelled'`,
  `create index organisation_terminations_due on organisation_terminations (grace_ends_at) where state <> 'cancelled'`,
  `create index organisation_terminations_requested_by on organisation_terminations (requested_by)`,
  `create index organisation_terminations_cancelled_by on organisation_terminations (cancelled_by)`,

  // What is left of an organisation: that it was, when it went, and how much of it.
  `create table organisation_purges (
     organisation_id uuid not null references organisations,
     id uuid not null,
     purged_organisation_id uuid not null,
     state text not null check (state in ('running', 'completed')),
     rows jsonb not null default '{}',
     certificate jsonb,
     sealed bytea,
     started_at timestamptz not null,
     finished_at timestamptz,
     primary key (organisation_id, id),
     unique (organisation_id, purged_organisation_id),
     check ((finished_at is not null) = (state = 'completed'))
   )`,
  `create index organisation_purges_running on organisation_purges (started_at) where state = 'running'`,
  `create index organisation_purges_sealed on organisation_purges (finished_at) where sealed is not null`,

  // Kept by the platform, whose act it is: it sees nothing of what is an organisation's.
  `create table ownership_transfers (
     organisation_id uuid not null references organisations,
     id uuid not null,
     transferred_organisation_id uuid not null,
     number integer not null,
     state text not null check (state in ('announced', 'completed', 'cancelled')),
     controller_name text not null,
     policy_version_id uuid,
     sealed bytea,
     requested_by uuid not null,
     effective_from timestamptz not null,
     told_at timestamptz,
     cancelled_by uuid,
     cancelled_at timestamptz,
     completed_at timestamptz,
     created_at timestamptz not null,
     updated_at timestamptz not null,
     primary key (organisation_id, id),
     unique (organisation_id, transferred_organisation_id, number)
   )`,
  `create unique index ownership_transfers_under_way on ownership_transfers (organisation_id, transferred_organisation_id) where state = 'announced'`,
  `create index ownership_transfers_due on ownership_transfers (effective_from) where state = 'announced'`,
  `create index ownership_transfers_untold on ownership_transfers (created_at) where told_at is null`,
  `create index ownership_transfers_requested_by on ownership_transfers (requested_by)`,
  `create index ownership_transfers_cancelled_by on ownership_transfers (cancelled_by)`,

  `create table disclosures (
     organisation_id uuid not null references organisations,
     id uuid not null,
     patient_id uuid not null,
     kinds text[] not null,
     period_from date,
     period_to date,
     recorded_by uuid not null,
     approved_by uuid not null,
     disclosed_at timestamptz not null,
     sealed_until timestamptz,
     shown_to_patient boolean not null,
     sealed bytea not null,
     created_at timestamptz not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, patient_id) references patients (organisation_id, id)
   )`,
  `create index disclosures_patient on disclosures (organisation_id, patient_id, id)`,
  `create index disclosures_sealed on disclosures (sealed_until) where not shown_to_patient`,
  `create index disclosures_recorded_by on disclosures (recorded_by)`,
  `create index disclosures_approved_by on disclosures (approved_by)`,

  `create table announcements (
     organisation_id uuid not null references organisations,
     id uuid not null,
     number integer not null,
     kind text not null check (kind in ('incident', 'information')),
     audience text not null check (audience in ('accounts', 'orgAdmins', 'organisation')),
     addressed_organisation_id uuid,
     texts jsonb not null,
     state text not null check (state in ('queued', 'completed')),
     planned integer not null,
     dropped integer not null,
     announced_by uuid not null,
     finished_at timestamptz,
     created_at timestamptz not null,
     primary key (organisation_id, id),
     unique (organisation_id, number)
   )`,
  `create index announcements_queued on announcements (created_at) where state = 'queued'`,
  `create index announcements_addressed on announcements (addressed_organisation_id)`,
  `create index announcements_announced_by on announcements (announced_by)`,
]

const tenantTables = [
  'organisation_exports',
  'organisation_terminations',
  'organisation_purges',
  'ownership_transfers',
  'disclosures',
  'announcements',
]

const ofOrganisation = `organisation_id = ${currentOrganisation}`
const notOfPlatform = `${role} <> 'platform' or organisation_id = ${platform}`
const ofWorker = `${role} = 'worker' and organisation_id = ${platform} and transferred_organisation_id = ${currentOrganisation}`
const ownPatient = `exists (select from patients p where p.organisation_id = disclosures.organisation_id
  and p.id = disclosures.patient_id and p.account_id = ${currentAccount})`
const own = (column: string) => `${outsideOrganisations} and ${column} = ${currentAccount}`

const policies = [
  ...tenantTables.flatMap((table) => [
    `alter table ${table} enable row level security`,
    `create policy of_organisation on ${table} as permissive for all using (${ofOrganisation}) with check (${ofOrganisation})`,
  ]),
  ...tenantTables.map(
    (table) =>
      `create policy not_of_platform on ${table} as restrictive for all using (${notOfPlatform}) with check (${notOfPlatform})`,
  ),
  // The platform's role is in no organisation then.
  ...['announcements', 'ownership_transfers'].map(
    (table) => `create policy kept_by_platform on ${table} as permissive for all
       using (${role} = 'platform' and organisation_id = ${platform}) with check (${role} = 'platform' and organisation_id = ${platform})`,
  ),
  // Inside the organisation that it hands over.
  `create policy of_worker on ownership_transfers as permissive for all using (${ofWorker}) with check (${ofWorker})`,
  // The mails to an organisation's people are sent inside it, with the platform's words.
  `create policy of_worker on announcements as permissive for select using (${role} = 'worker' and organisation_id = ${platform})`,
  // An organisation takes its log of use along.
  `create policy of_worker on usage_events as permissive for select using (${role} = 'worker' and ${ofOrganisation})`,
  `create policy of_person on disclosures as permissive for select
     using (${outsideOrganisations} and shown_to_patient and ${ownPatient})`,
  `create policy of_subject on organisation_exports as permissive for select using (${own('requested_by')})`,
]

const outdated = `exists (select from public.data_requests r where r.organisation_id = e.organisation_id and r.kind = 'erasure'
       and r.state in ('running', 'verifying', 'failed') and not (r.id = any (e.erasing)))
     or (select count(*) from public.ledger_acts l where l.organisation_id = e.organisation_id and l.action = 'erased') > e.erased`

/** Tables with rows of organisations, those first to which no other refers. */
const purgeOrder = `
  with recursive held as (
    select c.oid, n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
     where n.nspname in ('public', 'keys') and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'ledger_acts'),
  referring as (
    select distinct k.conrelid as child, k.confrelid as parent from pg_constraint k
      join held c on c.oid = k.conrelid join held p on p.oid = k.confrelid where k.contype = 'f' and k.conrelid <> k.confrelid),
  depths as (
    select h.oid, 0 as depth from held h
    union select r.child, d.depth + 1 from depths d join referring r on r.parent = d.oid)
  select h.nspname, h.relname from held h join depths d on d.oid = h.oid
   group by h.nspname, h.relname order by (h.nspname = 'keys') desc, max(d.depth) desc, h.relname`

const doors = [
  `create function due_exports(p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select e.organisation_id, e.id from public.organisation_exports e where e.state in ('queued', 'running') order by e.id limit p_limit $$`,

  `create function outdated_exports(p_at timestamptz, p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select e.organisation_id, e.id from public.organisation_exports e
      where e.state = 'completed' and e.expires_at > p_at and (${outdated}) order by e.id limit p_limit $$`,

  `create function due_purges(p_at timestamptz, p_limit integer) returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     (select t.organisation_id from public.organisation_terminations t
       where t.state <> 'cancelled' and t.grace_ends_at <= p_at order by t.grace_ends_at limit p_limit)
     union select p.purged_organisation_id from public.organisation_purges p where p.state = 'running' $$`,

  `create function purge_organisation(p_organisation uuid, p_limit integer) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_table record; v_count integer; v_total integer := 0; v_purge uuid; v_rows jsonb;
   begin
     select p.id, p.rows into v_purge, v_rows from public.organisation_purges p
      where p.purged_organisation_id = p_organisation and p.state = 'running' for update;
     if v_purge is null or exists (select from public.organisations o
         where o.id = p_organisation and (o.kind = 'platform' or o.state <> 'closed')) then
       raise exception 'not to be purged' using errcode = 'PX404';
     end if;
     for v_table in ${purgeOrder} loop
       begin
         execute format('delete from %1$I.%2$I where organisation_id = $1 and ctid = any (array(
           select ctid from %1$I.%2$I where organisation_id = $1 limit $2))', v_table.nspname, v_table.relname)
           using p_organisation, p_limit - v_total;
         get diagnostics v_count = row_count;
       exception when foreign_key_violation then
         -- Somebody was faster: what refers to it goes at the next turn.
         v_count := 0;
       end;
       if v_count > 0 then
         v_total := v_total + v_count;
         v_rows := jsonb_set(v_rows, array[v_table.relname], to_jsonb(coalesce((v_rows ->> v_table.relname)::bigint, 0) + v_count));
       end if;
       exit when v_total >= p_limit;
     end loop;
     if v_total = 0 then
       delete from public.ownership_transfers t where t.transferred_organisation_id = p_organisation;
       -- What the platform keeps may mention it.
       for v_table in select n.nspname, c.relname, a.attname from pg_constraint k join pg_class c on c.oid = k.conrelid
           join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
          where k.contype = 'f' and k.confrelid = 'public.organisations'::regclass and not c.relispartition and a.attname <> 'organisation_id' loop
         execute format('update %1$I.%2$I set %3$I = null where %3$I = $1', v_table.nspname, v_table.relname, v_table.attname)
           using p_organisation;
       end loop;
       update public.announcements a set addressed_organisation_id = null where a.addressed_organisation_id = p_organisation;
       delete from public.organisations o where o.id = p_organisation;
       get diagnostics v_total = row_count;
       if v_total > 0 then v_rows := jsonb_set(v_rows, '{organisations}', to_jsonb(v_total)); end if;
     end if;
     update public.organisation_purges p set rows = v_rows where p.id = v_purge;
     return v_total;
   end $$`,

  // The log of use is written a second later: by then the organisation may be gone, and nothing of it is to come back.
  `create function keep_usage() returns trigger
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     if exists (select from public.organisations o where o.id = new.organisation_id) then return new; end if;
     return null;
   end $$`,
  `create trigger keep_usage before insert on usage_events for each row execute function keep_usage()`,

  `create function due_transfers(p_at timestamptz, p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select t.transferred_organisation_id, t.id from public.ownership_transfers t
      where t.told_at is null or (t.state = 'announced' and t.effective_from <= p_at) order by t.created_at limit p_limit $$`,

  `create function due_disclosures(p_at timestamptz, p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select d.organisation_id, d.id from public.disclosures d
      where not d.shown_to_patient and d.sealed_until <= p_at order by d.sealed_until limit p_limit $$`,

  `create function administrators(p_after uuid, p_limit integer) returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select a.id from public.accounts a
      where a.state = 'active' and (p_after is null or a.id > p_after)
        and exists (select from public.memberships m where m.account_id = a.id and m.state = 'active' and 'org_admin' = any (m.roles))
      order by a.id limit p_limit $$`,

  `create function active_accounts(p_after uuid, p_limit integer) returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select a.id from public.accounts a
      where a.state = 'active' and (p_after is null or a.id > p_after) order by a.id limit p_limit $$`,

  // Of these accounts those that are but other organisations' people, none of which lets the platform write to them.
  `create function not_to_be_written_to(p_accounts uuid[]) returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     with belonging as (
       select p.account_id, p.organisation_id from public.patients p where p.account_id = any (p_accounts) and p.state = 'active'
       union select g.account_id, g.organisation_id from public.guardians g where g.account_id = any (p_accounts) and g.state = 'active')
     select b.account_id from belonging b join public.organisations o on o.id = b.organisation_id
      where not exists (select from public.memberships m where m.account_id = b.account_id and m.state = 'active')
      group by b.account_id having not bool_or(coalesce((o.settings ->> 'platformMayWriteToPatients')::boolean, false)) $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...policies, ...doors]) await sql.raw(statement).execute(db)
}
