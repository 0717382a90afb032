import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists btree_gist`.execute(db)
  await sql`create extension if not exists pg_trgm`.execute(db)
  await sql`create schema keys`.execute(db)
  await sql`revoke all on schema public from public`.execute(db)

  await sql`
    create table accounts (
      id uuid primary key,
      email_index bytea not null,
      email_index_version smallint not null,
      sealed bytea not null,
      password_hash text not null,
      password_pepper smallint not null,
      password_cost smallint not null,
      password_generated boolean not null,
      locale text not null,
      platform_admin boolean not null,
      state text not null check (state in ('active', 'deactivated')),
      version integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`create unique index accounts_email_index on accounts (email_index)`.execute(db)

  await sql`
    create table registrations (
      id uuid primary key,
      email_index bytea not null,
      sealed bytea not null,
      password_hash text not null,
      password_pepper smallint not null,
      password_cost smallint not null,
      locale text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(db)
  await sql`create index registrations_email_index on registrations (email_index, created_at)`.execute(db)
  await sql`create index registrations_expires_at on registrations (expires_at)`.execute(db)

  await sql`
    create table sessions (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      device text,
      browser text,
      operating_system text,
      ip text not null,
      authenticated_at timestamptz not null,
      last_used_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      revoked_because text,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index sessions_account on sessions (account_id, created_at)`.execute(db)
  await sql`create index sessions_expires_at on sessions (expires_at)`.execute(db)

  await sql`
    create table refresh_tokens (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      session_id uuid not null references sessions on delete cascade,
      predecessor_id uuid references refresh_tokens on delete set null,
      hash bytea not null,
      created_at timestamptz not null,
      used_at timestamptz
    )`.execute(db)
  await sql`create unique index refresh_tokens_hash on refresh_tokens (hash)`.execute(db)
  await sql`create index refresh_tokens_session on refresh_tokens (session_id)`.execute(db)
  await sql`create index refresh_tokens_predecessor on refresh_tokens (predecessor_id)`.execute(db)
  await sql`create index refresh_tokens_account on refresh_tokens (account_id)`.execute(db)

  await sql`
    create table known_devices (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      hash bytea not null,
      created_at timestamptz not null,
      last_used_at timestamptz not null
    )`.execute(db)
  await sql`create unique index known_devices_hash on known_devices (hash)`.execute(db)
  await sql`create index known_devices_account on known_devices (account_id)`.execute(db)

  await sql`
    create table login_attempts (
      id uuid primary key,
      account_id uuid references accounts on delete cascade,
      at timestamptz not null,
      outcome text not null check (outcome in ('succeeded', 'failed', 'blocked', 'refused')),
      ip text not null,
      device text,
      browser text,
      operating_system text
    )`.execute(db)
  await sql`create index login_attempts_account on login_attempts (account_id, at)`.execute(db)
  await sql`create index login_attempts_at on login_attempts (at)`.execute(db)

  await sql`
    create table rate_limits (
      key text primary key,
      points integer not null default 0,
      expire bigint
    )`.execute(db)
  await sql`create index rate_limits_expire on rate_limits (expire)`.execute(db)
}
