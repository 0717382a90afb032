import { v7 as newId } from 'uuid'
import type { Scope } from '#src/db/scope.ts'
import { insertConsents } from '#src/features/consents/consents.queries.ts'
import type { ConsentPurpose } from '#src/features/consents/consents.schema.ts'

/** Who refuses what, and how that is known; `recordedBy` is null where no account said it. */
interface Refusal {
  organisationId: string
  patientId: string
  purpose: ConsentPurpose
  source: 'self' | 'staff' | 'guardian'
  recordedBy: string | null
}

/**
 * Writes down that a patient refuses a purpose: from now on that is their decision, whatever they said before. The caller
 * tells the ledger of it.
 * @returns the decision's id
 */
export const refusePurpose = async (
  { tx, at }: Pick<Scope, 'tx' | 'at'>,
  refusal: Refusal,
): Promise<string> => {
  const id = newId()
  await insertConsents(tx, [
    { ...refusal, id, accountId: null, granted: false, textId: null, sealed: null, createdAt: at },
  ])
  return id
}
