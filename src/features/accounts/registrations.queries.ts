import type { Insertable } from 'kysely'
import { type Database, PLATFORM_ID, type Tx } from '#src/db/database.ts'

/** Adds a registration that waits for its link. */
export const insertRegistration = (tx: Tx, row: Insertable<Database['registrations']>) =>
  tx.insertInto('registrations').values(row).execute()

/** A registration that may still become an account. */
export const findRegistration = (tx: Tx, id: string, at: string) =>
  tx
    .selectFrom('registrations')
    .selectAll()
    .where('id', '=', id)
    .where('expiresAt', '>', at)
    .executeTakeFirst()

/** The newest registration of an address that may still become an account. */
export const findNewestRegistration = (tx: Tx, emailIndexes: readonly Buffer[], at: string) =>
  tx
    .selectFrom('registrations')
    .select(['id', 'locale', 'expiresAt'])
    .where('emailIndex', 'in', [...emailIndexes])
    .where('expiresAt', '>', at)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Deletes every registration of an address. @returns their ids */
export const deleteRegistrations = async (tx: Tx, emailIndexes: readonly Buffer[]): Promise<string[]> => {
  const deleted = await tx
    .deleteFrom('registrations')
    .where('emailIndex', 'in', [...emailIndexes])
    .returning('id')
    .execute()
  return deleted.map(({ id }) => id)
}

/**
 * Withdraws the mails of registrations that are gone. One that a worker is sending just now is left to it, so that
 * nobody waits here for an SMTP server.
 */
export const withdrawRegistrationMails = async (
  tx: Tx,
  registrationIds: readonly string[],
): Promise<void> => {
  if (registrationIds.length === 0) return
  const waiting = tx
    .selectFrom('mails')
    .select('id')
    .where('organisationId', '=', PLATFORM_ID)
    .where('subjectId', 'in', [...registrationIds])
    .where('kind', '=', 'verifyEmail')
    .where('state', '=', 'planned')
    .forUpdate()
    .skipLocked()
  await tx
    .updateTable('mails')
    .set({ state: 'withdrawn', sealed: null })
    .where('organisationId', '=', PLATFORM_ID)
    .where('id', 'in', waiting)
    .execute()
}
