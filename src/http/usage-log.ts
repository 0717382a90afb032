import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type DescribeDevice, openUsageBuffer, type Use } from '#src/audit/usage-buffer.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { fieldNames } from '#src/http/field-names.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Writes down what the log of use still holds. */
    flushUsage(): Promise<void>
  }
}

const roleOf = ({ actor, routeOptions }: FastifyRequest): Use['role'] => {
  if (!actor) return routeOptions.config.access?.kind === 'platform' ? 'platform' : 'person'
  if (actor.roles.length === 0) return 'newcomer'
  return actor.roles.some((role) => role !== 'patient') ? 'staff' : 'patient'
}

const longestRoute = 200

const useOf = (request: FastifyRequest, status: number): Use | null => {
  const { caller, actor, routeOptions, method } = request
  const { operationId, body, querystring } = (routeOptions.schema ?? {}) as Record<string, unknown>
  if (!caller || typeof operationId !== 'string') return null
  return {
    organisationId: actor?.organisationId ?? PLATFORM_ID,
    at: request.server.deps.clock.now().toISOString(),
    accountId: caller.accountId,
    role: roleOf(request),
    operation: operationId,
    route: `${method} ${routeOptions.url}`.slice(0, longestRoute),
    fields: [...fieldNames(request.query, querystring), ...fieldNames(request.body, body)],
    status,
    userAgent: request.headers['user-agent'],
  }
}

/**
 * Logs who used which operation when, by names of fields and never by values (P10, P68). It costs a request nothing but a
 * place in the buffer. What nobody signed in for is not in it: it would be about nobody.
 */
export const installUsageLog = (app: FastifyInstance, describe: DescribeDevice): void => {
  const buffer = openUsageBuffer(app.deps, describe)
  app.decorate('flushUsage', buffer.flush)
  app.addHook('onResponse', async (request, reply) => {
    const use = request.is404 ? null : useOf(request, reply.statusCode)
    if (use) buffer.add(use)
  })
  app.addHook('onClose', () => buffer.close())
}
