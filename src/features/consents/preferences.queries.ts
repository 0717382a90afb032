import { sql } from 'kysely'
import type { Tx } from '#src/db/database.ts'
import type { ObjectionPurpose } from '#src/features/consents/objections.schema.ts'

/** What an account has said, held until the transaction ends; undefined where it has said nothing. */
export const lockPreferences = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('communicationPreferences')
    .selectAll()
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst()

/** What an account has said. */
export const findPreferences = (tx: Tx, accountId: string) =>
  tx.selectFrom('communicationPreferences').selectAll().where('accountId', '=', accountId).executeTakeFirst()

/** Puts preferences in force. */
export const putPreferences = (
  tx: Tx,
  accountId: string,
  { marketing, reminders }: { marketing: boolean; reminders: boolean },
  at: string,
) =>
  tx
    .insertInto('communicationPreferences')
    .values({ accountId, marketing, reminders, version: 1, updatedAt: at })
    .onConflict((conflict) =>
      conflict.column('accountId').doUpdateSet({
        marketing,
        reminders,
        version: sql`communication_preferences.version + 1`,
        updatedAt: at,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

/** Ends what the caller objected to, of these purposes, in any organisation and towards the platform. @returns how many */
export const endOwnObjections = async (
  tx: Tx,
  caller: { accountId: string; sessionId: string },
  purposes: readonly ObjectionPurpose[],
  at: string,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select end_own_objections(${caller.accountId}::uuid, ${caller.sessionId}::uuid, ${[...purposes]}::text[], ${at}::timestamptz) as count`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

/** Takes back every mail of these kinds that waits for the caller in any organisation. */
export const withdrawMails = async (
  tx: Tx,
  caller: { accountId: string; sessionId: string },
  kinds: readonly string[],
  at: string,
): Promise<void> => {
  await sql`select withdraw_unwanted_mails(${caller.accountId}::uuid, ${caller.sessionId}::uuid, ${kinds}::text[], ${at}::timestamptz)`.execute(
    tx,
  )
}
