import { type Kysely, sql } from 'kysely'

const setting = (name: string) => `nullif(current_setting('app.${name}', true), '')`
const currentOrganisation = `${setting('organisation_id')}::uuid`
const currentAccount = `${setting('account_id')}::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const notPlatform = `coalesce(current_setting('app.roles', true), '') <> 'platform'`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const tables = async (db: Kysely<unknown>) => {
  await sql`
    create table guardians (
      organisation_id uuid not null,
      id uuid not null,
      patient_id uuid not null,
      account_id uuid references accounts,
      sealed bytea not null,
      state text not null check (state in ('invited', 'active', 'ended')),
      entered_by uuid not null,
      created_at timestamptz not null,
      accepted_at timestamptz,
      ended_at timestamptz,
      primary key (organisation_id, id),
      foreign key (organisation_id, patient_id) references patients (organisation_id, id),
      check (state <> 'invited' or account_id is null),
      check (state <> 'active' or account_id is not null)
    )`.execute(db)
  await sql`create index guardians_patient on guardians (organisation_id, patient_id)`.execute(db)
  await sql`create index guardians_account on guardians (account_id)`.execute(db)
  await sql`create unique index guardians_active on guardians (organisation_id, patient_id, account_id) where state = 'active'`.execute(
    db,
  )

  await sql`
    create table assignments (
      organisation_id uuid not null,
      id uuid not null,
      patient_id uuid not null,
      practitioner_id uuid not null,
      entered_by uuid not null,
      created_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, patient_id) references patients (organisation_id, id),
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id)
    )`.execute(db)
  await sql`create unique index assignments_pair on assignments (organisation_id, practitioner_id, patient_id)`.execute(
    db,
  )
  await sql`create index assignments_patient on assignments (organisation_id, patient_id)`.execute(db)

  await sql`
    create table break_glass (
      organisation_id uuid not null,
      id uuid not null,
      patient_id uuid not null,
      account_id uuid not null references accounts,
      role text not null check (role in ('practitioner', 'platform')),
      sealed bytea not null,
      minutes smallint not null check (minutes between 1 and 60),
      created_at timestamptz not null,
      approved_by uuid,
      approved_at timestamptz,
      expires_at timestamptz,
      primary key (organisation_id, id),
      foreign key (organisation_id, patient_id) references patients (organisation_id, id),
      check ((approved_at is null) = (approved_by is null)),
      check (expires_at is null or expires_at <= coalesce(approved_at, created_at) + interval '60 minutes'),
      check (expires_at is null or role = 'practitioner' or approved_at is not null)
    )`.execute(db)
  await sql`create index break_glass_patient on break_glass (organisation_id, patient_id)`.execute(db)
  await sql`create index break_glass_account on break_glass (account_id, expires_at)`.execute(db)

  await sql`alter table services add column confidential boolean not null default false`.execute(db)
  await sql`alter table appointments add column confidential boolean not null default false`.execute(db)
  await sql`alter table appointments drop constraint appointments_cancelled_by_check`.execute(db)
  await sql`alter table appointments add constraint appointments_cancelled_by_check
    check (cancelled_by in ('patient', 'guardian', 'staff'))`.execute(db)
  await sql`create index patients_entered_by on patients (organisation_id, entered_by)`.execute(db)
}

const emergencies = `string_to_array(${setting('emergency_patients')}, ',')::uuid[]`
const caredBy = `organisation_id = ${currentOrganisation} and practitioner_id = ${setting('practitioner_id')}::uuid`
const met = `status in ('booked', 'completed', 'noShow') and starts_at > ${setting('care_since')}::timestamptz`
const registered = `organisation_id = ${currentOrganisation} and entered_by = ${currentAccount}`

/** What the wall and the reach ask of relations between people; ids and yes or no. */
const doors = [
  // For enter_organisation: sets what the caller's reach depends on beside the roles.
  `create function enter_relations(p_account uuid, p_organisation uuid, p_roles text[], p_at timestamptz,
     out guardian boolean, out emergencies jsonb)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_children text; v_visibility text := 'organisation'; v_since timestamptz; v_emergencies text;
   begin
     select string_agg(g.patient_id::text, ',') into v_children from public.guardians g
      where g.account_id = p_account and g.organisation_id = p_organisation and g.state = 'active';
     guardian := v_children is not null;
     if 'practitioner' = any (p_roles) then
       select string_agg(b.patient_id::text, ','), jsonb_object_agg(b.patient_id, b.id) into v_emergencies, emergencies
         from public.break_glass b
        where b.account_id = p_account and b.expires_at > p_at and b.organisation_id = p_organisation and b.role = 'practitioner';
       select coalesce(o.settings ->> 'patientVisibility', 'organisation'),
           p_at - coalesce(o.settings ->> 'careRelationPeriod', 'P2Y')::interval
         into v_visibility, v_since from public.organisations o where o.id = p_organisation;
       if p_roles && array['org_admin', 'receptionist'] then v_visibility := 'organisation'; end if;
     end if;
     perform set_config('app.at', p_at::text, true), set_config('app.visibility', v_visibility, true),
       set_config('app.care_since', coalesce(v_since::text, ''), true), set_config('app.children', coalesce(v_children, ''), true),
       set_config('app.emergency_patients', coalesce(v_emergencies, ''), true);
   end $$`,

  // Whether the practitioner who has entered is in a care relation with a patient, or may be for once.
  `create function cares_for(p_patient uuid) returns boolean
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select coalesce(p_patient = ${setting('patient_id')}::uuid, false)
       or coalesce(p_patient = any (${emergencies}), false)
       or exists (select from public.assignments where ${caredBy} and patient_id = p_patient)
       or exists (select from public.appointments where ${caredBy} and patient_id = p_patient and ${met})
       or exists (select from public.patients where ${registered} and id = p_patient) $$`,

  // The same patients as a list, for statements that find rows by it.
  `create function cared_for() returns uuid[]
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select array(
       select ${setting('patient_id')}::uuid
       union select unnest(${emergencies})
       union select patient_id from public.assignments where ${caredBy}
       union select patient_id from public.appointments where ${caredBy} and ${met}
       union select id from public.patients where ${registered}) $$`,

  // Whether an approved break-glass of the platform administrator who has entered stands for a patient; null: for any.
  `create function glass_broken(p_patient uuid) returns boolean
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select exists (select from public.break_glass b
       where b.organisation_id = ${currentOrganisation} and b.account_id = ${currentAccount} and b.role = 'platform'
         and b.approved_at is not null and b.expires_at > ${setting('at')}::timestamptz
         and (p_patient is null or b.patient_id = p_patient)) $$`,

  // The platform's way into an organisation: to ask, or to read while an approved break-glass stands.
  `create function enter_break_glass(p_account uuid, p_session uuid, p_organisation uuid, p_at timestamptz, p_asking boolean)
   returns table (authenticated_at timestamptz, password_generated boolean, administrator_without_factor boolean, emergencies jsonb)
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_authenticated timestamptz; v_generated boolean; v_factor_missing boolean; v_emergencies jsonb; v_patients text;
   begin
     select e.authenticated_at, e.password_generated, e.administrator_without_factor into v_authenticated, v_generated, v_factor_missing
       from public.enter_person(p_account, p_session, p_at) e;
     select jsonb_object_agg(b.patient_id, b.id), string_agg(b.patient_id::text, ',') into v_emergencies, v_patients
       from public.break_glass b
      where b.account_id = p_account and b.expires_at > p_at and b.organisation_id = p_organisation
        and b.role = 'platform' and b.approved_at is not null;
     if not exists (select from public.accounts a where a.id = p_account and a.platform_admin)
       or not exists (select from public.organisations o where o.id = p_organisation and o.kind <> 'platform')
       or (v_emergencies is null and not p_asking) then
       raise exception 'not in the organisation' using errcode = 'PX404';
     end if;
     perform set_config('app.organisation_id', p_organisation::text, true), set_config('app.roles', 'platform', true),
       set_config('app.at', p_at::text, true), set_config('app.emergency_patients', coalesce(v_patients, ''), true);
     return query select v_authenticated, v_generated, v_factor_missing, v_emergencies;
   end $$`,

  // Mails to those who run the organisation, whose accounts are the platform's and unseen from within it.
  `create function tell_administrators(p_kind text, p_at timestamptz) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_account uuid; v_locale text; v_mail uuid;
   begin
     if p_kind not in ('breakGlassUsed', 'breakGlassRequested') or ${currentOrganisation} is null then
       raise exception 'not a mail to administrators' using errcode = 'PX403';
     end if;
     for v_account, v_locale in
       select a.id, a.locale from public.memberships m join public.accounts a on a.id = m.account_id
        where m.organisation_id = ${currentOrganisation} and m.state = 'active' and 'org_admin' = any (m.roles) and a.state = 'active'
     loop
       v_mail := gen_random_uuid();
       insert into public.mails (organisation_id, id, kind, subject_id, subject_version, lead_time, account_id, language, due_at, state, attempts, created_at)
         values (${platform}, v_mail, p_kind, v_mail, 1, '', v_account, v_locale, p_at, 'planned', 0, p_at);
       insert into public.outbox (organisation_id, id, account_id, job, subject_id, created_at)
         values (${platform}, gen_random_uuid(), v_account, 'mail.send', v_mail, p_at);
     end loop;
   end $$`,
]

const policy = (
  db: Kysely<unknown>,
  name: string,
  table: string,
  { kind = 'permissive', command = 'all', condition }: { kind?: string; command?: string; condition: string },
) => {
  const reads = command === 'insert' ? '' : `using (${condition})`
  const writes = command === 'select' || command === 'delete' ? '' : `with check (${condition})`
  return sql.raw(`create policy ${name} on ${table} as ${kind} for ${command} ${reads} ${writes}`).execute(db)
}

const ofPatient = (table: string) => `${outsideOrganisations} and exists (select from patients p
  where p.organisation_id = ${table}.organisation_id and p.id = ${table}.patient_id and p.account_id = ${currentAccount})`

const ownPolicies = async (db: Kysely<unknown>) => {
  for (const table of ['guardians', 'assignments', 'break_glass']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await policy(db, 'of_organisation', table, { condition: `organisation_id = ${currentOrganisation}` })
    await policy(db, 'of_person', table, { command: 'select', condition: ofPatient(table) })
  }
  await policy(db, 'of_guardian', 'guardians', {
    command: 'select',
    condition: `${outsideOrganisations} and account_id = ${currentAccount}`,
  })
  for (const table of ['guardians', 'assignments'])
    await policy(db, 'not_of_platform', table, {
      kind: 'restrictive',
      condition: `${notPlatform} or organisation_id = ${platform}`,
    })
  await policy(db, 'not_of_platform', 'break_glass', {
    kind: 'restrictive',
    condition: `${notPlatform} or account_id = ${currentAccount}`,
  })
}

/** What an approved break-glass lets the platform's role read: by which column a row is the patient's. */
const openedByGlass: Record<string, string> = {
  patients: 'glass_broken(id)',
  appointments: 'patient_id is not null and glass_broken(patient_id)',
  'keys.subject_keys': 'glass_broken(subject_id)',
  'keys.wrapping_keys': 'glass_broken(null)',
}

const platformPolicies = async (db: Kysely<unknown>) => {
  const closed = `${notPlatform} or organisation_id = ${platform}`
  const restrict = (name: string, table: string, command: string, condition: string) =>
    policy(db, name, table, { kind: 'restrictive', command, condition })
  for (const [table, opened] of Object.entries(openedByGlass)) {
    await sql.raw(`drop policy not_of_platform on ${table}`).execute(db)
    await restrict('not_of_platform', table, 'select', `${closed} or (${opened})`)
    for (const command of ['insert', 'update', 'delete'])
      await restrict(`no_${command}_of_platform`, table, command, closed)
  }
  // What the platform's people do in an organisation stands in its trail; reading that is not theirs.
  await sql`drop policy not_of_platform on audit_events`.execute(db)
  await restrict('not_of_platform', 'audit_events', 'select', closed)
  for (const command of ['update', 'delete'])
    await restrict(`no_${command}_of_platform`, 'audit_events', command, closed)
  await restrict(
    'no_insert_of_platform',
    'audit_events',
    'insert',
    `${closed} or account_id = ${currentAccount}`,
  )
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await tables(db)
  for (const door of doors) await sql.raw(door).execute(db)
  await ownPolicies(db)
  // Where patients are seen by those alone who are in a care relation with them, no statement leads around it.
  const children = `string_to_array(${setting('children')}, ',')::uuid[]`
  await policy(db, 'of_care', 'patients', {
    kind: 'restrictive',
    condition: `coalesce(current_setting('app.visibility', true), '') <> 'assigned' or entered_by = ${currentAccount}
      or coalesce(id = any (${children}), false) or cares_for(id)`,
  })
  await platformPolicies(db)
}
