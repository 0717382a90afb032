import { type Kysely, sql } from 'kysely'

const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table second_factors (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      kind text not null check (kind in ('totp')),
      sealed bytea not null,
      last_step bigint not null,
      expires_at timestamptz,
      confirmed_at timestamptz,
      created_at timestamptz not null,
      check ((confirmed_at is null) <> (expires_at is null))
    )`.execute(db)
  await sql`create index second_factors_account on second_factors (account_id)`.execute(db)
  await sql`create unique index second_factors_confirmed on second_factors (account_id) where confirmed_at is not null`.execute(
    db,
  )
  await sql`create index second_factors_expires_at on second_factors (expires_at)`.execute(db)

  await sql`
    create table recovery_codes (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      factor_id uuid not null references second_factors on delete cascade,
      hash bytea not null,
      used_at timestamptz,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create unique index recovery_codes_hash on recovery_codes (account_id, hash)`.execute(db)
  await sql`create index recovery_codes_factor on recovery_codes (factor_id)`.execute(db)

  await sql`
    create table sign_in_challenges (
      id uuid primary key,
      account_id uuid not null references accounts on delete cascade,
      hash bytea not null,
      device_hash bytea not null,
      sealed bytea not null,
      attempts smallint not null,
      answered_at timestamptz,
      expires_at timestamptz not null,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create unique index sign_in_challenges_hash on sign_in_challenges (hash)`.execute(db)
  await sql`create index sign_in_challenges_account on sign_in_challenges (account_id)`.execute(db)
  await sql`create index sign_in_challenges_expires_at on sign_in_challenges (expires_at)`.execute(db)

  for (const table of ['second_factors', 'recovery_codes', 'sign_in_challenges']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql
      .raw(
        `create policy of_account on ${table} as permissive for all using (account_id = ${currentAccount}) with check (account_id = ${currentAccount})`,
      )
      .execute(db)
  }

  await sql`alter table accounts add column password_short boolean not null default false`.execute(db)
  await sql`alter table login_attempts drop constraint login_attempts_outcome_check`.execute(db)
  await sql`
    alter table login_attempts add constraint login_attempts_outcome_check
      check (outcome in ('succeeded', 'challenged', 'failed', 'blocked', 'refused'))`.execute(db)

  await sql
    .raw(
      `create function discard_expired_factors(p_at timestamptz, p_limit integer) returns integer
       language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
       declare v_total integer := 0; v_count integer;
       begin
         delete from public.sign_in_challenges where id in
           (select id from public.sign_in_challenges where expires_at <= p_at limit p_limit);
         get diagnostics v_count = row_count; v_total := v_total + v_count;
         delete from public.second_factors where id in
           (select id from public.second_factors where expires_at <= p_at limit p_limit);
         get diagnostics v_count = row_count;
         return v_total + v_count;
       end $$`,
    )
    .execute(db)
}
