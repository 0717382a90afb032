import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import { findPublicOrganisation } from '#src/features/privacy/controllers.queries.ts'

/** Who answers for data and how to reach them. */
export interface Controller {
  /** Null: the platform, for accounts. */
  organisationId: string | null
  name: string
  contact: { email: string | null; phone: string | null }
}

/**
 * The controller of what an organisation, or with `PLATFORM_ID` the platform, holds.
 * @throws Problem 404 for an organisation that there is not
 */
export const findController = async ({ tx, deps }: Scope, organisationId: string): Promise<Controller> => {
  if (organisationId === PLATFORM_ID) {
    const { name, email, phone } = deps.config.privacy.operator
    return { organisationId: null, name, contact: { email, phone } }
  }
  const found = await findPublicOrganisation(tx, organisationId)
  if (!found) throw notFound()
  return {
    organisationId,
    name: found.name,
    contact: { email: found.contactEmail, phone: found.contactPhone },
  }
}
