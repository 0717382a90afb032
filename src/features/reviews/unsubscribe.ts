import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { hasConsent } from '#src/features/consents/consents.queries.ts'
import { refusePurpose } from '#src/features/consents/refuse-purpose.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { addressHash } from '#src/features/reviews/address-hash.ts'
import { openRecipients } from '#src/features/reviews/open-recipients.ts'
import { listOptOuts, listRecipients } from '#src/features/reviews/recipients.queries.ts'
import {
  emptyAddress,
  findReviewInvitation,
  listUnansweredOfAddress,
  putOptOut,
  withdrawWaiting,
} from '#src/features/reviews/review-invitations.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import { dateAt } from '#src/schema/calendar.ts'

/** Who clicked: the person of an invitation, or a patient by the link that came with a booking. */
interface Refusing {
  /** The invitation, or the patient. */
  subjectId: string
  patientId: string | null
  emailIndex: Buffer | null
}

const refusingOf = async (scope: PublicScope): Promise<Refusing | null> => {
  const { tx, at, organisationId } = scope
  const subjectId = scope.subjectId ?? ''
  const invitation = await findReviewInvitation(tx, organisationId, subjectId)
  if (invitation) {
    const { patientId, emailIndex } = invitation
    return { subjectId, patientId, emailIndex }
  }
  const patients = await listRecipients(tx, organisationId, [subjectId], at)
  if (patients.length === 0) return null
  const email = (await openRecipients(scope, organisationId, patients)).get(subjectId)?.email ?? null
  const hash = await addressHash(scope, organisationId)
  return { subjectId, patientId: subjectId, emailIndex: email === null ? null : hash(email) }
}

const hasRefused = async (
  { tx, organisationId }: PublicScope,
  { patientId, emailIndex }: Refusing,
): Promise<boolean> => {
  if (emailIndex === null) return false
  const [standing] = await listOptOuts(tx, organisationId, [emailIndex])
  if (!standing) return false
  return patientId === null || !(await hasConsent(tx, organisationId, patientId, 'reviewInvitations'))
}

/** What came by a list and was not answered serves nobody any more. */
const forgetUnanswered = async (scope: PublicScope, emailIndex: Buffer): Promise<string[]> => {
  const { tx, at, organisationId } = scope
  const forgotten: string[] = []
  for (const { id } of await listUnansweredOfAddress(tx, organisationId, emailIndex))
    if (await emptyAddress(tx, organisationId, id, at)) {
      await recordTakingAway(scope, { organisationId, action: 'keyDestroyed', subjectId: id })
      forgotten.push(id)
    }
  return forgotten
}

const refuse = async (scope: PublicScope, refusing: Refusing): Promise<string[]> => {
  const { tx, at, organisationId } = scope
  const { subjectId, patientId, emailIndex } = refusing
  // Their account shows it, where it can be taken back too.
  if (patientId !== null)
    await refusePurpose(scope, {
      organisationId,
      patientId,
      purpose: 'reviewInvitations',
      source: 'self',
      recordedBy: null,
    })
  await recordTakingAway(scope, {
    organisationId,
    action: 'unsubscribed',
    patientId,
    subjectId,
    // Keyed, so that it leads to nobody: a restored database must know the address again that said no.
    ...(emailIndex === null ? {} : { detail: { address: emailIndex.toString('hex') } }),
  })
  await recordEvent(scope, {
    organisationId,
    action: 'change',
    resource: 'reviewOptOut',
    resourceIds: [subjectId],
    patientId,
    role: 'public',
    ground: 'self',
  })
  if (emailIndex === null) return []
  await putOptOut(tx, { organisationId, id: newId(), emailIndex, createdAt: at })
  const { timeZone } = await findOrganisation(tx, organisationId)
  await withdrawWaiting(tx, organisationId, emailIndex, { at, day: dateAt(at, timeZone) })
  return forgetUnanswered(scope, emailIndex)
}

/**
 * Ends the review invitations of an organisation to the address that the token was mailed to, at once: what waits is
 * taken back, and an address that came by a list and has not answered is forgotten. What the account wants of other
 * organisations stays as it is. Twice changes nothing.
 * @throws Problem 404 for a token that never was
 */
export const unsubscribe = async (deps: Deps, token: string, requestId: string): Promise<void> => {
  const forgotten = await withPublic(deps, 'unsubscribe', hashSecret(token), requestId, async (scope) => {
    const refusing = await refusingOf(scope)
    return refusing === null || (await hasRefused(scope, refusing)) ? [] : refuse(scope, refusing)
  })
  for (const id of forgotten) deps.keyring.forget(id)
}
