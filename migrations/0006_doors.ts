import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

/** A row of an organisation is seen and written inside that organisation alone. */
const tenantTables = [
  'settings_versions',
  'sites',
  'practitioners',
  'practitioner_sites',
  'services',
  'service_practitioners',
  'memberships',
  'invitations',
  'tokens',
  'patients',
  'availability',
  'time_off',
  'extra_hours',
  'appointments',
  'mails',
  'outbox',
  'audit_events',
  'directory_organisations',
  'directory_practitioners',
  'keys.wrapping_keys',
  'keys.subject_keys',
  'keys.signing_keys',
]

/** Rows that a person reads across organisations, outside of any of them; what writes them enters the organisation. */
const personReads: Record<string, string> = {
  memberships: `account_id = ${currentAccount} and ${outsideOrganisations}`,
  patients: `account_id = ${currentAccount} and ${outsideOrganisations}`,
  appointments: `${outsideOrganisations} and exists (select from patients p where p.organisation_id = appointments.organisation_id
    and p.id = appointments.patient_id and p.account_id = ${currentAccount})`,
  'keys.subject_keys': `account_id = ${currentAccount}`,
  'keys.wrapping_keys': `(organisation_id = ${platform} and ${currentAccount} is not null) or exists (select from patients p
    where p.organisation_id = wrapping_keys.organisation_id and p.account_id = ${currentAccount})`,
}

/** What the platform keeps for each account: the account's own, in whatever scope its person is. */
const keptForAccounts = [
  'tokens',
  'mails',
  'outbox',
  'audit_events',
  'idempotency_requests',
  'keys.subject_keys',
]

/** Global tables: each row belongs to one account. */
const accountPolicies: Record<string, string> = {
  accounts: `id = ${currentAccount}`,
  sessions: `account_id = ${currentAccount}`,
  refresh_tokens: `account_id = ${currentAccount}`,
  known_devices: `account_id = ${currentAccount}`,
  login_attempts: `account_id = ${currentAccount}`,
  registrations: `${currentOrganisation} = ${platform}`,
}

/** What the platform's role never sees of an organisation without an approved break-glass. */
const personalTables = [
  'settings_versions',
  'practitioners',
  'practitioner_sites',
  'service_practitioners',
  'memberships',
  'invitations',
  'tokens',
  'patients',
  'availability',
  'time_off',
  'extra_hours',
  'appointments',
  'mails',
  'outbox',
  'audit_events',
  'idempotency_requests',
  'keys.subject_keys',
  'keys.wrapping_keys',
  'keys.signing_keys',
]

const policies = async (db: Kysely<unknown>) => {
  const policy = (name: string, table: string, kind: string, condition: string, command = 'all') =>
    sql
      .raw(
        `create policy ${name} on ${table} as ${kind} for ${command} using (${condition})${command === 'select' ? '' : ` with check (${condition})`}`,
      )
      .execute(db)

  const walled = [...tenantTables, ...Object.keys(accountPolicies), 'organisations', 'idempotency_requests']
  for (const table of walled) await sql.raw(`alter table ${table} enable row level security`).execute(db)
  for (const table of tenantTables)
    await policy('of_organisation', table, 'permissive', `organisation_id = ${currentOrganisation}`)
  await policy('of_organisation', 'organisations', 'permissive', `id = ${currentOrganisation}`)
  await policy(
    'of_platform',
    'organisations',
    'permissive',
    `coalesce(current_setting('app.roles', true), '') = 'platform'`,
    'select',
  )
  for (const [table, condition] of Object.entries(personReads))
    await policy('of_person', table, 'permissive', condition, 'select')
  for (const table of keptForAccounts)
    await policy(
      'kept_for_account',
      table,
      'permissive',
      `account_id = ${currentAccount} and organisation_id = ${platform}`,
    )
  for (const [table, condition] of Object.entries(accountPolicies))
    await policy('of_account', table, 'permissive', condition)
  await sql
    .raw(
      `create policy of_nobody on login_attempts for insert with check (account_id is null and ${currentOrganisation} = ${platform})`,
    )
    .execute(db)
  // Mails to accounts are the platform's: the job that sends one reads the address.
  await policy(
    'of_worker',
    'accounts',
    'permissive',
    `coalesce(current_setting('app.roles', true), '') = 'worker' and ${currentOrganisation} = ${platform}`,
    'select',
  )
  for (const table of ['directory_organisations', 'directory_practitioners'])
    await policy('of_public', table, 'permissive', 'true', 'select')
  for (const table of personalTables)
    await policy(
      'not_of_platform',
      table,
      'restrictive',
      `coalesce(current_setting('app.roles', true), '') <> 'platform' or organisation_id = ${platform}`,
    )
}

/** Functions that set the scope of a transaction. Each raises unless what it was given stands. */
const entrances = [
  `create function enter_organisation(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz)
   returns table (roles text[], practitioner_id uuid, patient_id uuid, authenticated_at timestamptz)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare
     v_authenticated timestamptz; v_roles text[]; v_practitioner uuid; v_patient uuid;
   begin
     select s.authenticated_at, m.roles, m.practitioner_id, p.id into v_authenticated, v_roles, v_practitioner, v_patient
       from public.sessions s
       join public.accounts a on a.id = s.account_id
       left join public.memberships m on m.organisation_id = p_organisation and m.account_id = a.id and m.state = 'active'
       left join public.patients p on p.organisation_id = p_organisation and p.account_id = a.id and p.state = 'active'
      where s.id = p_session and s.account_id = p_account and s.revoked_at is null and s.expires_at > p_at and a.state = 'active';
     if not found then raise exception 'no live session' using errcode = 'PX401'; end if;
     if v_patient is not null then v_roles := array_append(coalesce(v_roles, '{}'), 'patient'); end if;
     if v_roles is null then raise exception 'not in the organisation' using errcode = 'PX404'; end if;
     perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.account_id', p_account::text, true),
       set_config('app.roles', array_to_string(v_roles, ','), true),
       set_config('app.practitioner_id', coalesce(v_practitioner::text, ''), true), set_config('app.patient_id', coalesce(v_patient::text, ''), true);
     return query select v_roles, v_practitioner, v_patient, v_authenticated;
   end $$`,

  `create function enter_person(p_account uuid, p_session uuid, p_at timestamptz)
   returns table (authenticated_at timestamptz, password_generated boolean)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_authenticated timestamptz; v_generated boolean;
   begin
     select s.authenticated_at, a.password_generated into v_authenticated, v_generated
       from public.sessions s join public.accounts a on a.id = s.account_id
      where s.id = p_session and s.account_id = p_account and s.revoked_at is null and s.expires_at > p_at and a.state = 'active';
     if not found then raise exception 'no live session' using errcode = 'PX401'; end if;
     perform set_config('app.organisation_id', '', true), set_config('app.account_id', p_account::text, true),
       set_config('app.roles', 'person', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
     return query select v_authenticated, v_generated;
   end $$`,

  `create function enter_newcomer(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz)
   returns table (authenticated_at timestamptz)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_authenticated timestamptz;
   begin
     select e.authenticated_at into v_authenticated from public.enter_person(p_account, p_session, p_at) e;
     if not exists (select from public.organisations o where o.id = p_organisation and o.kind <> 'platform' and o.state = 'active') then
       raise exception 'no such organisation' using errcode = 'PX404';
     end if;
     perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.roles', 'newcomer', true);
     return query select v_authenticated;
   end $$`,

  `create function enter_platform(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz)
   returns table (authenticated_at timestamptz, password_generated boolean)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_authenticated timestamptz; v_generated boolean;
   begin
     select e.authenticated_at, e.password_generated into v_authenticated, v_generated from public.enter_person(p_account, p_session, p_at) e;
     if not exists (select from public.accounts a where a.id = p_account and a.platform_admin) then
       raise exception 'not of the platform' using errcode = 'PX403';
     end if;
     perform set_config('app.organisation_id', coalesce(p_organisation::text, ''), true), set_config('app.roles', 'platform', true);
     return query select v_authenticated, v_generated;
   end $$`,

  `create function enter_public(p_purpose text, p_key bytea, p_at timestamptz)
   returns table (organisation_id uuid, account_id uuid, subject_id uuid)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_organisation uuid := ${platform}; v_account uuid; v_subject uuid;
   begin
     if p_purpose = 'signIn' then
       select a.id into v_account from public.accounts a where a.email_index = p_key;
     elsif p_purpose = 'practitioner' then
       select d.organisation_id, d.practitioner_id into v_organisation, v_subject
         from public.directory_practitioners d where d.practitioner_id = encode(p_key, 'hex')::uuid;
     elsif p_purpose = 'refresh' then
       select r.account_id, r.id into v_account, v_subject from public.refresh_tokens r where r.hash = p_key;
     elsif p_purpose in ('verifyEmail', 'resetPassword', 'invitation') then
       select t.organisation_id, t.account_id, t.subject_id into v_organisation, v_account, v_subject from public.tokens t
        where t.hash = p_key and t.purpose = p_purpose and t.used_at is null and t.expires_at > p_at;
       if p_purpose = 'invitation' and v_subject is not null then
         select coalesce(a.id, i.new_account_id) into v_account from public.invitations i
           left join public.accounts a on a.email_index = i.email_index
          where i.organisation_id = v_organisation and i.id = v_subject and i.accepted_at is null and i.revoked_at is null and i.expires_at > p_at;
         if not found then v_subject := null; end if;
       end if;
     end if;
     if v_subject is null and p_purpose <> 'signIn' then raise exception 'key does not stand' using errcode = 'PX410'; end if;
     perform set_config('app.organisation_id', v_organisation::text, true), set_config('app.account_id', coalesce(v_account::text, ''), true),
       set_config('app.roles', 'public', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
     return query select v_organisation, v_account, v_subject;
   end $$`,

  `create function enter_job(p_organisation uuid) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     if not exists (select from public.organisations o where o.id = p_organisation) then
       raise exception 'no such organisation' using errcode = 'PX404';
     end if;
     perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.account_id', '', true),
       set_config('app.roles', 'worker', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
   end $$`,
]

/** Functions that look before an organisation is known; ids only. */
const doors = [
  `create function token_organisation(p_purpose text, p_hash bytea, p_at timestamptz) returns uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select t.organisation_id from public.tokens t
      where t.hash = p_hash and t.purpose = p_purpose and t.used_at is null and t.expires_at > p_at $$`,

  `create function due_mails(p_until timestamptz, p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select m.organisation_id, m.id from public.mails m where m.state = 'planned' and m.due_at <= p_until order by m.due_at limit p_limit $$`,

  `create function pending_outbox(p_limit integer) returns table (organisation_id uuid, id uuid, job text, subject_id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select o.organisation_id, o.id, o.job, o.subject_id from public.outbox o order by o.created_at limit p_limit $$`,

  `create function clear_outbox(p_organisations uuid[], p_ids uuid[]) returns void
   language sql security definer set search_path = pg_catalog, pg_temp as $$
     delete from public.outbox o using unnest(p_organisations, p_ids) as gone (organisation_id, id)
      where o.organisation_id = gone.organisation_id and o.id = gone.id $$`,

  `create function discard_expired(p_at timestamptz, p_limit integer) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_total integer := 0; v_count integer;
   begin
     delete from public.registrations where id in (select id from public.registrations where expires_at <= p_at limit p_limit);
     get diagnostics v_count = row_count; v_total := v_total + v_count;
     delete from public.tokens t where (t.organisation_id, t.id) in
       (select e.organisation_id, e.id from public.tokens e where e.expires_at <= p_at limit p_limit);
     get diagnostics v_count = row_count; v_total := v_total + v_count;
     delete from public.idempotency_requests i where (i.organisation_id, i.id) in
       (select e.organisation_id, e.id from public.idempotency_requests e where e.created_at <= p_at - interval '24 hours' limit p_limit);
     get diagnostics v_count = row_count; v_total := v_total + v_count;
     delete from public.login_attempts where id in (select id from public.login_attempts where at <= p_at - interval '30 days' limit p_limit);
     get diagnostics v_count = row_count; v_total := v_total + v_count;
     delete from public.sessions where id in (select id from public.sessions where expires_at <= p_at limit p_limit);
     get diagnostics v_count = row_count; v_total := v_total + v_count;
     delete from public.rate_limits where key in
       (select key from public.rate_limits where expire < extract(epoch from p_at) * 1000 limit p_limit);
     get diagnostics v_count = row_count;
     return v_total + v_count;
   end $$`,

  `create function create_organisation(p_account uuid, p_session uuid, p_at timestamptz, p_organisation jsonb, p_directory jsonb,
     p_wrapping_key jsonb, p_subject_keys jsonb, p_invitation jsonb, p_token jsonb, p_mail jsonb, p_outbox jsonb, p_audit_event jsonb) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     perform public.enter_platform(p_account, p_session, null, p_at);
     if p_organisation ->> 'kind' = 'platform' or exists (
       select from jsonb_array_elements(p_subject_keys ||
           jsonb_build_array(p_directory, p_wrapping_key, p_invitation, p_token, p_mail, p_outbox, p_audit_event)) as made (row)
        where made.row ->> 'organisation_id' is distinct from p_organisation ->> 'id') then
       raise exception 'not of the new organisation' using errcode = 'PX403';
     end if;
     insert into public.organisations select * from jsonb_populate_record(null::public.organisations, p_organisation);
     insert into public.settings_versions (organisation_id, version, settings, changed_by, created_at)
       select o.id, o.settings_version, o.settings, p_account, p_at from jsonb_populate_record(null::public.organisations, p_organisation) o;
     insert into public.directory_organisations select * from jsonb_populate_record(null::public.directory_organisations, p_directory);
     insert into keys.wrapping_keys select * from jsonb_populate_record(null::keys.wrapping_keys, p_wrapping_key);
     insert into keys.subject_keys select * from jsonb_populate_recordset(null::keys.subject_keys, p_subject_keys);
     insert into public.invitations select * from jsonb_populate_record(null::public.invitations, p_invitation);
     insert into public.tokens select * from jsonb_populate_record(null::public.tokens, p_token);
     insert into public.mails select * from jsonb_populate_record(null::public.mails, p_mail);
     insert into public.outbox select * from jsonb_populate_record(null::public.outbox, p_outbox);
     insert into public.audit_events select * from jsonb_populate_record(null::public.audit_events, p_audit_event);
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  await policies(db)
  for (const definition of [...entrances, ...doors]) await sql.raw(definition).execute(db)
}
