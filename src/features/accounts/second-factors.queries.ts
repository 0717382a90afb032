import type { Insertable } from 'kysely'
import type { Database, Tx } from '#src/db/database.ts'

/** The account's second factors, pending ones that can still be confirmed included, newest first. */
export const listFactors = (tx: Tx, accountId: string, at: string) =>
  tx
    .selectFrom('secondFactors')
    .select((expression) => [
      'id',
      'kind',
      'confirmedAt',
      'createdAt',
      expression
        .selectFrom('recoveryCodes')
        .select((codes) => codes.fn.countAll<number>().as('count'))
        .whereRef('recoveryCodes.factorId', '=', 'secondFactors.id')
        .where('recoveryCodes.usedAt', 'is', null)
        .as('recoveryCodesLeft'),
    ])
    .where('accountId', '=', accountId)
    .where((expression) =>
      expression.or([expression('expiresAt', 'is', null), expression('expiresAt', '>', at)]),
    )
    .orderBy('id', 'desc')
    .limit(10)
    .execute()

/** The account's confirmed second factor. */
export const findConfirmedFactor = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('secondFactors')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is not', null)
    .executeTakeFirst()

/** A factor that waits for its first code. */
export const findPendingFactor = (tx: Tx, accountId: string, id: string, at: string) =>
  tx
    .selectFrom('secondFactors')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('expiresAt', '>', at)
    .executeTakeFirst()

/** Adds a factor in the place of those that were never confirmed. */
export const insertPendingFactor = async (
  tx: Tx,
  row: Insertable<Database['secondFactors']>,
): Promise<void> => {
  await tx
    .deleteFrom('secondFactors')
    .where('accountId', '=', row.accountId)
    .where('confirmedAt', 'is', null)
    .execute()
  await tx.insertInto('secondFactors').values(row).execute()
}

/** Makes a pending factor the account's; false where it is so already, or gone. */
export const confirmFactor = async (tx: Tx, id: string, step: number, at: string): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('secondFactors')
    .set({ confirmedAt: at, expiresAt: null, lastStep: step })
    .where('id', '=', id)
    .where('confirmedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes a time step's code; of many at once one alone gets true (`SECURITY.md` S8). */
export const advanceStep = async (tx: Tx, id: string, step: number): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('secondFactors')
    .set({ lastStep: step })
    .where('id', '=', id)
    .where('lastStep', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Removes a factor and its recovery codes. @returns what it was; undefined where there is none */
export const deleteFactor = (tx: Tx, accountId: string, id: string) =>
  tx
    .deleteFrom('secondFactors')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .returning(['id', 'confirmedAt'])
    .executeTakeFirst()

/** Adds a factor's recovery codes. */
export const insertRecoveryCodes = (tx: Tx, rows: Insertable<Database['recoveryCodes']>[]) =>
  tx.insertInto('recoveryCodes').values(rows).execute()

/** Spends a recovery code of a factor; undefined where there is no such code left. */
export const spendRecoveryCode = (tx: Tx, factorId: string, hash: Buffer, at: string) =>
  tx
    .updateTable('recoveryCodes')
    .set({ usedAt: at })
    .where('factorId', '=', factorId)
    .where('hash', '=', hash)
    .where('usedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** How many recovery codes of a factor are left. */
export const countRecoveryCodes = async (tx: Tx, factorId: string): Promise<number> => {
  const { count } = await tx
    .selectFrom('recoveryCodes')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('factorId', '=', factorId)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Adds a challenge. */
export const insertChallenge = (tx: Tx, row: Insertable<Database['signInChallenges']>) =>
  tx.insertInto('signInChallenges').values(row).execute()

/** The challenge in scope. */
export const findChallenge = (tx: Tx, id: string) =>
  tx.selectFrom('signInChallenges').selectAll().where('id', '=', id).executeTakeFirst()

/** Uses one of a live challenge's tries up; false where none is left. Others wait until the transaction ends. */
export const takeTry = async (tx: Tx, id: string, tries: number, at: string): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('signInChallenges')
    .set((expression) => ({ attempts: expression('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('attempts', '<', tries)
    .where('answeredAt', 'is', null)
    .where('expiresAt', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Closes a challenge that was answered. */
export const closeChallenge = (tx: Tx, id: string, at: string) =>
  tx.updateTable('signInChallenges').set({ answeredAt: at }).where('id', '=', id).execute()
