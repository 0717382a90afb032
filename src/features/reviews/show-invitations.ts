import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import { isRestricted } from '#src/features/patients/restriction.ts'
import { contentsPlace } from '#src/features/reviews/make-invitations.ts'
import { type OpenRecipient, openRecipients } from '#src/features/reviews/open-recipients.ts'
import { listRecipients } from '#src/features/reviews/recipients.queries.ts'
import {
  findReachedInvitation,
  type InvitationFilter,
  listReviewInvitations,
} from '#src/features/reviews/review-invitations.queries.ts'
import type {
  InvitationContents,
  ReviewInvitation,
  ReviewInvitationDetails,
} from '#src/features/reviews/review-invitations.schema.ts'
import { reviewsAccess } from '#src/features/reviews/reviews.access.ts'

type Row = Awaited<ReturnType<typeof listReviewInvitations>>[number]

/** A row as lists answer it. */
export const asInvitation = (row: Row): ReviewInvitation => ({
  id: row.id,
  source: row.source,
  state: row.state,
  patientId: row.patientId,
  practitionerId: row.practitionerId,
  language: row.language,
  templateId: row.templateId,
  templateVersion: row.templateVersion,
  dueAt: row.dueAt,
  sentAt: row.sentAt,
  remindedAt: row.remindedAt,
  expiresAt: row.expiresAt,
  viewedOn: row.viewedOn,
  closedOn: row.closedOn,
  createdAt: row.createdAt,
})

/** Invitations within the caller's reach, newest first; at most `limit + 1`. */
export const showInvitations = (
  { tx, actor }: OrganisationScope,
  filter: InvitationFilter,
  limit: number,
): Promise<Row[]> => listReviewInvitations(tx, actor.organisationId, filter, limit, reviewsAccess.invitations)

interface Told {
  recipient: Partial<Pick<OpenRecipient, 'firstName' | 'lastName' | 'email'>>
  words: Partial<InvitationContents>
}

const nothing: Told = { recipient: {}, words: {} }

/** Nothing of a patient whose data is out of use, or who is gone. */
const openTold = async (scope: OrganisationScope, { id, patientId, sealed }: Row): Promise<Told> => {
  const { tx, deps, actor, at } = scope
  const { organisationId } = actor
  const open = () =>
    sealed
      ? deps.keyring.open<InvitationContents>(tx, organisationId, sealed, contentsPlace(id))
      : Promise.resolve({})
  if (patientId === null) {
    const words: Partial<InvitationContents> = await open()
    return { recipient: words, words }
  }
  const [patient] = await listRecipients(tx, organisationId, [patientId], at)
  if (!patient || isRestricted(patient, at)) return nothing
  const recipients = await openRecipients(scope, organisationId, [patient])
  return { recipient: recipients.get(patientId) ?? {}, words: await open() }
}

/**
 * One invitation, whom it went to and what it said (P86).
 * @throws Problem 404 out of reach
 */
export const showInvitation = async (
  scope: OrganisationScope,
  id: string,
): Promise<ReviewInvitationDetails> => {
  const { tx, actor } = scope
  const row = await findReachedInvitation(tx, actor.organisationId, id, reviewsAccess.invitations)
  if (!row) throw notFound()
  const { recipient, words } = await openTold(scope, row)
  const { email, firstName, lastName } = recipient
  return {
    ...asInvitation(row),
    recipient: email && firstName && lastName ? { email, firstName, lastName } : null,
    subject: words.subject ?? null,
    text: words.text ?? null,
  }
}
