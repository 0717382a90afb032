import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'
import type { Statement } from '#src/db/transact.ts'
import type { DirectoryProfile } from '#src/features/directory/directory.schema.ts'
import { foldText } from '#src/features/directory/search-text.ts'

/** What a search asks for; texts as they were typed, words folded. */
export interface DirectorySearch {
  /** All of them must be there; null: no words were asked for. */
  words: readonly string[] | null
  specialty?: string | undefined
  city?: string | undefined
  country?: string | undefined
  language?: string | undefined
  serviceName?: string | undefined
}

/** Where a page ended. The rank of words as they were typed is above that of any others. */
export interface DirectoryPosition {
  rank: number
  id: string
}

/** The rank of those who are found by all words as they were typed; a misspelt word adds one at the most. */
export const rankAsTyped = 100

// A word that nearly everybody has, misspelt: to compare them all would take seconds, and nobody reads that far.
const mostMisspelt = 300

/** Collects the values of a statement and gives each its `$n`. */
const collectValues = () => {
  const values: unknown[] = []
  return { values, bind: (value: unknown): string => `$${values.push(value)}` }
}

type Bind = (value: unknown) => string

const wholeWords = (bind: Bind, text: string) => bind(`% ${foldText(text)} %`)

// The LIKE over all of the text goes by the trigram index and leaves few rows to the exact test after it.
const exactly = (bind: Bind, column: 'specialties' | 'cities', text: string) => [
  `search_text like ${wholeWords(bind, text)}`,
  `${column} @> array[${bind(foldText(text))}]`,
]

const service = (bind: Bind, text: string) => {
  const pattern = wholeWords(bind, text)
  const named = `select from unnest(service_names) as name where ' ' || name || ' ' like ${pattern}`
  return [`search_text like ${pattern}`, `exists (${named})`]
}

const filters = (bind: Bind, search: DirectorySearch): string[] => [
  ...(search.specialty === undefined ? [] : exactly(bind, 'specialties', search.specialty)),
  ...(search.city === undefined ? [] : exactly(bind, 'cities', search.city)),
  ...(search.country === undefined ? [] : [`country = ${bind(search.country)}`]),
  ...(search.language === undefined ? [] : [`languages @> array[${bind(search.language)}]`]),
  ...(search.serviceName === undefined ? [] : service(bind, search.serviceName)),
]

const asTyped = (bind: Bind, words: readonly string[]): string[] =>
  words.map((word) => `search_text like ${bind(`% ${word}%`)}`)

/**
 * Listed practitioners who have all words, or begin with them, as they were typed; at most `limit`, by id, after a
 * position. Answers `profile`, `id`, `rank`.
 */
export const findAsTyped = (
  search: DirectorySearch,
  after: DirectoryPosition | null,
  limit: number,
): Statement => {
  const { values, bind } = collectValues()
  const conditions = [
    ...(search.words?.length === 0 ? ['false'] : asTyped(bind, search.words ?? [])),
    ...filters(bind, search),
    ...(after ? [`practitioner_id > ${bind(after.id)}::uuid`] : []),
  ]
  const text = `select profile, practitioner_id as id, ${rankAsTyped}::float8 as rank from directory_practitioners
    ${conditions.length ? `where ${conditions.join(' and ')}` : ''} order by practitioner_id limit ${bind(limit)}`
  return { text, values }
}

/**
 * Listed practitioners who have all words only if some are misspelt; at most `limit`, the most similar first, after
 * a position. Answers `profile`, `id`, `rank`.
 */
export const findMisspelt = (
  search: DirectorySearch & { words: readonly string[] },
  after: DirectoryPosition | null,
  limit: number,
): Statement => {
  const { values, bind } = collectValues()
  const words = search.words.map((word) => `${bind(word)}::text`)
  const conditions = [
    ...words.map((word) => `search_text %> ${word}`),
    `not (${asTyped(bind, search.words).join(' and ')})`,
    ...filters(bind, search),
  ]
  const rank = words.map((word) => `word_similarity(${word}, search_text)::float8`).join(' + ')
  const [last, id] = after ? [`${bind(after.rank)}::float8`, `${bind(after.id)}::uuid`] : []
  const text = `select profile, id, rank from (
      select profile, practitioner_id as id, ${rank} as rank from (
        select * from directory_practitioners where ${conditions.join(' and ')} limit ${mostMisspelt}) found) ranked
    ${after ? `where rank < ${last} or (rank = ${last} and id > ${id})` : ''}
    order by rank desc, id limit ${bind(limit)}`
  return { text, values }
}

/** One listed practitioner's profile. */
export const readProfile = (practitionerId: string): Statement => ({
  text: 'select profile from directory_practitioners where practitioner_id = $1',
  values: [practitionerId],
})

/** What everybody may know of an organisation. */
export const readDirectoryOrganisation = (organisationId: string): Statement => ({
  text: `select organisation_id as id, kind, name, country, time_zone as "timeZone", languages,
      late_cancellation_window as "lateCancellationWindow", review_invitations as "reviewInvitations", contact_email as "contactEmail", contact_phone as "contactPhone"
    from directory_organisations where organisation_id = $1`,
  values: [organisationId],
})

/** Changes what everybody may know of the organisation. */
export const updateDirectoryOrganisation = async (
  tx: ScopedTx,
  organisationId: string,
  change: Updateable<Database['directoryOrganisations']>,
): Promise<void> => {
  await tx
    .updateTable('directoryOrganisations')
    .set(change)
    .where('organisationId', '=', organisationId)
    .execute()
}

/**
 * Holds practitioners until the transaction ends, one transaction after the other: each then reads what the one
 * before has written, and no projection is built of half of two changes.
 */
export const lockPractitioners = async (
  tx: ScopedTx,
  organisationId: string,
  ids: readonly string[],
): Promise<void> => {
  await tx
    .selectFrom('practitioners')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

interface PublishedPractitioner extends DirectoryProfile {
  country: string
}

/** Of the practitioners those that the directory shows, with all that it shows of them. */
export const readPublished = async (
  tx: ScopedTx,
  organisationId: string,
  ids: readonly string[],
): Promise<PublishedPractitioner[]> => {
  const { rows } = await sql<PublishedPractitioner>`
    select p.id, o.country, json_build_object('id', o.id, 'name', o.name) as organisation,
      p.first_name as "firstName", p.last_name as "lastName", p.title, p.specialties, p.languages,
      coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name, 'timeZone', s.time_zone, 'street', s.street,
          'postalCode', s.postal_code, 'city', s.city, 'country', s.country) order by s.id)
        from practitioner_sites l join sites s on s.organisation_id = l.organisation_id and s.id = l.site_id
        where l.organisation_id = p.organisation_id and l.practitioner_id = p.id), '[]') as sites,
      coalesce((select json_agg(json_build_object('id', v.id, 'name', v.name, 'duration', v.duration,
          'price', json_build_object('amount', v.price_amount, 'currency', v.price_currency), 'payer', v.payer) order by v.id)
        from (select s.* from service_practitioners l
            join services s on s.organisation_id = l.organisation_id and s.id = l.service_id
          where l.organisation_id = p.organisation_id and l.practitioner_id = p.id and s.state = 'active'
          order by s.id limit 200) v), '[]') as services
    from practitioners p join organisations o on o.id = p.organisation_id
    where p.organisation_id = ${organisationId} and p.id = any(${ids}::uuid[]) and p.listed and p.state = 'active'`.execute(
    tx,
  )
  return rows
}

/** Writes practitioners' public pages; each replaces the one before. */
export const upsertPublished = async (
  tx: ScopedTx,
  rows: readonly Insertable<Database['directoryPractitioners']>[],
): Promise<void> => {
  if (rows.length === 0) return
  await tx
    .insertInto('directoryPractitioners')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('practitionerId').doUpdateSet((row) => ({
        country: row.ref('excluded.country'),
        cities: row.ref('excluded.cities'),
        specialties: row.ref('excluded.specialties'),
        languages: row.ref('excluded.languages'),
        serviceNames: row.ref('excluded.serviceNames'),
        profile: row.ref('excluded.profile'),
        searchText: row.ref('excluded.searchText'),
        updatedAt: row.ref('excluded.updatedAt'),
      })),
    )
    .execute()
}

/** Takes practitioners' public pages away. */
export const deletePublished = async (
  tx: ScopedTx,
  organisationId: string,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return
  await tx
    .deleteFrom('directoryPractitioners')
    .where('organisationId', '=', organisationId)
    .where('practitionerId', 'in', ids)
    .execute()
}

/** Ids of the organisation's practitioners that may be in the directory, at most `limit`, after the given one. */
export const listListedIds = async (
  tx: ScopedTx,
  organisationId: string,
  after: string | null,
  limit: number,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('practitioners')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('listed', '=', true)
    .where('state', '=', 'active')
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
