import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const asWorker = `coalesce(current_setting('app.roles', true), '') = 'worker'`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const columns = [
  `alter table patients
     add column record_kept jsonb,
     add column erasure_request_id uuid`,
  `alter table accounts add column erasure_request_id uuid`,
  // When the pipeline looks at a part again; null where the grace says it, or nothing is left to do.
  `alter table data_requests
     add column work_at timestamptz,
     add column erased_at timestamptz,
     add column certificate_hash bytea`,
  `create index data_requests_work on data_requests (work_at) where work_at is not null`,
  `create index data_requests_grace on data_requests (grace_ends_at) where kind = 'erasure' and state = 'grace'`,
  `create index data_requests_pass on data_requests (erased_at) where state = 'verifying' and step = 'pass'`,
  `create index data_requests_certificate on data_requests (certificate_hash)`,

  // Who did something to somebody else's row stands there as an id alone, which outlives the account.
  `alter table settings_versions drop constraint settings_versions_changed_by_fkey`,
  `alter table invitations drop constraint invitations_invited_by_fkey`,
  `alter table break_glass drop constraint break_glass_account_id_fkey`,
  `create index appointments_booked_by on appointments (organisation_id, booked_by) where booked_by is not null`,
  `create index patients_informed_by on patients (organisation_id, informed_by) where informed_by is not null`,
  `create index guardians_entered_by on guardians (organisation_id, entered_by)`,
  `create index assignments_entered_by on assignments (organisation_id, entered_by)`,
  `create index consents_recorded_by on consents (organisation_id, recorded_by)`,
  `create index invitations_inviter on invitations (invited_by)`,
  `create index outbox_subject on outbox (organisation_id, subject_id)`,
  `create index outbox_account on outbox (organisation_id, account_id) where account_id is not null`,
  `create index data_requests_filed_by on data_requests (organisation_id, filed_by) where filed_by is not null`,
  `create index data_request_events_actor on data_request_events (organisation_id, actor_id) where actor_id is not null`,

  `alter table keys.signing_keys drop constraint signing_keys_purpose_check`,
  `alter table keys.signing_keys add constraint signing_keys_purpose_check
     check (purpose in ('accessToken', 'auditCheckpoint', 'certificate'))`,
]

const own = `account_id = ${currentAccount} and ${currentOrganisation} = ${platform}`

/** What a job takes away of logs that nobody else may change. */
const policies = [
  ['usage_events', 'of_erasure', `organisation_id = ${currentOrganisation}`],
  ['security_alerts', 'of_erasure', own],
  ['blocks', 'of_erasure', own],
].flatMap(([table, name, condition]) => [
  `create policy ${name} on ${table} for select using (${asWorker} and ${condition})`,
  `create policy ${name}_taking on ${table} for delete using (${asWorker} and ${condition})`,
])

const entrances = [
  // Of an erasure that is under way and of nothing else: its controller's rows, with the account where the platform is
  // the controller; `everywhere` as the person reads, to see who still holds something.
  `create function enter_erasure(p_organisation uuid, p_request uuid, p_everywhere boolean) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_account uuid;
   begin
     select r.account_id into v_account from public.data_requests r
      where r.organisation_id = p_organisation and r.id = p_request and r.kind = 'erasure'
        and (not p_everywhere or r.organisation_id = ${platform});
     if not found then raise exception 'no such erasure' using errcode = 'PX404'; end if;
     perform set_config('app.organisation_id', case when p_everywhere then '' else p_organisation::text end, true),
       set_config('app.account_id', case when p_organisation = ${platform} then coalesce(v_account::text, '') else '' end, true),
       set_config('app.roles', case when p_everywhere then 'person' else 'worker' end, true),
       set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
   end $$`,

  `create function enter_certificate(p_hash bytea) returns table (organisation_id uuid, account_id uuid, subject_id uuid)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_organisation uuid; v_request uuid;
   begin
     select r.organisation_id, r.id into v_organisation, v_request from public.data_requests r where r.certificate_hash = p_hash;
     if not found then raise exception 'key does not stand' using errcode = 'PX410'; end if;
     perform set_config('app.organisation_id', v_organisation::text, true), set_config('app.account_id', '', true),
       set_config('app.roles', 'public', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
     return query select v_organisation, null::uuid, v_request;
   end $$`,
]

const asPlatformJob = `
     if current_setting('app.roles', true) is distinct from 'worker' or current_setting('app.organisation_id', true) is distinct from ${platform}::text then
       raise exception 'not a job of the platform' using errcode = 'PX403';
     end if;`

const doors = [
  `create function due_erasures(p_at timestamptz, p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     (select r.organisation_id, r.id from public.data_requests r
       where r.kind = 'erasure' and r.state = 'grace' and r.grace_ends_at <= p_at order by r.grace_ends_at limit p_limit)
     union all
     (select r.organisation_id, r.id from public.data_requests r where r.work_at <= p_at order by r.work_at limit p_limit) $$`,

  `create function waiting_erasures(p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select r.organisation_id, r.id from public.data_requests r
      where r.state = 'verifying' and r.step = 'pass' order by r.erased_at limit p_limit $$`,

  // Every controller that has a part of a request, and whether something of it is still to be done.
  `create function erasure_parts(p_request uuid) returns table (organisation_id uuid, open boolean, blocked boolean)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select r.organisation_id, r.state not in ('completed', 'refused', 'withdrawn'), r.state = 'blocked' from public.data_requests r
      where r.id = p_request and r.kind = 'erasure' order by r.organisation_id $$`,

  // Administrators of the platform invite where they belong to nobody.
  `create function forget_inviter(p_request uuid) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_count integer;
   begin${asPlatformJob}
     update public.invitations i set invited_by = null from public.data_requests r
      where r.organisation_id = ${platform} and r.id = p_request and r.kind = 'erasure' and r.state = 'running' and i.invited_by = r.account_id;
     get diagnostics v_count = row_count;
     return v_count;
   end $$`,

  // The columns in which a stretch of a table holds what was erased. The texts of everybody stay in the database, and
  // nothing but the names of columns leaves.
  `create function scan_pages(p_table oid, p_columns text[], p_kinds text[], p_from bigint, p_until bigint, p_pattern text, p_kept text,
     p_hex text, p_ids uuid[]) returns table (bytes bigint, found text[])
   language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
   declare v_tests text := ''; v_sizes text := '0'; v_name text; v_kind text;
   begin${asPlatformJob}
     for v_name, v_kind in select c.name, c.kind from unnest(p_columns, p_kinds) as c (name, kind) loop
       v_sizes := v_sizes || format(' + coalesce(octet_length(t.%I::text), 0)', v_name);
       v_tests := v_tests || format(', case when bool_or(%s) then %L end', case v_kind
         when 'uuid' then format('t.%I = any ($4)', v_name)
         when 'uuids' then format('t.%I && $4', v_name)
         when 'bytea' then format('lower(encode(t.%1$I, ''escape'')) ~ $1 or encode(t.%1$I, ''hex'') ~ $3', v_name)
         when 'kept' then format('lower(t.%I::text) ~ $2', v_name)
         else format('lower(t.%I::text) ~ $1', v_name) end, v_name);
     end loop;
     return query execute format(
       'select coalesce(sum(%s), 0)::bigint, array_remove(array[%s], null) from only %s t where t.ctid >= %L::tid and t.ctid < %L::tid',
       v_sizes, substr(v_tests, 3), p_table::regclass, format('(%s,0)', p_from), format('(%s,0)', p_until))
       using p_pattern, p_kept, p_hex, p_ids;
   end $$`,

  `create function scanned_tables() returns table (id oid, name text, pages bigint)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select c.oid, n.nspname || '.' || coalesce(p.relname, c.relname), pg_relation_size(c.oid) / current_setting('block_size')::bigint
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
      where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by c.oid $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of [...columns, ...policies, ...entrances, ...doors]) await sql.raw(text).execute(db)
}
