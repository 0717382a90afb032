import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { withdrawMailsOfPatient } from '#src/features/consents/objections.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { unwelcomeKinds } from '#src/features/messages/mail-classes.ts'
import { setRestricted } from '#src/features/patients/patients.queries.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const onlyService = { reminders: false, marketing: false }

/**
 * Restricts the person's data at one controller from this transaction on (GDPR Art. 18): kept, left out of lists,
 * searches and statistics, and nothing but what the service cannot do without is sent.
 */
export const applyRestriction = async (scope: Scope, request: DataRequest): Promise<void> => {
  const { tx, at } = scope
  const { organisationId, patientId, accountId, id: subjectId } = request
  if (organisationId !== PLATFORM_ID && patientId !== null) {
    await setRestricted(tx as ScopedTx, organisationId, patientId, at)
    await withdrawMailsOfPatient(tx as ScopedTx, organisationId, patientId, unwelcomeKinds(onlyService))
  }
  await recordTakingAway(scope, { organisationId, action: 'restricted', accountId, patientId, subjectId })
}
