import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { notFound, refused } from '#src/errors.ts'
import {
  findAnnouncement,
  insertAnnouncement,
  isOrganisation,
  listAnnouncements,
  lockAnnouncements,
  newestNumber,
} from '#src/features/announcements/announcements.queries.ts'
import type {
  Announcement,
  AnnouncementTexts,
  NewAnnouncement,
  StoredAnnouncement,
} from '#src/features/announcements/announcements.schema.ts'
import { enqueue } from '#src/jobs/enqueue.ts'
import { mostLines } from '#src/mail/templates.ts'
import { languages } from '#src/schema/primitives.ts'
import { normaliseName, normaliseNote } from '#src/schema/text.ts'

/** An announcement as it is answered. */
export const asAnnouncement = (row: StoredAnnouncement): Announcement => ({
  id: row.id,
  kind: row.kind,
  audience: row.audience,
  addressedOrganisationId: row.addressedOrganisationId,
  texts: row.texts,
  state: row.state,
  planned: row.planned,
  dropped: row.dropped,
  createdAt: row.createdAt,
  finishedAt: row.finishedAt,
})

const normalised = (texts: AnnouncementTexts): AnnouncementTexts => {
  const made: AnnouncementTexts = {}
  for (const language of languages) {
    const words = texts[language]
    if (!words) continue
    const text = normaliseNote(words.text)
    if (text.split('\n').filter((line) => line.trim() !== '').length > mostLines)
      throw refused(`/texts/${language}/text`, `has more than ${mostLines} lines`)
    made[language] = { title: normaliseName(words.title), text }
  }
  if (Object.keys(made).length === 0) throw refused('/texts', 'must hold a text')
  return made
}

const demandAddressed = async ({ tx }: PersonScope, { audience, organisationId }: NewAnnouncement) => {
  if (audience !== 'organisation' && organisationId !== undefined)
    throw refused('/organisationId', 'is for the audience `organisation` alone')
  if (
    audience === 'organisation' &&
    (organisationId === undefined || !(await isOrganisation(tx, organisationId)))
  )
    throw refused('/organisationId', 'does not exist')
}

/**
 * Announces something by mail; a job plans the mails.
 * @throws Problem 422 with a pointer
 */
export const addAnnouncement = async (scope: PersonScope, sent: NewAnnouncement): Promise<Announcement> => {
  const { tx, at, accountId } = scope
  await demandAddressed(scope, sent)
  const texts = normalised(sent.texts)
  await lockAnnouncements(tx)
  const row: StoredAnnouncement = {
    organisationId: PLATFORM_ID,
    id: newId(),
    number: (await newestNumber(tx)) + 1,
    kind: sent.kind,
    audience: sent.audience,
    addressedOrganisationId: sent.organisationId ?? null,
    texts,
    state: 'queued',
    planned: 0,
    dropped: 0,
    announcedBy: accountId,
    finishedAt: null,
    createdAt: at,
  }
  await insertAnnouncement(tx, row)
  await enqueue(tx, {
    organisationId: PLATFORM_ID,
    accountId,
    job: 'announcement.plan',
    subjectId: row.id,
    at,
  })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'create',
    resource: 'announcement',
    resourceIds: [row.id],
    accountId,
    role: 'platform',
    detail: { kind: row.kind, audience: row.audience },
  })
  return asAnnouncement(row)
}

/** Shows an announcement. @throws Problem 404 where there is none */
export const showAnnouncement = async ({ tx }: PersonScope, id: string): Promise<Announcement> => {
  const row = await findAnnouncement(tx, id)
  if (!row) throw notFound()
  return asAnnouncement(row)
}

/** Announcements, the newest first, at most `limit + 1`. */
export const showAnnouncements = ({ tx }: PersonScope, before: string | null, limit: number) =>
  listAnnouncements(tx, before, limit)
