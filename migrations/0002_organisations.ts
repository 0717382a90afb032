import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table organisations (
      id uuid primary key,
      kind text not null check (kind in ('platform', 'clinic', 'pharmacy')),
      name text not null,
      country text not null,
      time_zone text not null,
      language text not null,
      state text not null check (state in ('active', 'closed')),
      settings jsonb not null,
      settings_version integer not null,
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  // The platform is itself the controller of accounts; its id is fixed so that code and policies can name it.
  await sql`
    insert into organisations values ('00000000-0000-0000-0000-000000000000', 'platform', 'Praxis', 'SE', 'UTC', 'en',
      'active', '{}', 1, 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')`.execute(db)

  await sql`
    create table settings_versions (
      organisation_id uuid not null references organisations,
      version integer not null,
      settings jsonb not null,
      changed_by uuid not null references accounts,
      created_at timestamptz not null,
      primary key (organisation_id, version)
    )`.execute(db)

  await sql`
    create table keys.wrapping_keys (
      organisation_id uuid not null references organisations,
      id uuid not null,
      master_key_id text not null,
      wrapped bytea not null,
      created_at timestamptz not null,
      retired_at timestamptz,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create unique index wrapping_keys_current on keys.wrapping_keys (organisation_id) where retired_at is null`.execute(
    db,
  )

  await sql`
    create table keys.subject_keys (
      organisation_id uuid not null references organisations,
      id uuid not null,
      subject_id uuid not null,
      account_id uuid,
      class text not null check (class in ('account', 'care', 'rest', 'organisation', 'platform', 'index', 'root')),
      version smallint not null,
      wrapping_key_id uuid not null,
      wrapped bytea not null,
      created_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, wrapping_key_id) references keys.wrapping_keys (organisation_id, id)
    )`.execute(db)
  await sql`create unique index subject_keys_subject on keys.subject_keys (organisation_id, subject_id, class, version)`.execute(
    db,
  )
  await sql`create index subject_keys_account on keys.subject_keys (account_id)`.execute(db)
  await sql`create index subject_keys_wrapping on keys.subject_keys (organisation_id, wrapping_key_id)`.execute(
    db,
  )

  await sql`
    create table keys.signing_keys (
      organisation_id uuid not null references organisations,
      id uuid not null,
      purpose text not null check (purpose in ('accessToken')),
      public_key jsonb not null,
      sealed bytea not null,
      active_from timestamptz not null,
      active_until timestamptz not null,
      created_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)

  await sql`
    create table sites (
      organisation_id uuid not null references organisations,
      id uuid not null,
      name text not null,
      time_zone text not null,
      street text not null,
      postal_code text not null,
      city text not null,
      country text not null,
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)

  await sql`
    create table practitioners (
      organisation_id uuid not null references organisations,
      id uuid not null,
      account_id uuid references accounts,
      first_name text not null,
      last_name text not null,
      title text not null,
      specialties text[] not null,
      languages text[] not null,
      listed boolean not null,
      state text not null check (state in ('active', 'deactivated')),
      external_id text,
      sealed bytea not null,
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create unique index practitioners_account on practitioners (organisation_id, account_id)`.execute(
    db,
  )
  await sql`create unique index practitioners_external_id on practitioners (organisation_id, external_id)`.execute(
    db,
  )
  await sql`create index practitioners_updated_at on practitioners (organisation_id, updated_at, id)`.execute(
    db,
  )

  await sql`
    create table practitioner_sites (
      organisation_id uuid not null,
      practitioner_id uuid not null,
      site_id uuid not null,
      primary key (organisation_id, practitioner_id, site_id),
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id) on delete cascade,
      foreign key (organisation_id, site_id) references sites (organisation_id, id)
    )`.execute(db)
  await sql`create index practitioner_sites_site on practitioner_sites (organisation_id, site_id)`.execute(db)

  await sql`
    create table services (
      organisation_id uuid not null references organisations,
      id uuid not null,
      name text not null,
      duration text not null,
      slot_step text,
      buffer_before text,
      buffer_after text,
      price_amount integer not null,
      price_currency text not null,
      payer text not null check (payer in ('patient', 'organisation')),
      state text not null check (state in ('active', 'deactivated')),
      external_id text,
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create unique index services_external_id on services (organisation_id, external_id)`.execute(db)
  await sql`create index services_updated_at on services (organisation_id, updated_at, id)`.execute(db)

  await sql`
    create table service_practitioners (
      organisation_id uuid not null,
      service_id uuid not null,
      practitioner_id uuid not null,
      primary key (organisation_id, service_id, practitioner_id),
      foreign key (organisation_id, service_id) references services (organisation_id, id) on delete cascade,
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id) on delete cascade
    )`.execute(db)
  await sql`create index service_practitioners_practitioner on service_practitioners (organisation_id, practitioner_id)`.execute(
    db,
  )

  await sql`
    create table memberships (
      organisation_id uuid not null references organisations,
      id uuid not null,
      account_id uuid not null references accounts,
      roles text[] not null check (roles <@ array['org_admin', 'practitioner', 'receptionist'] and cardinality(roles) > 0),
      practitioner_id uuid,
      sealed bytea not null,
      state text not null check (state in ('active', 'removed')),
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id)
    )`.execute(db)
  await sql`create unique index memberships_account on memberships (organisation_id, account_id)`.execute(db)
  await sql`create index memberships_of_account on memberships (account_id)`.execute(db)
  await sql`create index memberships_practitioner on memberships (organisation_id, practitioner_id)`.execute(
    db,
  )

  await sql`
    create table invitations (
      organisation_id uuid not null references organisations,
      id uuid not null,
      email_index bytea not null,
      new_account_id uuid not null,
      roles text[] not null check (roles <@ array['org_admin', 'practitioner', 'receptionist'] and cardinality(roles) > 0),
      practitioner_id uuid,
      sealed bytea not null,
      language text not null,
      invited_by uuid references accounts,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id)
    )`.execute(db)
  await sql`create index invitations_created_at on invitations (organisation_id, created_at, id)`.execute(db)
  await sql`create index invitations_practitioner on invitations (organisation_id, practitioner_id)`.execute(
    db,
  )

  await sql`
    create table tokens (
      organisation_id uuid not null references organisations,
      id uuid not null,
      purpose text not null check (purpose in ('verifyEmail', 'resetPassword', 'invitation', 'patientLink')),
      hash bytea not null,
      account_id uuid,
      subject_id uuid not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      created_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create unique index tokens_hash on tokens (hash)`.execute(db)
  await sql`create index tokens_subject on tokens (organisation_id, subject_id)`.execute(db)
  await sql`create index tokens_account on tokens (account_id)`.execute(db)
  await sql`create index tokens_expires_at on tokens (expires_at)`.execute(db)

  await sql`
    create table directory_organisations (
      organisation_id uuid primary key references organisations,
      kind text not null,
      name text not null,
      country text not null,
      time_zone text not null,
      languages text[] not null,
      late_cancellation_window text not null,
      contact_email text,
      contact_phone text,
      updated_at timestamptz not null
    )`.execute(db)

  await sql`
    create table directory_practitioners (
      practitioner_id uuid primary key,
      organisation_id uuid not null references organisations,
      country text not null,
      cities text[] not null,
      specialties text[] not null,
      languages text[] not null,
      service_names text[] not null,
      profile jsonb not null,
      search_text text not null,
      updated_at timestamptz not null,
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id)
    )`.execute(db)
  await sql`create index directory_practitioners_search on directory_practitioners using gin (search_text gin_trgm_ops)`.execute(
    db,
  )
  await sql`create index directory_practitioners_organisation on directory_practitioners (organisation_id, practitioner_id)`.execute(
    db,
  )
}
