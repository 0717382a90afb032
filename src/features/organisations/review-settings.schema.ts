import { type Static, Type } from '@sinclair/typebox'
import { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'
import { closed, LocalTime, Name, Nullable, Period } from '#src/schema/primitives.ts'

/** One thing that is rated from 1 to 5 beside the score; the words by which it is asked, per language. */
export const ReviewAspect = closed({
  key: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$', minLength: 1, maxLength: 40 }),
  labels: closed({
    en: Type.Optional(Name(80)),
    sv: Type.Optional(Name(80)),
    nl: Type.Optional(Name(80)),
    fr: Type.Optional(Name(80)),
    az: Type.Optional(Name(80)),
  }),
})
export type ReviewAspect = Static<typeof ReviewAspect>

/** Hours of the night on the wall clock; `from` may be later than `to`. */
export const QuietHours = closed({ from: LocalTime, to: LocalTime })
export type QuietHours = Static<typeof QuietHours>

/** How an organisation asks its patients what they think. */
export const ReviewSettings = closed({
  automatic: Type.Boolean({
    description:
      'Whether who was at a completed appointment is asked by itself. Whom it concerns must be told when booking, with a way to refuse.',
  }),
  delay: Period,
  quietHours: Nullable(QuietHours),
  coolDown: Period,
  /** How long after the first mail who has not answered is reminded once. */
  reminder: Nullable(Period),
  expiresAfter: Period,
  aspects: Type.Array(ReviewAspect, { maxItems: 10 }),
  consentRequired: Type.Boolean({
    description: 'Whether only who has consented to `reviewInvitations` is asked.',
  }),
  invitationsPerDay: Type.Integer({ minimum: 1, maximum: 10_000 }),
  /** In which language is asked; null: in the person's. */
  language: Nullable(TemplateLanguage),
})
export type ReviewSettings = Static<typeof ReviewSettings>
