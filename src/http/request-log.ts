import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { errorForLog } from '#src/http/error-handler.ts'

const acceptable = /^[\w-]{8,64}$/

/** The caller's own request id where it has a harmless form, else a new one. */
export const requestId = (request: { headers: Record<string, string | string[] | undefined> }): string => {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && acceptable.test(given) ? given : randomUUID()
}

const failed = (request: FastifyRequest, error: unknown, what: string) =>
  request.log.error(
    { requestId: request.id, route: request.routeOptions.url, error: errorForLog(error) },
    what,
  )

/** What the framework itself would log goes through the allow-list too: its own lines hold URLs and messages. */
export class AllowListLog extends Fastify.LogController {
  constructor() {
    super({ disableRequestLogging: true })
  }
  override defaultErrorLog() {}
  override routeNotFound() {}
  override streamError(error: Error, request: FastifyRequest) {
    failed(request, error, 'stream failed')
  }
  override writeHeadError(error: Error, request: FastifyRequest) {
    failed(request, error, 'headers could not be written')
  }
  override serializerError(error: Error, request: FastifyRequest) {
    failed(request, error, 'answer could not be serialized')
  }
}

/** One line per request, by allow-list: what, how long, ids; no address, no parameter, no body (`SECURITY.md` S65). */
export const installRequestLog = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    request.server.deps.log.info({
      requestId: request.id,
      method: request.method,
      route: request.is404 ? null : request.routeOptions.url,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      accountId: request.caller?.accountId,
    })
  })
}
