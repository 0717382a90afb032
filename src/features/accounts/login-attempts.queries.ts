import { type Insertable, sql } from 'kysely'
import { readableSince } from '#src/audit/log-window.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'

/** `at` and `id` of the last attempt seen. */
export type AttemptPosition = readonly [string, string]

/** Adds an attempt. */
export const insertAttempt = (tx: Tx, row: Insertable<Database['loginAttempts']>) =>
  tx.insertInto('loginAttempts').values(row).execute()

const readable = (tx: Tx, after: AttemptPosition | null, limit: number, at: string) =>
  tx
    .selectFrom('loginAttempts')
    .selectAll()
    .where('at', '>', readableSince(at))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)

/** Attempts of the last 30 days for one account, newest first, at most `limit + 1`. */
export const listAttemptsOfAccount = (
  tx: Tx,
  accountId: string,
  after: AttemptPosition | null,
  limit: number,
  at: string,
) => readable(tx, after, limit, at).where('accountId', '=', accountId).execute()

/**
 * Attempts of the last 30 days for the accounts of the organisation's active members, newest first, at most `limit + 1`:
 * of each member by index, so that it takes no longer where others sign in more often.
 */
export const listAttemptsOfMembers = (
  tx: ScopedTx,
  organisationId: string,
  after: AttemptPosition | null,
  limit: number,
  at: string,
) =>
  tx
    .selectFrom('memberships as m')
    .innerJoinLateral(
      readable(tx, after, limit, at)
        .whereRef('accountId', '=', 'm.accountId' as 'accountId')
        .as('l'),
      (join) => join.onTrue(),
    )
    .selectAll('l')
    .where('m.organisationId', '=', organisationId)
    .where('m.state', '=', 'active')
    .orderBy('l.at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(limit + 1)
    .execute()

/** All attempts of the last 30 days, those for unknown addresses too; for the platform's role. */
export const listAllAttempts = (tx: Tx, after: AttemptPosition | null, limit: number, at: string) =>
  readable(tx, after, limit, at).execute()
