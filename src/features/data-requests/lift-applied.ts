import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { forgetEmailChange } from '#src/features/accounts/change-email.ts'
import { endObjections } from '#src/features/consents/objections.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { endRestrictionOf } from '#src/features/patients/patients.queries.ts'
import { hoursAfter } from '#src/privacy/law/due-date.ts'

/** So long before it ends whoever restricted or objected has been told (GDPR Art. 18(3)). */
const noticeHours = 24

/**
 * Ends what a request stopped at once: for `refused` a day after the mail that says so, for `withdrawn` now, as the
 * person wishes it. A restriction of staff's own stays.
 */
export const liftApplied = async (
  { tx, at }: Pick<Scope, 'tx' | 'at'>,
  request: DataRequest,
  because: 'refused' | 'withdrawn',
): Promise<void> => {
  const { organisationId, id, kind, patientId, accountId, createdAt, identityCheckedAt } = request
  const endsAt = because === 'withdrawn' ? at : hoursAfter(at, noticeHours)
  if (kind === 'objection') await endObjections(tx, organisationId, id, endsAt)
  if (kind === 'rectification' && organisationId === PLATFORM_ID && accountId !== null)
    await forgetEmailChange({ tx }, accountId)
  if (kind !== 'restriction' || organisationId === PLATFORM_ID || patientId === null) return
  const since = [createdAt, ...(identityCheckedAt === null ? [] : [identityCheckedAt])]
  await endRestrictionOf(tx as ScopedTx, organisationId, patientId, since, { endsAt, at })
}
