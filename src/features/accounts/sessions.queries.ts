import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '#src/db/database.ts'

/** Why a session ended before its time. */
export type RevocationReason =
  | 'signOut'
  | 'endedByOwner'
  | 'passwordChange'
  | 'passwordReset'
  | 'factorChange'
  | 'refreshTokenReuse'
  | 'patientsReadInVolume'
  | 'misuseReported'
  | 'emailChangeUndone'

/** Adds a session. */
export const insertSession = (tx: Tx, row: Insertable<Database['sessions']>) =>
  tx.insertInto('sessions').values(row).execute()

/** Adds a link to a session's chain of refresh tokens. */
export const insertRefreshToken = (tx: Tx, row: Insertable<Database['refreshTokens']>) =>
  tx.insertInto('refreshTokens').values(row).execute()

/** The session that a refresh token belongs to; others of its family wait until the transaction ends. */
export const lockSessionOfToken = (tx: Tx, refreshTokenId: string) =>
  tx
    .selectFrom('sessions')
    .select(['id', 'accountId', 'revokedAt', 'expiresAt'])
    .where('id', '=', (one) =>
      one.selectFrom('refreshTokens').select('sessionId').where('refreshTokens.id', '=', refreshTokenId),
    )
    .forUpdate()
    .executeTakeFirst()

/** Spends an unused refresh token; false where it was used before. */
export const spendRefreshToken = async (tx: Tx, id: string, at: string): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('refreshTokens')
    .set({ usedAt: at })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * Takes back the unused successor of a refresh token that was used after `since`. The successor counts as used and as
 * nobody's successor from then on, so that its use gives a theft away.
 * @returns whether there was one
 */
export const replaceUnusedSuccessor = async (
  tx: Tx,
  id: string,
  since: string,
  at: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('refreshTokens')
    .set({ usedAt: at, predecessorId: null })
    .where('predecessorId', '=', id)
    .where('usedAt', 'is', null)
    .where((expression) =>
      expression.exists(
        expression
          .selectFrom('refreshTokens as spent')
          .select('spent.id')
          .where('spent.id', '=', id)
          .where('spent.usedAt', '>', since),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes that a session was used. */
export const touchSession = (tx: Tx, sessionId: string, at: string) =>
  tx.updateTable('sessions').set({ lastUsedAt: at }).where('id', '=', sessionId).execute()

/** Notes that a factor was shown in a session. */
export const confirmSession = (tx: Tx, sessionId: string, at: string) =>
  tx.updateTable('sessions').set({ authenticatedAt: at }).where('id', '=', sessionId).execute()

/** Ends live sessions of an account: one, all but one, or all. @returns the ids of those that it ended */
export const revokeSessions = async (
  tx: Tx,
  accountId: string,
  which: { only?: string; except?: string },
  because: RevocationReason,
  at: string,
): Promise<string[]> => {
  const { only, except } = which
  const ended = await tx
    .updateTable('sessions')
    .set({ revokedAt: at, revokedBecause: because })
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', at)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}

/** Live sessions of an account, newest first, at most `limit + 1`, after the given id. */
export const listLiveSessions = (
  tx: Tx,
  accountId: string,
  after: string | null,
  limit: number,
  at: string,
) =>
  tx
    .selectFrom('sessions')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', at)
    .$if(after !== null, (query) => query.where('id', '<', after))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Whether the account signed in from the device before. */
export const isKnownDevice = async (tx: Tx, accountId: string, hash: Buffer): Promise<boolean> => {
  const found = await tx
    .selectFrom('knownDevices')
    .select('id')
    .where('accountId', '=', accountId)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return found !== undefined
}

/** Notes that a known device was used; false for a device that the account does not know. */
export const touchKnownDevice = async (
  tx: Tx,
  accountId: string,
  hash: Buffer,
  at: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('knownDevices')
    .set({ lastUsedAt: at })
    .where('accountId', '=', accountId)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Adds a known device and forgets those beyond the newest `kept`. */
export const insertKnownDevice = async (
  tx: Tx,
  row: Insertable<Database['knownDevices']>,
  kept: number,
): Promise<void> => {
  await tx.insertInto('knownDevices').values(row).execute()
  await sql`
    delete from known_devices where account_id = ${row.accountId} and id in
      (select id from known_devices where account_id = ${row.accountId} order by last_used_at desc, id desc offset ${kept})`.execute(
    tx,
  )
}

/** Forgets every device of an account. */
export const deleteKnownDevices = (tx: Tx, accountId: string) =>
  tx.deleteFrom('knownDevices').where('accountId', '=', accountId).execute()
