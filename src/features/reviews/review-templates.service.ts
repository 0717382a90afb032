import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { Problem } from '#src/errors.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { practiceName, wordsOf } from '#src/features/reviews/invitation-words.ts'
import {
  insertTemplate,
  listTellingWords,
  listTemplates,
} from '#src/features/reviews/review-templates.queries.ts'
import type {
  NewReviewTemplate,
  ReviewTemplate,
  ReviewTemplatePreview,
} from '#src/features/reviews/review-templates.schema.ts'
import { templateLanguages } from '#src/features/reviews/template-languages.schema.ts'
import { faultOfTemplate, fillTemplate } from '#src/features/reviews/template-text.ts'
import { stripControls } from '#src/mail/controls.ts'
import { type Rendered, toHtml, toText } from '#src/mail/template-files.ts'
import { normaliseName, normaliseNote } from '#src/schema/text.ts'

type StoredTemplate = Awaited<ReturnType<typeof listTemplates>>[number]

const asTemplate = ({ organisationId: _organisation, ...template }: StoredTemplate): ReviewTemplate =>
  template

const builtIn: readonly ReviewTemplate[] = templateLanguages.map((language) => ({
  id: null,
  language,
  version: 0,
  subject: wordsOf(language).subject,
  text: wordsOf(language).text,
  createdBy: null,
  createdAt: null,
}))

/** Every version of the organisation's templates, newest first, and after them the words that come with Praxis. */
export const showTemplates = async ({ tx, actor }: OrganisationScope): Promise<ReviewTemplate[]> => [
  ...(await listTemplates(tx, actor.organisationId)).map(asTemplate),
  ...builtIn,
]

const checked = async (
  { tx, actor }: OrganisationScope,
  { language, subject, text }: NewReviewTemplate,
): Promise<NewReviewTemplate> => {
  const template = { language, subject: normaliseName(subject), text: normaliseNote(text) }
  const fault = faultOfTemplate(template, await listTellingWords(tx, actor.organisationId))
  if (fault) throw new Problem('rule-refused', { errors: [fault] })
  return template
}

/**
 * Puts new words in force for a language; versions before stay as they were.
 * @throws Problem 422 with a pointer where it names what it may not
 */
export const addTemplate = async (
  scope: OrganisationScope,
  sent: NewReviewTemplate,
): Promise<ReviewTemplate> => {
  const { tx, actor, at } = scope
  const { organisationId, accountId } = actor
  const template = await checked(scope, sent)
  const id = newId()
  const row = await insertTemplate(tx, {
    organisationId,
    id,
    ...template,
    createdBy: accountId,
    createdAt: at,
  })
  await recordAct(scope, {
    action: 'create',
    resource: 'reviewTemplate',
    resourceIds: [id],
    detail: { language: row.language, version: row.version },
  })
  return asTemplate(row)
}

/**
 * A template as somebody made up would read it; nothing is stored.
 * @throws Problem as `addTemplate`
 */
export const previewTemplate = async (
  scope: OrganisationScope,
  sent: NewReviewTemplate,
): Promise<ReviewTemplatePreview> => {
  const { language, subject, text } = await checked(scope, sent)
  const { settings } = await findOrganisation(scope.tx, scope.actor.organisationId)
  const practice = practiceName(settings.mailDisplayName, language)
  const values = { firstName: 'Robin', lastName: 'Berg', practice, practitioner: 'Kim Lind' }
  const blocks: Rendered['blocks'] = fillTemplate(text, values)
    .split(/\n{2,}/)
    .map((paragraph) => ({ lines: paragraph.split('\n').map(stripControls) }))
  const rendered = { subject: stripControls(fillTemplate(subject, values)), blocks }
  return { subject: rendered.subject, text: toText(rendered), html: toHtml(rendered, language) }
}
