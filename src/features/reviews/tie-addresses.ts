import type { JobScope } from '#src/db/scope.ts'
import { addressHash } from '#src/features/reviews/address-hash.ts'
import { listRecipientsByEmail } from '#src/features/reviews/recipients.queries.ts'
import { tieInvitations } from '#src/features/reviews/review-invitations.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

/** Whether somebody in the practice's care who stays has an address too, as families do. */
const isShared = async (
  { tx, deps, at }: JobScope,
  organisationId: string,
  email: string,
  patientIds: readonly string[],
): Promise<boolean> => {
  const indexes = await deps.keyring.blindIndexes(tx, organisationId, 'email', email)
  const patients = await listRecipientsByEmail(tx, organisationId, indexes, at)
  return patients.some(({ id }) => !patientIds.includes(id))
}

/**
 * Makes invitations that came by a list the patients' own, where they went to an address of patients who are about to
 * be erased: with their answers and their mails they go as everything else does, and their keys go now. What was
 * answered from an address that somebody who stays has too may be that one's, and stays.
 * @param emails normalised
 */
export const tieAddresses = async (
  scope: JobScope,
  { patientIds, emails }: { patientIds: readonly string[]; emails: readonly string[] },
): Promise<void> => {
  const { tx, deps, at, organisationId } = scope
  const [patientId] = patientIds
  if (patientId === undefined || emails.length === 0) return
  const hash = await addressHash(scope, organisationId)
  for (const email of emails) {
    const answered = !(await isShared(scope, organisationId, email, patientIds))
    const tied = await tieInvitations(tx, organisationId, {
      emailIndex: hash(email),
      patientId,
      answered,
      at,
    })
    for (const id of tied) {
      await recordTakingAway(scope, {
        organisationId,
        action: 'reviewInvitationTied',
        patientId,
        subjectId: id,
      })
      deps.keyring.forget(id)
    }
  }
}
