import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorCode, type FieldError, Problem } from '#src/errors.ts'
import { problemDocument, problemType } from '#src/http/problem.ts'

/** Fastify's own errors, by code. */
const ofFastify: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-json',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_ASYNC_CONSTRAINT: 'not-found',
  FST_ERR_HANDLER_TIMEOUT: 'overloaded',
  FST_UNDER_PRESSURE: 'overloaded',
}

/** PostgreSQL's, by SQLSTATE or its class; what reaches here was not foreseen by the verb (`SECURITY.md` S33). */
const ofPostgres: Record<string, ErrorCode> = {
  '22': 'invalid-request',
  '23505': 'already-exists',
  '23P01': 'conflict',
  '23503': 'rule-refused',
  '42501': 'not-found',
  '40001': 'overloaded',
  '40P01': 'overloaded',
  '55P03': 'overloaded',
  '57014': 'overloaded',
  '53': 'unavailable',
  '57': 'unavailable',
  '08': 'unavailable',
}

const connectionLost = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

const isSqlState = (code: string | undefined): code is string =>
  code !== undefined && /^[0-9A-Z]{5}$/.test(code)

const fieldErrors = (error: FastifyError): FieldError[] => {
  const place =
    error.validationContext && error.validationContext !== 'body' ? `/${error.validationContext}` : ''
  return (error.validation ?? []).slice(0, 20).map((found) => {
    const params = found.params as {
      missingProperty?: string
      additionalProperty?: string
      allowedValues?: unknown[]
      format?: string
    }
    const field = params.missingProperty ?? params.additionalProperty
    // The name of an unknown field is the caller's own text: shown escaped and cut, as a pointer must be.
    const below = field === undefined ? '' : `/${field.slice(0, 64).replace(/~/g, '~0').replace(/\//g, '~1')}`
    const allowed = params.allowedValues ? `: ${params.allowedValues.join(', ')}` : ''
    return {
      pointer: `${place}${found.instancePath}${below}`,
      detail: `${found.message ?? 'is not valid'}${allowed}`,
    }
  })
}

const wasLost = (error: Error & { code?: string }) =>
  connectionLost.has(error.code ?? '') ||
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/.test(
    error.message,
  )

/**
 * Turns whatever was thrown into a Problem. Nothing of a library's text survives.
 */
export const asProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error
  if (!(error instanceof Error)) return new Problem('internal', { cause: error })
  const { code, statusCode } = error as FastifyError
  if ((error as FastifyError).validation)
    return new Problem('invalid-request', { errors: fieldErrors(error as FastifyError) })
  if (code?.startsWith('FST_JWT_') || code?.startsWith('FAST_JWT_')) return new Problem('unauthenticated')
  const known = ofFastify[code ?? '']
  if (known) return new Problem(known, { cause: error, ...(known === 'overloaded' ? { retryAfter: 1 } : {}) })
  if (isSqlState(code)) {
    const mapped = ofPostgres[code] ?? ofPostgres[code.slice(0, 2)]
    if (mapped)
      return new Problem(mapped, {
        cause: error,
        ...(mapped === 'overloaded' || mapped === 'unavailable' ? { retryAfter: 2 } : {}),
      })
  }
  if (wasLost(error)) return new Problem('unavailable', { retryAfter: 2, cause: error })
  if (statusCode === 429) return new Problem('too-many-requests')
  if (statusCode === 400) return new Problem('invalid-json', { cause: error })
  return new Problem('internal', { cause: error })
}

/** An error as the log may show it: names and places, no message, as a library's message may hold a value. */
export const errorForLog = (error: unknown) => {
  const { code, name, stack } = error as FastifyError
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
  return { name, code, frames: frames?.map((line) => line.trim()) }
}

/** Answers a problem as problem+json with the headers that its status calls for. */
const sendProblem = (request: FastifyRequest, reply: FastifyReply, problem: Problem) => {
  const { retryAfter } = problem.options
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(retryAfter)))
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="praxis"')
  reply.header('cache-control', 'no-store')
  const document = problemDocument(problem, request.server.deps.publicUrl, request.id)
  return reply.code(problem.status).type(problemType).send(JSON.stringify(document))
}

/** Installs the one error handler; must be registered before any route. */
export const installErrorHandler = (app: FastifyInstance): void => {
  app.setErrorHandler((error, request, reply) => {
    const problem = asProblem(error)
    if (problem.status >= 500) {
      const cause = problem.options.cause ?? problem
      request.log.error(
        {
          requestId: request.id,
          route: request.routeOptions.url,
          problem: problem.code,
          error: errorForLog(cause),
        },
        'request failed',
      )
    }
    return sendProblem(request, reply, problem)
  })
}
