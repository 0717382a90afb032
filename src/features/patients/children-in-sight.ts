import type { GuardedChild } from '#src/access/relations.ts'
import type { ChildrenInSight } from '#src/db/scope.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { ageAt } from '#src/features/patients/age.ts'
import { sightAt } from '#src/features/patients/guardian-ages.ts'
import { listGuardedChildren } from '#src/features/patients/guardians.queries.ts'
import type { PatientIdentity } from '#src/features/patients/patients.schema.ts'

/**
 * Of whom an account is guardian there, and how much it sees at the age that each child has on the organisation's
 * calendar day (`LEGAL.md` § 3). A child whose date of birth is not known is not seen.
 */
export const childrenInSight: ChildrenInSight = async ({ tx, deps, at }, { organisationId, accountId }) => {
  const children = await listGuardedChildren(tx, organisationId, accountId)
  if (!children.length) return []
  const { country, timeZone } = await findOrganisation(tx, organisationId)
  const identities = await deps.keyring.openMany<PatientIdentity>(
    tx,
    children.map(({ id, care }) => ({
      organisationId,
      sealed: care,
      place: { field: 'patients.care', rowId: id },
    })),
  )
  return children.flatMap(({ id }, i): GuardedChild[] => {
    const dateOfBirth = identities[i]?.dateOfBirth ?? null
    const sight = dateOfBirth === null ? null : sightAt(ageAt(dateOfBirth, at, timeZone), country)
    return sight === null ? [] : [{ patientId: id, sight }]
  })
}
