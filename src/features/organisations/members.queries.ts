import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

/** Adds a member. */
export const insertMember = (tx: ScopedTx, row: Insertable<Database['memberships']>) =>
  tx.insertInto('memberships').values(row).returningAll().executeTakeFirstOrThrow()

/** One active member of the organisation in scope. */
export const findMember = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('memberships')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** What an account is or was to the organisation, held until the transaction ends. */
export const lockMemberOfAccount = (tx: ScopedTx, organisationId: string, accountId: string) =>
  tx
    .selectFrom('memberships')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('accountId', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** Whether an account is an active member of the organisation in scope. */
export const isMember = async (tx: ScopedTx, organisationId: string, accountId: string): Promise<boolean> => {
  const member = await tx
    .selectFrom('memberships')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('accountId', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return member !== undefined
}

/** The organisation's administrators, by the id of their membership. */
export const listAdministrators = (tx: ScopedTx, organisationId: string) =>
  tx
    .selectFrom('memberships')
    .select(['id', 'accountId', 'practitionerId', 'sealed'])
    .where('organisationId', '=', organisationId)
    .where('state', '=', 'active')
    .where(sql<boolean>`'org_admin' = any(roles)`)
    .orderBy('id')
    .execute()

/** Active members by id, at most `limit + 1`, after the given one. */
export const listMembers = (tx: ScopedTx, organisationId: string, after: string | null, limit: number) =>
  tx
    .selectFrom('memberships')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('state', '=', 'active')
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit + 1)
    .execute()

/**
 * The administrators, held until the transaction ends: who takes one away waits for whoever does the same, and
 * then sees what is left.
 * @returns ids of their memberships
 */
export const lockAdministrators = async (tx: ScopedTx, organisationId: string): Promise<string[]> => {
  const rows = await tx
    .selectFrom('memberships')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('state', '=', 'active')
    .where(sql<boolean>`'org_admin' = any(roles)`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** Changes an active member where the version is still the expected one; undefined where it is not. */
export const updateMember = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  expected: number | null,
  change: Updateable<Database['memberships']>,
) =>
  tx
    .updateTable('memberships')
    .set({ ...change, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'active')
    .$if(expected !== null, (query) => query.where('version', '=', expected))
    .returningAll()
    .executeTakeFirst()

/** Makes somebody who was a member one again, or a member more than they were. */
export const renewMember = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  change: Updateable<Database['memberships']>,
) =>
  tx
    .updateTable('memberships')
    .set({ ...change, state: 'active', version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
