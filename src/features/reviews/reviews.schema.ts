import { Type } from '@sinclair/typebox'
import { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'
import { actorId, booking, credential, personId, plain, sealed, usage } from '#src/privacy/annotations.ts'
import { Bytes, closed, DateOnly, Nullable, OneOf, Timestamp, Uuid, Version } from '#src/schema/primitives.ts'

/** How a practice asks: its own words in a language, with the allowed variables alone. */
export const ReviewTemplateRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  language: plain(TemplateLanguage),
  version: plain(Version),
  subject: plain(Type.String()),
  text: plain(Type.String()),
  createdBy: actorId(Uuid),
  createdAt: plain(Timestamp),
})

/** Where an invitation stands; `withdrawn`: the person opted out, was restricted, deactivated or erased before. */
export const ReviewInvitationState = OneOf(
  'scheduled',
  'sent',
  'viewed',
  'answered',
  'declined',
  'expired',
  'failed',
  'withdrawn',
)

/** One request for one review. Of a patient it is sealed under their key, of an address under one of its own. */
export const ReviewInvitationRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  source: usage(OneOf('automatic', 'staff', 'list', 'client'), 'source'),
  state: usage(ReviewInvitationState, 'state'),
  patientId: personId(Nullable(Uuid)),
  appointmentId: booking(Nullable(Uuid), 'appointmentId'),
  practitionerId: booking(Nullable(Uuid), 'practitionerId'),
  /** A keyed hash, by which a later no and the cool-down are known; null where nothing was to be sent. */
  emailIndex: credential(Nullable(Bytes)),
  /** Both null where nothing was to be sent. */
  tokenHash: credential(Nullable(Bytes)),
  unsubscribeHash: credential(Nullable(Bytes)),
  language: usage(TemplateLanguage, 'language'),
  templateId: plain(Nullable(Uuid)),
  /** Zero: the words that come with Praxis. */
  templateVersion: plain(Type.Integer()),
  /** Of an address: whom to write to. Of all: the practice's words, as they were sent. */
  sealed: sealed(Nullable(Bytes), {
    category: 'contact',
    purpose: 'communication',
    basis: 'legitimate-interest-6-1-f',
    key: 'rest',
    fields: ['email', 'firstName', 'lastName', 'subject', 'text'],
    exportAs: 'contents',
  }),
  dueAt: usage(Timestamp, 'dueAt'),
  expiresAt: usage(Timestamp, 'expiresAt'),
  sentAt: usage(Nullable(Timestamp), 'sentAt'),
  // Days, as an instant beside that of a visit would tell who answered (`SECURITY.md` S76).
  viewedOn: usage(Nullable(DateOnly), 'viewedOn'),
  closedOn: usage(Nullable(DateOnly), 'closedOn'),
  remindedAt: usage(Nullable(Timestamp), 'remindedAt'),
  createdBy: actorId(Nullable(Uuid)),
  createdAt: usage(Timestamp, 'createdAt'),
  updatedAt: plain(Timestamp),
})

/** The hash of a link whose invitation was deleted before it expired: whoever opens it is told so kindly. */
export const ClosedReviewTokenRow = closed({
  id: plain(Uuid),
  hash: plain(Bytes),
  expiresAt: plain(Timestamp),
})

/** An address that wants no invitations of this organisation: a keyed hash alone. */
export const ReviewOptOutRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  emailIndex: credential(Bytes),
  createdAt: plain(Timestamp),
})

/** What somebody said of a visit, on a day; its place within the week is shuffled (`SECURITY.md` S76). */
export const ReviewRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  invitationId: plain(Uuid),
  patientId: personId(Nullable(Uuid)),
  practitionerId: booking(Nullable(Uuid), 'practitionerId'),
  score: usage(Type.Integer({ minimum: 0, maximum: 10 }), 'score'),
  aspects: usage(Type.Record(Type.String(), Type.Integer()), 'aspects'),
  sealed: sealed(Nullable(Bytes), {
    category: 'health',
    purpose: 'communication',
    basis: 'legitimate-interest-6-1-f',
    key: 'rest',
    fields: ['text', 'reply'],
    exportAs: 'contents',
  }),
  hasText: plain(Type.Boolean()),
  answeredOn: usage(DateOnly, 'answeredOn'),
  /** The Monday of the week. */
  week: plain(DateOnly),
  shuffled: plain(Bytes),
  repliedOn: usage(Nullable(DateOnly), 'repliedOn'),
  repliedBy: actorId(Nullable(Uuid)),
  version: plain(Version),
})

/** How often each score from 0 to 10 was given in a month, and the sum and count of each aspect. No ids of reviews. */
export const ReviewNumbersRow = closed({
  organisationId: plain(Uuid),
  id: plain(Uuid),
  /** The month's first day on the organisation's calendar. */
  month: plain(DateOnly),
  practitionerId: personId(Nullable(Uuid)),
  scores: plain(Type.Array(Type.Integer())),
  aspects: plain(Type.Record(Type.String(), closed({ count: Type.Integer(), sum: Type.Integer() }))),
  invited: plain(Type.Integer()),
  answered: plain(Type.Integer()),
})

/** The national mean of a calendar quarter, as it was published: numbers that lead to no practice. */
export const BenchmarkEditionRow = closed({
  id: plain(Uuid),
  country: plain(Type.String()),
  /** The quarter's first day. */
  quarter: plain(DateOnly),
  edition: plain(Version),
  suppressed: plain(Type.Boolean()),
  numbers: plain(Type.Record(Type.String(), Type.Unknown())),
  /** How many organisations and answers it rests on; in answers as bands alone. */
  cohort: plain(Type.Integer()),
  answers: plain(Type.Integer()),
  createdAt: plain(Timestamp),
})
