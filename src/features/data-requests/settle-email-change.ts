import { PLATFORM_ID } from '#src/db/database.ts'
import type { PublicScope } from '#src/db/scope.ts'
import type { SettledChange } from '#src/features/accounts/change-email.ts'
import { lockRequest, moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { RequestContents } from '#src/features/data-requests/data-requests.schema.ts'
import { recordRequestEvent, requestKey, requestPlace } from '#src/features/data-requests/request-timeline.ts'
import type { KeptChanges } from '#src/features/data-requests/requested-changes.ts'

/** Completes the rectification behind a changed login e-mail, which keeps what it was before and is now. */
export const completeEmailRectification = async (
  scope: PublicScope,
  { requestId, accountId, addresses }: SettledChange,
): Promise<void> => {
  const { tx, at, deps } = scope
  const request = requestId === null ? undefined : await lockRequest(tx, PLATFORM_ID, requestId)
  if (!request || request.closedAt !== null) return
  const { id } = request
  const place = requestPlace(id)
  const contents = request.sealed
    ? await deps.keyring.open<RequestContents>(tx, PLATFORM_ID, request.sealed, place)
    : {}
  const changes: KeptChanges = { email: addresses }
  const sealed = await deps.keyring.seal(tx, requestKey(PLATFORM_ID, id), place, { ...contents, changes })
  await moveRequest(tx, PLATFORM_ID, id, ['received'], { state: 'completed', sealed, updatedAt: at })
  const by = { organisationId: PLATFORM_ID, requestId: id, actorId: accountId, role: 'public' }
  await recordRequestEvent(scope, { ...by, kind: 'applied' })
  await recordRequestEvent(scope, { ...by, kind: 'completed' })
}

/** Notes in the rectifications behind it that a changed login e-mail is what it was before again. */
export const noteUndoneRectifications = async (
  scope: PublicScope,
  requestIds: readonly string[],
): Promise<void> => {
  for (const requestId of requestIds)
    await recordRequestEvent(scope, {
      organisationId: PLATFORM_ID,
      requestId,
      kind: 'undone',
      actorId: scope.accountId,
      role: 'public',
    })
}
