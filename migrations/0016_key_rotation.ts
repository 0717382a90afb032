import { type Kysely, sql } from 'kysely'

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

/** Functions of the rotation that look or write where no scope reaches; ids only. */
const doors = [
  `create function organisation_ids() returns setof uuid
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select o.id from public.organisations o order by o.id $$`,

  // Whoever makes an account waits here for whoever makes another one of the same address, by whichever key.
  `create function account_of_email(p_indexes bytea[]) returns uuid
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_index bytea; v_account uuid;
   begin
     for v_index in select i.one from unnest(p_indexes) as i (one) order by i.one loop
       perform pg_advisory_xact_lock(hashtextextended(encode(v_index, 'hex'), 0));
     end loop;
     select a.id into v_account from public.accounts a
      where a.email_index = any (p_indexes) or a.next_email_index = any (p_indexes) limit 1;
     return v_account;
   end $$`,

  `create function add_account_index(p_account uuid, p_seen bytea, p_next bytea) returns void
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     if current_setting('app.roles', true) is distinct from 'worker' or current_setting('app.organisation_id', true) is distinct from ${platform}::text then
       raise exception 'not a job of the platform' using errcode = 'PX403';
     end if;
     update public.accounts a set next_email_index = p_next where a.id = p_account and a.email_index = p_seen and a.next_email_index is null;
   end $$`,

  `create function settle_account_indexes(p_version smallint, p_limit integer) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_count integer;
   begin
     if current_setting('app.roles', true) is distinct from 'worker' or current_setting('app.organisation_id', true) is distinct from ${platform}::text then
       raise exception 'not a job of the platform' using errcode = 'PX403';
     end if;
     update public.accounts set email_index = next_email_index, email_index_version = p_version, next_email_index = null
      where id in (select a.id from public.accounts a where a.next_email_index is not null order by a.id limit p_limit for no key update);
     get diagnostics v_count = row_count;
     return v_count;
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  // Null: prepared, so that every process knows it before the first row is indexed by it.
  await sql`alter table keys.subject_keys add column active_from timestamptz`.execute(db)
  await sql`update keys.subject_keys set active_from = created_at`.execute(db)
  await sql`alter table accounts add column next_email_index bytea`.execute(db)
  await sql`create unique index accounts_next_email_index on accounts (next_email_index)`.execute(db)
  for (const definition of doors) await sql.raw(definition).execute(db)
}
