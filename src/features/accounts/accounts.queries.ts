import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '#src/db/database.ts'

type NewAccountRow = Insertable<Database['accounts']>
type Password = Pick<NewAccountRow, 'passwordHash' | 'passwordPepper' | 'passwordCost'>

/**
 * The account that has one of an address's indexes, in whatever scope; whoever makes one of the same address meanwhile
 * waits until the transaction ends.
 */
export const findAccountOfEmail = async (tx: Tx, indexes: readonly Buffer[]): Promise<string | null> => {
  const { rows } = await sql<{ id: string | null }>`
    select account_of_email(${indexes}::bytea[]) as id`.execute(tx)
  return rows[0]?.id ?? null
}

/** Adds an account; undefined where its address has one already. */
export const insertAccount = (tx: Tx, row: NewAccountRow) =>
  tx
    .insertInto('accounts')
    .values(row)
    .onConflict((conflict) => conflict.column('emailIndex').doNothing())
    .returning('id')
    .executeTakeFirst()

/** The account in scope. */
export const findAccount = (tx: Tx, accountId: string) =>
  tx.selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirst()

/** The account in scope, which nobody changes until the transaction ends. */
export const lockAccount = (tx: Tx, accountId: string) =>
  tx.selectFrom('accounts').selectAll().where('id', '=', accountId).forNoKeyUpdate().executeTakeFirst()

/** Stores the same password under today's cost and pepper. */
export const renewPasswordHash = (tx: Tx, accountId: string, password: Password) =>
  tx.updateTable('accounts').set(password).where('id', '=', accountId).execute()

/**
 * Stores another password.
 * @param replaced hash of the password that it was decided to replace
 * @returns the account's new version; undefined where the password is another one by now
 */
export const replacePassword = (
  tx: Tx,
  accountId: string,
  replaced: string,
  password: Password & Pick<NewAccountRow, 'passwordShort'>,
  at: string,
) =>
  tx
    .updateTable('accounts')
    .set({
      ...password,
      passwordGenerated: false,
      passwordResetDemandedAt: null,
      version: sql`version + 1`,
      updatedAt: at,
    })
    .where('id', '=', accountId)
    .where('passwordHash', '=', replaced)
    .returning(['version', 'locale'])
    .executeTakeFirst()

/** Stores a changed profile and raises the version; whoever does says by it that it is right now. */
export const updateProfile = (
  tx: Tx,
  accountId: string,
  change: Pick<NewAccountRow, 'sealed' | 'locale'>,
  at: string,
) =>
  tx
    .updateTable('accounts')
    .set({ ...change, confirmedAt: at, version: sql`version + 1`, updatedAt: at })
    .where('id', '=', accountId)
    .returningAll()
    .executeTakeFirstOrThrow()

/** Where the account is on the staff, by organisation; the name is the public one. */
export const listOwnMemberships = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('memberships')
    .leftJoin('directoryOrganisations', 'directoryOrganisations.organisationId', 'memberships.organisationId')
    .select(['memberships.organisationId', 'directoryOrganisations.name', 'memberships.roles'])
    .where('memberships.accountId', '=', accountId)
    .where('memberships.state', '=', 'active')
    .orderBy('memberships.organisationId')
    .limit(1000)
    .execute()

/** From now on the account's password signs nobody in until it was reset. */
export const demandPasswordReset = (tx: Tx, accountId: string, at: string) =>
  tx
    .updateTable('accounts')
    .set({ passwordResetDemandedAt: at, version: sql`version + 1`, updatedAt: at })
    .where('id', '=', accountId)
    .execute()

/** Writes down what a profile was and is. */
export const insertAccountChange = (tx: Tx, row: Insertable<Database['accountChanges']>) =>
  tx.insertInto('accountChanges').values(row).execute()

/** What was changed in the account in scope, the newest first. */
export const listAccountChanges = (tx: Tx, accountId: string, before: string | null, limit: number) =>
  tx
    .selectFrom('accountChanges')
    .selectAll()
    .where('accountId', '=', accountId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
