import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TemplateLanguage, templateLanguages } from '#src/features/reviews/template-languages.schema.ts'

/** What an invitation and what follows it say in one language. */
interface InvitationWords {
  /** Of who has written no template. */
  subject: string
  text: string
  reminderSubject: string
  reminder: string
  button: string
  until: string
  stop: string
  stopButton: string
  /** What a practice without a neutral name is called (S72). */
  practice: string
  replySubject: string
  reply: string
}

const words = Object.fromEntries(
  templateLanguages.map((language) => [
    language,
    JSON.parse(readFileSync(join(import.meta.dirname, 'words', `${language}.json`), 'utf8')),
  ]),
) as Record<TemplateLanguage, InvitationWords>

/** The words of a language. */
export const wordsOf = (language: TemplateLanguage): InvitationWords => words[language]

/** What a mail to a reviewer calls the practice: the neutral name that it chose, never one that may tell of health. */
export const practiceName = (mailDisplayName: string | null, language: TemplateLanguage): string =>
  mailDisplayName ?? words[language].practice
