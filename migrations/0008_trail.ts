import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const tables = [
  `alter table audit_events
     add column patient_ids uuid[] not null default '{}',
     add column client_system text not null default 'api' check (client_system in ('api', 'client', 'worker', 'command')),
     add column unit_id uuid,
     add column on_behalf_of uuid,
     add column outcome text not null default 'succeeded' check (outcome in ('succeeded', 'refused', 'failed')),
     add column reason bytea,
     add column reason_hash bytea`,
  `drop index audit_events_patient`,
  `drop index audit_events_account`,
  `create index audit_events_account on audit_events (account_id, organisation_id, at, id)`,

  // Whose data an event shows, one row per person: an index by patient under a policy cannot look into an array.
  `create table audit_event_patients (
     organisation_id uuid not null,
     patient_id uuid not null,
     at timestamptz not null,
     event_id uuid not null,
     primary key (organisation_id, patient_id, at, event_id)
   )`,

  // What is not sealed yet. Transactions commit in another order than their rows are numbered: the sealer takes what
  // stands here, and never "all after the last".
  `create table audit_unsealed (
     organisation_id uuid not null,
     event_id uuid not null,
     primary key (organisation_id, event_id)
   )`,

  `create table audit_seals (
     organisation_id uuid not null references organisations,
     position bigint not null,
     event_id uuid not null,
     hash bytea not null,
     sealed_at timestamptz not null,
     primary key (organisation_id, position)
   )`,
  `create unique index audit_seals_event on audit_seals (organisation_id, event_id)`,

  // The latest position of each chain, signed: so a tail that is cut between two checkpoints shows too.
  `create table audit_heads (
     organisation_id uuid primary key references organisations,
     position bigint not null,
     hash bytea not null,
     at timestamptz not null,
     key_id uuid not null,
     signature bytea not null
   )`,
  `create table audit_checkpoints (
     organisation_id uuid not null references organisations,
     position bigint not null,
     hash bytea not null,
     at timestamptz not null,
     key_id uuid not null,
     signature bytea not null,
     primary key (organisation_id, position)
   )`,
  `alter table keys.signing_keys drop constraint signing_keys_purpose_check`,
  `alter table keys.signing_keys add constraint signing_keys_purpose_check check (purpose in ('accessToken', 'auditCheckpoint'))`,
]

const functions = [
  `create function queue_audit_events() returns trigger
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     insert into public.audit_unsealed (organisation_id, event_id) select a.organisation_id, a.id from added a;
     insert into public.audit_event_patients (organisation_id, patient_id, at, event_id)
       select a.organisation_id, shown.id, a.at, a.id
         from added a cross join lateral unnest(array_append(a.patient_ids, a.patient_id)) as shown (id)
        where shown.id is not null
       on conflict do nothing;
     return null;
   end $$`,
  `create trigger queue_audit_events after insert on audit_events referencing new table as added
   for each statement execute function queue_audit_events()`,

  // Reads of all organisations that wait at one time become durable together; lists of ids come as array literals, as
  // arrays of arrays of different lengths cannot be sent.
  `create function append_audit_events(p_organisations uuid[], p_ids uuid[], p_ats timestamptz[], p_actions text[], p_patients uuid[],
     p_patient_lists text[], p_resources text[], p_resource_lists text[], p_accounts uuid[], p_roles text[], p_grounds text[],
     p_requests text[]) returns void
   language sql security definer set search_path = pg_catalog, pg_temp as $$
     insert into public.audit_events (organisation_id, id, at, action, patient_id, patient_ids, resource, resource_ids, account_id,
         role, ground, detail, request_id)
       select a.organisation_id, a.id, a.at, a.action, a.patient_id, a.patient_ids::uuid[], a.resource, a.resource_ids::uuid[],
           a.account_id, a.role, a.ground, '{}', a.request_id
         from unnest(p_organisations, p_ids, p_ats, p_actions, p_patients, p_patient_lists, p_resources, p_resource_lists, p_accounts,
           p_roles, p_grounds, p_requests) as a (organisation_id, id, at, action, patient_id, patient_ids, resource, resource_ids,
           account_id, role, ground, request_id) $$`,

  // From organisation to organisation by index: after an outage of the sealer millions of rows may wait.
  `create function unsealed_organisations(p_limit integer) returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     with recursive waiting as (
       (select u.organisation_id from public.audit_unsealed u order by u.organisation_id limit 1)
       union all
       select (select u.organisation_id from public.audit_unsealed u where u.organisation_id > w.organisation_id
           order by u.organisation_id limit 1)
         from waiting w where w.organisation_id is not null)
     select w.organisation_id from waiting w where w.organisation_id is not null limit p_limit $$`,

  `create function audited_organisations() returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select o.id from public.organisations o order by o.id $$`,
]

const walled = ['audit_event_patients', 'audit_unsealed', 'audit_seals', 'audit_heads', 'audit_checkpoints']

const ownPatient = (
  table: string,
  condition: string,
) => `${outsideOrganisations} and exists (select from patients p
  where p.organisation_id = ${table}.organisation_id and p.account_id = ${currentAccount} and ${condition})`

const personReads: Record<string, string> = {
  audit_events: ownPatient(
    'audit_events',
    '(p.id = audit_events.patient_id or p.id = any (audit_events.patient_ids))',
  ),
  audit_event_patients: ownPatient('audit_event_patients', 'p.id = audit_event_patients.patient_id'),
}

const policies = (): string[] => {
  const ofOrganisation = `organisation_id = ${currentOrganisation}`
  const notOfPlatform = `coalesce(current_setting('app.roles', true), '') <> 'platform' or organisation_id = ${platform}`
  return [
    ...walled.flatMap((table) => [
      `alter table ${table} enable row level security`,
      `create policy of_organisation on ${table} as permissive for all using (${ofOrganisation}) with check (${ofOrganisation})`,
      `create policy not_of_platform on ${table} as restrictive for all using (${notOfPlatform}) with check (${notOfPlatform})`,
    ]),
    ...Object.entries(personReads).map(
      ([table, condition]) =>
        `create policy of_person on ${table} as permissive for select using (${condition})`,
    ),
  ]
}

// What was written before there was a chain is its beginning.
const takeOver = [
  `insert into audit_unsealed select organisation_id, id from audit_events`,
  `insert into audit_event_patients (organisation_id, patient_id, at, event_id)
     select organisation_id, patient_id, at, id from audit_events where patient_id is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...functions, ...policies(), ...takeOver])
    await sql.raw(statement).execute(db)
}
