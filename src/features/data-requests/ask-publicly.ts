import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, refused } from '#src/errors.ts'
import { insertToken } from '#src/features/accounts/tokens.queries.ts'
import { emailOf, nameOf } from '#src/features/accounts/typed-fields.ts'
import { moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { openRequest } from '#src/features/data-requests/open-request.ts'
import {
  countOpenRequests,
  insertPublicRequest,
  lockPublicRequest,
  spendTokenOf,
  verifyPublicRequest,
} from '#src/features/data-requests/public-requests.queries.ts'
import type { AskedPublicly, NewPublicRequest } from '#src/features/data-requests/public-requests.schema.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'
import { asAsked, demandChanges } from '#src/features/data-requests/requested-changes.ts'
import { tellRequester } from '#src/features/data-requests/tell-requester.ts'
import { mayMailAddress } from '#src/features/messages/mail-allowance.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { hoursAfter } from '#src/privacy/law/due-date.ts'
import type { Language } from '#src/schema/primitives.ts'
import { normaliseNote } from '#src/schema/text.ts'

const verifyHours = 24
/** At the longest a verified request's evidence and address stay so long; they go with the decision. */
const verifiedDays = 400
const mostOpen = 3

/** The key of `enter_public` for an organisation. */
export const organisationKey = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

const judge = ({ kind, purpose, changes, reason }: NewPublicRequest) => {
  if ((kind === 'objection') !== (purpose !== undefined))
    throw refused('/purpose', kind === 'objection' ? 'is needed: what must stop' : 'is for objections')
  demandChanges(kind, changes, reason)
}

const askedOf = ({ organisationId: _, ...asked }: NewPublicRequest): AskedPublicly => ({
  ...asked,
  email: emailOf(asked.email),
  firstName: nameOf(asked.firstName),
  lastName: nameOf(asked.lastName),
  ...(asked.reason === undefined ? {} : { reason: normaliseNote(asked.reason) }),
})

const write = async (scope: PublicScope, asked: AskedPublicly, language: Language): Promise<void> => {
  const { tx, at, deps, organisationId } = scope
  const indexes = deps.keyring.loginEmailIndexes(asked.email).map(({ index }) => index)
  if ((await countOpenRequests(tx, indexes, at)) >= mostOpen) return
  const id = newId()
  const expiresAt = hoursAfter(at, verifyHours)
  const owner = { organisationId, subjectId: organisationId, class: 'organisation' } as const
  const place = { field: 'publicRequests.sealed', rowId: id }
  await insertPublicRequest(tx, {
    organisationId,
    id,
    emailIndex: deps.keyring.loginEmailIndex(asked.email).index,
    language,
    sealed: await deps.keyring.seal(tx, owner, place, asked),
    verifiedAt: null,
    evidenceFileId: null,
    expiresAt,
    createdAt: at,
  })
  const token = newSecret()
  await insertToken(tx, {
    organisationId,
    id: newId(),
    purpose: 'requestAddress',
    hash: hashSecret(token),
    accountId: null,
    subjectId: id,
    expiresAt,
    usedAt: null,
    createdAt: at,
  })
  await planMail(scope, {
    organisationId,
    kind: 'requestAddress',
    subjectId: id,
    language,
    secrets: { token },
  })
}

/**
 * Prepares a request of somebody without account. Nothing of it shows whether anybody is known: it waits for its address
 * to be verified, 24 hours, seen by nobody; beyond three open ones of an address nothing is done.
 * @returns what remains to be done once the request was answered, as it depends on the address (`SECURITY.md` S3, S58)
 * @throws Problem 404 for an organisation that there is not, 422 for a purpose or changes that the kind has not
 */
export const askPublicly = async (
  deps: Deps,
  typed: NewPublicRequest,
  { language, requestId }: { language: Language; requestId: string },
): Promise<() => Promise<void>> => {
  judge(typed)
  const { organisationId } = typed
  const asked = askedOf(typed)
  if (organisationId === PLATFORM_ID) throw new Problem('not-found')
  const key = organisationKey(organisationId)
  await withPublic(deps, 'organisation', key, requestId, async () => undefined)
  const allowed = await mayMailAddress(deps, asked.email)
  return async () => {
    if (allowed)
      await withPublic(deps, 'organisation', key, requestId, (scope) => write(scope, asked, language))
  }
}

const begin = async (
  scope: PublicScope,
  waiting: { id: string; language: Language; createdAt: string },
  { email, firstName, lastName, dateOfBirth, ...asked }: AskedPublicly,
): Promise<string> => {
  const { tx, at, organisationId } = scope
  const { id, language, createdAt } = waiting
  const secret = newSecret()
  const opened = await openRequest(scope, {
    organisationId,
    id,
    accountId: null,
    patientId: null,
    kind: asked.kind,
    object: asked.object ?? 'all',
    source: 'public',
    filedBy: null,
    role: 'public',
    purpose: asked.purpose ?? null,
    receivedAt: createdAt,
    contents: {
      email,
      firstName,
      lastName,
      dateOfBirth: dateOfBirth ?? null,
      language,
      secret,
      ...(asked.reason === undefined ? {} : { reason: asked.reason }),
      ...(asked.changes ? { changes: asAsked(asked.changes) } : {}),
    },
    tell: false,
  })
  const by = { organisationId, requestId: id, actorId: null, role: 'public' }
  await recordRequestEvent(scope, { ...by, kind: 'addressVerified' })
  await recordRequestEvent(scope, { ...by, kind: 'identityAsked' })
  const moved = await moveRequest(tx, organisationId, id, ['received'], {
    state: 'identityCheck',
    updatedAt: at,
  })
  await tellRequester(scope, moved ?? opened, 'requestIdentityAsked')
  return secret
}

const verify = async (scope: PublicScope, token: string): Promise<{ id: string; secret: string }> => {
  const { tx, at, deps, organisationId, subjectId } = scope
  if (!(await spendTokenOf(tx, organisationId, 'requestAddress', hashSecret(token), at)))
    throw new Problem('invalid-token')
  const waiting = subjectId ? await lockPublicRequest(tx, organisationId, subjectId) : undefined
  const expiresAt = hoursAfter(at, verifiedDays * 24)
  if (!waiting?.sealed || !(await verifyPublicRequest(tx, organisationId, waiting.id, at, expiresAt)))
    throw new Problem('invalid-token')
  const place = { field: 'publicRequests.sealed', rowId: waiting.id }
  const asked = await deps.keyring.open<AskedPublicly>(tx, organisationId, waiting.sealed, place)
  const secret = await begin(scope, waiting, asked)
  await recordEvent(scope, {
    organisationId,
    action: 'create',
    resource: 'dataRequest',
    resourceIds: [waiting.id],
    role: 'public',
    ground: 'self',
    detail: { kind: asked.kind },
  })
  return { id: waiting.id, secret }
}

/**
 * Files the request whose address the token verifies. From here on the organisation sees it and its time runs, counted
 * from when it was asked.
 * @returns the secret by which it is followed
 * @throws Problem `invalid-token`
 */
export const verifyRequestAddress = (
  deps: Deps,
  token: string,
  requestId: string,
): Promise<{ id: string; secret: string }> =>
  withPublic(deps, 'requestAddress', hashSecret(token), requestId, (scope) => verify(scope, token))
