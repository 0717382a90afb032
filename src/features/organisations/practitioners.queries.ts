import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

const siteIds = sql<string[]>`array(select l.site_id from practitioner_sites l
  where l.organisation_id = practitioners.organisation_id and l.practitioner_id = practitioners.id order by l.site_id)`

/** What a list is narrowed to, and where its page begins. */
export interface PractitionerFilter {
  updatedSince?: string | undefined
  state?: 'active' | 'deactivated' | undefined
  /** After this practitioner, by time of change. */
  after: { updatedAt: string; id: string } | null
}

/** Adds a practitioner. */
export const insertPractitioner = (tx: ScopedTx, row: Insertable<Database['practitioners']>) =>
  tx.insertInto('practitioners').values(row).returningAll().executeTakeFirstOrThrow()

/** One practitioner of the organisation in scope, with their sites. */
export const findPractitioner = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('practitioners')
    .selectAll()
    .select(siteIds.as('siteIds'))
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The same within the caller's reach, held until the transaction ends: two changes follow one another. */
export const lockPractitioner = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  reach: RawBuilder<boolean>,
) => {
  const held = await tx
    .selectFrom('practitioners')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where(reach)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return held && findPractitioner(tx, organisationId, id)
}

/** Practitioners by time of change, at most `limit + 1`. */
export const listPractitioners = (
  tx: ScopedTx,
  organisationId: string,
  { updatedSince, state, after }: PractitionerFilter,
  limit: number,
) =>
  tx
    .selectFrom('practitioners')
    .selectAll()
    .select(siteIds.as('siteIds'))
    .where('organisationId', '=', organisationId)
    .$if(updatedSince !== undefined, (query) => query.where('updatedAt', '>=', updatedSince ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'active'))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(updated_at, id) > (${after?.updatedAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('updatedAt')
    .orderBy('id')
    .limit(limit + 1)
    .execute()

/** Changes a practitioner. */
export const updatePractitioner = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['practitioners']>,
) =>
  tx
    .updateTable('practitioners')
    .set({ ...change, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/**
 * Ties a practitioner to the account of the person; undefined where they are tied to another one.
 * `accountId` null unties them.
 */
export const tieToAccount = (
  tx: ScopedTx,
  organisationId: string,
  practitionerId: string,
  accountId: string | null,
  at: string,
) =>
  tx
    .updateTable('practitioners')
    .set({ accountId, version: sql`version + 1`, updatedAt: at })
    .where('organisationId', '=', organisationId)
    .where('id', '=', practitionerId)
    .$if(accountId !== null, (query) =>
      query.where((one) => one.or([one('accountId', 'is', null), one('accountId', '=', accountId)])),
    )
    .returning('id')
    .executeTakeFirst()

/** Makes exactly these sites the ones where the practitioner works. */
export const replacePractitionerSites = async (
  tx: ScopedTx,
  organisationId: string,
  practitionerId: string,
  ids: readonly string[],
): Promise<void> => {
  await sql`delete from practitioner_sites where organisation_id = ${organisationId} and practitioner_id = ${practitionerId}
    and site_id <> all(${ids}::uuid[])`.execute(tx)
  await sql`insert into practitioner_sites (organisation_id, practitioner_id, site_id)
    select ${organisationId}, ${practitionerId}, id from unnest(${ids}::uuid[]) as id on conflict do nothing`.execute(
    tx,
  )
}

/** Ids of those who work at a site. */
export const listPractitionerIdsOfSite = async (
  tx: ScopedTx,
  organisationId: string,
  siteId: string,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('practitionerSites')
    .select('practitionerId')
    .where('organisationId', '=', organisationId)
    .where('siteId', '=', siteId)
    .execute()
  return rows.map((row) => row.practitionerId)
}
