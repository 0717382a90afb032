import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const wall = async (db: Kysely<unknown>, table: string) => {
  const mine = `organisation_id = ${currentOrganisation}`
  const notPlatform = `coalesce(current_setting('app.roles', true), '') <> 'platform' or organisation_id = ${platform}`
  await sql.raw(`alter table ${table} enable row level security`).execute(db)
  await sql
    .raw(
      `create policy of_organisation on ${table} as permissive for all using (${mine}) with check (${mine})`,
    )
    .execute(db)
  await sql
    .raw(
      `create policy not_of_platform on ${table} as restrictive for all using (${notPlatform}) with check (${notPlatform})`,
    )
    .execute(db)
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table patients
      add column special bytea,
      add column national_id_index bytea,
      add column restricted_at timestamptz,
      add column restriction_ends_at timestamptz,
      add check (restriction_ends_at is null or restricted_at is not null)`.execute(db)
  await sql`create index patients_national_id_index on patients (organisation_id, national_id_index)`.execute(
    db,
  )

  await sql`
    create table patient_name_tokens (
      organisation_id uuid not null,
      token_hash bytea not null,
      patient_id uuid not null,
      index_version smallint not null,
      primary key (organisation_id, token_hash, patient_id),
      foreign key (organisation_id, patient_id) references patients (organisation_id, id)
    )`.execute(db)
  await sql`create index patient_name_tokens_patient on patient_name_tokens (organisation_id, patient_id)`.execute(
    db,
  )

  await sql`
    create table patient_deletions (
      organisation_id uuid not null references organisations,
      id uuid not null,
      merged_into uuid,
      deleted_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create index patient_deletions_deleted_at on patient_deletions (organisation_id, deleted_at, id)`.execute(
    db,
  )

  for (const table of ['patient_name_tokens', 'patient_deletions']) await wall(db, table)
}
