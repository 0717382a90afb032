import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { me, type Reach } from '#src/access/access.ts'
import { isGuardianOf } from '#src/access/relations.ts'
import { canonicalJson } from '#src/crypto/canonical-json.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type OrganisationScope, type PersonScope, type Scope, withPerson } from '#src/db/scope.ts'
import { conflict, invalid, notFound, Problem } from '#src/errors.ts'
import { accessOf, callerOfRequest } from '#src/http/access-guard.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes an `Idempotency-Key`; set for every POST that creates or acts. */
    idempotent?: boolean
    /** The answer holds a secret: it is not kept, a repeat hears `already-done` and the id (`SECURITY.md` S52). */
    answersSecret?: boolean
    /** The status of success, from the response schemas. */
    successStatus?: number
  }
  interface FastifyRequest {
    idempotency: Claim | null
  }
}

interface Claim {
  id: string
  key: string
  /** What the first request answered, where this one repeats it. */
  replay: Recorded | null
}

interface Recorded {
  answer: unknown
  /** How far the caller reached then; null outside of organisations. */
  reach: Reach | null
}

// The verb's own scope judges by the route's access.
const anyone = me({ enrolment: true, leaving: true })

const leaseSeconds = 60
const keyForm = /^[\x21-\x7e]{1,64}$/

const digest = (text: string) => createHash('sha256').update(text).digest()

// The answer may hold personal data: only who still knows the key that the client chose can open it.
const answerKey = (root: KeyObject, claim: { id: string; key: string }) =>
  Buffer.from(hkdfSync('sha256', root, claim.key, claim.id, 32))

const sealAnswer = (root: KeyObject, claim: Claim, { answer = null, reach }: Recorded): Buffer => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', answerKey(root, claim), nonce, { authTagLength: 16 })
  const text = Buffer.concat([cipher.update(JSON.stringify({ answer, reach })), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

const openAnswer = (root: KeyObject, claim: { id: string; key: string }, sealed: Buffer): Recorded => {
  const decipher = createDecipheriv('aes-256-gcm', answerKey(root, claim), sealed.subarray(0, 12), {
    authTagLength: 16,
  })
  decipher.setAuthTag(sealed.subarray(12, 28))
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString())
}

interface Wanted {
  operation: string
  keyHash: Buffer
  requestHash: Buffer
}

const insertClaim = (scope: PersonScope, wanted: Wanted, leaseUntil: string) =>
  scope.tx
    .insertInto('idempotencyRequests')
    .values({
      organisationId: PLATFORM_ID,
      id: newId(),
      accountId: scope.accountId,
      ...wanted,
      state: 'running',
      leaseUntil,
      status: null,
      answer: null,
      createdAt: scope.at,
    })
    .onConflict((conflicting) =>
      conflicting.columns(['organisationId', 'accountId', 'operation', 'keyHash']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()

const findClaim = (scope: PersonScope, wanted: Wanted) =>
  scope.tx
    .selectFrom('idempotencyRequests')
    .select(['id', 'requestHash', 'state', 'answer', 'createdAt'])
    .where('organisationId', '=', PLATFORM_ID)
    .where('accountId', '=', scope.accountId)
    .where('operation', '=', wanted.operation)
    .where('keyHash', '=', wanted.keyHash)
    .executeTakeFirst()

const takeOver = (scope: PersonScope, id: string, leaseUntil: string) =>
  scope.tx
    .updateTable('idempotencyRequests')
    .set({ leaseUntil })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('leaseUntil', '<=', scope.at)
    .returning('id')
    .executeTakeFirst()

const claim = async (scope: PersonScope, wanted: Wanted, key: string): Promise<Claim> => {
  const leaseUntil = new Date(Date.parse(scope.at) + leaseSeconds * 1000).toISOString()
  const made = await insertClaim(scope, wanted, leaseUntil)
  if (made) return { id: made.id, key, replay: null }
  const found = await findClaim(scope, wanted)
  if (!found) throw conflict('idempotency-running', { retryAfter: 1 })
  if (!found.requestHash.equals(wanted.requestHash)) throw new Problem('idempotency-mismatch')
  if (found.state === 'completed' && found.answer) {
    const root = scope.deps.keyring.derive('idempotency')
    return { id: found.id, key, replay: openAnswer(root, { id: found.id, key }, found.answer) }
  }
  if (!(await takeOver(scope, found.id, leaseUntil))) throw conflict('idempotency-running', { retryAfter: 1 })
  return { id: found.id, key, replay: null }
}

const claimRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const key = request.headers['idempotency-key']
  if (key === undefined || !request.routeOptions.config.idempotent) return
  if (typeof key !== 'string' || !keyForm.test(key))
    throw invalid('/headers/idempotency-key', 'must be 1 to 64 printable characters')
  const { operationId } = request.routeOptions.schema as { operationId: string }
  const { params, query, body } = request
  const { organisationId = null } = params as { organisationId?: string }
  const wanted = {
    operation: operationId,
    keyHash: digest(canonicalJson([organisationId, key])),
    requestHash: digest(canonicalJson({ params, query, body })),
  }
  const caller = callerOfRequest(request)
  request.idempotency = await withPerson(request.server.deps, caller, anyone, (scope) =>
    claim(scope, wanted, key),
  )
  if (request.idempotency.replay) reply.header('idempotency-replayed', 'true')
}

const reachOf = (scope: Scope): Reach | null =>
  'actor' in scope ? (scope as OrganisationScope).actor.reach : null

const record = async (scope: Scope, held: Claim, status: number, answer: unknown): Promise<void> => {
  const { numUpdatedRows } = await scope.tx
    .updateTable('idempotencyRequests')
    .set({
      state: 'completed',
      status,
      answer: sealAnswer(scope.deps.keyring.derive('idempotency'), held, { answer, reach: reachOf(scope) }),
    })
    .where('id', '=', held.id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  // Somebody took the lease over and finished: this effect must not stand beside theirs.
  if (numUpdatedRows !== 1n) throw conflict('idempotency-running', { retryAfter: 1 })
}

// The first answer may tell of a child whose guardian the caller is no more.
const isStillLinked = (scope: Scope, answer: unknown): boolean => {
  const patientId = (answer as { patientId?: unknown } | null)?.patientId
  if (typeof patientId !== 'string' || !('actor' in scope)) return true
  const { actor } = scope as OrganisationScope
  return actor.patientId === patientId || actor.roles.includes('platform') || isGuardianOf(actor, patientId)
}

// Whoever acted for others as staff does not read the answer again once only their own rows are left to them.
const replayed = (scope: Scope, { answer, reach }: Recorded): unknown => {
  if (reach === 'organisation' && reachOf(scope) !== 'organisation') throw notFound()
  if (reach === 'linked' && !isStillLinked(scope, answer)) throw notFound()
  return answer
}

const idOf = (answer: unknown): string => (answer as { id: string }).id

/**
 * Wraps a verb so that its answer is recorded in its own transaction, or, for a repeat, so that the first answer
 * comes back once the scope's roles and reach were judged anew.
 */
export const answering = <S extends Scope, R>(request: FastifyRequest, run: (scope: S) => Promise<R>) => {
  const held = request.idempotency
  if (!held) return run
  const { successStatus: status = 200, answersSecret = false } = request.routeOptions.config
  return async (scope: S): Promise<R> => {
    if (held.replay) {
      const answer = replayed(scope, held.replay) as R
      if (answersSecret) throw conflict('already-done', { extra: { id: idOf(answer) } })
      return answer
    }
    const answer = await run(scope)
    await record(scope, held, status, answersSecret ? { id: idOf(answer) } : answer)
    return answer
  }
}

// A refusal had no effect: the same key may try again at once.
const releaseClaim = async (request: FastifyRequest): Promise<void> => {
  const held = request.idempotency
  if (!held || held.replay) return
  await withPerson(request.server.deps, callerOfRequest(request), anyone, async (scope) => {
    await sql`delete from idempotency_requests where id = ${held.id} and state = 'running'`.execute(scope.tx)
  }).catch(() => {})
}

const successOf = (response: unknown): number =>
  Number(
    Object.keys((response as Record<string, unknown> | undefined) ?? {}).find((status) =>
      /^2\d\d$/.test(status),
    ) ?? 200,
  )

// The hash of an anonymous answer beside the account would tell by guessing what was answered.
const exempt = /^\/v1\/(auth|oauth|reviews|unsubscribe|privacy)\/|\/search$|\/surveys\/:surveyId\/responses$/

/** Lets every POST that creates or acts be repeated with an `Idempotency-Key`. */
export const installIdempotency = (app: FastifyInstance): void => {
  app.decorateRequest('idempotency', null)
  app.addHook('onRoute', (route) => {
    const kind = route.config?.access?.kind
    const config = route.config
    if (!config) return
    config.successStatus = successOf(route.schema?.response)
    config.idempotent =
      route.method === 'POST' && kind !== 'public' && kind !== 'metrics' && !exempt.test(route.url)
  })
  app.addHook('preHandler', async (request, reply) => {
    if (request.is404) return
    reply.code(request.routeOptions.config.successStatus ?? 200)
    if (accessOf(request).kind !== 'public') await claimRequest(request, reply)
  })
  app.addHook('onError', async (request) => releaseClaim(request))
}
