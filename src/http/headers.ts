import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'
import { Problem } from '#src/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `Cache-Control` of a public answer; everything else is `no-store`. */
    cacheControl?: string
  }
}

const contentSecurityPolicy =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// Asked once: they are the same for every answer, and set one by one on each they took a sixth of a read.
const securityHeaders = (): OutgoingHttpHeaders => {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  const protect = helmet({
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  })
  protect(request, response, (error) => {
    if (error) throw error
  })
  return { ...response.getHeaders(), 'content-security-policy': contentSecurityPolicy }
}

/** Security headers on every answer, CORS for the frontend's origin alone, plain http refused off this machine. */
export const installHeaders = async (app: FastifyInstance): Promise<void> => {
  const { config } = app.deps
  const headers = securityHeaders()
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
    reply.headers(headers)
    reply.header('cache-control', request.routeOptions.config?.cacheControl ?? 'no-store')
    const insecure = !config.loopback && request.protocol !== 'https'
    if (insecure && !request.routeOptions.url?.startsWith('/health/')) throw new Problem('insecure-transport')
  })
}
