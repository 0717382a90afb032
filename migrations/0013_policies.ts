import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const asPlatform = `coalesce(current_setting('app.roles', true), '') = 'platform'`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const tables = async (db: Kysely<unknown>) => {
  await sql`
    create table policy_versions (
      organisation_id uuid not null references organisations,
      id uuid not null,
      number integer not null,
      audience text not null check (audience in ('patients', 'staff')),
      mode text not null check (mode in ('notify', 'mustAccept')),
      language text not null,
      text text not null,
      effective_from timestamptz not null,
      published_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create unique index policy_versions_number on policy_versions (organisation_id, number)`.execute(
    db,
  )
  await sql`create index policy_versions_series on policy_versions (organisation_id, audience, language, number)`.execute(
    db,
  )
  // Empty where nobody must accept anything: that is all that a request asks then.
  await sql`create index policy_versions_demanded on policy_versions (organisation_id, audience, effective_from) where mode = 'mustAccept'`.execute(
    db,
  )

  await sql`
    create table policy_acceptances (
      organisation_id uuid not null references organisations,
      id uuid not null,
      version_id uuid not null,
      account_id uuid not null references accounts on delete cascade,
      how text not null check (how in ('explicit', 'implied')),
      source text not null check (source in ('registration', 'booking', 'account', 'use')),
      ip text not null,
      created_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, version_id) references policy_versions (organisation_id, id)
    )`.execute(db)
  await sql`create unique index policy_acceptances_once on policy_acceptances (organisation_id, account_id, version_id, how)`.execute(
    db,
  )
  await sql`create index policy_acceptances_version on policy_acceptances (organisation_id, version_id)`.execute(
    db,
  )
  await sql`create index policy_acceptances_account on policy_acceptances (account_id)`.execute(db)

  await sql`
    create table consent_texts (
      organisation_id uuid not null references organisations,
      id uuid not null,
      purpose text not null,
      language text not null,
      number integer not null,
      text text not null,
      published_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create unique index consent_texts_number on consent_texts (organisation_id, purpose, language, number)`.execute(
    db,
  )

  await sql`
    create table consents (
      organisation_id uuid not null references organisations,
      id uuid not null,
      patient_id uuid,
      account_id uuid references accounts on delete cascade,
      purpose text not null,
      granted boolean not null,
      text_id uuid,
      source text not null check (source in ('self', 'staff', 'guardian')),
      recorded_by uuid,
      sealed bytea,
      created_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, patient_id) references patients (organisation_id, id),
      foreign key (organisation_id, text_id) references consent_texts (organisation_id, id),
      check (patient_id is not null or account_id is not null)
    )`.execute(db)
  await sql`create index consents_patient on consents (organisation_id, patient_id, purpose, created_at, id)`.execute(
    db,
  )
  await sql`create index consents_account on consents (account_id, purpose, created_at, id)`.execute(db)
  await sql`create index consents_text on consents (organisation_id, text_id)`.execute(db)

  await sql`
    create table communication_preferences (
      account_id uuid primary key references accounts on delete cascade,
      marketing boolean not null,
      reminders boolean not null,
      version integer not null,
      updated_at timestamptz not null
    )`.execute(db)

  await sql`
    create table agreement_versions (
      id uuid primary key,
      language text not null,
      text text not null,
      effective_from timestamptz not null,
      published_at timestamptz not null
    )`.execute(db)
  await sql`create index agreement_versions_effective on agreement_versions (effective_from)`.execute(db)

  await sql`
    create table agreement_signatures (
      organisation_id uuid not null references organisations,
      id uuid not null,
      version_id uuid references agreement_versions,
      own_reference text,
      signed_at timestamptz not null,
      signed_by uuid not null,
      created_at timestamptz not null,
      primary key (organisation_id, id),
      check ((version_id is null) <> (own_reference is null))
    )`.execute(db)
  await sql`create unique index agreement_signatures_version on agreement_signatures (organisation_id, version_id)`.execute(
    db,
  )
  await sql`create index agreement_signatures_of_version on agreement_signatures (version_id)`.execute(db)
}

const tenantTables = [
  'policy_versions',
  'policy_acceptances',
  'consent_texts',
  'consents',
  'agreement_signatures',
]
const personalTables = ['policy_acceptances', 'consents', 'agreement_signatures']

/** What binds people or is asked of them is public: nobody may be bound by what they cannot read. */
const publicTables = ['policy_versions', 'consent_texts', 'agreement_versions']

const ownPatient = (table: string) =>
  `exists (select from patients p where p.organisation_id = ${table}.organisation_id and p.id = ${table}.patient_id and p.account_id = ${currentAccount})`

const policies = async (db: Kysely<unknown>) => {
  const policy = (name: string, table: string, kind: string, condition: string, command = 'all') =>
    sql
      .raw(
        `create policy ${name} on ${table} as ${kind} for ${command} ${command === 'insert' ? '' : `using (${condition})`} ${command === 'select' ? '' : `with check (${condition})`}`,
      )
      .execute(db)

  for (const table of [...tenantTables, 'communication_preferences', 'agreement_versions'])
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
  for (const table of tenantTables)
    await policy('of_organisation', table, 'permissive', `organisation_id = ${currentOrganisation}`)
  for (const table of publicTables) await policy('of_public', table, 'permissive', 'true', 'select')
  for (const table of personalTables)
    await policy(
      'not_of_platform',
      table,
      'restrictive',
      `${asPlatform.replace('=', '<>')} or organisation_id = ${platform}`,
    )
  for (const table of ['policy_acceptances', 'consents'])
    await policy(
      'kept_for_account',
      table,
      'permissive',
      `account_id = ${currentAccount} and organisation_id = ${platform}`,
    )
  await policy(
    'of_person',
    'policy_acceptances',
    'permissive',
    `account_id = ${currentAccount} and ${outsideOrganisations}`,
    'select',
  )
  // Who belongs to an organisation accepts its texts from outside of it, as an open acceptance keeps its door shut.
  await policy(
    'accepted_by_person',
    'policy_acceptances',
    'permissive',
    `account_id = ${currentAccount} and ${outsideOrganisations} and (
       exists (select from memberships m where m.organisation_id = policy_acceptances.organisation_id and m.account_id = ${currentAccount})
       or exists (select from patients p where p.organisation_id = policy_acceptances.organisation_id and p.account_id = ${currentAccount})
       or exists (select from guardians g where g.organisation_id = policy_acceptances.organisation_id and g.account_id = ${currentAccount}))`,
    'insert',
  )
  await policy(
    'of_person',
    'consents',
    'permissive',
    `${outsideOrganisations} and ${ownPatient('consents')}`,
    'select',
  )
  await policy('of_account', 'communication_preferences', 'permissive', `account_id = ${currentAccount}`)
  // An organisation must know which of its patients want no reminder.
  await policy(
    'of_organisation',
    'communication_preferences',
    'permissive',
    `exists (select from patients p where p.organisation_id = ${currentOrganisation} and p.account_id = communication_preferences.account_id)`,
    'select',
  )
  await policy(
    'of_platform',
    'policy_versions',
    'permissive',
    `${asPlatform} and organisation_id = ${platform}`,
    'insert',
  )
  await policy('of_platform', 'agreement_versions', 'permissive', asPlatform, 'insert')
}

/** What decides who must accept what, and what finds people before an organisation is known; ids only. */
const functions = [
  // A version is in force until the next of its series is: their numbers and their dates rise together.
  `create function acceptance_pending(p_account uuid, p_organisation uuid, p_audience text, p_at timestamptz) returns boolean
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select exists (select from public.policy_versions v
        where v.organisation_id = p_organisation and v.audience = p_audience and v.mode = 'mustAccept' and v.effective_from <= p_at
          and not exists (select from public.policy_versions n where n.organisation_id = v.organisation_id and n.audience = v.audience
            and n.language = v.language and n.number > v.number and n.effective_from <= p_at))
      and not exists (select from public.policy_acceptances x
        join public.policy_versions v on v.organisation_id = x.organisation_id and v.id = x.version_id
        where x.organisation_id = p_organisation and x.account_id = p_account and x.how = 'explicit'
          and v.audience = p_audience and v.effective_from <= p_at
          and not exists (select from public.policy_versions n where n.organisation_id = v.organisation_id and n.audience = v.audience
            and n.language = v.language and n.number > v.number and n.effective_from <= p_at)) $$`,

  `create function demand_acceptances(p_account uuid, p_organisation uuid, p_roles text[], p_at timestamptz) returns void
   language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
   declare v_controller uuid;
   begin
     foreach v_controller in array array[p_organisation, ${platform}] loop
       if p_roles && array['org_admin', 'practitioner', 'receptionist'] and public.acceptance_pending(p_account, v_controller, 'staff', p_at) then
         raise exception 'undertaking' using errcode = 'PX452';
       end if;
       if p_roles && array['patient', 'guardian', 'newcomer'] and public.acceptance_pending(p_account, v_controller, 'patients', p_at) then
         raise exception 'acceptance' using errcode = 'PX451';
       end if;
     end loop;
   end $$`,

  `create function pending_acceptances(p_account uuid, p_at timestamptz) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     with bound as (
       select m.organisation_id, 'staff' as audience from public.memberships m where m.account_id = p_account and m.state = 'active'
       union select p.organisation_id, 'patients' from public.patients p where p.account_id = p_account and p.state = 'active'
       union select g.organisation_id, 'patients' from public.guardians g where g.account_id = p_account and g.state = 'active'),
     controllers as (
       select b.organisation_id, b.audience from bound b
       union select ${platform}, b.audience from bound b
       union select ${platform}, 'patients' from public.accounts a
         where a.id = p_account and not a.platform_admin and not exists (select from bound))
     select asked.organisation_id, asked.id from controllers c
       join public.accounts a on a.id = p_account
       join public.organisations o on o.id = c.organisation_id
       cross join lateral (
         select v.organisation_id, v.id from public.policy_versions v
          where v.organisation_id = c.organisation_id and v.audience = c.audience and v.effective_from <= p_at
          order by v.language = a.locale desc, v.language = o.language desc, v.number desc limit 1) asked
      where public.acceptance_pending(p_account, c.organisation_id, c.audience, p_at)
      order by asked.organisation_id, asked.id $$`,

  `create function platform_audience(p_audience text, p_after uuid, p_limit integer) returns table (id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select a.id from public.accounts a
      where a.state = 'active' and not a.platform_admin and (p_after is null or a.id > p_after)
        and case p_audience
          when 'staff' then exists (select from public.memberships m where m.account_id = a.id and m.state = 'active')
          else exists (select from public.patients p where p.account_id = a.id and p.state = 'active')
            or exists (select from public.guardians g where g.account_id = a.id and g.state = 'active')
            or not exists (select from public.memberships m where m.account_id = a.id and m.state = 'active') end
      order by a.id limit p_limit $$`,

  `create function withdraw_unwanted_mails(p_account uuid, p_session uuid, p_kinds text[], p_at timestamptz) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_count integer;
   begin
     perform public.enter_person(p_account, p_session, p_at);
     update public.mails m set state = 'withdrawn', failure = 'not-wanted', sealed = null
       from public.patients p
      where p.account_id = p_account and m.organisation_id = p.organisation_id and m.patient_id = p.id
        and m.state = 'planned' and m.kind = any(p_kinds);
     get diagnostics v_count = row_count;
     return v_count;
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  await tables(db)
  await policies(db)
  for (const definition of functions) await sql.raw(definition).execute(db)
}
