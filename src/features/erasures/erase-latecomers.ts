import { withErasedPerson, withErasure } from '#src/db/erasure-scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { eraseRows, stepsOf } from '#src/features/erasures/erase-rows.ts'
import { type ErasureIdentifiers, gatherIdentifiers } from '#src/features/erasures/erasure-identifiers.ts'
import { type ErasurePart, unlinkPatients } from '#src/features/erasures/erasures.queries.ts'
import { findPerson, listHolders } from '#src/privacy/held.queries.ts'

/** Organisations that hold something of the account although their parts are done. */
const findLate = (deps: Deps, requestId: string, accountId: string): Promise<string[]> =>
  withErasedPerson(deps, requestId, async ({ tx }) => {
    const person = await findPerson(tx, accountId)
    return person ? await listHolders(tx, person) : []
  })

const gatherLate = (deps: Deps, part: ErasurePart, accountId: string): Promise<ErasureIdentifiers | null> =>
  withErasure(deps, part, async (scope) => {
    const request = await findRequest(scope.tx, part.organisationId, part.requestId)
    if (request?.state === 'completed')
      return gatherIdentifiers(scope, { ...request, accountId }, { wholeAccount: true, named: null })
    // Who refused, or was told to keep it, keeps the patient without the account.
    await unlinkPatients(scope.tx, part.organisationId, accountId, scope.at)
    return null
  })

/**
 * Takes what came to be while the organisations' parts were done, now that nobody can sign in any more: somebody who
 * booked again where they had been erased already.
 */
export const eraseLatecomers = async (
  deps: Deps,
  { requestId }: ErasurePart,
  accountId: string,
): Promise<void> => {
  for (const organisationId of await findLate(deps, requestId, accountId)) {
    const part = { organisationId, requestId }
    const identifiers = await gatherLate(deps, part, accountId)
    if (identifiers) await eraseRows(deps, stepsOf(deps, part), { part, identifiers, keepRecord: false })
  }
}
