import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
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

const patientOf = async (scope: OrganisationScope, patientId: string): Promise<Partial<OpenRecipient>> => {
  const { organisationId } = scope.actor
  const patients = await listRecipients(scope.tx, organisationId, [patientId], scope.at)
  return (await openRecipients(scope, organisationId, patients)).get(patientId) ?? {}
}

/**
 * One invitation, whom it went to and what it said (P86).
 * @throws Problem 404 out of reach
 */
export const showInvitation = async (
  scope: OrganisationScope,
  id: string,
): Promise<ReviewInvitationDetails> => {
  const { tx, deps, actor } = scope
  const { organisationId } = actor
  const row = await findReachedInvitation(tx, organisationId, id, reviewsAccess.invitations)
  if (!row) throw notFound()
  const contents: Partial<InvitationContents> = row.sealed
    ? await deps.keyring.open<InvitationContents>(tx, organisationId, row.sealed, contentsPlace(id))
    : {}
  const { email, firstName, lastName } = row.patientId ? await patientOf(scope, row.patientId) : contents
  return {
    ...asInvitation(row),
    recipient: email && firstName && lastName ? { email, firstName, lastName } : null,
    subject: contents.subject ?? null,
    text: contents.text ?? null,
  }
}
