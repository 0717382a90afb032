import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { deleteUndoTokens, moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { destroyEvidence } from '#src/features/data-requests/evidence.ts'
import { liftApplied } from '#src/features/data-requests/lift-applied.ts'
import { undecidedStates } from '#src/features/data-requests/request-state.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'

/** Who takes a part back: the person, signed in or by a link. */
export interface Withdrawing {
  accountId: string | null
  role: 'person' | 'public'
}

/**
 * Takes one part back, before it was decided or its erasure began; in the scope of its controller. One statement decides
 * who was first.
 * @returns the part as it is now; undefined where it was too late. The mail is the caller's, one for all parts.
 */
export const withdrawPart = async (
  scope: Scope,
  { organisationId, id, patientId }: Pick<DataRequest, 'organisationId' | 'id' | 'patientId'>,
  by: Withdrawing,
): Promise<DataRequest | undefined> => {
  const { tx, at } = scope
  const withdrawn = await moveRequest(tx, organisationId, id, undecidedStates, {
    state: 'withdrawn',
    graceEndsAt: null,
    blockers: [],
    updatedAt: at,
  })
  if (!withdrawn) return undefined
  await deleteUndoTokens(tx, organisationId, id)
  await liftApplied(scope, withdrawn, 'withdrawn')
  if (organisationId !== PLATFORM_ID) await destroyEvidence(scope, withdrawn)
  const { accountId: actorId, role } = by
  await recordRequestEvent(scope, { organisationId, requestId: id, kind: 'withdrawn', actorId, role })
  await recordEvent(scope, {
    organisationId,
    action: 'change',
    resource: 'dataRequest',
    resourceIds: [id],
    patientId,
    accountId: actorId,
    role,
    ground: 'self',
    detail: { state: 'withdrawn', kind: withdrawn.kind },
  })
  return withdrawn
}
