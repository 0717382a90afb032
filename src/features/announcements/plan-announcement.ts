import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import {
  countMails,
  countReachable,
  findAnnouncement,
  listAddressed,
  listNotToBeWrittenTo,
  updateAnnouncement,
} from '#src/features/announcements/announcements.queries.ts'
import type { StoredAnnouncement } from '#src/features/announcements/announcements.schema.ts'
import { planMails } from '#src/features/messages/plan-mail.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { announce } from '#src/features/policies/announce.ts'
import { type Language, languages } from '#src/schema/primitives.ts'

const pageSize = 200
const mailsPerSecond = 5

interface Tally {
  planned: number
  dropped: number
}

const kindOf = ({ kind }: StoredAnnouncement) =>
  kind === 'incident' ? ('incidentAnnounced' as const) : ('informationAnnounced' as const)

const languageOf =
  ({ texts }: StoredAnnouncement) =>
  (locale: Language | null): Language =>
    locale !== null && texts[locale] ? locale : (languages.find((one) => texts[one]) ?? 'en')

const planPage = async (
  scope: JobScope,
  announcement: StoredAnnouncement,
  after: string | null,
  sum: Tally,
): Promise<{ next: string | null; planned: number; dropped: number }> => {
  const { tx } = scope
  const audience = announcement.audience === 'orgAdmins' ? 'orgAdmins' : 'accounts'
  const found = await listAddressed(tx, audience, after, pageSize)
  // What went wrong with an account concerns its person by itself; anything else goes by way of the organisation.
  const unwanted =
    audience === 'accounts' && announcement.kind === 'information'
      ? await listNotToBeWrittenTo(
          tx,
          found.map(({ id }) => id),
        )
      : new Set<string>()
  const told = found.filter(({ id }) => !unwanted.has(id))
  const language = languageOf(announcement)
  const start = Date.parse(scope.at)
  if (told.length > 0)
    await planMails(
      scope,
      told.map(({ id, locale }, n) => ({
        organisationId: PLATFORM_ID,
        kind: kindOf(announcement),
        subjectId: id,
        subjectVersion: announcement.number,
        accountId: id,
        language: language(locale),
        dueAt: new Date(start + Math.floor((sum.planned + n) / mailsPerSecond) * 1_000).toISOString(),
      })),
    )
  return {
    next: found.length === pageSize ? (found.at(-1)?.id ?? null) : null,
    planned: told.length,
    dropped: unwanted.size,
  }
}

const planForAccounts = async (deps: Deps, announcement: StoredAnnouncement): Promise<Tally> => {
  const sum: Tally = { planned: 0, dropped: 0 }
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof planPage>> = await withJob(deps, PLATFORM_ID, (scope) =>
      planPage(scope, announcement, after, sum),
    )
    after = page.next
    sum.planned += page.planned
    sum.dropped += page.dropped
  } while (after !== null)
  return sum
}

const planForOrganisation = async (
  deps: Deps,
  announcement: StoredAnnouncement,
  organisationId: string,
): Promise<Tally> => {
  const told = {
    kind: kindOf(announcement),
    version: announcement.number,
    languageFor: languageOf(announcement),
  }
  const mayWrite = await withJob(
    deps,
    organisationId,
    async ({ tx }) => (await findOrganisation(tx, organisationId)).settings.platformMayWriteToPatients,
  )
  await announce(deps, organisationId, async () => ({ ...told, audience: 'staff' }))
  if (mayWrite) await announce(deps, organisationId, async () => ({ ...told, audience: 'patients' }))
  return withJob(deps, organisationId, async ({ tx }) => ({
    planned: await countMails(tx, organisationId, told.kind, announcement.number),
    dropped: mayWrite ? 0 : await countReachable(tx, organisationId),
  }))
}

const planAll = async (deps: Deps, announcement: StoredAnnouncement): Promise<Tally> => {
  const { audience, addressedOrganisationId } = announcement
  if (audience !== 'organisation' || addressedOrganisationId === null)
    return planForAccounts(deps, announcement)
  return planForOrganisation(deps, announcement, addressedOrganisationId).catch((error): Tally => {
    // It has left meanwhile.
    if (error instanceof Problem && error.code === 'not-found') return { planned: 0, dropped: 0 }
    throw error
  })
}

/**
 * Plans one mail to everybody whom an announcement addresses, at a bounded rate. Those to whom the platform may not write
 * are left out, counted and logged. Run again after it was cut off, it plans what is missing and nothing twice.
 */
export const planAnnouncement = async (deps: Deps, id: string): Promise<void> => {
  const announcement = await withJob(deps, PLATFORM_ID, ({ tx }) => findAnnouncement(tx, id))
  if (announcement?.state !== 'queued') return
  const { planned, dropped } = await planAll(deps, announcement)
  if (dropped > 0)
    deps.log.info(
      { announcementId: id, organisationId: announcement.addressedOrganisationId, dropped },
      'mails dropped: the organisation does not let the platform write to its patients',
    )
  await withJob(deps, PLATFORM_ID, ({ tx, at }) =>
    updateAnnouncement(tx, id, { state: 'completed', planned, dropped, finishedAt: at }),
  )
}
