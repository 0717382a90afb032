import type { Insertable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { StoredDisclosure } from '#src/features/disclosures/disclosures.schema.ts'

/** Adds a disclosure. */
export const insertDisclosure = async (
  tx: ScopedTx,
  row: Insertable<Database['disclosures']>,
): Promise<void> => {
  await tx.insertInto('disclosures').values(row).execute()
}

/** One disclosure of the organisation in scope. */
export const findDisclosure = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
): Promise<StoredDisclosure | undefined> =>
  tx
    .selectFrom('disclosures')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The organisation's disclosures, the newest first, at most `limit + 1`. */
export const listDisclosures = (
  tx: ScopedTx,
  organisationId: string,
  before: string | null,
  limit: number,
): Promise<StoredDisclosure[]> =>
  tx
    .selectFrom('disclosures')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Shows a disclosure to its patient whose time to be kept from them is over; undefined where it is shown already. */
export const showToPatient = (tx: ScopedTx, organisationId: string, id: string, at: string) =>
  tx
    .updateTable('disclosures')
    .set({ shownToPatient: true })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('shownToPatient', '=', false)
    .where('sealedUntil', '<=', at)
    .returning('patientId')
    .executeTakeFirst()
