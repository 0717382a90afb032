import { stringify } from 'csv-stringify/sync'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope, PersonScope } from '#src/db/scope.ts'
import { notFound, Problem } from '#src/errors.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import type { PatientContact, PatientIdentity } from '#src/features/patients/patients.schema.ts'
import type { OwnReview, Review } from '#src/features/reviews/answers.schema.ts'
import { contentsPlace } from '#src/features/reviews/make-invitations.ts'
import { findReviewInvitation } from '#src/features/reviews/review-invitations.queries.ts'
import type { InvitationContents } from '#src/features/reviews/review-invitations.schema.ts'
import { reviewsAccess } from '#src/features/reviews/reviews.access.ts'
import {
  type FoundReview,
  findReview,
  listReviews,
  listReviewsOfAccount,
  type ReviewFilter,
  replyToReview,
} from '#src/features/reviews/reviews.queries.ts'
import {
  openReviews,
  openReviewTexts,
  type ReviewTexts,
  sealReviewTexts,
} from '#src/features/reviews/sealed-review.ts'
import { dateAt } from '#src/schema/calendar.ts'
import { normaliseNote } from '#src/schema/text.ts'

type Reviewer = Partial<PatientIdentity & PatientContact & InvitationContents>

/** Who said it: the patient as on file, or whom the list named; nothing once that is forgotten. */
const openReviewers = async (
  { tx, deps }: OrganisationScope,
  rows: readonly FoundReview[],
): Promise<Reviewer[]> => {
  const values = rows.flatMap(({ organisationId, patientId, care, rest, contents, invitationId }, row) => [
    ...(care ? [{ row, organisationId, sealed: care, field: 'patients.care', id: patientId ?? '' }] : []),
    ...(rest ? [{ row, organisationId, sealed: rest, field: 'patients.rest', id: patientId ?? '' }] : []),
    ...(contents
      ? [{ row, organisationId, sealed: contents, field: contentsPlace('').field, id: invitationId }]
      : []),
  ])
  const opened = await deps.keyring.openMany<Reviewer>(
    tx,
    values.map(({ organisationId, sealed, field, id }) => ({
      organisationId,
      sealed,
      place: { field, rowId: id },
    })),
  )
  const reviewers: Reviewer[] = rows.map(() => ({}))
  for (const [i, { row }] of values.entries()) Object.assign(reviewers[row] as Reviewer, opened[i])
  return reviewers
}

const asReview = (row: FoundReview, { text, reply }: ReviewTexts, reviewer: Reviewer): Review => ({
  id: row.id,
  invitationId: row.invitationId,
  practitionerId: row.practitionerId,
  score: row.score,
  aspects: row.aspects,
  text,
  answeredOn: row.answeredOn,
  week: row.week,
  reviewer:
    reviewer.firstName === undefined || reviewer.lastName === undefined
      ? null
      : {
          patientId: row.patientId,
          firstName: reviewer.firstName,
          lastName: reviewer.lastName,
          email: reviewer.email ?? null,
        },
  reply,
  repliedOn: row.repliedOn,
})

const show = async (scope: OrganisationScope, rows: readonly FoundReview[]): Promise<Review[]> => {
  const texts = await openReviews(scope, rows)
  const reviewers = await openReviewers(scope, rows)
  return rows.map((row, i) => asReview(row, texts[i] as ReviewTexts, reviewers[i] as Reviewer))
}

/** Where a page of reviews ends. */
export type ReviewPosition = [week: string, shuffled: string]

const positionOf = ({ week, shuffled }: FoundReview): ReviewPosition => [week, shuffled.toString('hex')]

/** A review with its place in the list. */
export interface PlacedReview {
  review: Review
  position: ReviewPosition
}

const afterOf = (after: ReviewPosition | null): ReviewFilter['after'] =>
  after && { week: after[0], shuffled: after[1] }

type Narrowed = Omit<ReviewFilter, 'after'>

const read = reviewsAccess.read

/** Reviews within the caller's reach, at most `limit + 1`. */
export const showReviews = async (
  scope: OrganisationScope,
  filter: Narrowed,
  after: ReviewPosition | null,
  limit: number,
): Promise<PlacedReview[]> => {
  const { tx, actor, at } = scope
  const found = { ...filter, after: afterOf(after) }
  const rows = await listReviews(tx, actor.organisationId, found, limit, { access: read, at })
  const reviews = await show(scope, rows)
  return rows.map((row, i) => ({ review: reviews[i] as Review, position: positionOf(row) }))
}

const atOnce = 200

/** A search reads no further than this many reviews at a time; its next page goes on from there. */
const mostRead = 4_000

const says = ({ text, reply, reviewer }: Review, wanted: string): boolean =>
  [text, reply, reviewer && `${reviewer.firstName} ${reviewer.lastName}`, reviewer?.email].some((words) =>
    words?.toLocaleLowerCase().includes(wanted),
  )

/**
 * Reviews that hold some words, in their text, the reply or the reviewer's name or address. Their words are sealed: each
 * one is opened and looked at.
 * @returns what was found, and where to go on, null at the end
 */
export const searchReviews = async (
  scope: OrganisationScope,
  { query, ...filter }: Narrowed & { query: string },
  after: ReviewPosition | null,
  limit: number,
): Promise<{ found: Review[]; next: ReviewPosition | null }> => {
  const wanted = query.toLocaleLowerCase()
  const found: Review[] = []
  let position = after
  for (let looked = 0; looked < mostRead; looked += atOnce) {
    const placed = await showReviews(scope, filter, position, atOnce)
    for (const { review, position: at } of placed.slice(0, atOnce)) {
      if (found.length === limit) return { found, next: position }
      if (says(review, wanted)) found.push(review)
      position = at
    }
    if (placed.length <= atOnce) return { found, next: null }
  }
  return { found, next: position }
}

/** A table of reviews holds no more rows than this: narrow it by days. */
const mostRows = 10_000

const onOneLine = (value: string | null | undefined): string => (value ?? '').replace(/\s+/g, ' ').trim()

/**
 * The caller's reviews as CSV, ten thousand at the most. What a spreadsheet would take for a formula is made plain.
 */
export const reviewsAsCsv = async (scope: OrganisationScope, filter: Narrowed): Promise<string> => {
  const reviews: Review[] = []
  let position: ReviewPosition | null = null
  do {
    const placed: PlacedReview[] = await showReviews(scope, filter, position, atOnce)
    reviews.push(...placed.slice(0, atOnce).map(({ review }) => review))
    position = placed.length > atOnce ? (placed[atOnce - 1]?.position ?? null) : null
  } while (position && reviews.length < mostRows)
  await recordAct(scope, {
    action: 'export',
    resource: 'review',
    resourceIds: reviews.map(({ id }) => id),
    patientIds: reviews.flatMap(({ reviewer }) => reviewer?.patientId ?? []),
  })
  const { settings } = await findOrganisation(scope.tx, scope.actor.organisationId)
  const aspects = [
    ...new Set([
      ...settings.reviews.aspects.map(({ key }) => key),
      ...reviews.flatMap((review) => Object.keys(review.aspects)),
    ]),
  ]
  const columns = [
    'answeredOn',
    'practitionerId',
    'score',
    ...aspects,
    'firstName',
    'lastName',
    'email',
    'text',
  ]
  const rows = reviews.map((review) => [
    review.answeredOn,
    review.practitionerId ?? '',
    review.score,
    ...aspects.map((key) => review.aspects[key] ?? ''),
    onOneLine(review.reviewer?.firstName),
    onOneLine(review.reviewer?.lastName),
    onOneLine(review.reviewer?.email),
    onOneLine(review.text),
    onOneLine(review.reply),
    review.repliedOn ?? '',
  ])
  return stringify([[...columns, 'reply', 'repliedOn'], ...rows], { escape_formulas: true })
}

/**
 * Replies to a review, once: the words go to the reviewer by mail and are published nowhere.
 * @throws Problem 404 out of reach, 409 where it was replied to, or nobody is there any more to write to
 */
export const reply = async (
  scope: OrganisationScope,
  reviewId: string,
  { text }: { text: string },
): Promise<Review> => {
  const { tx, actor, at } = scope
  const { organisationId } = actor
  const review = await findReview(tx, organisationId, reviewId, { access: read, at })
  if (!review) throw notFound()
  if (review.repliedOn !== null) throw new Problem('already-replied')
  const invitation = await findReviewInvitation(tx, organisationId, review.invitationId)
  const [shown] = await show(scope, [review])
  if (!invitation || !shown?.reviewer?.email)
    throw new Problem('conflict', { detail: 'The address of the reviewer is not kept any more.' })
  const said = { text: shown.text, reply: normaliseNote(text) }
  const { timeZone } = await findOrganisation(tx, organisationId)
  const replied = await replyToReview(
    tx,
    organisationId,
    reviewId,
    {
      sealed: await sealReviewTexts(scope, review, said),
      repliedOn: dateAt(at, timeZone),
      repliedBy: actor.accountId,
    },
    read,
  )
  if (!replied) throw new Problem('already-replied')
  await planMail(scope, {
    organisationId,
    kind: 'reviewReply',
    subjectId: invitation.id,
    patientId: invitation.patientId,
    language: invitation.language === 'sv' ? 'sv' : 'en',
  })
  await recordAct(scope, {
    action: 'change',
    resource: 'review',
    resourceIds: [reviewId],
    patientId: review.patientId,
    detail: { verb: 'reply' },
  })
  return { ...shown, reply: said.reply, repliedOn: dateAt(at, timeZone) }
}

/** What the caller has said in all organisations, newest first; at most `limit + 1`. */
export const showOwnReviews = async (
  scope: PersonScope,
  after: { answeredOn: string; id: string } | null,
  limit: number,
): Promise<OwnReview[]> => {
  const rows = await listReviewsOfAccount(scope.tx, scope.accountId, after, limit)
  const shown: OwnReview[] = []
  for (const { sealed, ...row } of rows) {
    const texts = await openReviewTexts(scope, row.organisationId, { id: row.id, sealed })
    shown.push({ ...row, ...texts })
  }
  return shown
}
