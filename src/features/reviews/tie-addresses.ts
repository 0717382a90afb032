import type { JobScope } from '#src/db/scope.ts'
import { addressHash } from '#src/features/reviews/address-hash.ts'
import { patientsByEmail } from '#src/features/reviews/judge-drafts.ts'
import { tieInvitations } from '#src/features/reviews/review-invitations.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

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
  const patients = await patientsByEmail(scope, organisationId, emails)
  for (const email of emails) {
    const answered = (patients.get(email) ?? []).every(({ id }) => patientIds.includes(id))
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
