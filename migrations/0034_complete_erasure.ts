import { type Kysely, sql } from 'kysely'

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const asPlatformJob = `
     if current_setting('app.roles', true) is distinct from 'worker' or current_setting('app.organisation_id', true) is distinct from ${platform}::text then
       raise exception 'not a job of the platform' using errcode = 'PX403';
     end if;`

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

  // A long pattern of everybody's traces takes longer by far than one that only asks whether a text could hold any: most
  // texts are codes and names of zones, and are done with that. Both in this order, which SQL keeps within a case.
  'drop function scan_pages(oid, text[], text[], bigint, bigint, text, text, text, uuid[])',
  `create function scan_pages(p_table oid, p_columns text[], p_kinds text[], p_from bigint, p_until bigint, p_filter text, p_pattern text,
     p_kept text, p_hex text, p_ids uuid[]) returns table (bytes bigint, found text[])
   language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
   declare v_tests text := ''; v_sizes text := '0'; v_name text; v_kind text;
   begin${asPlatformJob}
     for v_name, v_kind in select c.name, c.kind from unnest(p_columns, p_kinds) as c (name, kind) loop
       v_sizes := v_sizes || format(' + coalesce(octet_length(t.%I::text), 0)', v_name);
       v_tests := v_tests || format(', case when bool_or(%s) then %L end', case v_kind
         when 'uuid' then format('t.%I = any ($4)', v_name)
         when 'uuids' then format('t.%I && $4', v_name)
         when 'bytea' then format('case when octet_length(t.%1$I) >= 6 and encode(t.%1$I, ''escape'') ~ $5
           then lower(encode(t.%1$I, ''escape'')) ~ $1 end or case when octet_length(t.%1$I) >= 16 then encode(t.%1$I, ''hex'') ~ $3 end', v_name)
         when 'kept' then format('case when t.%1$I::text ~ $5 then lower(t.%1$I::text) ~ $2 end', v_name)
         else format('case when t.%1$I::text ~ $5 then lower(t.%1$I::text) ~ $1 end', v_name) end, v_name);
     end loop;
     return query execute format(
       'select coalesce(sum(%s), 0)::bigint, array_remove(array[%s], null) from only %s t where t.ctid >= %L::tid and t.ctid < %L::tid',
       v_sizes, substr(v_tests, 3), p_table::regclass, format('(%s,0)', p_from), format('(%s,0)', p_until))
       using p_pattern, p_kept, p_hex, p_ids, p_filter;
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of statements) await sql.raw(text).execute(db)
}
