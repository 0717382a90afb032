import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table patients (
      organisation_id uuid not null references organisations,
      id uuid not null,
      account_id uuid references accounts,
      care bytea not null,
      rest bytea not null,
      email_index bytea,
      phone_index bytea,
      index_version smallint not null,
      locale text not null,
      source text not null check (source in ('self', 'practitioner', 'receptionist', 'orgAdmin', 'import')),
      entered_by uuid,
      informed_at timestamptz,
      informed_by uuid,
      external_id text,
      state text not null check (state in ('active', 'deactivated')),
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create unique index patients_account on patients (organisation_id, account_id)`.execute(db)
  await sql`create index patients_of_account on patients (account_id)`.execute(db)
  await sql`create index patients_email_index on patients (organisation_id, email_index)`.execute(db)
  await sql`create index patients_phone_index on patients (organisation_id, phone_index)`.execute(db)
  await sql`create unique index patients_external_id on patients (organisation_id, external_id)`.execute(db)
  await sql`create index patients_updated_at on patients (organisation_id, updated_at, id)`.execute(db)
}
