import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '#src/db/database.ts'
import type { ObjectionPurpose } from '#src/features/consents/objections.schema.ts'

/**
 * Whether a patient's objection to a purpose is in force. Asked by whatever processes for that purpose, when it does:
 * an objection holds from its transaction on.
 * @param at ISO 8601 instant
 */
export const hasObjected = async (
  tx: Tx,
  organisationId: string,
  patientId: string,
  purpose: ObjectionPurpose,
  at: string,
): Promise<boolean> => (await listObjectors(tx, organisationId, purpose, at, [patientId])).length > 0

/**
 * Those of the patients, or of all, whose objection to a purpose is in force.
 * @param at ISO 8601 instant
 */
export const listObjectors = async (
  tx: Tx,
  organisationId: string,
  purpose: ObjectionPurpose,
  at: string,
  patientIds?: readonly string[],
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('objections')
    .select('patientId')
    .distinct()
    .where('organisationId', '=', organisationId)
    .where('patientId', 'is not', null)
    .$if(patientIds !== undefined, (query) =>
      query.where(sql<boolean>`patient_id = any(${[...(patientIds ?? [])]}::uuid[])`),
    )
    .where('purpose', '=', purpose)
    .where((one) => one.or([one('endedAt', 'is', null), one('endedAt', '>', at)]))
    .execute()
  return rows.flatMap(({ patientId }) => patientId ?? [])
}

/** Whether an account's objection to what the platform does itself is in force. */
export const hasAccountObjected = async (
  tx: Tx,
  accountId: string,
  purpose: ObjectionPurpose,
  at: string,
): Promise<boolean> => {
  const row = await tx
    .selectFrom('objections')
    .select('id')
    .where('accountId', '=', accountId)
    .where('purpose', '=', purpose)
    .where((one) => one.or([one('endedAt', 'is', null), one('endedAt', '>', at)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds an objection. */
export const insertObjection = (tx: Tx, row: Insertable<Database['objections']>) =>
  tx.insertInto('objections').values(row).execute()

/** Ends the objections of a request at an instant. @returns their ids */
export const endObjections = async (
  tx: Tx,
  organisationId: string,
  requestId: string,
  endsAt: string,
): Promise<string[]> => {
  const ended = await tx
    .updateTable('objections')
    .set({ endedAt: endsAt })
    .where('organisationId', '=', organisationId)
    .where('requestId', '=', requestId)
    .where('endedAt', 'is', null)
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}

/** Ends what a patient objected to, of these purposes: a consent that is given later holds. @returns their ids */
export const endObjectionsOf = async (
  tx: Tx,
  organisationId: string,
  patientId: string,
  purposes: readonly string[],
  at: string,
): Promise<string[]> => {
  const ended = await tx
    .updateTable('objections')
    .set({ endedAt: at })
    .where('organisationId', '=', organisationId)
    .where('patientId', '=', patientId)
    .where(sql<boolean>`purpose = any(${[...purposes]}::text[])`)
    .where((one) => one.or([one('endedAt', 'is', null), one('endedAt', '>', at)]))
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}
