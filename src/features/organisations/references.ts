import type { ScopedTx } from '#src/db/database.ts'
import { refused } from '#src/errors.ts'

/** Refuses the first of the ids that is not among those found; foreign and missing ones alike (S21). */
const demandAll = (pointer: string, ids: readonly string[], found: readonly { id: string }[]) => {
  const known = new Set(found.map(({ id }) => id))
  const missing = ids.findIndex((id) => !known.has(id))
  if (missing >= 0) throw refused(`${pointer}/${missing}`, 'does not exist')
}

/**
 * Demands that practitioners are the organisation's.
 * @throws Problem 422 with a pointer to the first that is not
 */
export const demandPractitioners = async (
  tx: ScopedTx,
  organisationId: string,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return
  const found = await tx
    .selectFrom('practitioners')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', 'in', ids)
    .execute()
  demandAll('/practitionerIds', ids, found)
}

/**
 * The same for sites.
 * @throws Problem 422 with a pointer to the first that is not
 */
export const demandSites = async (
  tx: ScopedTx,
  organisationId: string,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return
  const found = await tx
    .selectFrom('sites')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', 'in', ids)
    .execute()
  demandAll('/siteIds', ids, found)
}
