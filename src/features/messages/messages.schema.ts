import { type Static, Type } from '@sinclair/typebox'
import type { ToldRequest } from '#src/mail/told-request.ts'
import type { StoredField } from '#src/mail/wording.ts'
import { personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import type { SignedCertificate } from '#src/privacy/certificates/certificate.ts'
import { component } from '#src/schema/components.ts'
import { Bytes, closed, Language, Nullable, OneOf, Timestamp, Uuid } from '#src/schema/primitives.ts'

/**
 * Every mail that Praxis sends, by what it is about. Its subject is the registration (verifyEmail), the invitation, the
 * patient (patientRegistered, restrictionLifted), the guardian (guardianInvited), the appointment or, of a policy or a
 * notice, whom it concerns (the account, else the patient), with its number as version; so of a leaving organisation, of a
 * new owner and of an announcement. Mails to an account find it by `accountId`. Of a purge it is its record, with the place of
 * the address in it as version. Of a change of the login
 * e-mail it is the change; of a review its invitation.
 */
export const MailKind = OneOf(
  'verifyEmail',
  'registrationForExistingAccount',
  'resetPassword',
  'passwordChanged',
  'sessionAlert',
  'secondFactorAdded',
  'secondFactorRemoved',
  'recoveryCodeUsed',
  'securityAlert',
  'misuseReported',
  'requestAddress',
  'privacyReported',
  'emailChangeRequested',
  'emailChanged',
  'emailChangeUndone',
  'invitation',
  'patientRegistered',
  'guardianInvited',
  'breakGlassUsed',
  'breakGlassRequested',
  'restrictionLifted',
  'appointmentConfirmation',
  'appointmentChange',
  'appointmentCancellation',
  'appointmentReminder',
  'policyPublished',
  'policyToAccept',
  'noticeChanged',
  'requestReceived',
  'requestGrace',
  'requestIdentityAsked',
  'requestIdentityConfirmed',
  'requestExtended',
  'requestRefused',
  'requestBlocked',
  'requestWithdrawn',
  'requestResolved',
  'requestDue',
  'requestErased',
  'organisationLeaving',
  'organisationStays',
  'organisationPurged',
  'ownershipTransferAnnounced',
  'ownershipTransferCancelled',
  'incidentAnnounced',
  'informationAnnounced',
  'reviewInvitation',
  'reviewReminder',
  'reviewReply',
)

/** A mail as a row: one per reason. The address is read from its owner's row when it is sent. */
export const MailRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  kind: usage(MailKind, 'kind'),
  subjectId: personId(Uuid),
  subjectVersion: plain(Type.Integer()),
  /** ISO duration of a reminder, else empty. */
  leadTime: usage(Type.String(), 'leadTime'),
  accountId: personId(Nullable(Uuid)),
  patientId: personId(Nullable(Uuid)),
  language: usage(Language, 'language'),
  sealed: sealed(Nullable(Bytes), {
    category: 'credential',
    purpose: 'communication',
    basis: 'contract-6-1-b',
    key: 'organisation',
    fields: ['token', 'fieldNames', 'cause', 'count', 'request', 'certificate', 'unsubscribe'],
  }),
  dueAt: usage(Timestamp, 'dueAt'),
  state: usage(OneOf('planned', 'sent', 'failed', 'withdrawn'), 'state'),
  attempts: plain(Type.Integer()),
  failure: usage(Nullable(Type.String()), 'failure'),
  sentAt: usage(Nullable(Timestamp), 'sentAt'),
  createdAt: usage(Timestamp, 'createdAt'),
})

/** What a mail's sealed value holds, as far as its kind has it. */
export interface MailSecrets {
  /** verifyEmail, resetPassword, emailChange…, misuseReported, invitation, patientRegistered, guardianInvited: the token of the link. */
  token?: string
  /** patientRegistered: names of what was stored. */
  fieldNames?: StoredField[]
  /** securityAlert: what was noticed, as a code, and how often. recoveryCodeUsed: how many codes are left. */
  cause?: string
  count?: number
  /** request…: which one, and what happened to it. With a token: that of the undo link, or of the link to the request. */
  request?: ToldRequest
  /** requestErased: the certificate, as it is attached. With a token: that of the link to it. */
  certificate?: SignedCertificate
  /** reviewInvitation, reviewReminder: the token that ends them. */
  unsubscribe?: string
}

const { id, state, dueAt, sentAt, failure } = MailRow.properties

/** A mail about an appointment, as it is answered: neither words nor address. */
export const Notification = component(
  'Notification',
  closed({
    id,
    kind: OneOf(
      'appointmentConfirmation',
      'appointmentChange',
      'appointmentCancellation',
      'appointmentReminder',
    ),
    leadTime: Nullable(
      Type.String({ maxLength: 16, description: 'How long before the start a reminder goes out.' }),
    ),
    state: { ...state, description: '`withdrawn`: not sent, as it would tell what is not so any more.' },
    dueAt,
    sentAt,
    failure: {
      ...failure,
      maxLength: 64,
      description: 'Why it was not sent, as a code. With `planned`: why the last try failed.',
    },
  }),
)
export type Notification = Static<typeof Notification>

/** Work that a transaction caused and a queue has not taken yet; ids only. */
export const OutboxRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  accountId: personId(Nullable(Uuid)),
  job: plain(Type.String()),
  subjectId: personId(Uuid),
  createdAt: plain(Timestamp),
})
