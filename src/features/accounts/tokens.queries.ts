import { type Insertable, sql } from 'kysely'
import { type Database, PLATFORM_ID, type Tx } from '#src/db/database.ts'

type TokenRow = Database['tokens']

/** Adds a token of a mail. */
export const insertToken = (tx: Tx, row: Insertable<TokenRow>) =>
  tx.insertInto('tokens').values(row).execute()

/** Adds a token that stands in more than one mail, or keeps it for longer. */
export const keepToken = (tx: Tx, row: Insertable<TokenRow>) =>
  tx
    .insertInto('tokens')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('hash')
        .doUpdateSet({ expiresAt: sql`greatest(tokens.expires_at, excluded.expires_at)` }),
    )
    .execute()

/** Spends a live token of the platform; undefined where it is spent, expired or made for something else. */
export const spendToken = (tx: Tx, purpose: TokenRow['purpose'], hash: Buffer, at: string) =>
  tx
    .updateTable('tokens')
    .set({ usedAt: at })
    .where('organisationId', '=', PLATFORM_ID)
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', at)
    .returning('id')
    .executeTakeFirst()

/** How many tokens were made for one purpose of these subjects, whether they still stand or not. */
export const countTokens = async (
  tx: Tx,
  purpose: TokenRow['purpose'],
  subjectId: string,
): Promise<number> => {
  const { count } = await tx
    .selectFrom('tokens')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('organisationId', '=', PLATFORM_ID)
    .where('subjectId', '=', subjectId)
    .where('purpose', '=', purpose)
    .executeTakeFirstOrThrow()
  return count
}

/** Deletes every token of one purpose of these subjects: what the mails carried opens nothing any more. */
export const deleteTokens = async (
  tx: Tx,
  purpose: TokenRow['purpose'],
  subjectIds: readonly string[],
): Promise<void> => {
  if (subjectIds.length === 0) return
  await tx
    .deleteFrom('tokens')
    .where('organisationId', '=', PLATFORM_ID)
    .where('subjectId', 'in', [...subjectIds])
    .where('purpose', '=', purpose)
    .execute()
}
