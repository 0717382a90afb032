import { type Static, Type } from '@sinclair/typebox'
import { ReviewRow } from '#src/features/reviews/reviews.schema.ts'
import { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'
import { sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import {
  closed,
  DateOnly,
  Email,
  Name,
  Note,
  Nullable,
  OneOf,
  Page,
  pageQuery,
  Timestamp,
  Token,
  Uuid,
} from '#src/schema/primitives.ts'

const row = ReviewRow.properties

export const tokenParams = closed({ token: Token })

const AspectKey = '^[a-z][A-Za-z0-9]{0,39}$'
const Rating = Type.Integer({ minimum: 1, maximum: 5 })
const Score = Type.Integer({ minimum: 0, maximum: 10 })

// A key for each thing that the organisation asks for: the schema cannot name them.
const Aspects = Type.Record(Type.String({ pattern: AspectKey }), Rating, {
  additionalProperties: false,
  maxProperties: 10,
})

/** What somebody who was asked sees before answering. */
export const ReviewForm = component(
  'ReviewForm',
  closed({
    state: OneOf('open', 'answered', 'declined', 'closed'),
    practice: Name(200),
    practitioner: Nullable(Name(250)),
    language: TemplateLanguage,
    aspects: Type.Array(closed({ key: Name(40), label: Name(80) }), { maxItems: 10 }),
    expiresAt: Timestamp,
  }),
)
export type ReviewForm = Static<typeof ReviewForm>

export const ReviewAnswer = closed(
  {
    score: Type.Integer({
      minimum: 0,
      maximum: 10,
      description: 'How likely one is to recommend the practice, from 0 to 10.',
    }),
    aspects: Type.Optional(Aspects),
    text: Type.Optional(sealedField(row.sealed, Note(4000))),
  },
  { examples: [{ score: 9, aspects: { friendliness: 5 }, text: 'I was listened to.' }] },
)
export type ReviewAnswer = Static<typeof ReviewAnswer>

/** What was taken, as its person may keep it. */
export const GivenReview = component(
  'GivenReview',
  closed({
    score: Score,
    aspects: Aspects,
    text: sealedField(row.sealed, Nullable(Note(4000))),
    answeredOn: DateOnly,
  }),
)
export type GivenReview = Static<typeof GivenReview>

/** A review as the practice and the practitioner read it. `reviewer` is null once the address is not kept any more. */
export const Review = component(
  'Review',
  closed({
    id: row.id,
    invitationId: row.invitationId,
    practitionerId: row.practitionerId,
    score: Score,
    aspects: Aspects,
    text: sealedField(row.sealed, Nullable(Note(4000))),
    answeredOn: {
      ...row.answeredOn,
      description: 'A day and no time; within a week the order tells nothing of it.',
    },
    week: { ...row.week, description: 'The Monday of the week.' },
    reviewer: Nullable(
      closed({
        patientId: row.patientId,
        firstName: sealedField(row.sealed, Name()),
        lastName: sealedField(row.sealed, Name()),
        email: sealedField(row.sealed, Nullable(Email)),
      }),
    ),
    reply: sealedField(row.sealed, Nullable(Note(4000))),
    repliedOn: row.repliedOn,
  }),
)
export type Review = Static<typeof Review>

const filters = {
  practitionerId: Type.Optional(Uuid),
  from: Type.Optional(DateOnly),
  to: Type.Optional(Type.String({ ...DateOnly, description: 'Not included.' })),
  minScore: Type.Optional(Score),
  maxScore: Type.Optional(Score),
  hasText: Type.Optional(Type.Boolean()),
  replied: Type.Optional(Type.Boolean()),
}

export const ReviewsQuery = closed({ ...pageQuery, ...filters })
export type ReviewsQuery = Static<typeof ReviewsQuery>

export const ReviewSearch = closed(
  { query: sealedField(row.sealed, Name(100)), ...filters, ...pageQuery },
  { examples: [{ query: 'listened', minScore: 9 }] },
)
export type ReviewSearch = Static<typeof ReviewSearch>

export const ReviewReply = closed(
  { text: sealedField(row.sealed, Note(4000)) },
  { examples: [{ text: 'Thank you for telling us.' }] },
)
export type ReviewReply = Static<typeof ReviewReply>

/** A review as its own person reads it. */
export const OwnReview = component(
  'OwnReview',
  closed({
    id: row.id,
    organisationId: row.organisationId,
    practitionerId: row.practitionerId,
    score: Score,
    aspects: Aspects,
    text: sealedField(row.sealed, Nullable(Note(4000))),
    answeredOn: row.answeredOn,
    reply: sealedField(row.sealed, Nullable(Note(4000))),
    repliedOn: row.repliedOn,
  }),
)
export type OwnReview = Static<typeof OwnReview>

export const OwnReviews = Page(OwnReview)
