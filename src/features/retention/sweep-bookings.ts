import { keepBillingRow } from '#src/features/billing-rows/keep-billing-row.ts'
import { deleteBookings, lockOutlivedBookings } from '#src/features/retention/bookings.queries.ts'
import { lockedHolds } from '#src/features/retention/holds-in-force.ts'
import { addToRun } from '#src/features/retention/retention.queries.ts'
import { inBatches, type Sweep } from '#src/features/retention/sweep.ts'
import { outlivedUntil } from '#src/privacy/retention/periods.ts'
import { deleteWith } from '#src/privacy/retention/sweep.queries.ts'

const batch = 200
const table = { name: 'appointments' }

/**
 * Removes bookings whose time is over, with the mails about them. Their months are counted before; what the books need
 * stays as billing rows.
 */
export const sweepBookings = async (sweep: Sweep): Promise<void> => {
  const { organisationId, run, calendar } = sweep
  const { at, timeZone, periods } = calendar
  const until = outlivedUntil(at, periods.bookingRetention ?? 'P13M', timeZone)
  await inBatches(sweep, async (scope) => {
    const { tx } = scope
    const held = await lockedHolds(scope, organisationId)
    if (held.whole) return false
    const bookings = await lockOutlivedBookings(tx, organisationId, { until, at }, held.patients, batch)
    for (const booking of bookings) await keepBillingRow(scope, booking)
    const ids = bookings.map(({ id }) => id)
    const along = await deleteWith(tx, table, organisationId, ids)
    await deleteBookings(tx, organisationId, ids)
    if (ids.length > 0) await addToRun(tx, run, { ...along, appointments: ids.length })
    return bookings.length === batch
  })
}
