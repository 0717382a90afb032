import { randomBytes } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { v4 as newShuffledId } from 'uuid'
import { hashSecret } from '#src/crypto/secrets.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, refused } from '#src/errors.ts'
import { withdrawWaitingMails } from '#src/features/messages/messages.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findPractitioner } from '#src/features/organisations/practitioners.queries.ts'
import type { ReviewAspect } from '#src/features/organisations/review-settings.schema.ts'
import type { GivenReview, ReviewAnswer, ReviewForm } from '#src/features/reviews/answers.schema.ts'
import { practiceName } from '#src/features/reviews/invitation-words.ts'
import {
  closeInvitation,
  findReviewInvitation,
  moveInvitation,
} from '#src/features/reviews/review-invitations.queries.ts'
import { countReview } from '#src/features/reviews/review-numbers.queries.ts'
import { insertReview } from '#src/features/reviews/reviews.queries.ts'
import { sealReviewTexts } from '#src/features/reviews/sealed-review.ts'
import type { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'
import { dateAt, monthOf } from '#src/schema/calendar.ts'
import { normaliseNote } from '#src/schema/text.ts'

type Invitation = NonNullable<Awaited<ReturnType<typeof findReviewInvitation>>>
type AskedScope = PublicScope & { readonly invitation: Invitation }

/** Runs with the invitation of a token; one whose person was erased since is over, and a guessed one is not there. */
const withInvitation = <R>(
  deps: Deps,
  token: string,
  requestId: string | null,
  run: (scope: AskedScope) => Promise<R>,
): Promise<R> =>
  withPublic(deps, 'review', hashSecret(token), requestId, async (scope) => {
    const { tx, organisationId, subjectId } = scope
    const invitation =
      subjectId === null ? undefined : await findReviewInvitation(tx, organisationId, subjectId)
    if (!invitation) throw new Problem('review-closed')
    return run({ ...scope, invitation })
  })

const stateOf = ({ state, expiresAt }: Invitation, at: string): ReviewForm['state'] => {
  if (state === 'answered' || state === 'declined') return state
  return ['scheduled', 'sent', 'viewed'].includes(state) && expiresAt > at ? 'open' : 'closed'
}

const labelOf = ({ key, labels }: ReviewAspect, language: TemplateLanguage): string =>
  labels[language] ?? labels.en ?? Object.values(labels)[0] ?? key

/**
 * The form of an invitation. Showing it changes nothing (`SECURITY.md` S7).
 * @throws Problem 404 for a token that never was, 410 where its invitation is gone
 */
export const showReviewForm = (deps: Deps, token: string, requestId: string): Promise<ReviewForm> =>
  withInvitation(deps, token, requestId, async ({ tx, at, organisationId, invitation }) => {
    const { settings } = await findOrganisation(tx, organisationId)
    const { language, practitionerId, expiresAt } = invitation
    const practitioner = practitionerId && (await findPractitioner(tx, organisationId, practitionerId))
    return {
      state: stateOf(invitation, at),
      practice: practiceName(settings.mailDisplayName, language),
      practitioner: practitioner ? `${practitioner.firstName} ${practitioner.lastName}` : null,
      language,
      aspects: settings.reviews.aspects.map((aspect) => ({
        key: aspect.key,
        label: labelOf(aspect, language),
      })),
      expiresAt,
    }
  })

/**
 * Notes that somebody looks at the form. Twice changes nothing.
 * @throws Problem as `showReviewForm`
 */
export const recordView = (deps: Deps, token: string, requestId: string): Promise<void> =>
  withInvitation(deps, token, requestId, async ({ tx, at, organisationId, invitation }) => {
    const { timeZone } = await findOrganisation(tx, organisationId)
    await moveInvitation(tx, organisationId, invitation.id, ['sent'], {
      state: 'viewed',
      viewedOn: dateAt(at, timeZone),
    })
  })

/** Of many at once one closes the invitation; the others hear why they did not. */
const close = async (
  { tx, at, organisationId, invitation }: AskedScope,
  state: 'answered' | 'declined',
  day: string,
): Promise<Invitation> => {
  const closed = await closeInvitation(tx, organisationId, invitation.id, { state, closedOn: day }, at)
  if (closed) {
    await withdrawWaitingMails(tx, organisationId, (eb) => eb('subjectId', '=', invitation.id), [
      'reviewReminder',
    ])
    return closed
  }
  const now = await findReviewInvitation(tx, organisationId, invitation.id)
  const reached = now && stateOf(now, at)
  throw new Problem(reached === 'answered' || reached === 'declined' ? 'review-answered' : 'review-closed')
}

/**
 * Says that somebody does not want to answer. Once more changes nothing.
 * @throws Problem as `showReviewForm`, 409 where it was answered, 410 where it is over
 */
export const declineReview = (deps: Deps, token: string, requestId: string): Promise<void> =>
  withInvitation(deps, token, requestId, async (scope) => {
    if (scope.invitation.state === 'declined') return
    const { timeZone } = await findOrganisation(scope.tx, scope.organisationId)
    await close(scope, 'declined', dateAt(scope.at, timeZone))
  })

const demandAspects = (given: Readonly<Record<string, number>>, asked: readonly ReviewAspect[]) => {
  const keys = new Set(asked.map(({ key }) => key))
  const unknown = Object.keys(given).find((key) => !keys.has(key))
  if (unknown !== undefined) throw refused(`/aspects/${unknown}`, 'is not asked for')
}

const mondayOf = (day: string): string => {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}

/**
 * Takes an answer, once. What is kept of when is the day; the review's id and place within the week are random, and
 * nothing else of this transaction bears its time (`SECURITY.md` S76).
 * @throws Problem as `declineReview`, 422 for an aspect that is not asked for
 */
export const answerReview = (
  deps: Deps,
  token: string,
  requestId: string,
  { score, aspects = {}, text }: ReviewAnswer,
): Promise<GivenReview> =>
  withInvitation(deps, token, requestId, async (scope) => {
    const { tx, at, organisationId } = scope
    const { settings, timeZone } = await findOrganisation(tx, organisationId)
    demandAspects(aspects, settings.reviews.aspects)
    const answeredOn = dateAt(at, timeZone)
    const { id: invitationId, patientId, practitionerId } = await close(scope, 'answered', answeredOn)
    const id = newShuffledId()
    const said = text === undefined ? null : normaliseNote(text)
    await insertReview(tx, {
      organisationId,
      id,
      invitationId,
      patientId,
      practitionerId,
      score,
      aspects,
      sealed: await sealReviewTexts(scope, { organisationId, patientId, id }, { text: said, reply: null }),
      hasText: said !== null,
      answeredOn,
      week: mondayOf(answeredOn),
      shuffled: randomBytes(16),
      repliedOn: null,
      repliedBy: null,
      version: 1,
    })
    await countReview(tx, organisationId, {
      month: monthOf(at, timeZone),
      practitionerId,
      score,
      aspects,
    })
    return { score, aspects, text: said, answeredOn }
  })
