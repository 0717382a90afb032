import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasedPerson, withErasure } from '#src/db/erasure-scope.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { lockCalendars } from '#src/features/appointments/appointments.queries.ts'
import { lockRequest, moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { Blocker, DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'
import { tellRequester } from '#src/features/data-requests/tell-requester.ts'
import { addMissingParts } from '#src/features/erasures/add-missing-parts.ts'
import { type ErasurePart, findPatientsOfPart, listParts } from '#src/features/erasures/erasures.queries.ts'
import { findBlockers } from '#src/features/erasures/find-blockers.ts'
import { restrictAccount, restrictForErasure } from '#src/features/erasures/freeze.queries.ts'
import { lookAgainAt, onward, type Progress, waiting } from '#src/features/erasures/progress.ts'
import { beginErasure, eraseBesideRecord } from '#src/features/erasures/run-erasure.ts'
import { lockHolds } from '#src/features/legal-holds/legal-holds.queries.ts'
import { findPerson, listHolders } from '#src/privacy/held.queries.ts'

const sameBlockers = (one: readonly Blocker[], other: readonly Blocker[]) =>
  JSON.stringify(one) === JSON.stringify(other)

const event = (scope: JobScope, { requestId }: ErasurePart, kind: 'blocked' | 'unblocked' | 'scheduled') =>
  recordRequestEvent(scope, {
    organisationId: scope.organisationId,
    requestId,
    kind,
    actorId: null,
    role: 'worker',
  })

const waits = ['grace', 'blocked', 'scheduled'] as const

const keepWaiting = async (
  scope: JobScope,
  part: ErasurePart,
  before: DataRequest,
  blockers: Blocker[],
  patientIds: readonly string[],
): Promise<void> => {
  const { tx, at, organisationId } = scope
  const change = {
    state: 'blocked' as const,
    step: before.step ?? 'restricted',
    workAt: lookAgainAt(at),
    updatedAt: at,
  }
  const moved = await moveRequest(tx, organisationId, part.requestId, waits, { ...change, blockers })
  if (!moved) return
  await restrictForErasure(tx, organisationId, part.requestId, patientIds, at)
  if (before.state === 'blocked' && sameBlockers(before.blockers, blockers)) return
  await event(scope, part, 'blocked')
  await tellRequester(scope, moved, 'requestBlocked', { blockers: blockers.map(({ kind }) => kind) })
  await recordEvent(scope, {
    organisationId,
    action: 'change',
    resource: 'dataRequest',
    resourceIds: [part.requestId],
    patientId: patientIds[0] ?? null,
    role: 'worker',
    ground: 'law',
    detail: { verb: 'block', blockers: blockers.map(({ kind }) => kind) },
  })
}

/**
 * Decides whether an organisation's part may begin: what is owed, a hold and the law keep it waiting, its data out of
 * use meanwhile. Where the law keeps the record alone, everything beside it goes.
 */
export const judgeErasure = async (deps: Deps, part: ErasurePart): Promise<Progress> => {
  const judged = await withErasure(deps, part, async (scope) => {
    const { tx, at, organisationId } = scope
    const before = await lockRequest(tx, organisationId, part.requestId)
    if (!before || !waits.some((state) => state === before.state)) return null
    await lockHolds(tx, organisationId)
    const patients = await findPatientsOfPart(tx, before)
    const ids = patients.map(({ id }) => id)
    // Whoever settles, books or cancels for them now is through before the judgement, or comes after it.
    await lockCalendars(tx, organisationId, [], ids)
    const blockers = await findBlockers(scope, organisationId, patients)
    if (blockers.length > 0) {
      await keepWaiting(scope, part, before, blockers, ids)
      return { before, blockers }
    }
    const change = { state: 'scheduled' as const, workAt: at, updatedAt: at, blockers: [] }
    if (await moveRequest(tx, organisationId, part.requestId, waits, change)) {
      if (before.state === 'blocked') await event(scope, part, 'unblocked')
      await event(scope, part, 'scheduled')
    }
    return { before, blockers }
  })
  if (!judged) return waiting
  if (judged.blockers.length === 0) return onward
  if (
    judged.blockers.every(({ kind }) => kind === 'statutoryRetention') &&
    judged.before.step !== 'recordKept'
  )
    await eraseBesideRecord(deps, part)
  return waiting
}

const lookAgain = (deps: Deps, part: ErasurePart, request: DataRequest, blocked: boolean): Promise<void> =>
  withErasure(deps, part, async (scope) => {
    const { tx, at } = scope
    const state = request.state === 'grace' ? ('scheduled' as const) : undefined
    const moved = await moveRequest(tx, PLATFORM_ID, part.requestId, waits, {
      ...(state ? { state } : {}),
      step: blocked ? 'restricted' : null,
      workAt: lookAgainAt(at),
      updatedAt: at,
    })
    if (!moved) return
    if (state) await event(scope, part, 'scheduled')
    if (request.accountId !== null)
      await restrictAccount(tx, request.accountId, blocked ? part.requestId : null)
  })

/** Organisations that hold something of the person and have no part of this request yet. */
const findUnasked = async (deps: Deps, { requestId }: ErasurePart, accountId: string): Promise<string[]> =>
  withErasedPerson(deps, requestId, async ({ tx }) => {
    const person = await findPerson(tx, accountId)
    if (!person) return []
    const asked = new Set((await listParts(tx, requestId)).map(({ organisationId }) => organisationId))
    return (await listHolders(tx, person)).filter((holder) => !asked.has(holder))
  })

/**
 * Decides whether the account itself may go: last, when every organisation's part is done. One that came to hold
 * something meanwhile gets its part first.
 */
export const judgeAccount = async (
  deps: Deps,
  part: ErasurePart,
  request: DataRequest,
): Promise<Progress> => {
  if (request.accountId !== null)
    await addMissingParts(deps, part, await findUnasked(deps, part, request.accountId))
  const others = (await withErasure(deps, part, ({ tx }) => listParts(tx, part.requestId))).filter(
    ({ organisationId, open }) => organisationId !== PLATFORM_ID && open,
  )
  if (others.length > 0) {
    await lookAgain(
      deps,
      part,
      request,
      others.some(({ blocked }) => blocked),
    )
    return waiting
  }
  return beginErasure(deps, part)
}

/** Lets go of what a request kept out of use that was withdrawn or refused meanwhile. */
export const releaseErasure = (deps: Deps, part: ErasurePart, request: DataRequest): Promise<Progress> =>
  withErasure(deps, part, async ({ tx, at, organisationId }) => {
    if (organisationId === PLATFORM_ID) {
      if (request.accountId !== null) await restrictAccount(tx, request.accountId, null)
    } else await restrictForErasure(tx, organisationId, part.requestId, null, at)
    await moveRequest(tx, organisationId, part.requestId, [request.state], {
      step: null,
      workAt: null,
      updatedAt: at,
    })
    return waiting
  })
