import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import {
  currentConsentTexts,
  insertConsentText,
  listConsentTexts,
} from '#src/features/consents/consents.queries.ts'
import type { ConsentText, NewConsentText } from '#src/features/consents/consents.schema.ts'
import { normaliseNote } from '#src/schema/text.ts'

/** Publishes the words of a request for consent. What was given on other words stays what it was. */
export const publishConsentText = async (
  scope: OrganisationScope,
  { purpose, language, text }: NewConsentText,
): Promise<ConsentText> => {
  const { tx, at, actor } = scope
  const { organisationId } = actor
  const before = (await currentConsentTexts(tx, [organisationId])).find(
    (one) => one.purpose === purpose && one.language === language,
  )
  const row = await insertConsentText(tx, {
    organisationId,
    id: newId(),
    purpose,
    language,
    number: (before?.number ?? 0) + 1,
    text: normaliseNote(text),
    publishedAt: at,
  })
  await recordAct(scope, { action: 'create', resource: 'consentText', resourceIds: [row.id] })
  return row
}

/** Every version of the words, newest first. */
export const listTexts = ({ tx, actor }: OrganisationScope): Promise<ConsentText[]> =>
  listConsentTexts(tx, actor.organisationId)
