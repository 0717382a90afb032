import type { ScopedTx } from '#src/db/database.ts'
import { listAdministrators } from '#src/features/organisations/members.queries.ts'
import type { Settings } from '#src/features/organisations/organisations.schema.ts'

/** So many administrators are told at the most. */
const mostTold = 200

/** Who of an organisation is told: its contact address (null), else the accounts of those who run it. */
export const listToldStaff = async (
  tx: ScopedTx,
  organisationId: string,
  { contactEmail }: Pick<Settings, 'contactEmail'>,
): Promise<(string | null)[]> => {
  if (contactEmail !== null) return [null]
  const administrators = await listAdministrators(tx, organisationId)
  return administrators.slice(0, mostTold).map(({ accountId }) => accountId)
}
