import type { Static } from '@sinclair/typebox'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import {
  breakGlassRequested,
  breakGlassUsed,
  misuseReported,
  passwordChanged,
  recoveryCodeUsed,
  registrationForExistingAccount,
  resetPassword,
  secondFactorAdded,
  secondFactorRemoved,
  securityAlert,
  sessionAlert,
  verifyEmail,
} from '#src/features/messages/account-letters.ts'
import { announcementLetter } from '#src/features/messages/announcement-letters.ts'
import { appointmentLetter } from '#src/features/messages/appointment-letters.ts'
import { certificateLetter } from '#src/features/messages/certificate-letters.ts'
import {
  emailChanged,
  emailChangeRequested,
  emailChangeUndone,
} from '#src/features/messages/email-change-letters.ts'
import {
  organisationLeaving,
  organisationPurged,
  organisationStays,
  ownershipTransferAnnounced,
  ownershipTransferCancelled,
} from '#src/features/messages/leaving-letters.ts'
import { type Compose, idHost, type Letter, type Mail } from '#src/features/messages/letters.ts'
import { classOf, goesToEverybody, isWelcome } from '#src/features/messages/mail-classes.ts'
import {
  findMailWishes,
  isPlanned,
  lockPlannedMail,
  recordMail,
} from '#src/features/messages/messages.queries.ts'
import type { MailKind } from '#src/features/messages/messages.schema.ts'
import {
  guardianInvited,
  invitation,
  patientRegistered,
  restrictionLifted,
} from '#src/features/messages/organisation-letters.ts'
import { noticeLetter, policyLetter } from '#src/features/messages/policy-letters.ts'
import { privacyReported, requestAddress } from '#src/features/messages/public-request-letters.ts'
import { requestLetter } from '#src/features/messages/request-letters.ts'
import { watchLetter } from '#src/features/messages/watch-letters.ts'
import {
  type Follow,
  followInvitation,
  followReminder,
  invitationLetter,
  reminderLetter,
  replyLetter,
  type Settled,
} from '#src/features/reviews/review-letters.ts'
import { MailRefused } from '#src/mail/mailer.ts'

/**
 * `withdrawn`: what it tells of is over, or there is no address. `notDue`: its time has not come. `locked`: another
 * worker has it. `done`: it is not planned any more, or gone.
 */
export type MailOutcome = 'sent' | 'withdrawn' | 'notDue' | 'locked' | 'done'

const letters: Record<Static<typeof MailKind>, Compose> = {
  verifyEmail,
  registrationForExistingAccount,
  resetPassword,
  passwordChanged,
  sessionAlert,
  secondFactorAdded,
  secondFactorRemoved,
  recoveryCodeUsed,
  securityAlert,
  misuseReported,
  requestAddress,
  privacyReported,
  emailChangeRequested,
  emailChanged,
  emailChangeUndone,
  invitation,
  patientRegistered,
  guardianInvited,
  breakGlassUsed,
  breakGlassRequested,
  restrictionLifted,
  appointmentConfirmation: appointmentLetter('appointmentConfirmation'),
  appointmentChange: appointmentLetter('appointmentChange'),
  appointmentCancellation: appointmentLetter('appointmentCancellation'),
  appointmentReminder: appointmentLetter('appointmentReminder'),
  policyPublished: policyLetter('policyPublished'),
  policyToAccept: policyLetter('policyToAccept'),
  noticeChanged: noticeLetter,
  requestReceived: requestLetter,
  requestGrace: requestLetter,
  requestIdentityAsked: requestLetter,
  requestIdentityConfirmed: requestLetter,
  requestExtended: requestLetter,
  requestRefused: requestLetter,
  requestBlocked: requestLetter,
  requestWithdrawn: requestLetter,
  requestResolved: requestLetter,
  requestDue: watchLetter,
  requestErased: certificateLetter,
  organisationLeaving,
  organisationStays,
  organisationPurged,
  ownershipTransferAnnounced,
  ownershipTransferCancelled,
  incidentAnnounced: announcementLetter('incidentAnnounced'),
  informationAnnounced: announcementLetter('informationAnnounced'),
  reviewInvitation: invitationLetter,
  reviewReminder: reminderLetter,
  reviewReply: replyLetter,
}

/** What else is noted of what became of a mail, in the same transaction. */
const followers: Partial<Record<Static<typeof MailKind>, Follow>> = {
  reviewInvitation: followInvitation,
  reviewReminder: followReminder,
}

/** What is due within this time is sent now, so that a tick just before it does not make it late. */
const soonMilliseconds = 60_000

const handOver = async ({ deps }: JobScope, mail: Mail, { senderName, ...letter }: Letter) => {
  const { config, mailer } = deps
  try {
    await mailer.send({
      messageId: `<${mail.id}@${idHost(config)}>`,
      from: { name: senderName, address: config.mailFrom },
      ...letter,
    })
    return null
  } catch (error) {
    if (error instanceof MailRefused) return error
    throw error
  }
}

// Asked when it goes out, so that what was queued before the person said no is held back too.
const isWanted = async (
  { tx, organisationId, at }: JobScope,
  { kind, patientId }: Mail,
): Promise<boolean> => {
  const mailClass = classOf(kind)
  // Of these whoever writes the letter judges, as they go to addresses without a patient too.
  if (mailClass === 'invitation' || goesToEverybody(mailClass)) return true
  if (patientId === null) return false
  return isWelcome(mailClass, await findMailWishes(tx, organisationId, patientId, at))
}

type Attempt = { outcome: MailOutcome } | { refusal: MailRefused }

const attempt = async (scope: JobScope, mailId: string): Promise<Attempt> => {
  const { tx, organisationId, deps } = scope
  const mail = await lockPlannedMail(tx, organisationId, mailId)
  if (!mail) return { outcome: (await isPlanned(tx, organisationId, mailId)) ? 'locked' : 'done' }
  if (Date.parse(mail.dueAt) > Date.parse(scope.at) + soonMilliseconds) return { outcome: 'notDue' }

  const letter = (await isWanted(scope, mail)) ? await letters[mail.kind](scope, mail) : 'not-wanted'
  const record = async (outcome: Parameters<typeof recordMail>[3]) => {
    await recordMail(tx, organisationId, mailId, outcome)
    if (outcome.state !== undefined) await followers[mail.kind]?.(scope, mail, outcome.state as Settled)
  }
  if (typeof letter === 'string') {
    await record({ state: 'withdrawn', failure: letter, sealed: null })
    return { outcome: 'withdrawn' }
  }
  const refusal = await handOver(scope, mail, letter)
  const attempts = mail.attempts + 1
  if (!refusal) {
    const sentAt = deps.clock.now().toISOString()
    await record({ state: 'sent', sentAt, failure: null, sealed: null, attempts })
    return { outcome: 'sent' }
  }
  const { code: failure, permanent } = refusal
  await record({ failure, attempts, ...(permanent ? { state: 'failed', sealed: null } : {}) })
  return { refusal }
}

/**
 * Sends a mail that is due and still wanted. Its row stays locked until what became of it is committed, so that no two
 * workers send it; a process that dies between the server's answer and that commit leads to a second copy under the
 * same Message-ID.
 * @throws MailRefused, after it was recorded: a permanent one leaves the mail `failed`, any other `planned`
 */
export const sendMail = async (
  deps: Deps,
  { organisationId, mailId }: { organisationId: string; mailId: string },
): Promise<MailOutcome> => {
  const made = await withJob(deps, organisationId, (scope) => attempt(scope, mailId))
  if ('refusal' in made) throw made.refusal
  return made.outcome
}
