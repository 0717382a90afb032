import { createHash } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { reviewInvitationsOf } from '#src/features/organisations/review-settings.ts'
import { findNewestNotice, findNoticeVersionAt, insertNotice } from '#src/features/privacy/notice.queries.ts'
import { enqueue } from '#src/jobs/enqueue.ts'
import { accountAge } from '#src/privacy/law/ages.ts'
import { type NoticeFacts, noticeFacts } from '#src/privacy/notice/facts.ts'

type NoticeScope = Scope & { readonly tx: ScopedTx }

/** What the notice of the organisation in scope, or of the platform, states by what is in force. */
export const factsInForce = async (scope: NoticeScope, organisationId: string): Promise<NoticeFacts> => {
  const { privacy } = scope.deps.config
  if (organisationId === PLATFORM_ID) {
    const { name, email, phone } = privacy.operator
    const subject = { organisationId: null, name, country: null, email, phone }
    const reviewInvitations = 'never'
    return noticeFacts(
      { ...subject, minAccountAge: accountAge.default, reviewInvitations, periods: {} },
      privacy,
    )
  }
  const { name, country, settings } = await findOrganisation(scope.tx, organisationId)
  const { contactEmail: email, contactPhone: phone, minAccountAge, bookingRetention } = settings
  const periods = { bookingRetention, accessTrailYears: `P${settings.accessTrailYears}Y` }
  const reviewInvitations = reviewInvitationsOf(settings.reviews)
  const subject = { organisationId, name, country, email, phone, minAccountAge, reviewInvitations, periods }
  return noticeFacts(subject, privacy)
}

/** SHA-256 of what a notice states. */
export const digestOfNotice = (facts: NoticeFacts): Buffer =>
  createHash('sha256').update(JSON.stringify(facts)).digest()

/**
 * Makes a new version of the notice where what it states has changed, in the transaction of what changed it. A job
 * tells everybody whom it concerns; the first version changes nothing for anybody.
 * @returns the new version's number, null where the newest states the same
 */
export const recordNotice = async (scope: NoticeScope, organisationId: string): Promise<number | null> => {
  const facts = await factsInForce(scope, organisationId)
  const digest = digestOfNotice(facts)
  const newest = await findNewestNotice(scope.tx, organisationId)
  if (newest?.digest.equals(digest)) return null
  const version = (newest?.version ?? 0) + 1
  const id = newId()
  const added = await insertNotice(scope.tx, {
    organisationId,
    id,
    version,
    digest,
    facts: facts as unknown as Record<string, unknown>,
    effectiveFrom: scope.at,
    createdAt: scope.at,
  })
  if (!added) return null
  if (newest) await enqueue(scope.tx, { organisationId, job: 'notice.announce', subjectId: id, at: scope.at })
  return version
}

/**
 * The version of an organisation's notice by which somebody was told at an instant. Where what it states has no version
 * yet it gets one: what people were told stays on record.
 */
export const noticeVersionAt = async (
  scope: NoticeScope,
  organisationId: string,
  at: string,
): Promise<number> => {
  await recordNotice(scope, organisationId)
  const version = await findNoticeVersionAt(scope.tx, organisationId, at)
  if (version === null) throw new Error('an organisation without a notice')
  return version
}
