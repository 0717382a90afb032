import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`
const asPlatform = `coalesce(current_setting('app.roles', true), '') = 'platform'`

const alterations = [
  // Since when whoever is at an appointment is asked unless they refused; whoever booked before was not told.
  `alter table organisations add column asks_unless_refused_since timestamptz`,
  `alter table directory_organisations add column review_invitations text not null default 'never'
     check (review_invitations in ('never', 'unlessRefused', 'withConsent'))`,
  `alter table tokens drop constraint tokens_purpose_check`,
  `alter table tokens add constraint tokens_purpose_check check (purpose in ('verifyEmail', 'resetPassword', 'invitation', 'patientLink',
     'emailChange', 'emailChangeUndo', 'requestAddress', 'undoErasure', 'reviewRefusal'))`,
]

const tables = [
  `create table review_templates (
     organisation_id uuid not null references organisations,
     id uuid not null,
     language text not null,
     version integer not null,
     subject text not null,
     text text not null,
     created_by uuid not null,
     created_at timestamptz not null,
     primary key (organisation_id, id)
   )`,
  `create unique index review_templates_version on review_templates (organisation_id, language, version)`,
  `create table review_invitations (
     organisation_id uuid not null references organisations,
     id uuid not null,
     source text not null check (source in ('automatic', 'staff', 'list', 'client')),
     state text not null check (state in ('scheduled', 'sent', 'viewed', 'answered', 'declined', 'expired', 'failed', 'withdrawn')),
     patient_id uuid,
     appointment_id uuid,
     practitioner_id uuid,
     email_index bytea,
     token_hash bytea,
     unsubscribe_hash bytea,
     language text not null,
     template_id uuid,
     template_version integer not null,
     sealed bytea,
     due_at timestamptz not null,
     expires_at timestamptz not null,
     sent_at timestamptz,
     viewed_on date,
     closed_on date,
     reminded_at timestamptz,
     created_by uuid,
     created_at timestamptz not null,
     updated_at timestamptz not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, patient_id) references patients (organisation_id, id),
     foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id),
     foreign key (organisation_id, template_id) references review_templates (organisation_id, id)
   )`,
  `create unique index review_invitations_appointment on review_invitations (organisation_id, appointment_id) where source = 'automatic'`,
  `create unique index review_invitations_token on review_invitations (token_hash)`,
  `create unique index review_invitations_unsubscribe on review_invitations (unsubscribe_hash)`,
  `create index review_invitations_email on review_invitations (organisation_id, email_index, created_at)`,
  `create index review_invitations_patient on review_invitations (organisation_id, patient_id)`,
  `create index review_invitations_practitioner on review_invitations (organisation_id, practitioner_id)`,
  `create index review_invitations_template on review_invitations (organisation_id, template_id)`,
  `create index review_invitations_created on review_invitations (organisation_id, created_at)`,
  `create index review_invitations_due on review_invitations (due_at) where state = 'scheduled'`,
  `create index review_invitations_open on review_invitations (expires_at) where state in ('scheduled', 'sent', 'viewed')`,
  `create index review_invitations_addresses on review_invitations (created_at) where patient_id is null and sealed is not null`,
  `create table closed_review_tokens (
     id uuid primary key,
     hash bytea not null,
     expires_at timestamptz not null
   )`,
  `create unique index closed_review_tokens_hash on closed_review_tokens (hash)`,
  `create index closed_review_tokens_expires_at on closed_review_tokens (expires_at)`,
  `create table review_opt_outs (
     organisation_id uuid not null references organisations,
     id uuid not null,
     email_index bytea not null,
     created_at timestamptz not null,
     primary key (organisation_id, id)
   )`,
  `create unique index review_opt_outs_email on review_opt_outs (organisation_id, email_index)`,
  `create table reviews (
     organisation_id uuid not null references organisations,
     id uuid not null,
     invitation_id uuid not null,
     patient_id uuid,
     practitioner_id uuid,
     score integer not null check (score between 0 and 10),
     aspects jsonb not null,
     sealed bytea,
     has_text boolean not null,
     answered_on date not null,
     week date not null,
     shuffled bytea not null,
     replied_on date,
     replied_by uuid,
     version integer not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, invitation_id) references review_invitations (organisation_id, id) on delete cascade,
     foreign key (organisation_id, patient_id) references patients (organisation_id, id),
     foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id)
   )`,
  `create unique index reviews_invitation on reviews (organisation_id, invitation_id)`,
  `create index reviews_week on reviews (organisation_id, week desc, shuffled)`,
  `create index reviews_practitioner on reviews (organisation_id, practitioner_id, week desc, shuffled)`,
  `create index reviews_patient on reviews (organisation_id, patient_id)`,
  `create table review_numbers (
     organisation_id uuid not null references organisations,
     id uuid not null,
     month date not null,
     practitioner_id uuid,
     scores jsonb not null,
     aspects jsonb not null,
     invited integer not null,
     answered integer not null,
     primary key (organisation_id, id)
   )`,
  `create unique index review_numbers_month on review_numbers (organisation_id, month, practitioner_id) nulls not distinct`,
  `create table benchmark_editions (
     id uuid primary key,
     country text not null,
     quarter date not null,
     edition integer not null,
     suppressed boolean not null,
     numbers jsonb not null,
     created_at timestamptz not null
   )`,
  `create unique index benchmark_editions_quarter on benchmark_editions (country, quarter, edition)`,
  `create table surveys (
     organisation_id uuid not null references organisations,
     id uuid not null,
     about text not null check (about in ('service', 'site', 'practitioner')),
     service_id uuid,
     site_id uuid,
     practitioner_id uuid,
     title text not null,
     anonymous boolean not null,
     state text not null check (state in ('draft', 'open', 'closed')),
     version integer not null,
     created_at timestamptz not null,
     updated_at timestamptz not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, service_id) references services (organisation_id, id),
     foreign key (organisation_id, site_id) references sites (organisation_id, id),
     foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id)
   )`,
  `create index surveys_service on surveys (organisation_id, service_id)`,
  `create index surveys_site on surveys (organisation_id, site_id)`,
  `create index surveys_practitioner on surveys (organisation_id, practitioner_id)`,
  `create table survey_versions (
     organisation_id uuid not null,
     id uuid not null,
     survey_id uuid not null,
     number integer not null,
     questions jsonb not null,
     created_by uuid not null,
     created_at timestamptz not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, survey_id) references surveys (organisation_id, id) on delete cascade
   )`,
  `create unique index survey_versions_number on survey_versions (organisation_id, survey_id, number)`,
  `create table survey_participations (
     organisation_id uuid not null,
     id uuid not null,
     survey_id uuid not null,
     patient_id uuid not null,
     state text not null check (state in ('answered', 'declined')),
     day date not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, survey_id) references surveys (organisation_id, id) on delete cascade,
     foreign key (organisation_id, patient_id) references patients (organisation_id, id)
   )`,
  `create unique index survey_participations_once on survey_participations (organisation_id, survey_id, patient_id)`,
  `create index survey_participations_patient on survey_participations (organisation_id, patient_id)`,
  `create table survey_responses (
     organisation_id uuid not null,
     id uuid not null,
     survey_id uuid not null,
     version_id uuid not null,
     patient_id uuid,
     answers jsonb not null,
     sealed bytea,
     month date not null,
     primary key (organisation_id, id),
     foreign key (organisation_id, survey_id) references surveys (organisation_id, id) on delete cascade,
     foreign key (organisation_id, version_id) references survey_versions (organisation_id, id) on delete cascade,
     foreign key (organisation_id, patient_id) references patients (organisation_id, id)
   )`,
  `create index survey_responses_survey on survey_responses (organisation_id, survey_id, month)`,
  `create index survey_responses_version on survey_responses (organisation_id, version_id)`,
  `create index survey_responses_patient on survey_responses (organisation_id, patient_id)`,
  `alter table keys.subject_keys drop constraint subject_keys_class_check`,
  `alter table keys.subject_keys add constraint subject_keys_class_check
     check (class in ('account', 'care', 'rest', 'organisation', 'platform', 'request', 'bookkeeping', 'invitation', 'index', 'root'))`,
]

const tenantTables = [
  'review_templates',
  'review_invitations',
  'review_opt_outs',
  'reviews',
  'review_numbers',
  'surveys',
  'survey_versions',
  'survey_participations',
  'survey_responses',
]

const ownPatient = (table: string) =>
  `${outsideOrganisations} and exists (select from patients p where p.organisation_id = ${table}.organisation_id
     and p.id = ${table}.patient_id and p.account_id = ${currentAccount})`

const sweeper = `coalesce(current_setting('app.roles', true), '') = 'sweep'
  and ${currentOrganisation} = '00000000-0000-0000-0000-000000000000'::uuid`

const personTables = ['review_invitations', 'reviews', 'survey_participations', 'survey_responses']

/** Editions hold no ids: everybody may read them, and only the worker's door makes them. */
const policies = [
  ...tenantTables.flatMap((table) => [
    `create policy of_organisation on ${table} as permissive for all
       using (organisation_id = ${currentOrganisation}) with check (organisation_id = ${currentOrganisation})`,
    `create policy not_of_platform on ${table} as restrictive for all using (not (${asPlatform})) with check (not (${asPlatform}))`,
  ]),
  ...personTables.map(
    (table) => `create policy of_person on ${table} as permissive for select using (${ownPatient(table)})`,
  ),
  `create policy of_sweep on closed_review_tokens as permissive for select using (${sweeper})`,
  `create policy of_sweep_away on closed_review_tokens as permissive for delete using (${sweeper})`,
  `create policy of_everybody on benchmark_editions as permissive for select using (true)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of [...alterations, ...tables]) await sql.raw(text).execute(db)
  for (const table of [...tenantTables, 'benchmark_editions', 'closed_review_tokens'])
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
  for (const text of policies) await sql.raw(text).execute(db)
}
