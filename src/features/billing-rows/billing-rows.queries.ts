import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'
import type { StoredBillingRow } from '#src/features/billing-rows/billing-rows.schema.ts'

/** Adds what the books need of a booking; one that is there already stays as it is. */
export const insertBillingRow = async (tx: ScopedTx, row: StoredBillingRow): Promise<void> => {
  await tx
    .insertInto('billingRows')
    .values(row)
    .onConflict((same) => same.columns(['organisationId', 'id']).doNothing())
    .execute()
}

/** Waits for whoever makes the key of the books just now. */
export const lockBooks = async (tx: ScopedTx, organisationId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`books/${organisationId}`}, 0))`.execute(tx)
}

/** Days and rows that a page of the books goes on after. */
export type BooksPosition = [doneOn: string, id: string]

/** Billing rows by day, at most `limit + 1`. */
export const listBillingRows = (
  tx: ScopedTx,
  organisationId: string,
  { from, to }: { from?: string | undefined; to?: string | undefined },
  after: BooksPosition | null,
  limit: number,
) =>
  tx
    .selectFrom('billingRows')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(from !== undefined, (query) => query.where('doneOn', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('doneOn', '<', to ?? ''))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(done_on, id) > (${after?.[0] ?? null}::date, ${after?.[1] ?? null}::uuid)`),
    )
    .orderBy('doneOn')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
