import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { unwelcomeKinds } from '#src/features/messages/mail-classes.ts'
import { withdrawWaitingMails } from '#src/features/messages/messages.queries.ts'
import { setRestricted } from '#src/features/patients/patients.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const onlyService = { reminders: false, marketing: false }

/** The effects of a restriction on a patient alone: for `applyRestriction`, and for a restored database. */
export const stopUsing = async (
  { tx, at }: Pick<Scope, 'at'> & { readonly tx: ScopedTx },
  organisationId: string,
  patientId: string,
): Promise<void> => {
  await setRestricted(tx, organisationId, patientId, at)
  await withdrawWaitingMails(
    tx,
    organisationId,
    (eb) => eb('patientId', '=', patientId),
    unwelcomeKinds(onlyService),
  )
}

/**
 * Restricts the person's data at one controller from this transaction on (GDPR Art. 18): kept, left out of lists,
 * searches and statistics, and nothing but what the service cannot do without is sent.
 */
export const applyRestriction = async (scope: Scope, request: DataRequest): Promise<void> => {
  const { tx, at } = scope
  const { organisationId, patientId, accountId, id: subjectId } = request
  if (organisationId !== PLATFORM_ID && patientId !== null)
    await stopUsing({ tx: tx as ScopedTx, at }, organisationId, patientId)
  await recordTakingAway(scope, { organisationId, action: 'restricted', accountId, patientId, subjectId })
}
