import { PLATFORM_ID } from '#src/db/database.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { findLiveHolds, lockHolds } from '#src/features/legal-holds/legal-holds.queries.ts'
import { type Held, listHeldAccounts } from '#src/privacy/retention/sweep.queries.ts'

/** Whom holds of an organisation keep, as they are now. */
export const holdsInForce = async (
  { tx }: Pick<OrganisationScope, 'tx'>,
  organisationId: string,
): Promise<Held> => {
  const holds = await findLiveHolds(tx, organisationId, null)
  return {
    whole: holds.some(({ patientId }) => patientId === null),
    patients: holds.flatMap(({ patientId }) => (patientId === null ? [] : [patientId])),
    // Whoever is held anywhere keeps what the platform has of them.
    accounts: holds.length > 0 || organisationId === PLATFORM_ID ? await listHeldAccounts(tx) : [],
  }
}

/** The same for whoever deletes: until the transaction ends nobody places another hold there. */
export const lockedHolds = async (
  scope: Pick<OrganisationScope, 'tx'>,
  organisationId: string,
): Promise<Held> => {
  await lockHolds(scope.tx, organisationId)
  return holdsInForce(scope, organisationId)
}
