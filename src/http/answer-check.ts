import type { Ajv, ValidateFunction } from 'ajv'
import type { FastifyInstance } from 'fastify'

/**
 * In tests every answer is held against its schema before the serializer drops what the schema does not declare:
 * a field that is missing, extra or of another form fails the request that produced it.
 */
export const installAnswerCheck = (app: FastifyInstance, ajv: Ajv): void => {
  const compiled = new Map<unknown, ValidateFunction>()
  app.addHook('preSerialization', async (request, reply, payload) => {
    const responses = request.routeOptions.schema?.response as Record<string, object> | undefined
    const schema = responses?.[reply.statusCode]
    if (!schema || reply.statusCode >= 400) return payload
    const validate = compiled.get(schema) ?? ajv.compile(schema)
    compiled.set(schema, validate)
    const plain = JSON.parse(JSON.stringify(payload ?? null))
    if (!validate(plain)) {
      const found = validate.errors?.[0]
      throw new Error(
        `${request.method} ${request.routeOptions.url} answered against its contract: ${found?.instancePath} ${found?.message} ${JSON.stringify(found?.params)}`,
      )
    }
    return payload
  })
}
