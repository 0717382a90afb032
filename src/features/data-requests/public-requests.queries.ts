import { type Insertable, sql } from 'kysely'
import type { Pools } from '#src/db/connect.ts'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'

/** Adds a request that waits for its address to be verified. */
export const insertPublicRequest = (tx: ScopedTx, row: Insertable<Database['publicRequests']>) =>
  tx.insertInto('publicRequests').values(row).execute()

/** How many requests of an address wait or are open, in any organisation; whoever counts those of it next waits. */
export const countOpenRequests = async (tx: Tx, emailIndexes: readonly Buffer[], at: string) => {
  const [key] = emailIndexes
  await sql`select pg_advisory_xact_lock(hashtextextended(${key?.toString('hex') ?? ''}, 21))`.execute(tx)
  const { rows } = await sql<{ count: number }>`
    select open_public_requests(${[...emailIndexes]}::bytea[], ${at}::timestamptz) as count`.execute(tx)
  return rows[0]?.count ?? 0
}

const one = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('publicRequests')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)

/** What waits or stays beside a request without account. */
export const findPublicRequest = (tx: ScopedTx, organisationId: string, id: string) =>
  one(tx, organisationId, id).executeTakeFirst()

/** The same, which nobody changes until the transaction ends. */
export const lockPublicRequest = (tx: ScopedTx, organisationId: string, id: string) =>
  one(tx, organisationId, id).forUpdate().executeTakeFirst()

/** Notes that the address is verified: what was asked for stands elsewhere from now on. */
export const verifyPublicRequest = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  at: string,
  expiresAt: string,
) =>
  tx
    .updateTable('publicRequests')
    .set({ sealed: null, verifiedAt: at, expiresAt })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('verifiedAt', 'is', null)
    .where('expiresAt', '>', at)
    .returning('id')
    .executeTakeFirst()

/** Requests whose address nobody was asked to confirm yet, across organisations, the oldest first. */
export const listUnaskedRequests = async (
  db: Pools,
  limit: number,
): Promise<{ organisationId: string; id: string }[]> => {
  const { rows } = await db.worker.query<{ organisation_id: string; id: string }>(
    'select organisation_id, id from unasked_requests($1)',
    [limit],
  )
  return rows.map(({ organisation_id, id }) => ({ organisationId: organisation_id, id }))
}

/** Notes that a mail asks to confirm the address. */
export const setAddressAsked = (tx: ScopedTx, organisationId: string, id: string, at: string) =>
  tx
    .updateTable('publicRequests')
    .set({ addressAskedAt: at })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()

/** Names the file that proves who asks; null for none any more. */
export const setEvidence = (tx: ScopedTx, organisationId: string, id: string, fileId: string | null) =>
  tx
    .updateTable('publicRequests')
    .set({ evidenceFileId: fileId })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()

/** Deletes what waits or stays beside a request. */
export const deletePublicRequest = (tx: ScopedTx, organisationId: string, id: string) =>
  tx.deleteFrom('publicRequests').where('organisationId', '=', organisationId).where('id', '=', id).execute()

/** Spends a live token of an organisation; undefined where it is spent or expired. */
export const spendTokenOf = (
  tx: Tx,
  organisationId: string,
  purpose: Database['tokens']['purpose'],
  hash: Buffer,
  at: string,
) =>
  tx
    .updateTable('tokens')
    .set({ usedAt: at })
    .where('organisationId', '=', organisationId)
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', at)
    .returning('id')
    .executeTakeFirst()

/** Adds what somebody reported. */
export const insertReport = (tx: ScopedTx, row: Insertable<Database['privacyReports']>) =>
  tx.insertInto('privacyReports').values(row).execute()

/** One report of the organisation in scope. */
export const findReport = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('privacyReports')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Reports, the newest first. */
export const listReports = (tx: ScopedTx, organisationId: string, before: string | null, limit: number) =>
  tx
    .selectFrom('privacyReports')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Notes that a report was dealt with; undefined where it was, or is not there. */
export const settleReport = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  by: { at: string; accountId: string },
) =>
  tx
    .updateTable('privacyReports')
    .set({ settledAt: by.at, settledBy: by.accountId })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('settledAt', 'is', null)
    .returningAll()
    .executeTakeFirst()

/** Organisations that have a part of the erasure whose undo link was shown, that of the link last. */
export const listUndoable = async (tx: Tx, hash: Buffer, at: string): Promise<string[]> => {
  const { rows } = await sql<{ organisationId: string }>`
    select part as organisation_id from undoable_parts(${hash}::bytea, ${at}::timestamptz) as part`.execute(
    tx,
  )
  return rows.map(({ organisationId }) => organisationId)
}

/** Goes on in the organisation of one of these parts. @throws Problem `invalid-token` where the link does not stand */
export const enterUndo = async (tx: Tx, hash: Buffer, organisationId: string, at: string): Promise<void> => {
  await sql`select enter_undo(${hash}::bytea, ${organisationId}::uuid, ${at}::timestamptz)`.execute(tx)
}
