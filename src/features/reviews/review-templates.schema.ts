import { type Static, Type } from '@sinclair/typebox'
import { ReviewTemplateRow } from '#src/features/reviews/reviews.schema.ts'
import { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'
import { component } from '#src/schema/components.ts'
import { closed, Name, Note, Nullable, Timestamp, Uuid } from '#src/schema/primitives.ts'

const row = ReviewTemplateRow.properties

const words = {
  language: TemplateLanguage,
  subject: Name(200),
  text: Note(5000),
}

/** How a practice asks in a language. Version 0: the words that come with Praxis. */
export const ReviewTemplate = component(
  'ReviewTemplate',
  closed({
    id: Nullable(Uuid),
    language: row.language,
    version: Type.Integer({ minimum: 0 }),
    subject: words.subject,
    text: words.text,
    createdBy: Nullable(Uuid),
    createdAt: Nullable(Timestamp),
  }),
)
export type ReviewTemplate = Static<typeof ReviewTemplate>

const example = {
  language: 'en',
  subject: 'How was your visit, {{firstName}}?',
  text: 'Dear {{firstName}} {{lastName}},\n\n{{practice}} would like to know how your visit with {{practitioner}} was.',
}

export const NewReviewTemplate = closed(words, { examples: [example] })
export type NewReviewTemplate = Static<typeof NewReviewTemplate>

/** A template as it would be sent to somebody made up. */
export const ReviewTemplatePreview = component(
  'ReviewTemplatePreview',
  closed({
    subject: Type.String({ maxLength: 1_000 }),
    text: Type.String({ maxLength: 20_000 }),
    html: Type.String({ maxLength: 50_000 }),
  }),
)
export type ReviewTemplatePreview = Static<typeof ReviewTemplatePreview>
