import { isUtf8 } from 'node:buffer'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import { Problem } from '#src/errors.ts'
import { components } from '#src/schema/components.ts'
import { addFormats } from '#src/schema/formats.ts'
import { jsonDepth } from '#src/schema/json-depth.ts'

/** JSON nested deeper than this is refused: recursion behind the parser would overflow. */
const deepest = 32

interface Check {
  (data: unknown): boolean
  errors?: ErrorObject[] | null
}

const compiler = (coerceTypes: boolean) => {
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    allowUnionTypes: true,
    removeAdditional: false,
    coerceTypes,
    useDefaults: true,
    allErrors: false,
    // That the schemas are schemas is checked with the contract; at each start it took longer than compiling them, and
    // tidying what is compiled takes longer than it saves.
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  })
  ajv.addKeyword('example')
  addFormats(ajv)
  for (const schema of components()) ajv.addSchema(schema)
  return ajv
}

/** What comes in of a kind is rarely all there is: each schema is compiled when the first request needs it. */
const lazily = (compile: () => ValidateFunction): Check => {
  let validate: ValidateFunction | undefined
  const check: Check = (data) => {
    validate ??= compile()
    const valid = validate(data) === true
    check.errors = validate.errors ?? null
    return valid
  }
  return check
}

/** Bodies are taken as they are; what stands in a path or query is text and is read as the schema's type. */
export const validators = () => {
  const strict = compiler(false)
  const coercing = compiler(true)
  const compile: FastifySchemaCompiler<never> = ({ schema, httpPart }) =>
    lazily(() => (httpPart === 'body' ? strict : coercing).compile(schema))
  return { compile, strict }
}

/** Takes JSON alone: UTF-8, not too deep, without `__proto__`, not compressed. */
export const installBodyParser = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (request.headers['content-encoding'] !== undefined)
        return done(new Problem('unsupported-media-type'))
      if (!isUtf8(body as Buffer)) return done(new Problem('invalid-json'))
      const text = body.toString('utf8')
      if (jsonDepth(text) > deepest) return done(new Problem('invalid-json'))
      return parse(request, text, done)
    },
  )
}
