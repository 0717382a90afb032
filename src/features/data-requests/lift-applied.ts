import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { forgetEmailChange } from '#src/features/accounts/change-email.ts'
import { endObjections } from '#src/features/consents/objections.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { endRestrictionOf } from '#src/features/patients/patients.queries.ts'
import { hoursAfter } from '#src/privacy/law/due-date.ts'
import { recordLifting } from '#src/privacy/ledger/record-taking-away.ts'

/** So long before it ends whoever restricted or objected has been told (GDPR Art. 18(3)). */
const noticeHours = 24

const liftRestriction = async (
  scope: Scope,
  request: DataRequest & { patientId: string },
  endsAt: string,
): Promise<void> => {
  const { organisationId, id, patientId, createdAt, identityCheckedAt } = request
  const since = [createdAt, ...(identityCheckedAt === null ? [] : [identityCheckedAt])]
  const tx = scope.tx as ScopedTx
  if (await endRestrictionOf(tx, organisationId, patientId, since, { endsAt, at: scope.at }))
    await recordLifting(scope, {
      organisationId,
      action: 'restrictionLifted',
      patientId,
      subjectId: id,
      detail: { endsAt },
    })
}

const liftObjection = async (scope: Scope, request: DataRequest, endsAt: string): Promise<void> => {
  const { organisationId, id: subjectId, patientId, accountId } = request
  const ended = await endObjections(scope.tx, organisationId, subjectId, endsAt)
  if (ended.length > 0)
    await recordLifting(scope, {
      organisationId,
      action: 'objectionLifted',
      patientId,
      accountId,
      subjectId,
      detail: { endsAt },
    })
}

/**
 * Ends what a request stopped at once: for `refused` a day after the mail that says so, for `withdrawn` now, as the
 * person wishes it. A restriction of staff's own stays.
 */
export const liftApplied = async (
  scope: Scope,
  request: DataRequest,
  because: 'refused' | 'withdrawn',
): Promise<void> => {
  const { tx, at } = scope
  const { organisationId, kind, patientId, accountId } = request
  const endsAt = because === 'withdrawn' ? at : new Date(hoursAfter(at, noticeHours)).toISOString()
  if (kind === 'objection') await liftObjection(scope, request, endsAt)
  if (kind === 'rectification' && organisationId === PLATFORM_ID && accountId !== null)
    await forgetEmailChange({ tx }, accountId)
  if (kind === 'restriction' && organisationId !== PLATFORM_ID && patientId !== null)
    await liftRestriction(scope, { ...request, patientId }, endsAt)
}
