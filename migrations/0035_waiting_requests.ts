import { type Kysely, sql } from 'kysely'

const statements = [
  // Which version of the notice was in force when the person was told; null where nobody had to be told, or before this.
  `alter table patients add column informed_notice_version integer`,

  // Null until the mail that asks to confirm the address is planned, or the request was found to be one too many.
  `alter table public_requests add column address_asked_at timestamptz`,
  `update public_requests set address_asked_at = created_at`,
  `create index public_requests_not_asked on public_requests (created_at) where address_asked_at is null`,

  `create function unasked_requests(p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select r.organisation_id, r.id from public.public_requests r
      where r.address_asked_at is null order by r.created_at limit p_limit $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
