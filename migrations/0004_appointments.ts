import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table availability (
      organisation_id uuid not null,
      practitioner_id uuid not null,
      rules jsonb not null,
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, practitioner_id),
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id)
    )`.execute(db)

  for (const table of ['time_off', 'extra_hours'])
    await sql`
      create table ${sql.table(table)} (
        organisation_id uuid not null,
        id uuid not null,
        practitioner_id uuid not null,
        site_id uuid ${sql.raw(table === 'extra_hours' ? 'not null' : '')},
        local_from timestamp not null,
        local_until timestamp not null,
        ${sql.raw(table === 'time_off' ? 'sealed bytea,' : '')}
        created_at timestamptz not null,
        primary key (organisation_id, id),
        foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id),
        foreign key (organisation_id, site_id) references sites (organisation_id, id),
        check (local_from < local_until)
      )`.execute(db)
  await sql`create index time_off_practitioner on time_off (organisation_id, practitioner_id, local_until)`.execute(
    db,
  )
  await sql`create index time_off_site on time_off (organisation_id, site_id)`.execute(db)
  await sql`create index extra_hours_practitioner on extra_hours (organisation_id, practitioner_id, local_until)`.execute(
    db,
  )
  await sql`create index extra_hours_site on extra_hours (organisation_id, site_id)`.execute(db)

  await sql`
    create table appointments (
      organisation_id uuid not null,
      id uuid not null,
      practitioner_id uuid not null,
      service_id uuid not null,
      site_id uuid not null,
      patient_id uuid,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      busy_from timestamptz not null,
      busy_until timestamptz not null,
      time_zone text not null,
      status text not null check (status in ('held', 'booked', 'completed', 'noShow', 'cancelled', 'lapsed')),
      expires_at timestamptz,
      imported boolean not null,
      price_amount integer not null,
      price_currency text not null,
      payer text not null check (payer in ('patient', 'organisation')),
      settled_at timestamptz,
      invoice_number text,
      cancelled_at timestamptz,
      cancelled_by text check (cancelled_by in ('patient', 'staff')),
      cancelled_late boolean not null,
      late_changes jsonb not null,
      sealed bytea,
      booked_by uuid,
      external_id text,
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id),
      foreign key (organisation_id, service_id) references services (organisation_id, id),
      foreign key (organisation_id, site_id) references sites (organisation_id, id),
      foreign key (organisation_id, patient_id) references patients (organisation_id, id),
      check (starts_at < ends_at and busy_from <= starts_at and ends_at <= busy_until),
      check ((status in ('held', 'lapsed')) = (expires_at is not null)),
      check (patient_id is not null or status in ('held', 'lapsed'))
    )`.execute(db)
  await sql`
    alter table appointments add constraint appointments_practitioner_free exclude using gist (
      organisation_id with =, practitioner_id with =, tstzrange(busy_from, busy_until) with &&
    ) where (status in ('held', 'booked') or (status = 'completed' and not imported))`.execute(db)
  await sql`
    alter table appointments add constraint appointments_patient_free exclude using gist (
      organisation_id with =, patient_id with =, tstzrange(starts_at, ends_at) with &&
    ) where (status in ('held', 'booked') or (status = 'completed' and not imported))`.execute(db)
  await sql`create index appointments_practitioner on appointments (organisation_id, practitioner_id, starts_at, id)`.execute(
    db,
  )
  await sql`create index appointments_patient on appointments (organisation_id, patient_id, starts_at, id)`.execute(
    db,
  )
  await sql`create index appointments_starts_at on appointments (organisation_id, starts_at, id)`.execute(db)
  await sql`create index appointments_updated_at on appointments (organisation_id, updated_at, id)`.execute(
    db,
  )
  await sql`create unique index appointments_external_id on appointments (organisation_id, external_id)`.execute(
    db,
  )
  await sql`create index appointments_service on appointments (organisation_id, service_id)`.execute(db)
  await sql`create index appointments_site on appointments (organisation_id, site_id)`.execute(db)
}
