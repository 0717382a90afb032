import { type Static, Type } from '@sinclair/typebox'
import { ReviewInvitationRow, ReviewInvitationState as State } from '#src/features/reviews/reviews.schema.ts'
import { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'
import { sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Email, Name, Nullable, OneOf, pageQuery, Uuid } from '#src/schema/primitives.ts'

export type ReviewInvitationState = Static<typeof State>

const row = ReviewInvitationRow.properties

const PatientRecipient = closed({ kind: OneOf('patient'), patientId: Uuid })
const AddressRecipient = closed({
  kind: OneOf('address'),
  email: sealedField(row.sealed, Email),
  firstName: sealedField(row.sealed, Name()),
  lastName: sealedField(row.sealed, Name()),
})

/** Whom to ask: a patient, or somebody by their address alone. */
const ReviewRecipient = Type.Union([PatientRecipient, AddressRecipient])
export type ReviewRecipient = Static<typeof ReviewRecipient>

export const mostRecipients = 2_000

export const NewReviewInvitations = closed(
  {
    recipients: Type.Array(ReviewRecipient, { minItems: 1, maxItems: mostRecipients }),
    practitionerId: Type.Optional(Uuid),
    language: Type.Optional(TemplateLanguage),
  },
  {
    examples: [
      {
        recipients: [
          { kind: 'patient', patientId: '0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11' },
          { kind: 'address', email: 'olle@mail.example', firstName: 'Olle', lastName: 'Ek' },
        ],
      },
    ],
  },
)
export type NewReviewInvitations = Static<typeof NewReviewInvitations>

/** What a list as CSV says beside it. */
export const InvitationsQuery = closed({
  practitionerId: Type.Optional(Uuid),
  language: Type.Optional(TemplateLanguage),
})

const state = {
  ...row.state,
  description:
    '`withdrawn`: it is not sent, as the person wants none, was asked shortly before, or may not be asked.',
}

/** One for each recipient, in their order; a repeated address has the same id twice. */
export const MadeReviewInvitations = component(
  'MadeReviewInvitations',
  closed({
    data: Type.Array(closed({ id: row.id, state }), { maxItems: mostRecipients }),
  }),
)
export type MadeReviewInvitations = Static<typeof MadeReviewInvitations>

const listed = {
  id: row.id,
  source: row.source,
  state,
  patientId: row.patientId,
  practitionerId: row.practitionerId,
  language: row.language,
  templateId: row.templateId,
  templateVersion: { ...row.templateVersion, description: '0: the words that come with Praxis.' },
  dueAt: row.dueAt,
  sentAt: row.sentAt,
  remindedAt: row.remindedAt,
  expiresAt: row.expiresAt,
  viewedOn: row.viewedOn,
  closedOn: row.closedOn,
  createdAt: row.createdAt,
}

/** An invitation as lists show it. */
export const ReviewInvitation = component('ReviewInvitation', closed(listed))
export type ReviewInvitation = Static<typeof ReviewInvitation>

/** An invitation with whom it went to and what it said; both null once they are not kept any more. */
export const ReviewInvitationDetails = component(
  'ReviewInvitationDetails',
  closed({
    ...listed,
    recipient: Nullable(
      closed({
        email: sealedField(row.sealed, Email),
        firstName: sealedField(row.sealed, Name()),
        lastName: sealedField(row.sealed, Name()),
      }),
    ),
    subject: sealedField(row.sealed, Nullable(Type.String({ maxLength: 1_000 }))),
    text: sealedField(row.sealed, Nullable(Type.String({ maxLength: 20_000 }))),
  }),
)
export type ReviewInvitationDetails = Static<typeof ReviewInvitationDetails>

export const ReviewInvitationsQuery = closed({
  ...pageQuery,
  state: Type.Optional(State),
  patientId: Type.Optional(Uuid),
  practitionerId: Type.Optional(Uuid),
})
export type ReviewInvitationsQuery = Static<typeof ReviewInvitationsQuery>

/** What an invitation's sealed value holds: of an address who they are, of all what was written. */
export interface InvitationContents {
  email?: string
  firstName?: string
  lastName?: string
  subject: string
  text: string
}
