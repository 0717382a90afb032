import type { FastifyInstance, FastifyRequest } from 'fastify'
import { groundOf, rolesOn } from '#src/access/ground.ts'
import type { ReadEvent } from '#src/audit/append-reads.ts'
import { callerOfRequest } from '#src/http/access-guard.ts'

/** What a route says of the people's data that it shows. */
export interface TrailDeclaration {
  readonly action: 'read' | 'searchHit' | 'export' | 'print' | 'share'
  /** The noun of what is shown, singular: `patient`, `appointment`. */
  readonly resource: string
  /** Whose data the answer shows. */
  // biome-ignore lint/suspicious/noExplicitAny: the answer is what the route's own schema says
  patients(answer: any, request: FastifyRequest): readonly string[]
  /** What it shows; the patients themselves where that is left out. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  resources?(answer: any, request: FastifyRequest): readonly string[]
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer shows people's data: who saw it is durable before it leaves (DESIGN, three logs). */
    trail?: TrailDeclaration
  }
  interface FastifyRequest {
    /** What the answer shows is in the trail. */
    trailed: boolean
    /** To be called once it is, or never will be. */
    trailExpected: (() => void) | null
  }
}

/** @returns undefined for an answer that shows nothing of anybody */
const eventOf = (
  request: FastifyRequest,
  declared: TrailDeclaration,
  answer: unknown,
): ReadEvent | undefined => {
  const { actor, server } = request
  if (!actor) throw new Error(`${request.routeOptions.url} declares a trail but entered no organisation`)
  const patientIds = [...new Set(declared.patients(answer, request))]
  const resourceIds = declared.resources ? [...new Set(declared.resources(answer, request))] : patientIds
  if (patientIds.length + resourceIds.length === 0) return undefined
  const ground = groundOf(actor, patientIds)
  const { accountId, requestId } = callerOfRequest(request)
  return {
    organisationId: actor.organisationId,
    at: server.deps.clock.now().toISOString(),
    action: declared.action,
    resource: declared.resource,
    resourceIds,
    patientIds,
    accountId,
    role: rolesOn(ground, actor.roles),
    ground,
    requestId,
  }
}

const append = async (request: FastifyRequest, answer: unknown): Promise<void> => {
  const declared = request.routeOptions.config.trail
  if (!declared || request.trailed) return
  request.trailed = true
  const event = eventOf(request, declared, answer)
  const appended = event && request.server.deps.trail.append(event)
  request.trailExpected?.()
  await appended
}

/**
 * Appends to the trail what each answer shows that a route declares, and holds the answer until that is durable; where
 * it cannot be made durable the answer is 503. What is streamed is declared before its first byte.
 */
export const installTrail = (app: FastifyInstance): void => {
  app.decorateRequest('trailed', false)
  app.decorateRequest('trailExpected', null)
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.routeOptions.config.trail) request.trailExpected = app.deps.trail.expect()
    done()
  })
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (reply.statusCode < 400) await append(request, payload)
    return payload
  })
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode < 400) await append(request, payload)
    request.trailExpected?.()
    return payload
  })
}
