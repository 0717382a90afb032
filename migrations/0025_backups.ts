import { type Kysely, sql } from 'kysely'

const tables = [
  // Which ledger the database belongs to. In no backup: a database without its row was restored.
  `create table instance (
     id uuid primary key,
     bound boolean not null default false,
     beat bigint not null default 0
   )`,
  `insert into instance (id) values (gen_random_uuid())`,
  `alter table instance enable row level security`,
  // What a person is found by where a row of theirs carries no id: hashes of blind indexes.
  `alter table ledger_acts add column hashes text[] not null default '{}'`,
]

/** What the ledger's writer reads and marks across organisations: ids and codes. */
const doors = [
  `create function ledger_state() returns table (instance_id uuid, bound boolean, beat bigint, head bigint, head_id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select i.id, i.bound, i.beat, l.position, l.id
       from (select) as one
       left join (select n.id, n.bound, n.beat from public.instance n limit 1) i on true
       left join (select a.position, a.id from public.ledger_acts a where a.position is not null order by a.position desc limit 1) l on true $$`,

  `create function unwritten_ledger_acts(p_limit integer)
   returns table (organisation_id uuid, id uuid, action text, account_id uuid, patient_id uuid, subject_id uuid, detail jsonb,
     hashes text[], created_at timestamptz)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select a.organisation_id, a.id, a.action, a.account_id, a.patient_id, a.subject_id, a.detail, a.hashes, a.created_at
       from public.ledger_acts a where a.position is null order by a.created_at, a.id limit p_limit $$`,

  // Tells how many of them the database knows, so that a database that is older than its ledger shows.
  `create function place_ledger_acts(p_organisations uuid[], p_ids uuid[], p_positions bigint[]) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_count integer;
   begin
     update public.ledger_acts a set position = p.position
       from unnest(p_organisations, p_ids, p_positions) as p (organisation_id, id, position)
      where a.organisation_id = p.organisation_id and a.id = p.id and (a.position is null or a.position = p.position);
     get diagnostics v_count = row_count;
     return v_count;
   end $$`,

  `create function bind_instance() returns void
   language sql security definer set search_path = pg_catalog, pg_temp as $$ update public.instance set bound = true $$`,

  `create function beat_instance() returns void
   language sql security definer set search_path = pg_catalog, pg_temp as $$ update public.instance set beat = beat + 1 $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const text of [...tables, ...doors]) await sql.raw(text).execute(db)
}
