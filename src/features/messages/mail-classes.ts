import type { Static } from '@sinclair/typebox'
import type { MailKind } from '#src/features/messages/messages.schema.ts'

/**
 * `service`: what must arrive. `incident`: what went wrong, which must arrive too. `information`: about the service and
 * never an offer. `reminder`: may be switched off. `marketing`: only with consent. `invitation`: as marketing where the law
 * of the country or the person says so; who writes it judges that (`LEGAL.md` § 7).
 */
type MailClass = 'service' | 'incident' | 'information' | 'reminder' | 'marketing' | 'invitation'

const classes: Record<Static<typeof MailKind>, MailClass> = {
  verifyEmail: 'service',
  registrationForExistingAccount: 'service',
  resetPassword: 'service',
  passwordChanged: 'service',
  sessionAlert: 'service',
  secondFactorAdded: 'service',
  secondFactorRemoved: 'service',
  recoveryCodeUsed: 'service',
  securityAlert: 'service',
  misuseReported: 'service',
  requestAddress: 'service',
  privacyReported: 'service',
  emailChangeRequested: 'service',
  emailChanged: 'service',
  emailChangeUndone: 'service',
  invitation: 'service',
  patientRegistered: 'service',
  guardianInvited: 'service',
  breakGlassUsed: 'service',
  breakGlassRequested: 'service',
  restrictionLifted: 'service',
  appointmentConfirmation: 'service',
  appointmentChange: 'service',
  appointmentCancellation: 'service',
  appointmentReminder: 'reminder',
  policyPublished: 'service',
  policyToAccept: 'service',
  noticeChanged: 'service',
  reviewInvitation: 'invitation',
  reviewReminder: 'invitation',
  reviewReply: 'service',
  requestReceived: 'service',
  requestGrace: 'service',
  requestIdentityAsked: 'service',
  requestIdentityConfirmed: 'service',
  requestExtended: 'service',
  requestRefused: 'service',
  requestBlocked: 'service',
  requestWithdrawn: 'service',
  requestResolved: 'service',
  requestDue: 'service',
  requestErased: 'service',
  organisationLeaving: 'service',
  organisationStays: 'service',
  organisationPurged: 'service',
  ownershipTransferAnnounced: 'service',
  ownershipTransferCancelled: 'service',
  incidentAnnounced: 'incident',
  informationAnnounced: 'information',
}

/** What somebody wants to get beside what must arrive. */
export interface MailWishes {
  reminders: boolean
  marketing: boolean
  /** Being asked for a review; as `marketing` where nothing is said. */
  invitations?: boolean
}

/** Whether a class of mails goes out whatever somebody wishes to get. */
export const goesToEverybody = (mailClass: MailClass): boolean =>
  mailClass !== 'reminder' && mailClass !== 'marketing' && mailClass !== 'invitation'

/** Whether a class of mails may go to somebody with these wishes. */
export const isWelcome = (mailClass: MailClass, wishes: MailWishes): boolean => {
  if (mailClass === 'invitation') return wishes.invitations ?? wishes.marketing
  return goesToEverybody(mailClass) || (mailClass === 'reminder' ? wishes.reminders : wishes.marketing)
}

/** The class of a kind of mail. */
export const classOf = (kind: Static<typeof MailKind>): MailClass => classes[kind]

/** The kinds that somebody with these wishes does not get. */
export const unwelcomeKinds = (wishes: MailWishes): Static<typeof MailKind>[] =>
  (Object.keys(classes) as Static<typeof MailKind>[]).filter((kind) => !isWelcome(classes[kind], wishes))
