import type { Insertable } from 'kysely'
import type { Database, ScopedTx, Tx } from '#src/db/database.ts'

/** Adds a version of the standard agreement. */
export const insertAgreementVersion = (tx: Tx, row: Insertable<Database['agreementVersions']>) =>
  tx.insertInto('agreementVersions').values(row).returningAll().executeTakeFirstOrThrow()

/** Every version of the standard agreement, newest first. */
export const listAgreementVersions = (tx: Tx) =>
  tx
    .selectFrom('agreementVersions')
    .selectAll()
    .orderBy('effectiveFrom', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()

/** One version of the standard agreement. */
export const findAgreementVersion = (tx: Tx, id: string) =>
  tx.selectFrom('agreementVersions').selectAll().where('id', '=', id).executeTakeFirst()

/** What the organisation has signed, newest first. */
export const listSignatures = (tx: ScopedTx, organisationId: string) =>
  tx
    .selectFrom('agreementSignatures')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()

/** Adds a signature; undefined where the version is signed already. */
export const insertSignature = (tx: ScopedTx, row: Insertable<Database['agreementSignatures']>) =>
  tx
    .insertInto('agreementSignatures')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisationId', 'versionId']).doNothing())
    .returningAll()
    .executeTakeFirst()
