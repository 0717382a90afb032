import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound } from '#src/errors.ts'
import {
  deleteUndoTokens,
  extendRequest,
  lockReceivedRequest,
  moveRequest,
} from '#src/features/data-requests/data-requests.queries.ts'
import type {
  DataRequest,
  DataRequestState,
  RequestContents,
  RequestEventKind,
} from '#src/features/data-requests/data-requests.schema.ts'
import { graceEnd, isAnsweredAtOnce, tellOfBeginning } from '#src/features/data-requests/open-request.ts'
import { openContents } from '#src/features/data-requests/read-request.ts'
import {
  answerRow,
  demandChecker,
  hasAddress,
} from '#src/features/data-requests/received-requests.service.ts'
import type {
  DataRequestAnswer,
  Extension,
  IdentityEvidence,
  NewRefusal,
  Resolution,
} from '#src/features/data-requests/request-answers.schema.ts'
import {
  deadlineFor,
  endOfDay,
  findAnsweringController,
  ruleOf,
} from '#src/features/data-requests/request-deadline.ts'
import { undecidedStates } from '#src/features/data-requests/request-state.ts'
import { recordRequestEvent, requestKey, requestPlace } from '#src/features/data-requests/request-timeline.ts'
import { tellRequester } from '#src/features/data-requests/tell-requester.ts'
import { authorityOf } from '#src/privacy/law/authorities.ts'
import { hoursAfter } from '#src/privacy/law/due-date.ts'

const lock = async ({ tx, actor }: OrganisationScope, id: string): Promise<DataRequest> => {
  const found = await lockReceivedRequest(tx, actor.organisationId, id)
  if (!found) throw notFound()
  return found
}

const sealAlso = async (
  scope: OrganisationScope,
  row: DataRequest,
  more: RequestContents,
): Promise<Buffer> => {
  const contents = { ...(await openContents(scope, row)), ...more }
  const { organisationId, id } = row
  return scope.deps.keyring.seal(scope.tx, requestKey(organisationId, id), requestPlace(id), contents)
}

/** Into the timeline and the trail: what a member did with a request, and why. */
const record = async (
  scope: OrganisationScope,
  { organisationId, id, patientId, state }: DataRequest,
  kind: RequestEventKind,
  { reason, ...detail }: { reason?: string; cause?: string; method?: string },
): Promise<void> => {
  const { accountId: actorId, roles } = scope.actor
  const words = reason === undefined ? {} : { reason }
  const role = roles.join(',')
  await recordRequestEvent(scope, { organisationId, requestId: id, kind, actorId, role, ...words })
  await recordAct(scope, {
    action: 'change',
    resource: 'dataRequest',
    resourceIds: [id],
    patientId,
    detail: { event: kind, state, ...detail },
    ...words,
  })
}

const afterIdentity = async (scope: OrganisationScope, row: DataRequest): Promise<DataRequestState> => {
  if (row.kind === 'erasure') return 'grace'
  return isAnsweredAtOnce(row) && (await hasAddress(scope, row.patientId)) ? 'completed' : 'received'
}

/**
 * Notes that staff made sure who asks. A copy is then ready at once, an erasure begins to wait; by UK law the time for
 * the answer counts from here.
 * @throws Problem 404, 409 `request-closed` where it is not waited for, 422 for a checker who is no member
 */
export const verifyIdentity = async (
  scope: OrganisationScope,
  id: string,
  evidence: IdentityEvidence,
): Promise<DataRequestAnswer> => {
  const { tx, at } = scope
  const row = await lock(scope, id)
  await demandChecker(scope, evidence, '/checkedBy')
  const { organisationId, kind, object, receivedAt, expedite } = row
  const controller = await findAnsweringController(scope, organisationId)
  const state = await afterIdentity(scope, row)
  const { dueOn, unrolledOn } = deadlineFor(controller, { kind, object, receivedAt, identityCheckedAt: at })
  const moved = await moveRequest(tx, organisationId, id, ['identityCheck'], {
    state,
    identityMethod: evidence.method,
    identityCheckedBy: evidence.checkedBy,
    identityCheckedAt: at,
    graceEndsAt: state === 'grace' ? graceEnd(at, expedite) : null,
    ...(row.extendedAt === null ? { dueOn, unrolledOn } : {}),
    updatedAt: at,
  })
  if (!moved) throw conflict('request-closed')
  await record(scope, moved, 'identityConfirmed', { method: evidence.method })
  const by = { organisationId, requestId: id, actorId: null, role: 'worker' }
  if (state === 'grace') await recordRequestEvent(scope, { ...by, kind: 'graceBegan' })
  if (state === 'completed') await recordRequestEvent(scope, { ...by, kind: 'completed' })
  if (state === 'received') await tellRequester(scope, moved, 'requestIdentityConfirmed')
  else await tellOfBeginning(scope, moved, { timeZone: controller.timeZone })
  return answerRow(scope, moved)
}

/**
 * Takes more time for an answer, once, within the first period and where the law knows it; counted from receipt too.
 * @throws Problem 404, 409 `request-not-extendable`, 409 `request-closed`
 */
export const extendDeadline = async (
  scope: OrganisationScope,
  id: string,
  { cause, reason }: Extension,
): Promise<DataRequestAnswer> => {
  const { tx, at } = scope
  const row = await lock(scope, id)
  if (row.closedAt !== null) throw conflict('request-closed')
  const { organisationId, kind, object } = row
  const controller = await findAnsweringController(scope, organisationId)
  const rule = ruleOf(controller, kind, object)
  const period = cause === 'olderData' ? (rule.olderData?.period ?? null) : rule.extended
  const over = Date.parse(at) >= Date.parse(endOfDay(row.dueOn, controller.timeZone))
  if (period === null || over || row.extendedAt !== null) throw conflict('request-not-extendable')
  const { dueOn, unrolledOn } = deadlineFor(controller, row, period)
  const sealed = await sealAlso(scope, row, { extension: cause })
  const change = { dueOn, unrolledOn, extendedAt: at, sealed }
  const extended = await extendRequest(tx, organisationId, id, undecidedStates, change)
  if (!extended) throw conflict('request-closed')
  await record(scope, extended, 'extended', { reason, cause })
  await tellRequester(scope, extended, 'requestExtended', { extension: cause })
  return answerRow(scope, extended)
}

/**
 * Refuses a request before it was decided or its erasure began. The person is told why, and where to complain.
 * @throws Problem 404, 409 `request-closed`
 */
export const refuseRequest = async (
  scope: OrganisationScope,
  id: string,
  { cause, reason }: NewRefusal,
): Promise<DataRequestAnswer> => {
  const { tx, at } = scope
  const row = await lock(scope, id)
  const { organisationId } = row
  if (row.closedAt !== null) throw conflict('request-closed')
  const { country } = await findAnsweringController(scope, organisationId)
  const refused = await moveRequest(tx, organisationId, id, undecidedStates, {
    state: 'refused',
    graceEndsAt: null,
    sealed: await sealAlso(scope, row, { refusal: cause, answer: reason }),
    updatedAt: at,
  })
  if (!refused) throw conflict('request-closed')
  await deleteUndoTokens(tx, organisationId, id)
  await record(scope, refused, 'refused', { reason, cause })
  await tellRequester(scope, refused, 'requestRefused', { refusal: cause, authority: authorityOf(country) })
  return answerRow(scope, refused)
}

/** France lets nobody see their record before two days have passed. */
const demandPatience = async (scope: OrganisationScope, row: DataRequest): Promise<void> => {
  const controller = await findAnsweringController(scope, row.organisationId)
  const { notBeforeHours } = ruleOf(controller, row.kind, row.object)
  if (notBeforeHours === undefined) return
  const from = hoursAfter(row.receivedAt, notBeforeHours)
  if (Date.parse(scope.at) < Date.parse(from)) throw conflict('answer-too-early', { extra: { from } })
}

/**
 * Answers in words what staff does itself; an erasure is answered by its run.
 * @throws Problem 404, 409 `request-closed`, 409 `answer-too-early`
 */
export const resolveRequest = async (
  scope: OrganisationScope,
  id: string,
  { answer }: Resolution,
): Promise<DataRequestAnswer> => {
  const { tx, at } = scope
  const row = await lock(scope, id)
  const { organisationId, kind } = row
  if (kind === 'erasure' || row.state !== 'received') throw conflict('request-closed')
  await demandPatience(scope, row)
  const resolved = await moveRequest(tx, organisationId, id, ['received'], {
    state: 'completed',
    sealed: await sealAlso(scope, row, { answer }),
    updatedAt: at,
  })
  if (!resolved) throw conflict('request-closed')
  await record(scope, resolved, 'completed', { reason: answer })
  await tellRequester(scope, resolved, 'requestResolved')
  return answerRow(scope, resolved)
}
