import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`
const ofOrganisation = `organisation_id = ${currentOrganisation}`
const notOfPlatform = `coalesce(current_setting('app.roles', true), '') <> 'platform' or organisation_id = ${platform}`

const statements = [
  // Reads as they became durable, those of an organisation that waited at one time in one row: an answer waits for one row
  // and one index, where each read was three rows and five indexes. Inline, as compressing took longer than writing.
  `create table audit_batches (
     organisation_id uuid not null references organisations,
     id uuid not null,
     events jsonb not null,
     primary key (organisation_id, id)
   ) with (toast_tuple_target = 8160)`,
  'alter table audit_batches enable row level security',
  `create policy of_organisation on audit_batches as permissive for all using (${ofOrganisation}) with check (${ofOrganisation})`,
  `create policy not_of_platform on audit_batches as restrictive for all using (${notOfPlatform}) with check (${notOfPlatform})`,

  `create function append_audit_batches(p_organisations uuid[], p_ids uuid[], p_events jsonb[]) returns void
   language sql security definer set search_path = pg_catalog, pg_temp as $$
     insert into public.audit_batches (organisation_id, id, events)
       select b.organisation_id, b.id, b.events from unnest(p_organisations, p_ids, p_events) as b (organisation_id, id, events) $$`,
  `drop function append_audit_events(uuid[], uuid[], timestamptz[], text[], uuid[], text[], text[], text[], uuid[], text[], text[], text[])`,

  // Who comes second waits for the rows that the first has taken, and finds their events when it returns.
  `create function post_audit_batches(p_limit integer) returns boolean
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   begin
     with taken as (
       delete from public.audit_batches b where b.ctid = any (array(
           select n.ctid from public.audit_batches n order by n.organisation_id, n.id limit p_limit for update))
         returning b.*)
     insert into public.audit_events (organisation_id, id, at, action, patient_id, patient_ids, resource, resource_ids, account_id,
         role, ground, detail, request_id)
       select t.organisation_id, e.id, e.at, e.action, case when cardinality(e."patientIds") = 1 then e."patientIds"[1] end,
           case when cardinality(e."patientIds") = 1 then '{}' else e."patientIds" end, e.resource, e."resourceIds", e."accountId",
           e.role, e.ground, '{}', e."requestId"
         from taken t cross join lateral jsonb_to_recordset(t.events) as e (id uuid, at timestamptz, action text,
           "patientIds" uuid[], resource text, "resourceIds" uuid[], "accountId" uuid, role text, ground text, "requestId" text);
     return exists (select from public.audit_batches);
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
