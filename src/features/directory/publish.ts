import type { Insertable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import {
  deletePublished,
  listListedIds,
  lockPractitioners,
  readPublished,
  upsertPublished,
} from '#src/features/directory/directory.queries.ts'
import { foldText, languageChoices, searchTextOf } from '#src/features/directory/search-text.ts'

interface Change {
  readonly tx: ScopedTx
  /** The instant of the change. */
  readonly at: string
}

type PublishedRow = Insertable<Database['directoryPractitioners']>

const distinct = (texts: readonly string[]) => [...new Set(texts)]

const asRow = (
  { country, ...profile }: Awaited<ReturnType<typeof readPublished>>[number],
  organisationId: string,
  at: string,
): PublishedRow => {
  const cities = profile.sites.map((site) => site.city)
  const services = profile.services.map((service) => service.name)
  const { firstName, lastName, title, specialties, languages, organisation } = profile
  return {
    practitionerId: profile.id,
    organisationId,
    country,
    cities: distinct(cities.map(foldText)),
    specialties: distinct(specialties.map(foldText)),
    languages: languageChoices(languages),
    serviceNames: distinct(services.map(foldText)),
    profile,
    searchText: searchTextOf([
      firstName,
      lastName,
      title,
      ...specialties,
      ...services,
      ...cities,
      organisation.name,
    ]),
    updatedAt: at,
  }
}

/**
 * Brings the directory to what these practitioners are now, in the transaction of what changed them: a page for
 * who is listed and active, none for others. Call it last: it waits for whoever changes the same practitioners.
 */
export const publishPractitioners = async (
  { tx, at }: Change,
  organisationId: string,
  practitionerIds: readonly string[],
): Promise<void> => {
  const ids = distinct(practitionerIds)
  if (ids.length === 0) return
  await lockPractitioners(tx, organisationId, ids)
  const published = await readPublished(tx, organisationId, ids)
  const shown = new Set(published.map(({ id }) => id))
  await deletePublished(
    tx,
    organisationId,
    ids.filter((id) => !shown.has(id)),
  )
  await upsertPublished(
    tx,
    published.map((one) => asRow(one, organisationId, at)),
  )
}

/** The same for one practitioner. */
export const publishPractitioner = (
  change: Change,
  organisationId: string,
  practitionerId: string,
): Promise<void> => publishPractitioners(change, organisationId, [practitionerId])

const atOnce = 500

/** Brings all of an organisation's pages up to date: each shows its name. */
export const publishOrganisationsPractitioners = async (
  change: Change,
  organisationId: string,
): Promise<void> => {
  for (let after: string | null = null; ; ) {
    const ids: string[] = await listListedIds(change.tx, organisationId, after, atOnce)
    await publishPractitioners(change, organisationId, ids)
    if (ids.length < atOnce) return
    after = ids.at(-1) ?? null
  }
}
