import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import type { Access } from '#src/access/access.ts'
import { equalDigests, hashSecret } from '#src/crypto/secrets.ts'
import type { Actor, Caller } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { notFound, unauthenticated } from '#src/errors.ts'
import { callerOf } from '#src/http/authenticate.ts'

declare module 'fastify' {
  interface FastifyInstance {
    deps: Deps
  }
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyRequest {
    /** Who calls, where the route asks for it. */
    caller: Caller | null
    /** The handler entered a scope: role and reach were judged. */
    scopeEntered: boolean
    /** As whom the handler entered an organisation last. */
    actor: Actor | null
  }
}

/** The route's declaration; the guard has seen to it that there is one. */
export const accessOf = (request: FastifyRequest): Access => {
  const { access } = request.routeOptions.config
  if (!access) throw notFound()
  return access
}

/** The caller of a route that is not public. */
export const callerOfRequest = (request: FastifyRequest): Caller => {
  if (!request.caller) throw unauthenticated()
  return request.caller
}

const demandAccess = (route: RouteOptions) => {
  if (!route.config?.access)
    throw new Error(
      `${String(route.method)} ${route.url} states no access; write config: { access }, publicAccess included`,
    )
}

const demandMetricsToken = (request: FastifyRequest) => {
  const { config } = request.server.deps
  if (config.metricsToken === null) {
    if (config.loopback) return
    throw notFound()
  }
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  if (!equalDigests(hashSecret(given), hashSecret(config.metricsToken))) throw unauthenticated()
}

/**
 * Stops the start for a route without access, and refuses before any body is read whoever is not known.
 * Installed on the root instance, so that no encapsulated plugin escapes it.
 */
export const installAccessGuard = (app: FastifyInstance): void => {
  app.decorateRequest('caller', null)
  app.decorateRequest('scopeEntered', false)
  app.decorateRequest('actor', null)
  app.addHook('onRoute', demandAccess)
  app.addHook('onRequest', async (request) => {
    if (request.is404) return
    const access = accessOf(request)
    if (access.kind === 'metrics') demandMetricsToken(request)
    else if (access.kind !== 'public') request.caller = await callerOf(request)
  })
  // A handler that answers a protected route without having entered a scope has judged nobody.
  app.addHook('preSerialization', async (request, reply, payload) => {
    const kind = request.routeOptions.config.access?.kind
    const judged = kind === undefined || kind === 'public' || kind === 'metrics' || request.scopeEntered
    if (!judged && reply.statusCode < 400)
      throw new Error(`${request.routeOptions.url} answered without a scope`)
    return payload
  })
}
