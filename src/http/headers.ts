import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { Problem } from '#src/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `Cache-Control` of a public answer; everything else is `no-store`. */
    cacheControl?: string
  }
}

const contentSecurityPolicy =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** Security headers on every answer, CORS for the frontend's origin alone, plain http refused off this machine. */
export const installHeaders = async (app: FastifyInstance): Promise<void> => {
  const { config } = app.deps
  await app.register(helmet, {
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  })
  await app.register(cors, {
    origin: config.frontendUrl ? [new URL(config.frontendUrl).origin] : false,
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'if-match',
      'idempotency-key',
      'accept-language',
      'x-request-id',
    ],
    exposedHeaders: ['etag', 'retry-after', 'x-request-id', 'idempotency-replayed', 'location'],
    maxAge: 600,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy)
    reply.header('cache-control', request.routeOptions.config?.cacheControl ?? 'no-store')
    const insecure = !config.loopback && request.protocol !== 'https'
    if (insecure && !request.routeOptions.url?.startsWith('/health/')) throw new Problem('insecure-transport')
  })
}
