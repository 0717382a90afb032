import type { FastifyRequest } from 'fastify'
import type { Visitor } from '#src/features/accounts/visitor.ts'
import { countedAddress } from '#src/http/limits.ts'

/** Where a request comes from. */
export const visitorOf = (request: FastifyRequest): Visitor => ({
  ip: request.ip,
  source: countedAddress(request.ip),
  userAgent: request.headers['user-agent'],
  requestId: request.id,
})
