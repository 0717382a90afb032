import { SealError } from '#src/crypto/sealing.ts'
import type { JobScope } from '#src/db/scope.ts'
import {
  type Compose,
  type Letter,
  linkBase,
  type Mail,
  neutralSender,
  openSecrets,
} from '#src/features/messages/letters.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { isRestricted } from '#src/features/patients/restriction.ts'
import { practiceName, wordsOf } from '#src/features/reviews/invitation-words.ts'
import { mayBeAskedStill } from '#src/features/reviews/judge-drafts.ts'
import { contentsPlace } from '#src/features/reviews/make-invitations.ts'
import { openRecipients } from '#src/features/reviews/open-recipients.ts'
import { listRecipients } from '#src/features/reviews/recipients.queries.ts'
import { findReviewInvitation, moveInvitation } from '#src/features/reviews/review-invitations.queries.ts'
import type { InvitationContents } from '#src/features/reviews/review-invitations.schema.ts'
import { countInvited } from '#src/features/reviews/review-numbers.queries.ts'
import { findReviewOfInvitation } from '#src/features/reviews/reviews.queries.ts'
import { openReviewTexts } from '#src/features/reviews/sealed-review.ts'
import { fillTemplate } from '#src/features/reviews/template-text.ts'
import { stripControls } from '#src/mail/controls.ts'
import { mailLink } from '#src/mail/links.ts'
import { type Rendered, toHtml, toText } from '#src/mail/template-files.ts'
import { dateAt, monthOf } from '#src/schema/calendar.ts'

type Invitation = NonNullable<Awaited<ReturnType<typeof findReviewInvitation>>>
type Contents = Partial<InvitationContents>

/** What became of a mail. */
export type Settled = 'sent' | 'failed' | 'withdrawn'
/** Notes it elsewhere. */
export type Follow = (scope: JobScope, mail: Mail, state: Settled) => Promise<void>

interface Addressee {
  to: Letter['to']
  email: string
}

const openContents = async (
  { tx, deps, organisationId }: JobScope,
  { id, sealed }: Invitation,
): Promise<Contents> => {
  if (!sealed) return {}
  return deps.keyring
    .open<InvitationContents>(tx, organisationId, sealed, contentsPlace(id))
    .catch((error) => {
      // Its key was destroyed between two statements: nobody is there any more.
      if (error instanceof SealError) return {}
      throw error
    })
}

/** Where somebody is reached now; of a patient as the practice has it on file. */
const addresseeOf = async (
  scope: JobScope,
  { patientId }: Invitation,
  contents: Contents,
): Promise<Addressee | null> => {
  const { tx, organisationId, at } = scope
  const named = (email: string | null | undefined, firstName = '', lastName = '') =>
    email ? { email, to: { name: `${firstName} ${lastName}`.trim(), address: email } } : null
  if (patientId === null) return named(contents.email, contents.firstName, contents.lastName)
  const [patient] = await listRecipients(tx, organisationId, [patientId], at)
  if (patient?.state !== 'active' || isRestricted(patient, at)) return null
  const open = (await openRecipients(scope, organisationId, [patient])).get(patient.id)
  return named(open?.email, open?.firstName, open?.lastName)
}

const paragraphs = (text: string): Rendered['blocks'] =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => ({
      lines: paragraph
        .split('\n')
        .map(stripControls)
        .filter((line) => line !== ''),
    }))
    .filter(({ lines }) => lines.length > 0)

const letterOf = (
  { subject, blocks }: Rendered,
  language: string,
  { to, senderName, fields }: Pick<Letter, 'to' | 'senderName' | 'fields'>,
): Letter => {
  const rendered = { subject: stripControls(subject), blocks }
  return {
    to,
    subject: rendered.subject,
    text: toText(rendered),
    html: toHtml(rendered, language),
    fields,
    senderName,
  }
}

const isOpen = (invitation: Invitation, kind: Mail['kind'], at: string): boolean =>
  invitation.expiresAt > at &&
  (kind === 'reviewInvitation' ? ['scheduled'] : ['sent', 'viewed']).includes(invitation.state)

/**
 * Asks for a review, as long as that is still wanted: judged anew when it goes out. Carries the one-click way to end it
 * (RFC 8058).
 */
const ask: Compose = async (scope, mail) => {
  const { tx, organisationId, at, deps } = scope
  const invitation = await findReviewInvitation(tx, organisationId, mail.subjectId)
  const { token, unsubscribe } = await openSecrets(scope, mail)
  if (!invitation || !isOpen(invitation, mail.kind, at) || !token || !unsubscribe) return 'not-wanted'
  const { settings, timeZone } = await findOrganisation(tx, organisationId)
  const reminds = mail.kind === 'reviewReminder'
  if (reminds && settings.reviews.reminder === null) return 'not-wanted'
  const contents = await openContents(scope, invitation)
  const { subject, text } = contents
  if (subject === undefined || text === undefined) return 'not-wanted'
  const addressee = await addresseeOf(scope, invitation, contents)
  if (!addressee) return 'no-address'
  const asked = { patientId: invitation.patientId, email: addressee.email }
  if (!(await mayBeAskedStill(scope, organisationId, asked, settings.reviews))) return 'not-wanted'
  const { language } = invitation
  const words = wordsOf(language)
  const practice = practiceName(settings.mailDisplayName, language)
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(
    Date.parse(invitation.expiresAt) - 1,
  )
  const base = linkBase(scope)
  const blocks: Rendered['blocks'] = [
    ...(reminds ? [{ lines: [words.reminder] }] : []),
    ...paragraphs(text),
    { label: words.button, link: mailLink(base, 'review', token) },
    { lines: [fillTemplate(words.until, { date })] },
    { lines: [fillTemplate(words.stop, { practice })] },
    { label: words.stopButton, link: mailLink(base, 'unsubscribe', unsubscribe) },
  ]
  const heading = reminds ? fillTemplate(words.reminderSubject, { subject }) : subject
  return {
    ...letterOf({ subject: heading, blocks }, language, {
      to: addressee.to,
      senderName: settings.mailDisplayName ?? neutralSender,
      fields: ['firstName', 'lastName', 'organisation', 'practitioner', 'practiceWords', 'times', 'links'],
    }),
    headers: {
      'List-Unsubscribe': `<${deps.publicUrl}/v1/unsubscribe/${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

/** To somebody who is asked for a review. */
export const invitationLetter: Compose = ask

/** Once more to who has not answered. */
export const reminderLetter: Compose = ask

/** To a reviewer: what the practice answers. It is published nowhere. */
export const replyLetter: Compose = async (scope, mail) => {
  const { tx, organisationId } = scope
  const invitation = await findReviewInvitation(tx, organisationId, mail.subjectId)
  const review = await findReviewOfInvitation(tx, organisationId, mail.subjectId)
  if (!invitation || !review) return 'not-wanted'
  const { reply } = await openReviewTexts(scope, organisationId, review)
  if (reply === null) return 'not-wanted'
  const addressee = await addresseeOf(scope, invitation, await openContents(scope, invitation))
  if (!addressee) return 'no-address'
  const { settings } = await findOrganisation(tx, organisationId)
  const { language } = invitation
  const words = wordsOf(language)
  const practice = practiceName(settings.mailDisplayName, language)
  const blocks = [{ lines: [fillTemplate(words.reply, { practice })] }, ...paragraphs(reply)]
  return letterOf({ subject: words.replySubject, blocks }, language, {
    to: addressee.to,
    senderName: settings.mailDisplayName ?? neutralSender,
    fields: ['organisation', 'practiceWords'],
  })
}

/** Notes on an invitation what became of its mail. */
export const followInvitation: Follow = async (scope, mail, state) => {
  const { tx, organisationId, at } = scope
  const { timeZone } = await findOrganisation(tx, organisationId)
  const change =
    state === 'sent'
      ? { state, sentAt: at, updatedAt: at }
      : { state, closedOn: dateAt(at, timeZone), updatedAt: at }
  const moved = await moveInvitation(tx, organisationId, mail.subjectId, ['scheduled'], change)
  if (moved && state === 'sent')
    await countInvited(tx, organisationId, {
      month: monthOf(at, timeZone),
      practitionerId: moved.practitionerId,
    })
}

/** Notes on an invitation that its reminder went out. */
export const followReminder: Follow = async ({ tx, organisationId, at }, mail, state) => {
  if (state !== 'sent') return
  await moveInvitation(tx, organisationId, mail.subjectId, ['sent', 'viewed'], {
    remindedAt: at,
    updatedAt: at,
  })
}
