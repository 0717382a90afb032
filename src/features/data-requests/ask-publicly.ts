import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, type PublicScope, withJob, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, refused } from '#src/errors.ts'
import { insertToken } from '#src/features/accounts/tokens.queries.ts'
import { emailOf, nameOf } from '#src/features/accounts/typed-fields.ts'
import { moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { openRequest } from '#src/features/data-requests/open-request.ts'
import {
  countOpenRequests,
  deletePublicRequest,
  insertPublicRequest,
  lockPublicRequest,
  setAddressAsked,
  spendTokenOf,
  verifyPublicRequest,
} from '#src/features/data-requests/public-requests.queries.ts'
import type { AskedPublicly, NewPublicRequest } from '#src/features/data-requests/public-requests.schema.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'
import { asAsked, demandChanges } from '#src/features/data-requests/requested-changes.ts'
import { tellRequester } from '#src/features/data-requests/tell-requester.ts'
import { mayMailAddress } from '#src/features/messages/mail-allowance.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { enqueue } from '#src/jobs/enqueue.ts'
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

const placeOf = (id: string) => ({ field: 'publicRequests.sealed', rowId: id })

const write = async (
  scope: PublicScope,
  asked: AskedPublicly,
  { language, expiresAt }: { language: Language; expiresAt: string },
): Promise<void> => {
  const { tx, at, deps, organisationId } = scope
  const id = newId()
  const owner = { organisationId, subjectId: organisationId, class: 'organisation' } as const
  await insertPublicRequest(tx, {
    organisationId,
    id,
    emailIndex: deps.keyring.loginEmailIndex(asked.email).index,
    language,
    sealed: await deps.keyring.seal(tx, owner, placeOf(id), asked),
    verifiedAt: null,
    evidenceFileId: null,
    addressAskedAt: null,
    expiresAt,
    createdAt: at,
  })
  await enqueue(tx, { organisationId, job: 'requestAddress.ask', subjectId: id, at })
}

/**
 * Takes a request of somebody without account: one sealed row, whose address a job asks to confirm. The same is written
 * whatever is known of the address (`SECURITY.md` S3), and it stands before it is answered. It waits 24 hours, seen by
 * nobody; one that may not cause a mail (S58) is dead from the start.
 * @throws Problem 404 for an organisation that there is not, 422 for a purpose or changes that the kind has not
 */
export const askPublicly = async (
  deps: Deps,
  typed: NewPublicRequest,
  { language, requestId }: { language: Language; requestId: string },
): Promise<void> => {
  judge(typed)
  const { organisationId } = typed
  const asked = askedOf(typed)
  if (organisationId === PLATFORM_ID) throw new Problem('not-found')
  const key = organisationKey(organisationId)
  // Before the mail is counted: who asks an organisation that there is not has caused none.
  await withPublic(deps, 'organisation', key, requestId, async () => undefined)
  const allowed = await mayMailAddress(deps, asked.email)
  await withPublic(deps, 'organisation', key, requestId, (scope) => {
    const expiresAt = allowed ? new Date(hoursAfter(scope.at, verifyHours)).toISOString() : scope.at
    return write(scope, asked, { language, expiresAt })
  })
}

const mailLink = async (
  scope: JobScope,
  { id, language, expiresAt }: { id: string; language: Language; expiresAt: string },
): Promise<void> => {
  const { tx, at, organisationId } = scope
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
  await setAddressAsked(tx, organisationId, id, at)
}

/**
 * Mails the link by which the address of a request is confirmed; beyond three open ones of an address the request is
 * forgotten. In one transaction, once: a second run finds nothing to do.
 */
export const askForAddress = (deps: Deps, organisationId: string, id: string): Promise<void> =>
  withJob(deps, organisationId, async (scope) => {
    const { tx, at } = scope
    const waiting = await lockPublicRequest(tx, organisationId, id)
    if (!waiting?.sealed || waiting.addressAskedAt !== null) return
    const asked = await deps.keyring.open<AskedPublicly>(tx, organisationId, waiting.sealed, placeOf(id))
    const indexes = deps.keyring.loginEmailIndexes(asked.email).map(({ index }) => index)
    const live = waiting.expiresAt > at && (await countOpenRequests(tx, indexes, at)) <= mostOpen
    if (live) await mailLink(scope, waiting)
    else await deletePublicRequest(tx, organisationId, id)
  })

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
  const asked = await deps.keyring.open<AskedPublicly>(
    tx,
    organisationId,
    waiting.sealed,
    placeOf(waiting.id),
  )
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
