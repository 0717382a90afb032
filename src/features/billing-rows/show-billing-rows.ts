import type { OrganisationScope } from '#src/db/scope.ts'
import { type BooksPosition, listBillingRows } from '#src/features/billing-rows/billing-rows.queries.ts'
import type { BillingDetails, BillingRow } from '#src/features/billing-rows/billing-rows.schema.ts'
import { billingPlace } from '#src/features/billing-rows/keep-billing-row.ts'

/** Billing rows by day, open, at most `limit + 1`. */
export const showBillingRows = async (
  { tx, deps, actor }: OrganisationScope,
  range: { from?: string | undefined; to?: string | undefined },
  after: BooksPosition | null,
  limit: number,
): Promise<BillingRow[]> => {
  const rows = await listBillingRows(tx, actor.organisationId, range, after, limit)
  const details = await deps.keyring.openMany<BillingDetails>(
    tx,
    rows.map(({ organisationId, id, sealed }) => ({ organisationId, sealed, place: billingPlace(id) })),
  )
  return rows.map(({ id, doneOn, keptUntil }, i) => {
    const { amount, currency, settledOn, invoiceNumber, payer, payerName, payerAddress } = details[
      i
    ] as BillingDetails
    return {
      id,
      doneOn,
      keptUntil,
      settledOn,
      price: { amount, currency },
      invoiceNumber,
      payer: { kind: payer, name: payerName, address: payerAddress },
    }
  })
}
