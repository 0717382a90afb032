import { v7 as newId } from 'uuid'
import { hashSecret } from '#src/crypto/secrets.ts'
import type { JobScope } from '#src/db/scope.ts'
import { keepToken } from '#src/features/accounts/tokens.queries.ts'
import { linkBase } from '#src/features/messages/letters.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { refusalSecret } from '#src/features/reviews/address-hash.ts'
import { mayBeAskedStill } from '#src/features/reviews/judge-drafts.ts'
import { mailLink } from '#src/mail/links.ts'

const dayMilliseconds = 86_400_000

/** How long after the visit the link refuses; by then whoever is asked has one in the invitation. */
const refusedWithin = 90 * dayMilliseconds

/** A booking, of which a mail tells. */
interface Booked {
  patientId: string
  email: string
  createdAt: string
  startsAt: string
}

/**
 * Where whoever booked can say that they want no invitation, to be told with the booking (`LEGAL.md` § 7): the link works
 * without an account and does what the one in an invitation does.
 * @returns null where nobody asks by itself, or not this person
 */
export const refusalLink = async (
  scope: JobScope,
  { patientId, email, createdAt, startsAt }: Booked,
): Promise<string | null> => {
  const { tx, at, organisationId } = scope
  const { settings, asksUnlessRefusedSince: since } = await findOrganisation(tx, organisationId)
  if (since === null || createdAt < since) return null
  if (!(await mayBeAskedStill(scope, organisationId, { patientId, email }, settings.reviews))) return null
  const secret = await refusalSecret(scope, organisationId, patientId)
  await keepToken(tx, {
    organisationId,
    id: newId(),
    purpose: 'reviewRefusal',
    hash: hashSecret(secret),
    accountId: null,
    subjectId: patientId,
    expiresAt: new Date(Date.parse(startsAt) + refusedWithin).toISOString(),
    usedAt: null,
    createdAt: at,
  })
  return mailLink(linkBase(scope), 'unsubscribe', secret)
}
