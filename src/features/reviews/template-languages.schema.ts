import { OneOf } from '#src/schema/primitives.ts'

/** The languages in which invitations can be written; more than those of other mails. */
export const templateLanguages = ['en', 'sv', 'nl', 'fr', 'az'] as const
export type TemplateLanguage = (typeof templateLanguages)[number]
export const TemplateLanguage = OneOf(...templateLanguages)
