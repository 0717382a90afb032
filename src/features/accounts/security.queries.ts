import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '#src/db/database.ts'

/** Adds alerts. */
export const insertAlerts = (tx: Tx, rows: Insertable<Database['securityAlerts']>[]) =>
  tx.insertInto('securityAlerts').values(rows).execute()

/** Alerts, newest first, at most `limit + 1`, after the given id; for the platform's role. */
export const listAlerts = (tx: Tx, after: string | null, limit: number) =>
  tx
    .selectFrom('securityAlerts')
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Adds blocks. */
export const insertBlocks = (tx: Tx, rows: Insertable<Database['blocks']>[]) =>
  tx.insertInto('blocks').values(rows).execute()

/** Until when an account is kept from signing in for what it read; null where it is not. */
export const volumeBlockOf = async (tx: Tx, accountId: string, at: string): Promise<string | null> => {
  const found = await tx
    .selectFrom('blocks')
    .select('expiresAt')
    .where('accountId', '=', accountId)
    .where('expiresAt', '>', at)
    .where('kind', '=', 'patientVolume')
    .where('liftedAt', 'is', null)
    .orderBy('expiresAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.expiresAt ?? null
}

// Each further failure makes a wait of signing in longer: its counter knows for how long.
const lasting = sql<string>`greatest(blocks.expires_at, (select to_timestamp(max(r.expire) / 1000.0) from rate_limits r
  where r.key = blocks.counters[1]))`

/** Blocks in force, newest first, at most `limit + 1`, after the given id; for the platform's role. */
export const listBlocks = (tx: Tx, after: string | null, limit: number, at: string) =>
  tx
    .selectFrom('blocks')
    .select(['id', 'at', 'kind', 'accountId', 'concernedOrganisationId', 'ip', lasting.as('expiresAt')])
    .where('liftedAt', 'is', null)
    .where(lasting, '>', at)
    .$if(after !== null, (query) => query.where('id', '<', after))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** Lifts a block in force; undefined where there is none. @returns the counters to forget, and whom it kept out */
export const liftBlockInForce = (tx: Tx, id: string, liftedBy: string, at: string) =>
  tx
    .updateTable('blocks')
    .set({ liftedAt: at, liftedBy })
    .where('id', '=', id)
    .where('liftedAt', 'is', null)
    .where(lasting, '>', at)
    .returning(['counters', 'accountId', 'kind'])
    .executeTakeFirst()

/** Forgets what was counted under stored keys. */
export const forgetCounters = async (tx: Tx, keys: readonly string[]): Promise<void> => {
  if (keys.length > 0) await tx.deleteFrom('rateLimits').where('key', 'in', keys).execute()
}

/** Adds what an owner reported. */
export const insertIncident = (tx: Tx, row: Insertable<Database['securityIncidents']>) =>
  tx.insertInto('securityIncidents').values(row).execute()
