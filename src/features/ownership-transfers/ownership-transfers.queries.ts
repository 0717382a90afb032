import type { Insertable, Updateable } from 'kysely'
import { type Database, PLATFORM_ID, type ScopedTx, type Tx } from '#src/db/database.ts'
import type { StoredTransfer } from '#src/features/ownership-transfers/ownership-transfers.schema.ts'

/** An organisation that can change hands, for the platform's role. */
export const findTransferable = (tx: Tx, organisationId: string) =>
  tx
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', '=', organisationId)
    .where('kind', '<>', 'platform')
    .where('state', '=', 'active')
    .executeTakeFirst()

/** Adds a transfer. */
export const insertTransfer = async (
  tx: Tx,
  row: Insertable<Database['ownershipTransfers']>,
): Promise<void> => {
  await tx.insertInto('ownershipTransfers').values(row).execute()
}

/** The latest transfer of an organisation, held until the transaction ends. */
export const lockTransfer = (tx: Tx, organisationId: string): Promise<StoredTransfer | undefined> =>
  tx
    .selectFrom('ownershipTransfers')
    .selectAll()
    .where('organisationId', '=', PLATFORM_ID)
    .where('transferredOrganisationId', '=', organisationId)
    .orderBy('number', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()

/** One transfer by its number. */
export const findTransferByNumber = (tx: ScopedTx, organisationId: string, number: number) =>
  tx
    .selectFrom('ownershipTransfers')
    .selectAll()
    .where('organisationId', '=', PLATFORM_ID)
    .where('transferredOrganisationId', '=', organisationId)
    .where('number', '=', number)
    .executeTakeFirst()

/** Notes how a transfer goes. */
export const updateTransfer = async (
  tx: Tx,
  id: string,
  change: Updateable<Database['ownershipTransfers']>,
): Promise<void> => {
  await tx
    .updateTable('ownershipTransfers')
    .set(change)
    .where('organisationId', '=', PLATFORM_ID)
    .where('id', '=', id)
    .execute()
}
