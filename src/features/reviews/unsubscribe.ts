import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { hasConsent, insertConsents } from '#src/features/consents/consents.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { dayOf } from '#src/features/reviews/make-invitations.ts'
import { listOptOuts } from '#src/features/reviews/recipients.queries.ts'
import {
  emptyAddress,
  findReviewInvitation,
  listUnansweredOfAddress,
  putOptOut,
  withdrawWaiting,
} from '#src/features/reviews/review-invitations.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

/** Their account shows it, where it can be taken back too. */
const recordRefusal = (
  { tx, at }: PublicScope,
  organisationId: string,
  patientId: string,
): Promise<unknown> =>
  insertConsents(tx, [
    {
      organisationId,
      id: newId(),
      patientId,
      accountId: null,
      purpose: 'reviewInvitations',
      granted: false,
      textId: null,
      source: 'self',
      recordedBy: null,
      sealed: null,
      createdAt: at,
    },
  ])

/**
 * Ends the review invitations of an organisation to the address that the token was mailed to, at once: what waits is
 * taken back, and an address that came by a list and has not answered is forgotten. What the account wants of other
 * organisations stays as it is. Twice changes nothing.
 * @throws Problem 404 for a token that never was
 */
export const unsubscribe = async (deps: Deps, token: string, requestId: string): Promise<void> => {
  const forgotten = await withPublic(deps, 'unsubscribe', hashSecret(token), requestId, async (scope) => {
    const { tx, at, organisationId, subjectId } = scope
    const invitation = await findReviewInvitation(tx, organisationId, subjectId ?? '')
    const emailIndex = invitation?.emailIndex
    if (!invitation || !emailIndex) return []
    const { patientId, id } = invitation
    const [standing] = await listOptOuts(tx, organisationId, [emailIndex])
    const consents =
      patientId !== null && (await hasConsent(tx, organisationId, patientId, 'reviewInvitations'))
    if (standing && !consents) return []
    await putOptOut(tx, { organisationId, id: newId(), emailIndex, createdAt: at })
    const { timeZone } = await findOrganisation(tx, organisationId)
    await withdrawWaiting(tx, organisationId, emailIndex, { at, day: dayOf(at, timeZone) })
    if (patientId !== null) await recordRefusal(scope, organisationId, patientId)
    await recordTakingAway(scope, { organisationId, action: 'unsubscribed', patientId, subjectId: id })
    await recordEvent(scope, {
      organisationId,
      action: 'change',
      resource: 'reviewOptOut',
      resourceIds: [id],
      patientId,
      role: 'public',
      ground: 'self',
    })
    const addresses = await listUnansweredOfAddress(tx, organisationId, emailIndex)
    for (const address of addresses) await emptyAddress(tx, organisationId, address.id, at)
    return addresses.map((address) => address.id)
  })
  for (const id of forgotten) deps.keyring.forget(id)
}
