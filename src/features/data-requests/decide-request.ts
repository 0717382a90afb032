import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, refused } from '#src/errors.ts'
import { applyRectification } from '#src/features/data-requests/apply-rectification.ts'
import { applyAtOnce } from '#src/features/data-requests/apply-request.ts'
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
import { destroyEvidence } from '#src/features/data-requests/evidence.ts'
import { liftApplied } from '#src/features/data-requests/lift-applied.ts'
import {
  graceEnd,
  isAbsolute,
  isAnsweredAtOnce,
  isErasedByItself,
  tellOfBeginning,
} from '#src/features/data-requests/open-request.ts'
import { openContents } from '#src/features/data-requests/read-request.ts'
import {
  addressOnFile,
  answerRow,
  demandChecker,
  hasAddress,
} from '#src/features/data-requests/received-requests.service.ts'
import type {
  DataRequestAnswer,
  Extension,
  IdentityCheck,
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
import { findPatientContact } from '#src/features/patients/patients.queries.ts'
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
  if (isErasedByItself(row)) return 'grace'
  if (isAbsolute(row)) return 'completed'
  if (!isAnsweredAtOnce(row)) return 'received'
  const reaches = row.source === 'public' ? isAddressOnFile : hasAddress
  return (await reaches(scope, row.patientId, row)) ? 'completed' : 'received'
}

// Without an account a copy goes to the verified address only if it is the one on file; else staff decides (S79).
const isAddressOnFile = async (scope: OrganisationScope, patientId: string | null, row: DataRequest) => {
  const { email } = await openContents(scope, row)
  return email !== undefined && (await addressOnFile(scope, patientId)) === email
}

/** Whom a request without account is about: staff's to find out. */
const matchPatient = async (
  { tx, actor }: OrganisationScope,
  row: DataRequest,
  patientId: string | undefined,
): Promise<Pick<DataRequest, 'patientId' | 'accountId'>> => {
  if (row.source !== 'public') {
    if (patientId !== undefined) throw refused('/patientId', 'is known already')
    return row
  }
  if (patientId === undefined)
    throw refused('/patientId', 'is needed: whom it is about; refuse the request where nobody is')
  const patient = await findPatientContact(tx, actor.organisationId, patientId)
  if (!patient) throw refused('/patientId', 'is no patient')
  return { patientId: patient.id, accountId: patient.accountId }
}

/**
 * Notes that staff made sure who asks. A copy is then ready at once, an erasure begins to wait; by UK law the time for
 * the answer counts from here.
 * @throws Problem 404, 409 `request-closed` where it is not waited for, 422 for a checker who is no member
 */
export const verifyIdentity = async (
  scope: OrganisationScope,
  id: string,
  { patientId, ...evidence }: IdentityCheck,
): Promise<DataRequestAnswer> => {
  const { tx, at } = scope
  const asked = await lock(scope, id)
  if (asked.state !== 'identityCheck') throw conflict('request-closed')
  const row = { ...asked, ...(await matchPatient(scope, asked, patientId)) }
  await demandChecker(scope, evidence, '/checkedBy')
  const { organisationId, kind, object, receivedAt, expedite } = row
  const controller = await findAnsweringController(scope, organisationId)
  const state = await afterIdentity(scope, row)
  const { dueOn, unrolledOn } = deadlineFor(controller, { kind, object, receivedAt, identityCheckedAt: at })
  const moved = await moveRequest(tx, organisationId, id, ['identityCheck'], {
    state,
    patientId: row.patientId,
    accountId: row.accountId,
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
  await applyAtOnce(scope, moved, { actorId: scope.actor.accountId, role: scope.actor.roles.join(',') })
  await destroyEvidence(scope, moved)
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
  const turned = await moveRequest(tx, organisationId, id, undecidedStates, {
    state: 'refused',
    graceEndsAt: null,
    sealed: await sealAlso(scope, row, { refusal: cause, answer: reason }),
    updatedAt: at,
  })
  if (!turned) throw conflict('request-closed')
  await deleteUndoTokens(tx, organisationId, id)
  await liftApplied(scope, row, 'refused')
  await destroyEvidence(scope, turned)
  await record(scope, turned, 'refused', { reason, cause })
  await tellRequester(scope, turned, 'requestRefused', { refusal: cause, authority: authorityOf(country) })
  return answerRow(scope, turned)
}

/** France lets nobody see their record before two days have passed. */
const demandPatience = async (scope: OrganisationScope, row: DataRequest): Promise<void> => {
  const controller = await findAnsweringController(scope, row.organisationId)
  const { notBeforeHours } = ruleOf(controller, row.kind, row.object)
  if (notBeforeHours === undefined) return
  const from = new Date(hoursAfter(row.receivedAt, notBeforeHours)).toISOString()
  if (Date.parse(scope.at) < Date.parse(from)) throw conflict('answer-too-early', { extra: { from } })
}

/**
 * Answers in words what staff does itself; an erasure of everything is answered by its run.
 * @throws Problem 404, 409 `request-closed`, 409 `answer-too-early`
 */
export const resolveRequest = async (
  scope: OrganisationScope,
  id: string,
  { answer }: Resolution,
): Promise<DataRequestAnswer> => {
  const { tx, at } = scope
  const row = await lock(scope, id)
  const { organisationId } = row
  if (isErasedByItself(row) || row.state !== 'received') throw conflict('request-closed')
  await demandPatience(scope, row)
  const changes = await applyRectification(scope, row)
  const resolved = await moveRequest(tx, organisationId, id, ['received'], {
    state: 'completed',
    sealed: await sealAlso(scope, row, { answer, ...(changes ? { changes } : {}) }),
    updatedAt: at,
  })
  if (!resolved) throw conflict('request-closed')
  await destroyEvidence(scope, resolved)
  if (changes) await record(scope, resolved, 'applied', {})
  await record(scope, resolved, 'completed', { reason: answer })
  await tellRequester(scope, resolved, 'requestResolved')
  return answerRow(scope, resolved)
}
