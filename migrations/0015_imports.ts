import { type Kysely, sql } from 'kysely'

const currentOrganisation = `nullif(current_setting('app.organisation_id', true), '')::uuid`
const currentAccount = `nullif(current_setting('app.account_id', true), '')::uuid`
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`

const tables = ['files', 'file_pieces', 'imports', 'import_findings', 'import_sources', 'monthly_statistics']

const policies = async (db: Kysely<unknown>) => {
  for (const table of tables)
    await sql
      .raw(
        `alter table ${table} enable row level security;
         create policy of_organisation on ${table} as permissive for all
           using (organisation_id = ${currentOrganisation}) with check (organisation_id = ${currentOrganisation});
         create policy not_of_platform on ${table} as restrictive for all
           using (coalesce(current_setting('app.roles', true), '') <> 'platform' or organisation_id = ${platform})
           with check (coalesce(current_setting('app.roles', true), '') <> 'platform' or organisation_id = ${platform})`,
      )
      .execute(db)
  // Whoever brought a file in sees in their own copy that they did.
  await sql
    .raw(
      `create policy of_subject on imports as permissive for select
         using (coalesce(current_setting('app.organisation_id', true), '') = '' and entered_by = ${currentAccount})`,
    )
    .execute(db)
}

/** Functions that look before an organisation is known; ids only. */
const doors = [
  `create function due_imports(p_limit integer) returns table (organisation_id uuid, id uuid)
   language sql stable security definer set search_path = pg_catalog, pg_temp as $$
     select i.organisation_id, i.id from public.imports i where i.state in ('queued', 'running') order by i.id limit p_limit $$`,

  `create function discard_imports(p_at timestamptz, p_limit integer) returns integer
   language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
   declare v_total integer := 0; v_count integer; v_organisation uuid; v_file uuid;
   begin
     for v_organisation, v_file in select f.organisation_id, f.id from public.files f where f.expires_at <= p_at limit p_limit loop
       delete from public.file_pieces p where p.organisation_id = v_organisation and p.file_id = v_file;
       delete from public.files f where f.organisation_id = v_organisation and f.id = v_file;
       delete from keys.subject_keys k where k.organisation_id = v_organisation and k.subject_id = v_file;
       v_total := v_total + 1;
     end loop;
     delete from public.import_findings d where (d.organisation_id, d.import_id, d.rank, d.line) in
       (select f.organisation_id, f.import_id, f.rank, f.line from public.imports i
          join public.import_findings f on f.organisation_id = i.organisation_id and f.import_id = i.id
         where i.finished_at <= p_at - interval '90 days' limit p_limit);
     get diagnostics v_count = row_count; v_total := v_total + v_count;
     delete from public.imports i where (i.organisation_id, i.id) in
       (select o.organisation_id, o.id from public.imports o where o.finished_at <= p_at - interval '90 days'
          and not exists (select from public.import_findings d where d.organisation_id = o.organisation_id and d.import_id = o.id)
         limit p_limit);
     get diagnostics v_count = row_count;
     return v_total + v_count;
   end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table files (
      organisation_id uuid not null references organisations,
      id uuid not null,
      purpose text not null check (purpose in ('import')),
      content_type text not null,
      bytes bigint not null,
      pieces integer not null,
      expires_at timestamptz not null,
      created_at timestamptz not null,
      primary key (organisation_id, id)
    )`.execute(db)
  await sql`create index files_expires_at on files (expires_at)`.execute(db)
  await sql`
    create table file_pieces (
      organisation_id uuid not null,
      file_id uuid not null,
      piece integer not null,
      sealed bytea not null,
      primary key (organisation_id, file_id, piece),
      foreign key (organisation_id, file_id) references files (organisation_id, id)
    )`.execute(db)
  // What is sealed does not get shorter: looking for it costs time alone.
  await sql`alter table file_pieces alter column sealed set storage external`.execute(db)

  await sql`
    create table imports (
      organisation_id uuid not null references organisations,
      id uuid not null,
      kind text not null check (kind in ('patients', 'appointments')),
      state text not null check (state in ('queued', 'running', 'completed', 'failed')),
      dry_run boolean not null,
      on_error text not null check (on_error in ('abort', 'skip')),
      content_type text not null,
      columns text[],
      file_id uuid not null,
      service_id uuid,
      informed_at timestamptz,
      entered_by uuid not null,
      total integer,
      done integer not null,
      created integer not null,
      updated integer not null,
      unchanged integer not null,
      aged_out integer not null,
      ignored integer not null,
      failed integer not null,
      mails integer not null,
      mails_from timestamptz,
      attempts integer not null,
      failure text,
      started_at timestamptz,
      finished_at timestamptz,
      created_at timestamptz not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, service_id) references services (organisation_id, id),
      check ((finished_at is not null) = (state in ('completed', 'failed')))
    )`.execute(db)
  await sql`create unique index imports_under_way on imports (organisation_id) where state in ('queued', 'running')`.execute(
    db,
  )
  await sql`create index imports_service on imports (organisation_id, service_id)`.execute(db)
  await sql`create index imports_finished_at on imports (finished_at)`.execute(db)
  await sql`create index imports_entered_by on imports (entered_by)`.execute(db)
  await sql`
    create table import_findings (
      organisation_id uuid not null,
      import_id uuid not null,
      rank smallint not null,
      line integer not null,
      findings jsonb not null,
      primary key (organisation_id, import_id, rank, line),
      foreign key (organisation_id, import_id) references imports (organisation_id, id)
    )`.execute(db)
  await sql`
    create table import_sources (
      organisation_id uuid not null references organisations,
      kind text not null check (kind in ('patients', 'appointments')),
      source_hash bytea not null,
      row_hash bytea not null,
      outcome text not null check (outcome in ('stored', 'agedOut')),
      patient_id uuid,
      row_id uuid,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, kind, source_hash)
    )`.execute(db)
  await sql`create index import_sources_patient on import_sources (organisation_id, patient_id)`.execute(db)
  await sql`
    create table monthly_statistics (
      organisation_id uuid not null references organisations,
      id uuid not null,
      month date not null,
      practitioner_id uuid,
      service_id uuid,
      completed integer not null,
      no_show integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organisation_id, id),
      unique nulls not distinct (organisation_id, month, practitioner_id, service_id),
      foreign key (organisation_id, practitioner_id) references practitioners (organisation_id, id),
      foreign key (organisation_id, service_id) references services (organisation_id, id)
    )`.execute(db)
  await sql`create index monthly_statistics_practitioner on monthly_statistics (organisation_id, practitioner_id)`.execute(
    db,
  )
  await sql`create index monthly_statistics_service on monthly_statistics (organisation_id, service_id)`.execute(
    db,
  )
  await policies(db)
  for (const definition of doors) await sql.raw(definition).execute(db)
}
