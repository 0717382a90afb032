import { sql } from 'kysely'
import type { Tx } from '#src/db/database.ts'

/** The ids of all organisations, the platform's among them. */
export const listOrganisationIds = async (tx: Tx): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select o.id from organisation_ids() as o (id)`.execute(tx)
  return rows.map(({ id }) => id)
}
