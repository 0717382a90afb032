import { sql } from 'kysely'
import type { Tx } from '#src/db/database.ts'

/** Accounts whose address is not indexed by the next key yet, by id, after one of them; in a job's scope of the platform. */
export const listAccountsToIndex = (tx: Tx, after: string | null, limit: number) =>
  tx
    .selectFrom('accounts')
    .select(['id', 'emailIndex', 'sealed'])
    .where('nextEmailIndex', 'is', null)
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()

/** Gives an account the index by the next key beside the one that it was read with. */
export const addAccountIndex = async (
  tx: Tx,
  { id, emailIndex }: { id: string; emailIndex: Buffer },
  next: Buffer,
): Promise<void> => {
  await sql`select add_account_index(${id}, ${emailIndex}, ${next})`.execute(tx)
}

/** Leaves at most so many accounts only their index by the newest key. @returns how many had two */
export const settleAccountIndexes = async (tx: Tx, version: number, limit: number): Promise<number> => {
  const { rows } = await sql<{ settled: number }>`
    select settle_account_indexes(${version}::smallint, ${limit}) as settled`.execute(tx)
  return rows[0]?.settled ?? 0
}

/** Registrations by id, after one of them; nobody else changes them until the transaction ends. */
export const lockRegistrations = (tx: Tx, after: string | null, limit: number) =>
  tx
    .selectFrom('registrations')
    .select(['id', 'sealed'])
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .execute()

/** Stores another index of a registration's address. */
export const updateRegistrationIndex = (tx: Tx, id: string, emailIndex: Buffer) =>
  tx.updateTable('registrations').set({ emailIndex }).where('id', '=', id).execute()
