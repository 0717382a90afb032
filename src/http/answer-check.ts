import type { Ajv, ValidateFunction } from 'ajv'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

interface Declared {
  /** Where the schema stands beside a content type, as problems do. */
  content?: Record<string, { schema: object }>
}

const declaredBy = (request: FastifyRequest, reply: FastifyReply): Declared | undefined =>
  (request.routeOptions.schema?.response as Record<string, Declared> | undefined)?.[reply.statusCode] ??
  request.routeOptions.config.problems?.[reply.statusCode]

/**
 * In tests every answer is held against the contract: its status must be one that the operation declares, and it
 * must match that status's schema before the serializer drops what the schema does not declare. Any other answer
 * fails the request that produced it, and the log says why.
 */
export const installAnswerCheck = (app: FastifyInstance, ajv: Ajv): void => {
  const compiled = new Map<object, ValidateFunction>()
  const refuse = (request: FastifyRequest, what: string) => {
    const { method, routeOptions } = request
    request.log.error({ method, route: routeOptions.url, what }, 'answered against the contract')
    throw new Error(`${method} ${routeOptions.url} answered against its contract: ${what}`)
  }
  const demandMatch = (request: FastifyRequest, schema: object, answer: unknown) => {
    const validate = compiled.get(schema) ?? ajv.compile(schema)
    compiled.set(schema, validate)
    if (validate(answer)) return
    const found = validate.errors?.[0]
    refuse(request, `${found?.instancePath} ${found?.message} ${JSON.stringify(found?.params)}`)
  }

  app.addHook('preSerialization', async (request, reply, payload) => {
    const declared = declaredBy(request, reply)
    const schema = declared?.content ? declared.content['application/json']?.schema : declared
    if (schema && reply.statusCode < 400)
      demandMatch(request, schema, JSON.parse(JSON.stringify(payload ?? null)))
    return payload
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { schema } = request.routeOptions
    if (request.is404 || !schema?.response || schema.hide) return payload
    const declared = declaredBy(request, reply)
    if (!declared) {
      const { statusCode } = reply
      // Of a refusal, Fastify would keep the status.
      reply.code(500)
      return refuse(request, `status ${statusCode} is not declared`)
    }
    const problem = declared.content?.['application/problem+json']
    if (problem && typeof payload === 'string') demandMatch(request, problem.schema, JSON.parse(payload))
    return payload
  })
}
