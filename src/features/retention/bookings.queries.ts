import { sql } from 'kysely'
import type { ScopedTx } from '#src/db/database.ts'
import type { AppointmentRecord } from '#src/features/appointments/appointments.queries.ts'

/**
 * Bookings whose time is over at `at`, the oldest first, at most `limit`; nobody changes them until the transaction ends.
 * Those of the given patients are left out.
 * @param until the latest end whose time can be over
 */
export const lockOutlivedBookings = (
  tx: ScopedTx,
  organisationId: string,
  { until, at }: { until: string; at: string },
  heldPatients: readonly string[],
  limit: number,
): Promise<AppointmentRecord[]> =>
  tx
    .selectFrom('appointments')
    .selectAll()
    .where('organisationId', '=', organisationId)
    // What ended by then had begun by then: this is what the index knows.
    .where('startsAt', '<=', until)
    .where('endsAt', '<=', until)
    .where(sql<boolean>`is_outlived(organisation_id, ends_at, ${at}::timestamptz)`)
    .$if(heldPatients.length > 0, (query) =>
      query.where((free) =>
        free.or([free('patientId', 'is', null), free('patientId', 'not in', [...heldPatients])]),
      ),
    )
    .orderBy('startsAt')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()

/** Deletes bookings. */
export const deleteBookings = async (
  tx: ScopedTx,
  organisationId: string,
  ids: readonly string[],
): Promise<void> => {
  await sql`delete from appointments where organisation_id = ${organisationId} and id = any(${ids}::uuid[])`.execute(
    tx,
  )
}
