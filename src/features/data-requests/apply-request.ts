import type { Scope } from '#src/db/scope.ts'
import { applyObjection } from '#src/features/data-requests/apply-objection.ts'
import { applyRestriction } from '#src/features/data-requests/apply-restriction.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'

/**
 * Does at once what does not wait for an answer: objections and restrictions hold from the transaction on in which it is
 * certain who asks. Of any other kind, and of a part that leads to nobody, it does nothing.
 * @param by who asked, or who made sure that it is them
 */
export const applyAtOnce = async (
  scope: Scope,
  request: DataRequest,
  by: { actorId: string | null; role: string },
): Promise<void> => {
  const { organisationId, id: requestId, kind, accountId, patientId } = request
  if (accountId === null && patientId === null) return
  if (kind === 'objection') await applyObjection(scope, request)
  else if (kind === 'restriction') await applyRestriction(scope, request)
  else return
  if (request.closedAt === null)
    await recordRequestEvent(scope, { organisationId, requestId, kind: 'applied', ...by })
}
