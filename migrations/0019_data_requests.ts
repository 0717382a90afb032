import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const asPlatform = `coalesce(current_setting('app.roles', true), '') = 'platform'`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

/** Ids without foreign keys to people: a request outlives whom it erased. */
const tables = [
  `create table data_requests (
     organisation_id uuid not null references organisations,
     id uuid not null,
     account_id uuid,
     patient_id uuid,
     patient_ids uuid[] not null default '{}',
     kind text not null check (kind in ('access', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'accessLogs')),
     object text not null check (object in ('all', 'healthRecord')),
     state text not null check (state in ('received', 'identityCheck', 'grace', 'blocked', 'scheduled', 'running', 'verifying', 'failed',
       'completed', 'refused', 'withdrawn')),
     source text not null check (source in ('self', 'staff', 'public')),
     filed_by uuid,
     expedite boolean not null,
     purpose text,
     regime text not null,
     rule text not null,
     received_at timestamptz not null,
     due_on date not null,
     unrolled_on date not null,
     extended_at timestamptz,
     identity_method text,
     identity_checked_by uuid,
     identity_checked_at timestamptz,
     grace_ends_at timestamptz,
     blockers jsonb not null default '[]',
     step text,
     erased_rows jsonb,
     secret_hash bytea,
     certificate jsonb,
     sealed bytea,
     closed_at timestamptz,
     version integer not null,
     created_at timestamptz not null,
     updated_at timestamptz not null,
     primary key (organisation_id, id),
     check ((closed_at is not null) = (state in ('completed', 'refused', 'withdrawn')))
   )`,
  `create index data_requests_by_id on data_requests (id)`,
  `create index data_requests_account on data_requests (account_id)`,
  `create index data_requests_patient on data_requests (organisation_id, patient_id)`,
  `create index data_requests_secret on data_requests (secret_hash)`,
  `create index data_requests_open on data_requests (state, updated_at) where closed_at is null`,
  `create index data_requests_due on data_requests (unrolled_on) where closed_at is null`,
  `create index data_requests_closed on data_requests (closed_at) where closed_at is not null`,
  `create table data_request_events (
     organisation_id uuid not null,
     id uuid not null,
     request_id uuid not null,
     kind text not null,
     actor_id uuid,
     role text not null,
     sealed bytea,
     created_at timestamptz not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, request_id) references data_requests (organisation_id, id) on delete cascade
   )`,
  `create index data_request_events_request on data_request_events (organisation_id, request_id, id)`,
  `create table legal_holds (
     organisation_id uuid not null references organisations,
     id uuid not null,
     patient_id uuid,
     sealed bytea not null,
     placed_by uuid not null,
     lifted_by uuid,
     lifted_at timestamptz,
     created_at timestamptz not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, patient_id) references patients (organisation_id, id)
   )`,
  `create index legal_holds_patient on legal_holds (organisation_id, patient_id) where lifted_at is null`,
  `create table ledger_acts (
     organisation_id uuid not null,
     id uuid not null,
     action text not null,
     account_id uuid,
     patient_id uuid,
     subject_id uuid,
     detail jsonb not null,
     created_at timestamptz not null,
     position bigint,
     primary key (organisation_id, id)
   )`,
  `create index ledger_acts_unwritten on ledger_acts (created_at, id) where position is null`,
  `create index ledger_acts_position on ledger_acts (position)`,
  `alter table keys.subject_keys drop constraint subject_keys_class_check`,
  `alter table keys.subject_keys add constraint subject_keys_class_check
     check (class in ('account', 'care', 'rest', 'organisation', 'platform', 'request', 'index', 'root'))`,
]

const tenantTables = ['data_requests', 'data_request_events', 'legal_holds', 'ledger_acts']

const ownRequest = `exists (select from data_requests r where r.organisation_id = data_request_events.organisation_id
  and r.id = data_request_events.request_id and r.account_id = ${currentAccount})`
const ownHold = `exists (select from patients p where p.organisation_id = legal_holds.organisation_id
  and p.id = legal_holds.patient_id and p.account_id = ${currentAccount})`
const asPerson = (condition: string) => `${outsideOrganisations} and ${condition}`

/** A person reads outside of organisations, and files and withdraws by doors. */
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
    'data_requests',
    `as permissive for select using (${asPerson(`account_id = ${currentAccount}`)})`,
  ],
  ['of_person', 'data_request_events', `as permissive for select using (${asPerson(ownRequest)})`],
  ['of_person', 'legal_holds', `as permissive for select using (${asPerson(ownHold)})`],
  [
    'kept_for_account',
    'ledger_acts',
    `as permissive for insert with check (account_id = ${currentAccount} and organisation_id = ${platform})`,
  ],
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of tables) await sql.raw(text).execute(db)
  for (const table of tenantTables)
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
  for (const [name, table, clause] of policies)
    await sql.raw(`create policy ${name} on ${table} ${clause}`).execute(db)
}
