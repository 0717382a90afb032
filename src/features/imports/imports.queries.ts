import { sql, type Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { StoredImport } from '#src/features/imports/imports.schema.ts'

/** Adds an import. */
export const insertImport = (tx: ScopedTx, row: StoredImport) =>
  tx.insertInto('imports').values(row).returningAll().executeTakeFirstOrThrow()

/** Whether an import of the organisation waits or runs. */
export const isImporting = async (tx: ScopedTx, organisationId: string): Promise<boolean> => {
  const found = await tx
    .selectFrom('imports')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return found !== undefined
}

/** One import of the organisation in scope. */
export const findImport = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<StoredImport | undefined> =>
  tx
    .selectFrom('imports')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Imports, the newest first, at most `limit + 1`, before the given id. */
export const listImports = (
  tx: ScopedTx,
  organisationId: string,
  before: string | null,
  limit: number,
): Promise<StoredImport[]> =>
  tx
    .selectFrom('imports')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** An import that nobody else works on until the transaction ends; undefined where it waits and runs no more. */
export const lockImport = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<StoredImport | undefined> =>
  tx
    .selectFrom('imports')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .forUpdate()
    .executeTakeFirst()

/** Changes an import that waits or runs. */
export const updateImport = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['imports']>,
): Promise<void> => {
  await tx
    .updateTable('imports')
    .set(change)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .execute()
}

/** What was found in a line, by rank of its kind. */
export interface LineFindings {
  rank: number
  line: number
  findings: { pointer: string; code: string }[]
}

/** Adds findings. */
export const insertFindings = async (
  tx: ScopedTx,
  organisationId: string,
  importId: string,
  lines: readonly LineFindings[],
): Promise<void> => {
  if (lines.length === 0) return
  await sql`
    insert into import_findings (organisation_id, import_id, rank, line, findings)
    select ${organisationId}, ${importId}, rank, line, findings
      from unnest(${lines.map(({ rank }) => rank)}::smallint[], ${lines.map(({ line }) => line)}::integer[],
        ${lines.map(({ findings }) => JSON.stringify(findings))}::jsonb[]) as found (rank, line, findings)`.execute(
    tx,
  )
}

/** Forgets what was found by a run of which nothing was stored. */
export const deleteFindings = async (
  tx: ScopedTx,
  organisationId: string,
  importId: string,
): Promise<void> => {
  await tx
    .deleteFrom('importFindings')
    .where('organisationId', '=', organisationId)
    .where('importId', '=', importId)
    .execute()
}

/** Whether this transaction alone works on the import until it ends; it does not wait. */
export const claimImport = async (tx: ScopedTx, organisationId: string, id: string): Promise<boolean> => {
  const { rows } = await sql<{ claimed: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`import/${organisationId}/${id}`}, 0)) as claimed`.execute(
    tx,
  )
  return rows[0]?.claimed ?? false
}

/** A finding, and its number among those of its line and kind. */
export interface ListedFinding {
  rank: number
  line: number
  number: number
  pointer: string
  code: string
}

/** Findings by kind, line and number, at most `limit + 1`, after the given place. */
export const listFindings = async (
  tx: ScopedTx,
  organisationId: string,
  importId: string,
  rank: number | null,
  after: { rank: number; line: number; number: number } | null,
  limit: number,
): Promise<ListedFinding[]> => {
  const { rows } = await sql<ListedFinding>`
    select f.rank, f.line, e.number::integer as number, e.finding ->> 'pointer' as pointer, e.finding ->> 'code' as code
      from (select rank, line, findings from import_findings
             where organisation_id = ${organisationId} and import_id = ${importId}
               and (${rank}::smallint is null or rank = ${rank}::smallint)
               and (rank, line) >= (${after?.rank ?? 0}::smallint, ${after?.line ?? 0}::integer)
             order by rank, line limit ${limit + 2}) f
      cross join lateral jsonb_array_elements(f.findings) with ordinality as e (finding, number)
     where (f.rank, f.line, e.number) > (${after?.rank ?? 0}::smallint, ${after?.line ?? 0}::integer, ${after?.number ?? 0}::bigint)
     order by f.rank, f.line, e.number limit ${limit + 1}`.execute(tx)
  return rows
}

/** What an earlier import noted of a row. */
export interface KnownSource {
  sourceHash: Buffer
  rowHash: Buffer
  outcome: 'stored' | 'agedOut'
  rowId: string | null
}

/** What earlier imports noted of these rows. */
export const findSources = (
  tx: ScopedTx,
  organisationId: string,
  kind: StoredImport['kind'],
  hashes: readonly Buffer[],
): Promise<KnownSource[]> =>
  tx
    .selectFrom('importSources')
    .select(['sourceHash', 'rowHash', 'outcome', 'rowId'])
    .where('organisationId', '=', organisationId)
    .where('kind', '=', kind)
    .where(sql<boolean>`source_hash = any(${hashes}::bytea[])`)
    .execute()

/** What is noted of a row. */
export interface NotedSource {
  sourceHash: Buffer
  rowHash: Buffer
  outcome: 'stored' | 'agedOut'
  patientId: string | null
  rowId: string | null
}

/** Notes rows; of one that is known its newest content. */
export const noteSources = async (
  tx: ScopedTx,
  organisationId: string,
  kind: StoredImport['kind'],
  sources: readonly NotedSource[],
  at: string,
): Promise<void> => {
  if (sources.length === 0) return
  await sql`
    insert into import_sources
      (organisation_id, kind, source_hash, row_hash, outcome, patient_id, row_id, created_at, updated_at)
    select ${organisationId}, ${kind}, source_hash, row_hash, outcome, patient_id, row_id, ${at}, ${at}
      from unnest(${sources.map((one) => one.sourceHash)}::bytea[], ${sources.map((one) => one.rowHash)}::bytea[], ${sources.map((one) => one.outcome)}::text[],
        ${sources.map((one) => one.patientId)}::uuid[], ${sources.map((one) => one.rowId)}::uuid[])
        as noted (source_hash, row_hash, outcome, patient_id, row_id)
    on conflict (organisation_id, kind, source_hash) do update
      set row_hash = excluded.row_hash, outcome = excluded.outcome,
        patient_id = excluded.patient_id, row_id = excluded.row_id, updated_at = excluded.updated_at`.execute(
    tx,
  )
}

/** Marks where the transaction stands, to come back to. */
export const markRows = (tx: ScopedTx) => sql`savepoint import_rows`.execute(tx)

/** Takes back what was done since the mark. */
export const takeRowsBack = async (tx: ScopedTx): Promise<void> => {
  await sql`rollback to savepoint import_rows`.execute(tx)
  await sql`release savepoint import_rows`.execute(tx)
}

/** Keeps what was done since the mark. */
export const keepRows = (tx: ScopedTx) => sql`release savepoint import_rows`.execute(tx)

/** When the last mail to somebody newly registered is due that still waits; null where none does. */
export const lastWaitingMail = async (tx: ScopedTx, organisationId: string): Promise<string | null> => {
  const { last } = await tx
    .selectFrom('mails')
    .select((query) => query.fn.max('dueAt').as('last'))
    .where('organisationId', '=', organisationId)
    .where('kind', '=', 'patientRegistered')
    .where('state', '=', 'planned')
    .executeTakeFirstOrThrow()
  return last
}

/** The practitioners and services to which rows may refer, and the sites at which they work. */
export const findReferred = async (tx: ScopedTx, organisationId: string) => {
  const practitioners = await sql<{ id: string; externalId: string | null; siteId: string | null }>`
    select p.id, p.external_id as "externalId", (select l.site_id from practitioner_sites l
        where l.organisation_id = p.organisation_id and l.practitioner_id = p.id order by l.site_id limit 1) as "siteId"
      from practitioners p where p.organisation_id = ${organisationId} order by p.id`.execute(tx)
  const services = await tx
    .selectFrom('services')
    .select(['id', 'externalId', 'name', 'duration', 'bufferBefore', 'bufferAfter'])
    .select(['priceAmount', 'priceCurrency', 'payer'])
    .where('organisationId', '=', organisationId)
    .orderBy('id')
    .execute()
  const sites = await tx
    .selectFrom('sites')
    .select(['id', 'timeZone'])
    .where('organisationId', '=', organisationId)
    .orderBy('id')
    .execute()
  return { practitioners: practitioners.rows, services, sites }
}
export type Referred = Awaited<ReturnType<typeof findReferred>>
export type ReferredService = Referred['services'][number]
