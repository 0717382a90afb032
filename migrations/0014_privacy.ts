import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const outsideOrganisations = `coalesce(current_setting('app.organisation_id', true), '') = ''`

/** An index for each way in which a person's rows are found across organisations, and the notices as they were. */
const definitions = [
  `create index practitioners_of_account on practitioners (account_id)`,
  `create index invitations_of_login_email on invitations (email_index)`,
  `create index settings_versions_of_account on settings_versions (changed_by)`,
  `create table notice_versions (
     organisation_id uuid not null references organisations,
     id uuid not null,
     version integer not null,
     digest bytea not null,
     facts jsonb not null,
     effective_from timestamptz not null,
     created_at timestamptz not null,
     primary key (organisation_id, id))`,
  `create unique index notice_versions_version on notice_versions (organisation_id, version)`,
  `alter table notice_versions enable row level security`,
  `create policy of_organisation on notice_versions as permissive for all
     using (organisation_id = ${currentOrganisation}) with check (organisation_id = ${currentOrganisation})`,
  `create policy of_public on notice_versions as permissive for select using (true)`,
]

const ofAccount = `${outsideOrganisations} and account_id = ${currentAccount}`
const ownPractitioner = (table: string, column = 'practitioner_id') =>
  `${outsideOrganisations} and exists (select from practitioners p where p.organisation_id = ${table}.organisation_id
    and p.id = ${table}.${column} and p.account_id = ${currentAccount})`
const ownPatient = (table: string, column = 'patient_id') =>
  `${outsideOrganisations} and exists (select from patients p where p.organisation_id = ${table}.organisation_id
    and p.id = ${table}.${column} and p.account_id = ${currentAccount})`
const ownInvitation = (table: string) =>
  `${outsideOrganisations} and exists (select from invitations i where i.organisation_id = ${table}.organisation_id
    and i.id = ${table}.subject_id)`

/** The organisation's own key opens what colleagues are called and how they are reached; the person's name is in it. */
const worksThere = (table: string) =>
  `${outsideOrganisations} and (exists (select from memberships m where m.organisation_id = ${table}.organisation_id and m.account_id = ${currentAccount})
    or exists (select from practitioners p where p.organisation_id = ${table}.organisation_id and p.account_id = ${currentAccount})
    or exists (select from invitations i where i.organisation_id = ${table}.organisation_id))`

/** What a person's copy shows beside what `of_person` and `of_account` show already: rows that the register leads to. */
const subjectReads: [table: string, condition: string][] = [
  ['practitioners', ofAccount],
  ['practitioner_sites', ownPractitioner('practitioner_sites')],
  ['service_practitioners', ownPractitioner('service_practitioners')],
  ['availability', ownPractitioner('availability')],
  ['time_off', ownPractitioner('time_off')],
  ['extra_hours', ownPractitioner('extra_hours')],
  ['settings_versions', `${outsideOrganisations} and changed_by = ${currentAccount}`],
  [
    'invitations',
    `${outsideOrganisations} and (new_account_id = ${currentAccount}
      or email_index = (select a.email_index from accounts a where a.id = ${currentAccount}))`,
  ],
  ['audit_events', ownPatient('audit_events')],
]

const subjectAlternatives: [table: string, conditions: string[]][] = [
  ['mails', [ofAccount, ownPatient('mails'), ownInvitation('mails')]],
  ['tokens', [ofAccount, ownPatient('tokens', 'subject_id'), ownInvitation('tokens')]],
  ['idempotency_requests', [ofAccount]],
]

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  for (const text of definitions) await run(text)
  const either = subjectAlternatives.map(
    ([table, conditions]) => [table, conditions.map((condition) => `(${condition})`).join(' or ')] as const,
  )
  for (const [table, condition] of [...subjectReads, ...either])
    await run(`create policy of_subject on ${table} as permissive for select using (${condition})`)
  await run(
    `create policy of_colleague on keys.subject_keys as permissive for select using (class = 'organisation' and ${worksThere('subject_keys')})`,
  )
  await run(
    `create policy of_colleague on keys.wrapping_keys as permissive for select using (${worksThere('wrapping_keys')})`,
  )
}
