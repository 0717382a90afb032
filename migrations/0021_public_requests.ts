import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const asPlatform = `coalesce(current_setting('app.roles', true), '') = 'platform'`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const tables = [
  `alter table tokens drop constraint tokens_purpose_check`,
  `alter table tokens add constraint tokens_purpose_check check (purpose in ('verifyEmail', 'resetPassword', 'invitation', 'patientLink',
     'emailChange', 'emailChangeUndo', 'requestAddress', 'undoErasure'))`,

  // Each feature says in its row schema what its files are for; one list here would have to know them all.
  `alter table files drop constraint if exists files_purpose_check`,

  `create table email_changes (
     id uuid primary key,
     account_id uuid not null references accounts on delete cascade,
     request_id uuid,
     sealed bytea not null,
     confirmed_at timestamptz,
     undone_at timestamptz,
     expires_at timestamptz not null,
     created_at timestamptz not null
   )`,
  `create index email_changes_account on email_changes (account_id, created_at)`,
  `create index email_changes_expires_at on email_changes (expires_at)`,

  `alter table accounts add column confirmed_at timestamptz`,
  `create table account_changes (
     id uuid primary key,
     account_id uuid not null references accounts on delete cascade,
     sealed bytea not null,
     created_at timestamptz not null
   )`,
  `create index account_changes_account on account_changes (account_id, id)`,

  `create table patient_changes (
     organisation_id uuid not null references organisations,
     id uuid not null,
     patient_id uuid not null,
     changed_by uuid,
     role text not null,
     sealed bytea not null,
     created_at timestamptz not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, patient_id) references patients (organisation_id, id)
   )`,
  `create index patient_changes_patient on patient_changes (organisation_id, patient_id, id)`,

  `create table objections (
     organisation_id uuid not null references organisations,
     id uuid not null,
     patient_id uuid,
     account_id uuid references accounts on delete cascade,
     purpose text not null,
     request_id uuid,
     ended_at timestamptz,
     created_at timestamptz not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, patient_id) references patients (organisation_id, id),
     check (patient_id is not null or account_id is not null)
   )`,
  `create index objections_patient on objections (organisation_id, patient_id, purpose)`,
  `create index objections_account on objections (account_id, purpose)`,
  `create index objections_request on objections (organisation_id, request_id)`,

  `create table public_requests (
     organisation_id uuid not null references organisations,
     id uuid not null,
     email_index bytea not null,
     language text not null,
     sealed bytea,
     verified_at timestamptz,
     evidence_file_id uuid,
     expires_at timestamptz not null,
     created_at timestamptz not null,
     primary key (organisation_id, id)
   )`,
  `create index public_requests_email on public_requests (email_index)`,
  `create index public_requests_expires_at on public_requests (expires_at)`,
  `create index public_requests_evidence on public_requests (organisation_id, evidence_file_id)`,

  `create table privacy_reports (
     organisation_id uuid not null references organisations,
     id uuid not null,
     kind text not null check (kind in ('underAge', 'misuse', 'breach', 'other')),
     sealed bytea not null,
     settled_at timestamptz,
     settled_by uuid,
     created_at timestamptz not null,
     primary key (organisation_id, id)
   )`,
  `create index privacy_reports_created_at on privacy_reports (created_at)`,
  `create index privacy_reports_newest on privacy_reports (organisation_id, id)`,
]

const tenantTables = ['patient_changes', 'objections', 'public_requests', 'privacy_reports']

const ownPatient = (
  table: string,
) => `exists (select from patients p where p.organisation_id = ${table}.organisation_id
  and p.id = ${table}.patient_id and p.account_id = ${currentAccount})`

const policies: [name: string, table: string, clause: string][] = [
  ...tenantTables.flatMap((table): [string, string, string][] => [
    [
      'of_organisation',
      table,
      `as permissive for all using (organisation_id = ${currentOrganisation}) with check (organisation_id = ${currentOrganisation})`,
    ],
    [
      'not_of_platform',
      table,
      `as restrictive for all using (not (${asPlatform}) or organisation_id = ${platform}) with check (not (${asPlatform}) or organisation_id = ${platform})`,
    ],
  ]),
  [
    'of_person',
    'objections',
    `as permissive for select using (${outsideOrganisations} and (account_id = ${currentAccount} or ${ownPatient('objections')}))`,
  ],
  [
    'kept_for_account',
    'objections',
    `as permissive for all using (account_id = ${currentAccount} and organisation_id = ${platform})
     with check (account_id = ${currentAccount} and organisation_id = ${platform})`,
  ],
  [
    'of_person',
    'patient_changes',
    `as permissive for select using (${outsideOrganisations} and ${ownPatient('patient_changes')})`,
  ],
  [
    'of_account',
    'account_changes',
    `as permissive for all using (account_id = ${currentAccount}) with check (account_id = ${currentAccount})`,
  ],
  [
    'of_account',
    'email_changes',
    `as permissive for all using (account_id = ${currentAccount}) with check (account_id = ${currentAccount})`,
  ],
  [
    'of_worker',
    'email_changes',
    `as permissive for select using (coalesce(current_setting('app.roles', true), '') = 'worker' and ${currentOrganisation} = ${platform})`,
  ],
]

const functions = [
  // Besides what 0007 lets in: links of data-subject requests, their secrets, and any live organisation by its id.
  `create or replace function enter_public(p_purpose text, p_key bytea, p_at timestamptz)
   returns table (organisation_id uuid, account_id uuid, subject_id uuid)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_organisation uuid := ${platform}; v_account uuid; v_subject uuid;
   begin
     if p_purpose = 'signIn' then
       -- While keys are rotated an address has two indexes, one after the other in the key.
       select a.id into v_account from public.accounts a
        where a.email_index in (substr(p_key, 1, 32), substr(p_key, 33, 32)) or a.next_email_index in (substr(p_key, 1, 32), substr(p_key, 33, 32));
     elsif p_purpose = 'practitioner' then
       select d.organisation_id, d.practitioner_id into v_organisation, v_subject
         from public.directory_practitioners d where d.practitioner_id = encode(p_key, 'hex')::uuid;
     elsif p_purpose = 'organisation' then
       select o.id, o.id into v_organisation, v_subject from public.organisations o
        where o.id = encode(p_key, 'hex')::uuid and o.kind <> 'platform';
       if v_subject is null then raise exception 'no such organisation' using errcode = 'PX404'; end if;
     elsif p_purpose = 'dataRequest' then
       select r.organisation_id, r.id into v_organisation, v_subject from public.data_requests r where r.secret_hash = p_key;
       if v_subject is null then raise exception 'no such request' using errcode = 'PX404'; end if;
     elsif p_purpose = 'refresh' then
       select r.account_id, r.id into v_account, v_subject from public.refresh_tokens r where r.hash = p_key;
     elsif p_purpose = 'challenge' then
       select c.account_id, c.id into v_account, v_subject from public.sign_in_challenges c
        where c.hash = p_key and c.answered_at is null and c.attempts < 5 and c.expires_at > p_at;
     elsif p_purpose in ('verifyEmail', 'resetPassword', 'invitation', 'emailChange', 'emailChangeUndo', 'requestAddress', 'undoErasure') then
       select t.organisation_id, t.account_id, t.subject_id into v_organisation, v_account, v_subject from public.tokens t
        where t.hash = p_key and t.purpose = p_purpose and t.used_at is null and t.expires_at > p_at;
       if p_purpose = 'invitation' and v_subject is not null then
         select coalesce((select a.id from public.accounts a where a.email_index = i.email_index),
             (select a.id from public.accounts a where a.next_email_index = i.email_index), i.new_account_id)
           into v_account from public.invitations i
          where i.organisation_id = v_organisation and i.id = v_subject and i.accepted_at is null and i.revoked_at is null and i.expires_at > p_at;
         if not found then v_subject := null; end if;
       end if;
     end if;
     if v_subject is null and p_purpose <> 'signIn' then raise exception 'key does not stand' using errcode = 'PX410'; end if;
     perform set_config('app.organisation_id', v_organisation::text, true), set_config('app.account_id', coalesce(v_account::text, ''), true),
       set_config('app.roles', 'public', true), set_config('app.practitioner_id', '', true), set_config('app.patient_id', '', true);
     return query select v_organisation, v_account, v_subject;
   end $$`,

  `create function open_public_requests(p_indexes bytea[], p_at timestamptz) returns integer
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select count(*)::integer from public.public_requests r
       left join public.data_requests d on d.organisation_id = r.organisation_id and d.id = r.id
      where r.email_index = any (p_indexes) and r.expires_at > p_at and d.closed_at is null $$`,

  // Organisations that have a part of the erasure whose undo link was shown, that of the link last.
  `create function undoable_parts(p_hash bytea, p_at timestamptz) returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select r.organisation_id from public.tokens t join public.data_requests r on r.id = t.subject_id
      where t.hash = p_hash and t.purpose = 'undoErasure' and t.used_at is null and t.expires_at > p_at
        and r.kind = 'erasure' and (t.organisation_id = ${platform} or r.organisation_id = t.organisation_id)
        and (r.account_id is not distinct from t.account_id or t.account_id is null)
      order by r.organisation_id = t.organisation_id, r.organisation_id $$`,

  // The scope of one of them, for whoever shows that link.
  `create function enter_undo(p_hash bytea, p_organisation uuid, p_at timestamptz) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     if not exists (select from public.undoable_parts(p_hash, p_at) u where u = p_organisation) then
       raise exception 'key does not stand' using errcode = 'PX410';
     end if;
     perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.roles', 'public', true);
   end $$`,

  // What a person wants again ends what they objected to, in every organisation.
  `create function end_own_objections(p_account uuid, p_session uuid, p_purposes text[], p_at timestamptz) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_count integer;
   begin
     perform public.enter_person(p_account, p_session, p_at);
     update public.objections o set ended_at = p_at
      where o.purpose = any(p_purposes) and (o.ended_at is null or o.ended_at > p_at)
        and (o.account_id = p_account or exists (select from public.patients p
          where p.organisation_id = o.organisation_id and p.id = o.patient_id and p.account_id = p_account));
     get diagnostics v_count = row_count;
     return v_count;
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of tables) await sql.raw(text).execute(db)
  for (const table of [...tenantTables, 'email_changes', 'account_changes'])
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
  for (const [name, table, clause] of policies)
    await sql.raw(`create policy ${name} on ${table} ${clause}`).execute(db)
  for (const text of functions) await sql.raw(text).execute(db)
}
