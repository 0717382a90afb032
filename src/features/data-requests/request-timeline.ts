import { v7 as newId } from 'uuid'
import type { Scope } from '#src/db/scope.ts'
import { insertRequestEvent } from '#src/features/data-requests/data-requests.queries.ts'
import type { RequestEventKind } from '#src/features/data-requests/data-requests.schema.ts'

/** The key under which a request's words are sealed: its own, so that they can go before the request does. */
export const requestKey = (organisationId: string, requestId: string) =>
  ({ organisationId, subjectId: requestId, class: 'request' }) as const

/** Where a request's contents are sealed. */
export const requestPlace = (id: string) => ({ field: 'dataRequests.sealed', rowId: id })

/** Where the words of an event are sealed. */
export const requestEventPlace = (id: string) => ({ field: 'dataRequestEvents.sealed', rowId: id })

/** What happened to a part; `reason` in somebody's own words. */
export interface RequestEvent {
  organisationId: string
  requestId: string
  kind: RequestEventKind
  actorId: string | null
  /** `person`, `worker`, `public`, or roles in the organisation. */
  role: string
  reason?: string
}

/** Writes an event into a request's timeline, in the transaction of what it tells of. */
export const recordRequestEvent = async (
  { tx, at, deps }: Pick<Scope, 'tx' | 'at' | 'deps'>,
  { organisationId, requestId, kind, actorId, role, reason }: RequestEvent,
): Promise<void> => {
  const id = newId()
  const key = requestKey(organisationId, requestId)
  const sealed =
    reason === undefined ? null : await deps.keyring.seal(tx, key, requestEventPlace(id), { reason })
  await insertRequestEvent(tx, { organisationId, id, requestId, kind, actorId, role, sealed, createdAt: at })
}
