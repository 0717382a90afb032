import { type Insertable, sql, type Updateable } from 'kysely'
import { type Database, PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { StoredPurge, StoredTermination } from '#src/features/terminations/terminations.schema.ts'

/** Adds a termination. */
export const insertTermination = async (
  tx: ScopedTx,
  row: Insertable<Database['organisationTerminations']>,
): Promise<void> => {
  await tx.insertInto('organisationTerminations').values(row).execute()
}

/** The latest termination of the organisation in scope, called off or not. */
export const findTermination = (
  tx: ScopedTx,
  organisationId: string,
): Promise<StoredTermination | undefined> =>
  tx
    .selectFrom('organisationTerminations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The termination that stands, held until the transaction ends. */
export const lockTermination = (
  tx: ScopedTx,
  organisationId: string,
): Promise<StoredTermination | undefined> =>
  tx
    .selectFrom('organisationTerminations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('state', '<>', 'cancelled')
    .forUpdate()
    .executeTakeFirst()

/** One termination by its number. */
export const findTerminationByNumber = (tx: ScopedTx, organisationId: string, number: number) =>
  tx
    .selectFrom('organisationTerminations')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('number', '=', number)
    .executeTakeFirst()

/** Notes how a termination goes. */
export const updateTermination = async (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['organisationTerminations']>,
): Promise<void> => {
  await tx
    .updateTable('organisationTerminations')
    .set(change)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** Says of the organisation in scope when it leaves, or that it is closed. */
export const markLeaving = async (
  tx: ScopedTx,
  organisationId: string,
  change: { leavesAt: string | null } | { state: 'closed' },
  at: string,
): Promise<void> => {
  await tx
    .updateTable('organisations')
    .set({ ...change, version: sql`version + 1`, updatedAt: at })
    .where('id', '=', organisationId)
    .execute()
}

/** What becomes of a mail about a subject. */
export const findMailState = (
  tx: ScopedTx,
  mail: {
    organisationId: string
    subjectId: string
    subjectVersion: number
    kind: 'organisationLeaving' | 'ownershipTransferAnnounced'
  },
) =>
  tx
    .selectFrom('mails')
    .select('state')
    .where('organisationId', '=', mail.organisationId)
    .where('subjectId', '=', mail.subjectId)
    .where('kind', '=', mail.kind)
    .where('subjectVersion', '=', mail.subjectVersion)
    .executeTakeFirst()

/** Begins the record of a purge; a second one of the same organisation changes nothing. In the platform's scope. */
export const insertPurge = async (
  tx: ScopedTx,
  row: Insertable<Database['organisationPurges']>,
): Promise<void> => {
  await tx
    .insertInto('organisationPurges')
    .values({ ...row, rows: sql`'{}'::jsonb` })
    .onConflict((conflict) => conflict.columns(['organisationId', 'purgedOrganisationId']).doNothing())
    .execute()
}

/** The record of an organisation's purge, held until the transaction ends. */
export const lockPurge = (tx: ScopedTx, purgedOrganisationId: string): Promise<StoredPurge | undefined> =>
  tx
    .selectFrom('organisationPurges')
    .selectAll()
    .where('organisationId', '=', PLATFORM_ID)
    .where('purgedOrganisationId', '=', purgedOrganisationId)
    .forUpdate()
    .executeTakeFirst()

/** One record of a purge. */
export const findPurge = (tx: ScopedTx, id: string): Promise<StoredPurge | undefined> =>
  tx
    .selectFrom('organisationPurges')
    .selectAll()
    .where('organisationId', '=', PLATFORM_ID)
    .where('id', '=', id)
    .executeTakeFirst()

/** Notes how a purge goes. */
export const updatePurge = async (
  tx: ScopedTx,
  id: string,
  change: Updateable<Database['organisationPurges']>,
): Promise<void> => {
  await tx
    .updateTable('organisationPurges')
    .set(change)
    .where('organisationId', '=', PLATFORM_ID)
    .where('id', '=', id)
    .execute()
}

/** Deletes some rows of an organisation that is being purged. @returns how many; none when all have gone */
export const purgeRows = async (tx: ScopedTx, organisationId: string, most: number): Promise<number> => {
  const { rows } = await sql<{
    gone: number
  }>`select purge_organisation(${organisationId}::uuid, ${most}::integer) as gone`.execute(tx)
  return rows[0]?.gone ?? 0
}

/**
 * Forgets the addresses of purges whose certificates have gone out, or that were tried for long enough.
 * @param tried purges that were complete by then are not tried any longer
 */
export const forgetAddresses = async (tx: ScopedTx, tried: string): Promise<void> => {
  await sql`
    update organisation_purges p set sealed = null
     where p.organisation_id = ${PLATFORM_ID} and p.sealed is not null and p.state = 'completed'
       and (p.finished_at <= ${tried} or not exists (select from mails m
         where m.organisation_id = p.organisation_id and m.subject_id = p.id and m.state = 'planned'))`.execute(
    tx,
  )
}

/** Mails of the organisation in scope that went out, after the given one. */
export const listSentMails = async (
  tx: ScopedTx,
  organisationId: string,
  after: string | null,
  limit: number,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('mails')
    .select('id')
    .where('organisationId', '=', organisationId)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
