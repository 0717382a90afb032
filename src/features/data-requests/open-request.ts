import { v7 as newId } from 'uuid'
import { sealValue } from '#src/crypto/sealing.ts'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import type { Scope } from '#src/db/scope.ts'
import { insertToken } from '#src/features/accounts/tokens.queries.ts'
import { applyAtOnce } from '#src/features/data-requests/apply-request.ts'
import { findRequest, insertRequests } from '#src/features/data-requests/data-requests.queries.ts'
import type {
  DataRequest,
  DataRequestState,
  RequestContents,
} from '#src/features/data-requests/data-requests.schema.ts'
import { deadlineFor, findAnsweringController } from '#src/features/data-requests/request-deadline.ts'
import { recordRequestEvent, requestKey, requestPlace } from '#src/features/data-requests/request-timeline.ts'
import { type RequestMailKind, tellRequester } from '#src/features/data-requests/tell-requester.ts'
import type { RequestKind, RequestObject } from '#src/privacy/law/deadlines.ts'
import { hoursAfter } from '#src/privacy/law/due-date.ts'

/** A part to be opened at the controller whose scope this is, or at the platform in the person's own. */
export interface NewPart {
  organisationId: string
  /** The request's id, the same for all its parts. */
  id: string
  accountId: string | null
  patientId: string | null
  kind: RequestKind
  object: RequestObject
  source: 'self' | 'staff' | 'public'
  /** Whose account filed it; null without sign-in. */
  filedBy: string | null
  /** `person`, `public`, or the roles of whom filed it. */
  role: string
  expedite?: boolean
  purpose?: string | null
  /** When it was received, ISO 8601; default the instant of the transaction. */
  receivedAt?: string
  /** How staff made sure who asks, and who did; a sign-in is its own proof. */
  identity?: { method: string; checkedBy: string } | null
  /** With a `secret` the one that the requester was given; without account and secret one is made. */
  contents?: RequestContents
  /** Answered by being opened: `isAnsweredAtOnce`, and there is an address to which the copy may go. */
  answered?: boolean
  /** False where one mail tells of several parts. */
  tell?: boolean
}

/** Hours within which an erasure can be undone before it begins. */
const graceHours = 72

/** How long an undo link can wait for a blocked erasure; the erasure's beginning ends it before. */
const undoDays = 365

const selfAnswered: readonly RequestKind[] = ['access', 'portability', 'accessLogs']

/**
 * Whether the service answers by itself, at once, who has proven who they are: copies of what it holds. The health
 * record is kept elsewhere, and its keeper answers.
 */
export const isAnsweredAtOnce = ({ kind, object }: { kind: RequestKind; object: RequestObject }): boolean =>
  selfAnswered.includes(kind) && object === 'all'

/**
 * Whether the service erases by itself, after its grace. A health record is kept elsewhere, as far as it is one: whether
 * and what of it goes, its keeper decides and answers, and nothing else of the person is touched.
 */
export const isErasedByItself = ({ kind, object }: { kind: RequestKind; object: RequestObject }): boolean =>
  kind === 'erasure' && object === 'all'

/** Direct marketing ends with the objection itself: there is nothing to decide (GDPR Art. 21(3)). */
export const isAbsolute = ({ kind, purpose }: { kind: RequestKind; purpose?: string | null }): boolean =>
  kind === 'objection' && purpose === 'marketing'

const isProven = ({ source, identity }: NewPart) => source === 'self' || (identity ?? null) !== null

/** Where a part begins. */
const firstState = (part: NewPart): DataRequestState => {
  if (part.source === 'public') return 'received'
  if (!isProven(part)) return 'identityCheck'
  if (isErasedByItself(part)) return 'grace'
  return isAbsolute(part) || (part.answered && isAnsweredAtOnce(part)) ? 'completed' : 'received'
}

/** When an erasure may begin that is confirmed at an instant. */
export const graceEnd = (at: string, expedite: boolean): string =>
  expedite ? at : hoursAfter(at, graceHours)

const sealContents = async (
  scope: Scope,
  part: NewPart,
): Promise<{ sealed: Buffer | null; secretHash: Buffer | null }> => {
  const { organisationId, id, accountId } = part
  const key = await scope.deps.keyring.createSubjectKey(scope.tx, {
    ...requestKey(organisationId, id),
    accountId,
  })
  const secret = accountId === null ? (part.contents?.secret ?? newSecret()) : undefined
  const contents: RequestContents = { ...part.contents, ...(secret === undefined ? {} : { secret }) }
  return {
    sealed: Object.keys(contents).length === 0 ? null : sealValue(key, requestPlace(id), contents),
    secretHash: secret === undefined ? null : hashSecret(secret),
  }
}

/**
 * Makes the token of the link that undoes an erasure without sign-in; purpose `undoErasure`, its subject the request.
 * It stands for all parts in a person's own scope, else for the organisation's.
 */
const issueUndoToken = async (
  { tx, at }: Pick<Scope, 'tx' | 'at'>,
  { organisationId, id, accountId }: { organisationId: string; id: string; accountId: string | null },
): Promise<string> => {
  const token = newSecret()
  await insertToken(tx, {
    organisationId,
    id: newId(),
    purpose: 'undoErasure',
    hash: hashSecret(token),
    accountId,
    subjectId: id,
    expiresAt: hoursAfter(at, undoDays * 24),
    usedAt: null,
    createdAt: at,
  })
  return token
}

const firstMail: Partial<Record<DataRequestState, RequestMailKind>> = {
  received: 'requestReceived',
  identityCheck: 'requestIdentityAsked',
  completed: 'requestResolved',
}

/** Tells of a part's beginning; of an erasure in grace, with its undo link. */
export const tellOfBeginning = async (
  scope: Scope,
  part: DataRequest,
  {
    tokenOf = part.organisationId,
    ...told
  }: { tokenOf?: string; organisations?: (string | null)[]; timeZone: string },
): Promise<void> => {
  if (part.state !== 'grace')
    return tellRequester(scope, part, firstMail[part.state] ?? 'requestReceived', told)
  if (part.expedite) return tellRequester(scope, part, 'requestReceived', told)
  const token = await issueUndoToken(scope, { ...part, organisationId: tokenOf })
  return tellRequester(scope, part, 'requestGrace', { ...told, token })
}

const recordBeginning = async (scope: Scope, part: NewPart, state: DataRequestState) => {
  const { organisationId, id: requestId, filedBy: actorId, role } = part
  const by = { organisationId, requestId, actorId, role }
  const { reason } = part.contents ?? {}
  await recordRequestEvent(scope, { ...by, kind: 'received', ...(reason === undefined ? {} : { reason }) })
  if (part.source === 'staff' && state !== 'identityCheck')
    await recordRequestEvent(scope, { ...by, kind: 'identityConfirmed' })
  if (state === 'identityCheck') await recordRequestEvent(scope, { ...by, kind: 'identityAsked' })
  if (state === 'grace') await recordRequestEvent(scope, { ...by, kind: 'graceBegan' })
  if (state === 'completed') await recordRequestEvent(scope, { ...by, kind: 'completed' })
}

/**
 * Opens one controller's part of a request: its key, its row with the deadline by law, the beginning of its timeline,
 * and the mail that tells the person. Duplicates are the caller's to look for.
 * @returns the part as stored
 */
export const openRequest = async (scope: Scope, part: NewPart): Promise<DataRequest> => {
  const { tx, at } = scope
  const { organisationId, id, kind, object } = part
  const state = firstState(part)
  const controller = await findAnsweringController(scope, organisationId)
  const receivedAt = part.receivedAt ?? at
  const identityCheckedAt = isProven(part) ? at : null
  const deadline = deadlineFor(controller, { kind, object, receivedAt, identityCheckedAt })
  const expedite = part.expedite ?? false
  await insertRequests(tx, [
    {
      organisationId,
      id,
      accountId: part.accountId,
      patientId: part.patientId,
      patientIds: [],
      kind,
      object,
      state,
      source: part.source,
      filedBy: part.filedBy,
      expedite,
      purpose: part.purpose ?? null,
      ...deadline,
      receivedAt,
      extendedAt: null,
      identityMethod: part.source === 'self' ? 'signIn' : (part.identity?.method ?? null),
      identityCheckedBy: part.identity?.checkedBy ?? null,
      identityCheckedAt,
      graceEndsAt: state === 'grace' ? graceEnd(at, expedite) : null,
      blockers: [],
      step: null,
      erasedRows: null,
      certificate: null,
      ...(await sealContents(scope, part)),
      closedAt: state === 'completed' ? at : null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    },
  ])
  await recordBeginning(scope, part, state)
  const stored = await findRequest(tx, organisationId, id)
  if (!stored) throw new Error('the request is not in this scope')
  if (isProven(part)) await applyAtOnce(scope, stored, { actorId: part.filedBy, role: part.role })
  if (part.tell ?? true) await tellOfBeginning(scope, stored, { timeZone: controller.timeZone })
  return stored
}
