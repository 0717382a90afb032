import type { Insertable, Updateable } from 'kysely'
import { sql } from 'kysely'
import type { Database, ScopedTx } from '#src/db/database.ts'

/** Adds a site. */
export const insertSite = (tx: ScopedTx, row: Insertable<Database['sites']>) =>
  tx.insertInto('sites').values(row).returningAll().executeTakeFirstOrThrow()

/** One site of the organisation in scope. */
export const findSite = (tx: ScopedTx, organisationId: string, id: string) =>
  tx
    .selectFrom('sites')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Sites by id, at most `limit + 1`, after the given id. */
export const listSites = (tx: ScopedTx, organisationId: string, after: string | null, limit: number) =>
  tx
    .selectFrom('sites')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit + 1)
    .execute()

/** Changes a site where its version is still the expected one; undefined where it is not. */
export const updateSite = (
  tx: ScopedTx,
  organisationId: string,
  id: string,
  expected: number | null,
  change: Updateable<Database['sites']>,
) =>
  tx
    .updateTable('sites')
    .set({ ...change, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .$if(expected !== null, (query) => query.where('version', '=', expected))
    .returningAll()
    .executeTakeFirst()
