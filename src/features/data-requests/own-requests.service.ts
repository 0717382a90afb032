import { v7 as newId } from 'uuid'
import { judgeStepUp } from '#src/access/access.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { asRequester, type PersonScope, type Scope } from '#src/db/scope.ts'
import { conflict, notFound, refused, unauthenticated } from '#src/errors.ts'
import { askEmailChange } from '#src/features/accounts/change-email.ts'
import { dataRequestsAccess } from '#src/features/data-requests/data-requests.access.ts'
import {
  deleteUndoTokens,
  findOpenRequest,
  listOwnRequests,
  listPartsOfRequest,
  lockRequester,
} from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { type NewPart, openRequest, tellOfBeginning } from '#src/features/data-requests/open-request.ts'
import { asOwnRequest, findAnswering, readTimeline } from '#src/features/data-requests/read-request.ts'
import type {
  NewOwnRequest,
  OwnRequest,
  OwnRequestDetails,
} from '#src/features/data-requests/request-answers.schema.ts'
import { asAsked, refuseOtherChanges } from '#src/features/data-requests/requested-changes.ts'
import { neutralNameOf, tellRequester } from '#src/features/data-requests/tell-requester.ts'
import { withdrawPart } from '#src/features/data-requests/withdraw-request.ts'
import { findPerson, listHolders, type Person } from '#src/privacy/held.queries.ts'
import type { RequestKind } from '#src/privacy/law/deadlines.ts'

/**
 * What the platform does with an account by itself. Its profile is corrected with `PATCH /v1/me`, and there is nobody of
 * its own who would judge the rest.
 */
const answeredByPlatform: readonly RequestKind[] = [
  'access',
  'portability',
  'accessLogs',
  'erasure',
  'objection',
]

/** Runs in the scope in which a part is written: the organisation's, or for the platform's own part the person's. */
const inPartOf = <R>(
  scope: PersonScope,
  organisationId: string,
  run: (part: Scope) => Promise<R>,
): Promise<R> => (organisationId === PLATFORM_ID ? run(scope) : asRequester(scope, organisationId, run))

/** A rectification of the login e-mail, which the platform carries out itself; a contact address is an organisation's. */
const newLoginEmail = ({ kind, organisationId, changes }: NewOwnRequest): string | undefined => {
  if (kind !== 'rectification' || organisationId !== undefined || changes === undefined) return undefined
  const { email, ...others } = changes
  return email && Object.keys(others).length === 0 ? email : undefined
}

const judge = (scope: PersonScope, asked: NewOwnRequest): void => {
  const { kind, object, purpose, changes, expedite } = asked
  refuseOtherChanges(kind, changes)
  if (kind === 'erasure' || newLoginEmail(asked) !== undefined)
    judgeStepUp(dataRequestsAccess.freshOwn, scope.authenticatedAt, new Date(scope.at))
  if (kind === 'objection' && purpose === undefined) throw refused('/purpose', 'says what must stop')
  if (kind !== 'objection' && purpose !== undefined) throw refused('/purpose', 'is for an objection')
  if (expedite && kind !== 'erasure') throw refused('/expedite', 'is for an erasure')
  if (expedite && object === 'healthRecord')
    throw refused('/expedite', 'is for an erasure that staff need not decide')
  if (object === 'healthRecord' && (kind === 'objection' || kind === 'accessLogs'))
    throw refused('/object', 'is not asked of the health record')
}

const controllersOf = async (scope: PersonScope, person: Person, asked: NewOwnRequest): Promise<string[]> => {
  if (newLoginEmail(asked) !== undefined) return [PLATFORM_ID]
  const holders = await listHolders(scope.tx, person)
  if (asked.organisationId !== undefined) {
    if (!holders.includes(asked.organisationId)) throw notFound()
    return [asked.organisationId]
  }
  const ofPlatform = answeredByPlatform.includes(asked.kind) && asked.object !== 'healthRecord'
  const controllers = [...(ofPlatform ? [PLATFORM_ID] : []), ...holders]
  if (controllers.length === 0) throw refused('/kind', 'nobody holds anything that this could be asked of')
  return controllers
}

/** Those of the controllers where the same is not open yet. */
const notAskedYet = async (
  { tx, accountId }: PersonScope,
  controllers: readonly string[],
  { kind, object = 'all', purpose }: NewOwnRequest,
): Promise<string[]> => {
  const free: string[] = []
  let open: string | undefined
  for (const organisationId of controllers) {
    const requester = { accountId, patientId: null }
    const found = await findOpenRequest(tx, organisationId, requester, {
      kind,
      object,
      purpose: purpose ?? null,
    })
    if (found) open ??= found.id
    else free.push(organisationId)
  }
  if (free.length === 0 && open !== undefined) throw conflict('request-open', { extra: { id: open } })
  return free
}

const recordFiling = (scope: Scope, part: NewPart) =>
  recordEvent(scope, {
    organisationId: part.organisationId,
    action: 'create',
    resource: 'dataRequest',
    resourceIds: [part.id],
    patientId: part.patientId,
    accountId: part.accountId,
    role: 'person',
    ground: 'self',
    detail: { kind: part.kind, object: part.object },
  })

interface Opened {
  part: DataRequest
  name: string | null
}

const openPart = (scope: PersonScope, part: NewPart): Promise<Opened> =>
  inPartOf(scope, part.organisationId, async (inside) => {
    const opened = await openRequest(inside, part)
    await recordFiling(inside, part)
    return { part: opened, name: await neutralNameOf(inside, part.organisationId) }
  })

/** One mail tells of all parts: it is one act of the person. */
const tellOnce = async (scope: PersonScope, opened: readonly Opened[]): Promise<void> => {
  const [first] = opened
  if (!first) return
  const { part } = first
  const answering = await findAnswering(
    scope,
    opened.map((one) => one.part.organisationId),
  )
  const asked = opened.find((one) => one.part.organisationId !== PLATFORM_ID)?.part ?? part
  await inPartOf(scope, part.organisationId, (inside) =>
    tellOfBeginning(inside, part, {
      tokenOf: PLATFORM_ID,
      organisations: opened.map(({ name }) => name),
      timeZone: answering.get(asked.organisationId)?.timeZone ?? 'UTC',
    }),
  )
}

/**
 * Asks everybody who holds something about the caller, or one of them, for their right; all parts in one transaction.
 * @throws Problem 403 `step-up-required` for an erasure, 404 for an organisation that holds nothing, 409 `request-open`
 * where the same is open everywhere
 */
export const fileOwnRequest = async (scope: PersonScope, asked: NewOwnRequest): Promise<OwnRequest> => {
  judge(scope, asked)
  const { tx, accountId } = scope
  await lockRequester(tx, accountId)
  const person = await findPerson(tx, accountId)
  if (!person) throw unauthenticated()
  const controllers = await notAskedYet(scope, await controllersOf(scope, person, asked), asked)
  const { kind, object = 'all', purpose = null, reason, changes, expedite = false } = asked
  const id = newId()
  const opened: Opened[] = []
  for (const organisationId of controllers)
    opened.push(
      await openPart(scope, {
        organisationId,
        id,
        accountId,
        patientId: person.patients.get(organisationId)?.[0] ?? null,
        kind,
        object,
        source: 'self',
        filedBy: accountId,
        role: 'person',
        expedite,
        purpose,
        contents: {
          ...(reason === undefined ? {} : { reason }),
          ...(changes === undefined ? {} : { changes: asAsked(changes) }),
        },
        answered: true,
        tell: false,
      }),
    )
  const email = newLoginEmail(asked)
  if (email !== undefined) await askEmailChange(scope, email, id)
  await tellOnce(scope, opened)
  return asOwnRequest(scope, await listPartsOfRequest(tx, id))
}

/** The caller's requests, the newest first, at most `limit + 1`. */
export const listRequests = async (
  scope: PersonScope,
  before: string | null,
  limit: number,
): Promise<OwnRequest[]> => {
  const rows = await listOwnRequests(scope.tx, scope.accountId, before, limit)
  const requests: OwnRequest[] = []
  for (const parts of Map.groupBy(rows, ({ id }) => id).values())
    requests.push(await asOwnRequest(scope, parts))
  return requests
}

const partsOf = async ({ tx, accountId }: PersonScope, id: string): Promise<DataRequest[]> => {
  const parts = (await listPartsOfRequest(tx, id)).filter((part) => part.accountId === accountId)
  if (parts.length === 0) throw notFound()
  return parts
}

/**
 * One of the caller's requests with what happened to it.
 * @throws Problem 404 for somebody else's
 */
export const showRequest = async (scope: PersonScope, id: string): Promise<OwnRequestDetails> => {
  const parts = await partsOf(scope, id)
  return { ...(await asOwnRequest(scope, parts)), timeline: await readTimeline(scope, null, id) }
}

/**
 * Takes a request back wherever nothing was decided and no erasure has begun.
 * @throws Problem 404 for somebody else's, 409 `request-closed` where it was too late everywhere
 */
export const withdrawRequest = async (scope: PersonScope, id: string): Promise<OwnRequest> => {
  const { tx, accountId } = scope
  const withdrawn: Opened[] = []
  for (const part of await partsOf(scope, id)) {
    const taken = await inPartOf(scope, part.organisationId, async (inside) => {
      const moved = await withdrawPart(inside, part, { accountId, role: 'person' })
      return moved && { part: moved, name: await neutralNameOf(inside, part.organisationId) }
    })
    if (taken) withdrawn.push(taken)
  }
  const [first] = withdrawn
  if (!first) throw conflict('request-closed')
  const parts = await listPartsOfRequest(tx, id)
  if (parts.every(({ state }) => state === 'withdrawn')) await deleteUndoTokens(tx, PLATFORM_ID, id)
  await inPartOf(scope, first.part.organisationId, (inside) =>
    tellRequester(inside, first.part, 'requestWithdrawn', {
      organisations: withdrawn.map(({ name }) => name),
    }),
  )
  return asOwnRequest(scope, parts)
}
