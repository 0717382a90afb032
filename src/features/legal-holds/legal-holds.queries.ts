import type { Static } from '@sinclair/typebox'
import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'
import type { LegalHoldRow } from '#src/features/legal-holds/legal-holds.schema.ts'

export type StoredLegalHold = Static<typeof LegalHoldRow>

/**
 * The holds in force that keep a patient's rows: their own and those of the whole organisation; with `null` every hold
 * in force there, of whomever, as what takes the whole organisation asks. None: nothing stands in the way.
 */
export const findLiveHolds = (
  tx: ScopedTx,
  organisationId: string,
  patientId: string | null,
): Promise<Pick<StoredLegalHold, 'id' | 'patientId' | 'createdAt'>[]> =>
  tx
    .selectFrom('legalHolds')
    .select(['id', 'patientId', 'createdAt'])
    .where('organisationId', '=', organisationId)
    .where('liftedAt', 'is', null)
    .$if(patientId !== null, (query) =>
      query.where((held) => held.or([held('patientId', 'is', null), held('patientId', '=', patientId)])),
    )
    .orderBy('id')
    .limit(1_000)
    .execute()

/** How many holds in force keep anything of the organisation. */
export const countLiveHolds = async (tx: ScopedTx, organisationId: string): Promise<number> => {
  const { count } = await tx
    .selectFrom('legalHolds')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('organisationId', '=', organisationId)
    .where('liftedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Waits until nobody places a hold in the organisation and lets nobody place one, until the transaction ends: what was
 * not held when it was looked at is not held when it goes.
 */
export const lockHolds = async (tx: ScopedTx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${`holds/${organisationId}`}, 0))`.execute(
    tx,
  )
}

/** Waits for whoever is taking rows away just now. */
export const lockForPlacing = async (tx: ScopedTx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`holds/${organisationId}`}, 0))`.execute(tx)
}

/** Adds a hold. */
export const insertHold = async (tx: ScopedTx, row: StoredLegalHold): Promise<void> => {
  await tx.insertInto('legalHolds').values(row).execute()
}

/** One hold, which nobody else lifts until the transaction ends. */
export const lockHold = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('legalHolds')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Writes down that a hold is lifted, and why. */
export const updateLifted = (
  tx: ScopedTx,
  { organisationId, id }: Pick<StoredLegalHold, 'organisationId' | 'id'>,
  lifted: Pick<StoredLegalHold, 'sealed' | 'liftedBy' | 'liftedAt'>,
) =>
  tx
    .updateTable('legalHolds')
    .set(lifted)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Holds, the newest first, at most `limit + 1`, before the given one. */
export const listHolds = (tx: ScopedTx, organisationId: string, before: string | null, limit: number) =>
  tx
    .selectFrom('legalHolds')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
