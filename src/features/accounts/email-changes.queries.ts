import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { Database, Tx } from '#src/db/database.ts'

/** Adds a change that waits to be confirmed. */
export const insertEmailChange = (tx: Tx, row: Insertable<Database['emailChanges']>) =>
  tx.insertInto('emailChanges').values(row).execute()

/** Deletes the account's changes that nobody has confirmed. @returns their ids */
export const deleteUnconfirmedChanges = async (tx: Tx, accountId: string): Promise<string[]> => {
  const deleted = await tx
    .deleteFrom('emailChanges')
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is', null)
    .returning('id')
    .execute()
  return deleted.map(({ id }) => id)
}

/** A change of the account in scope, or in the platform's job scope, as long as it can be acted on. */
export const findEmailChange = (tx: Tx, id: string, at: string) =>
  tx
    .selectFrom('emailChanges')
    .selectAll()
    .where('id', '=', id)
    .where('expiresAt', '>', at)
    .executeTakeFirst()

/** Confirms a change; undefined where it was. */
export const confirmChange = (tx: Tx, id: string, at: string, expiresAt: string) =>
  tx
    .updateTable('emailChanges')
    .set({ confirmedAt: at, expiresAt })
    .where('id', '=', id)
    .where('confirmedAt', 'is', null)
    .where('expiresAt', '>', at)
    .returning('id')
    .executeTakeFirst()

/**
 * Marks a confirmed change of the account, and every one that was confirmed after it, as undone.
 * @returns their ids, with the requests that they carried out; empty where it was undone before
 */
export const undoChanges = (tx: Tx, accountId: string, since: string, at: string) =>
  tx
    .updateTable('emailChanges')
    .set({ undoneAt: at })
    .where('accountId', '=', accountId)
    .where('confirmedAt', '>=', since)
    .where('undoneAt', 'is', null)
    .returning(['id', 'requestId'])
    .execute()

/** Stores another login e-mail: its indexes and the sealed identity that holds it. */
export const replaceEmail = (
  tx: Tx,
  accountId: string,
  change: Pick<
    Insertable<Database['accounts']>,
    'emailIndex' | 'emailIndexVersion' | 'nextEmailIndex' | 'sealed'
  >,
  at: string,
) =>
  tx
    .updateTable('accounts')
    .set({ ...change, version: sql`version + 1`, updatedAt: at })
    .where('id', '=', accountId)
    .execute()
