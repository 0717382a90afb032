import type { Static } from '@sinclair/typebox'
import { type Insertable, sql, type Updateable } from 'kysely'
import { type Database, PLATFORM_ID, type ScopedTx, type Tx } from '#src/db/database.ts'
import type { StoredAnnouncement } from '#src/features/announcements/announcements.schema.ts'
import type { MailKind } from '#src/features/messages/messages.schema.ts'

/** Lets one transaction at a time announce: numbers rise without gaps. */
export const lockAnnouncements = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('announcements', 0))`.execute(tx)
}

/** The number of the newest announcement; 0 before the first. */
export const newestNumber = async (tx: Tx): Promise<number> => {
  const row = await tx
    .selectFrom('announcements')
    .select('number')
    .where('organisationId', '=', PLATFORM_ID)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

/** Adds an announcement. */
export const insertAnnouncement = async (
  tx: Tx,
  { texts, ...row }: Insertable<Database['announcements']>,
): Promise<void> => {
  await tx
    .insertInto('announcements')
    .values({ ...row, texts: sql`${JSON.stringify(texts)}::jsonb` })
    .execute()
}

/** One announcement. */
export const findAnnouncement = (tx: Tx, id: string): Promise<StoredAnnouncement | undefined> =>
  tx
    .selectFrom('announcements')
    .selectAll()
    .where('organisationId', '=', PLATFORM_ID)
    .where('id', '=', id)
    .executeTakeFirst()

/** The same by its number, for a mail that tells of it. */
export const findAnnouncementByNumber = (
  tx: ScopedTx,
  number: number,
): Promise<StoredAnnouncement | undefined> =>
  tx
    .selectFrom('announcements')
    .selectAll()
    .where('organisationId', '=', PLATFORM_ID)
    .where('number', '=', number)
    .executeTakeFirst()

/** Announcements, the newest first, at most `limit + 1`. */
export const listAnnouncements = (
  tx: Tx,
  before: string | null,
  limit: number,
): Promise<StoredAnnouncement[]> =>
  tx
    .selectFrom('announcements')
    .selectAll()
    .where('organisationId', '=', PLATFORM_ID)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Notes how an announcement goes. */
export const updateAnnouncement = async (
  tx: ScopedTx,
  id: string,
  change: Updateable<Database['announcements']>,
): Promise<void> => {
  await tx
    .updateTable('announcements')
    .set(change)
    .where('organisationId', '=', PLATFORM_ID)
    .where('id', '=', id)
    .execute()
}

/** An organisation that can be addressed, for the platform's role. */
export const isOrganisation = async (tx: Tx, id: string): Promise<boolean> => {
  const found = await tx
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', id)
    .where('kind', '<>', 'platform')
    .where('state', '=', 'active')
    .executeTakeFirst()
  return found !== undefined
}

/** Accounts after the given one: all of them, or the administrators of organisations. In the platform's job scope. */
export const listAddressed = async (
  tx: ScopedTx,
  audience: 'accounts' | 'orgAdmins',
  after: string | null,
  limit: number,
) => {
  const found =
    audience === 'accounts'
      ? sql<{ id: string }>`select a.id from active_accounts(${after}::uuid, ${limit}) as a (id)`
      : sql<{ id: string }>`select a.id from administrators(${after}::uuid, ${limit}) as a (id)`
  const ids = (await found.execute(tx)).rows.map(({ id }) => id)
  if (ids.length === 0) return []
  return tx.selectFrom('accounts').select(['id', 'locale']).where('id', 'in', ids).orderBy('id').execute()
}

/** Of these accounts those that are but patients of organisations that do not let the platform write to them. */
export const listNotToBeWrittenTo = async (
  tx: ScopedTx,
  accountIds: readonly string[],
): Promise<Set<string>> => {
  const { rows } = await sql<{
    id: string
  }>`select a.id from not_to_be_written_to(${accountIds}::uuid[]) as a (id)`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** How many patients of the organisation in scope have an address. */
export const countReachable = async (tx: ScopedTx, organisationId: string): Promise<number> => {
  const { count } = await tx
    .selectFrom('patients')
    .select((one) => one.fn.count<number>('emailIndex').distinct().as('count'))
    .where('organisationId', '=', organisationId)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return count
}

/** How many mails of an announcement are planned or further, in the organisation in scope. */
export const countMails = async (
  tx: ScopedTx,
  organisationId: string,
  kind: Static<typeof MailKind>,
  number: number,
): Promise<number> => {
  const { count } = await tx
    .selectFrom('mails')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('organisationId', '=', organisationId)
    .where('kind', '=', kind)
    .where('subjectVersion', '=', number)
    .executeTakeFirstOrThrow()
  return count
}
