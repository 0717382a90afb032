import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'

/** Keeps patients' data out of use while an erasure waits, or with `null` lets go of what that request held. */
export const restrictForErasure = async (
  tx: ScopedTx,
  organisationId: string,
  requestId: string,
  patientIds: readonly string[] | null,
  at: string,
): Promise<void> => {
  if (patientIds === null)
    await tx
      .updateTable('patients')
      .set({ erasureRequestId: null, updatedAt: at, version: sql`version + 1` })
      .where('organisationId', '=', organisationId)
      .where('erasureRequestId', '=', requestId)
      .execute()
  else if (patientIds.length > 0)
    await tx
      .updateTable('patients')
      .set({ erasureRequestId: requestId, updatedAt: at, version: sql`version + 1` })
      .where('organisationId', '=', organisationId)
      .where('id', 'in', [...patientIds])
      .where('erasureRequestId', 'is', null)
      .execute()
}

/** Marks an account whose whole erasure waits, or with `null` lets go of that. */
export const restrictAccount = async (
  tx: ScopedTx,
  accountId: string,
  requestId: string | null,
): Promise<void> => {
  await tx
    .updateTable('accounts')
    .set({ erasureRequestId: requestId })
    .where('id', '=', accountId)
    .where('erasureRequestId', 'is distinct from', requestId)
    .execute()
}

/** Ends the sign-in of an account for good. */
export const endSignIn = async (tx: ScopedTx, accountId: string, at: string): Promise<void> => {
  await tx
    .updateTable('accounts')
    .set({ state: 'deactivated', updatedAt: at })
    .where('id', '=', accountId)
    .execute()
  await tx
    .updateTable('sessions')
    .set({ revokedAt: at, revokedBecause: 'erasure' })
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .execute()
}

/** Those with whom patients have time taken ahead. */
export const listPractitionersAhead = async (
  tx: ScopedTx,
  organisationId: string,
  patientIds: readonly string[],
  at: string,
): Promise<string[]> => {
  if (patientIds.length === 0) return []
  const rows = await tx
    .selectFrom('appointments')
    .select('practitionerId')
    .distinct()
    .where('organisationId', '=', organisationId)
    .where('patientId', 'in', [...patientIds])
    .where('status', 'in', ['held', 'booked'])
    .where('endsAt', '>', at)
    .execute()
  return rows.map(({ practitionerId }) => practitionerId)
}

/** Cancels what patients have booked and nobody has begun, never as late, and takes them out of use. */
export const freezePatients = async (
  tx: ScopedTx,
  organisationId: string,
  patientIds: readonly string[],
  at: string,
): Promise<number> => {
  if (patientIds.length === 0) return 0
  await tx
    .updateTable('patients')
    .set({ state: 'deactivated', updatedAt: at, version: sql`version + 1` })
    .where('organisationId', '=', organisationId)
    .where('id', 'in', [...patientIds])
    .where('state', '=', 'active')
    .execute()
  const { numUpdatedRows } = await tx
    .updateTable('appointments')
    .set({
      status: 'cancelled',
      cancelledAt: at,
      cancelledBy: 'patient',
      cancelledLate: false,
      updatedAt: at,
      version: sql`version + 1`,
    })
    .where('organisationId', '=', organisationId)
    .where('patientId', 'in', [...patientIds])
    .where('status', 'in', ['held', 'booked'])
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Withdraws the mails that patients, or an account, have coming. */
export const withdrawMails = async (
  tx: ScopedTx,
  organisationId: string,
  { patientIds, accountId }: { patientIds: readonly string[]; accountId: string | null },
): Promise<void> => {
  await tx
    .updateTable('mails')
    .set({ state: 'withdrawn', failure: 'not-wanted', sealed: null })
    .where('organisationId', '=', organisationId)
    .where('state', '=', 'planned')
    .where((eb) =>
      eb.or([
        ...(patientIds.length === 0 ? [] : [eb('patientId', 'in', [...patientIds])]),
        ...(accountId === null ? [] : [eb('accountId', '=', accountId)]),
      ]),
    )
    .execute()
}

/** Ends the links that undo an erasure: from here on nothing does. */
export const endUndoLinks = async (tx: ScopedTx, organisationId: string, requestId: string) => {
  await tx
    .deleteFrom('tokens')
    .where('organisationId', '=', organisationId)
    .where('subjectId', '=', requestId)
    .where('purpose', '=', 'undoErasure')
    .execute()
}
