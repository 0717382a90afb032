import { type Kysely, sql } from 'kysely'

const statements = [
  // The log of use is written a second later, or once the database is back: by then the organisation or the account may
  // be gone, and nothing of it is to come back. The locks make it certain: whoever deletes either waits for what is being
  // written, and finds it; whoever writes waits for what is being deleted, and leaves it out.
  `create or replace function keep_usage() returns trigger
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     perform from public.organisations o where o.id = new.organisation_id for key share;
     if not found then return null; end if;
     perform from public.accounts a where a.id = new.account_id for key share;
     if not found then return null; end if;
     return new;
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of statements) await sql.raw(text).execute(db)
}
