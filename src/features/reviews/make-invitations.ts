import type { Insertable } from 'kysely'
import { v7 as newId } from 'uuid'
import { sealValue } from '#src/crypto/sealing.ts'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { type PlannedMail, planMails } from '#src/features/messages/plan-mail.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findPractitioner } from '#src/features/organisations/practitioners.queries.ts'
import { practiceName, wordsOf } from '#src/features/reviews/invitation-words.ts'
import { afterQuietHoursOf } from '#src/features/reviews/quiet-hours.ts'
import { insertInvitations } from '#src/features/reviews/review-invitations.queries.ts'
import type { InvitationContents } from '#src/features/reviews/review-invitations.schema.ts'
import { currentTemplates } from '#src/features/reviews/review-templates.queries.ts'
import type { TemplateLanguage } from '#src/features/reviews/template-languages.schema.ts'
import { fillTemplate } from '#src/features/reviews/template-text.ts'
import { dateAt } from '#src/schema/calendar.ts'
import { addPeriod } from '#src/schema/durations.ts'
import type { Language } from '#src/schema/primitives.ts'

type Row = Insertable<Database['reviewInvitations']>
type InvitingScope = Scope & { readonly tx: ScopedTx }

/** Somebody who is to be asked, or, where `held`, of whom is noted that they were not. */
export interface Draft {
  source: Row['source']
  patientId: string | null
  appointmentId: string | null
  practitionerId: string | null
  createdBy: string | null
  /** Normalised. */
  email: string
  emailIndex: Buffer
  firstName: string
  lastName: string
  /** Null: the organisation's. */
  language: TemplateLanguage | null
  held: boolean
  /** The zones in which the person may be, for quiet hours; null where none are kept. */
  quietIn: readonly string[] | null
}

/** Where an invitation's contents are sealed. */
export const contentsPlace = (id: string) => ({ field: 'reviewInvitations.sealed', rowId: id })

const isMailLanguage = (language: TemplateLanguage): language is Language =>
  language === 'en' || language === 'sv'

type Organisation = Awaited<ReturnType<typeof findOrganisation>>

interface Inviting {
  scope: InvitingScope
  organisation: Organisation
  templates: Awaited<ReturnType<typeof currentTemplates>>
  /** By practitioner. */
  names: Map<string, string>
}

const openInviting = async (scope: InvitingScope, organisationId: string, drafts: readonly Draft[]) => {
  const names = new Map<string, string>()
  for (const id of new Set(drafts.flatMap(({ practitionerId }) => practitionerId ?? []))) {
    const found = await findPractitioner(scope.tx, organisationId, id)
    if (found) names.set(id, `${found.firstName} ${found.lastName}`)
  }
  const organisation = await findOrganisation(scope.tx, organisationId)
  return { scope, organisation, templates: await currentTemplates(scope.tx, organisationId), names }
}

const written = ({ organisation, templates, names }: Inviting, draft: Draft) => {
  const language = draft.language ?? organisation.settings.reviews.language ?? organisation.language
  const template = templates.find((one) => one.language === language)
  const practice = practiceName(organisation.settings.mailDisplayName, language)
  const values = {
    firstName: draft.firstName,
    lastName: draft.lastName,
    practice,
    practitioner: names.get(draft.practitionerId ?? '') ?? practice,
  }
  const { subject, text } = template ?? wordsOf(language)
  return {
    language,
    templateId: template?.id ?? null,
    templateVersion: template?.version ?? 0,
    subject: fillTemplate(subject, values),
    text: fillTemplate(text, values),
  }
}

const sealContents = async (
  { tx, deps }: InvitingScope,
  organisationId: string,
  id: string,
  { patientId, email, firstName, lastName }: Draft,
  words: { subject: string; text: string },
): Promise<Buffer> => {
  const contents: InvitationContents = patientId === null ? { email, firstName, lastName, ...words } : words
  const place = contentsPlace(id)
  if (patientId !== null)
    return deps.keyring.seal(tx, { organisationId, subjectId: patientId, class: 'rest' }, place, contents)
  const owner = { organisationId, subjectId: id, class: 'invitation', accountId: null } as const
  return sealValue(await deps.keyring.createSubjectKey(tx, owner), place, contents)
}

interface Made {
  row: Row
  mails: PlannedMail[]
}

const commonRow = ({ organisation, scope }: Inviting, draft: Draft, id: string) => ({
  organisationId: organisation.id,
  id,
  source: draft.source,
  patientId: draft.patientId,
  appointmentId: draft.appointmentId,
  practitionerId: draft.practitionerId,
  sentAt: null,
  viewedOn: null,
  remindedAt: null,
  createdBy: draft.createdBy,
  createdAt: scope.at,
  updatedAt: scope.at,
})

/** Nothing is kept of whom is not asked but that it was so: not even the address. */
const heldRow = (inviting: Inviting, draft: Draft, id: string): Row => {
  const { organisation, scope } = inviting
  return {
    ...commonRow(inviting, draft, id),
    state: 'withdrawn',
    emailIndex: null,
    tokenHash: null,
    unsubscribeHash: null,
    language: draft.language ?? organisation.language,
    templateId: null,
    templateVersion: 0,
    sealed: null,
    dueAt: scope.at,
    expiresAt: scope.at,
    closedOn: dateAt(scope.at, organisation.timeZone),
  }
}

const mailsOf = (
  { organisation }: Inviting,
  { patientId, quietIn }: Draft,
  { id, language, dueAt }: { id: string; language: TemplateLanguage; dueAt: string },
  secrets: { token: string; unsubscribe: string },
): PlannedMail[] => {
  const { reminder, quietHours } = organisation.settings.reviews
  const mail = {
    organisationId: organisation.id,
    subjectId: id,
    patientId,
    language: isMailLanguage(language) ? language : organisation.language,
    secrets,
  }
  const first: PlannedMail = { ...mail, kind: 'reviewInvitation', dueAt }
  if (reminder === null) return [first]
  const remindAt = new Date(addPeriod(Date.parse(dueAt), reminder)).toISOString()
  const quiet = quietIn === null ? remindAt : afterQuietHoursOf(remindAt, quietHours, quietIn)
  return [first, { ...mail, kind: 'reviewReminder', dueAt: quiet }]
}

const make = async (inviting: Inviting, draft: Draft): Promise<Made> => {
  const { scope, organisation } = inviting
  const id = newId()
  if (draft.held) return { row: heldRow(inviting, draft, id), mails: [] }
  const { quietHours, expiresAfter } = organisation.settings.reviews
  const { language, templateId, templateVersion, ...words } = written(inviting, draft)
  const dueAt = draft.quietIn === null ? scope.at : afterQuietHoursOf(scope.at, quietHours, draft.quietIn)
  const secrets = { token: newSecret(), unsubscribe: newSecret() }
  const row: Row = {
    ...commonRow(inviting, draft, id),
    state: 'scheduled',
    emailIndex: draft.emailIndex,
    tokenHash: hashSecret(secrets.token),
    unsubscribeHash: hashSecret(secrets.unsubscribe),
    language,
    templateId,
    templateVersion,
    sealed: await sealContents(scope, organisation.id, id, draft, words),
    dueAt,
    expiresAt: new Date(addPeriod(Date.parse(dueAt), expiresAfter)).toISOString(),
    closedOn: null,
  }
  return { row, mails: mailsOf(inviting, draft, { id, language, dueAt }, secrets) }
}

/**
 * Makes invitations with their mails, in the caller's transaction; what they say is settled now. Of an appointment that
 * has its automatic one already none is made.
 * @returns ids and states, in the order of the drafts
 */
export const makeInvitations = async (
  scope: InvitingScope,
  organisationId: string,
  drafts: readonly Draft[],
): Promise<{ id: string; state: 'scheduled' | 'withdrawn' }[]> => {
  if (drafts.length === 0) return []
  const inviting = await openInviting(scope, organisationId, drafts)
  const made: Made[] = []
  for (const draft of drafts) made.push(await make(inviting, draft))
  const added = new Set(
    await insertInvitations(
      scope.tx,
      made.map(({ row }) => row),
    ),
  )
  const mails = made.filter(({ row }) => added.has(row.id)).flatMap((one) => one.mails)
  for (let start = 0; start < mails.length; start += 500)
    await planMails(scope, mails.slice(start, start + 500))
  return made.map(({ row }) => ({
    id: row.id,
    state: row.state === 'scheduled' ? 'scheduled' : 'withdrawn',
  }))
}
