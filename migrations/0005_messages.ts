import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mails (
      organisation_id uuid not null references organisations,
      id uuid not null,
      kind text not null,
      subject_id uuid not null,
      subject_version integer not null,
      lead_time text not null,
      account_id uuid,
      patient_id uuid,
      language text not null,
      sealed bytea,
      due_at timestamptz not null,
      state text not null check (state in ('planned', 'sent', 'failed', 'withdrawn')),
      attempts integer not null,
      failure text,
      sent_at timestamptz,
      created_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, patient_id) references patients (organisation_id, id)
    )`.execute(db)
  await sql`create unique index mails_reason on mails (organisation_id, subject_id, kind, subject_version, lead_time)`.execute(
    db,
  )
  await sql`create index mails_due on mails (due_at) where state = 'planned'`.execute(db)
  await sql`create index mails_account on mails (account_id)`.execute(db)
  await sql`create index mails_patient on mails (organisation_id, patient_id)`.execute(db)

  await sql`
    create table outbox (
      organisation_id uuid not null references organisations,
      id uuid not null,
      account_id uuid,
      job text not null,
      subject_id uuid not null,
      created_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create index outbox_created_at on outbox (created_at)`.execute(db)

  await sql`
    create table audit_events (
      organisation_id uuid not null references organisations,
      id uuid not null,
      at timestamptz not null,
      action text not null,
      patient_id uuid,
      resource text not null,
      resource_ids uuid[] not null,
      account_id uuid,
      role text not null,
      ground text not null,
      detail jsonb not null,
      request_id text,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create index audit_events_at on audit_events (organisation_id, at, id)`.execute(db)
  await sql`create index audit_events_patient on audit_events (organisation_id, patient_id, at)`.execute(db)
  await sql`create index audit_events_account on audit_events (account_id, at)`.execute(db)

  await sql`
    create table idempotency_requests (
      organisation_id uuid not null references organisations,
      id uuid not null,
      account_id uuid not null references accounts on delete cascade,
      operation text not null,
      key_hash bytea not null,
      request_hash bytea not null,
      state text not null check (state in ('running', 'completed')),
      lease_until timestamptz not null,
      status smallint,
      answer bytea,
      created_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create unique index idempotency_requests_key on idempotency_requests (organisation_id, account_id, operation, key_hash)`.execute(
    db,
  )
  await sql`create index idempotency_requests_created_at on idempotency_requests (created_at)`.execute(db)
  await sql`create index idempotency_requests_account on idempotency_requests (account_id)`.execute(db)
}
