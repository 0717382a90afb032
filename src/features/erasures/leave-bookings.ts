import type { JobScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { keepBillingRow } from '#src/features/billing-rows/keep-billing-row.ts'
import { listBookings } from '#src/features/erasures/erasures.queries.ts'
import { leaveTrace } from '#src/features/statistics/leave-trace.ts'

/**
 * What bookings that go leave behind, in the transaction that takes them: a row for the books where an invoice was
 * settled, and one without person or exact time for a month that is not counted yet.
 * @param readable whether the patients' keys are there; without them the books name no payer
 */
export const leaveBookings = async (
  scope: Pick<JobScope, 'tx' | 'organisationId' | 'at'> & { readonly deps: Pick<Deps, 'keyring'> },
  patientIds: readonly string[],
  readable = true,
): Promise<void> => {
  if (patientIds.length === 0) return
  const bookings = await listBookings(scope.tx, scope.organisationId, patientIds)
  for (const booking of bookings)
    await keepBillingRow(scope, readable ? booking : { ...booking, patientId: null })
  await leaveTrace(scope.tx, bookings, scope.at)
}
