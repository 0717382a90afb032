import { Ajv } from 'ajv'
import Fastify, { type RouteOptions } from 'fastify'
import { t as root, test } from 'tap'
import { me, publicAccess } from '#src/access/access.ts'
import { buildApp } from '#src/app.ts'
import { closePools } from '#src/db/connect.ts'
import { installAccessGuard } from '#src/http/access-guard.ts'
import { addFormats } from '#src/schema/formats.ts'
import { contractOf, type Operation, operationsOf } from '#test/helpers/operations.ts'
import { gatherRoutes } from '#test/house/gathered-routes.ts'
import {
  answerFaults,
  type BoundedSchema,
  entersNoScope,
  inputFaults,
  namingFaults,
  ownershipFaults,
  partsOf,
  resolver,
  responseFaults,
  urlFaults,
} from '#test/house/route-rules.ts'
import { contractDeps } from '../../openapi/contract-deps.ts'

const deps = await contractDeps()
const app = await buildApp(deps)
await app.ready()
root.teardown(async () => {
  await app.close()
  await closePools(deps.db)
})

const routes = await gatherRoutes(deps)
const contract = contractOf(app)
const operations = operationsOf(contract)
const resolve = resolver(contract)

/** Faults of all operations, each with the operation's name. */
const faultsOf = (find: (operation: Operation) => string[]): string[] =>
  operations.flatMap((operation) => find(operation).map((fault) => `${operation.call}: ${fault}`))

test('every route is an operation of the contract, and nothing else is served', (t) => {
  const served = routes
    .filter(({ schema }) => !schema?.hide)
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
  t.ok(served.length > 50)
  t.strictSame(served.sort(), operations.map(({ call }) => call).sort())
  const hidden = routes.filter(({ schema }) => schema?.hide).map(({ url }) => url)
  t.strictSame(hidden, [])
  t.end()
})

test('every operation has a name of its own, one tag and a summary', (t) => {
  const tags = contract.tags.map(({ name }) => name)
  t.strictSame(
    faultsOf((operation) => namingFaults(operation, tags)),
    [],
  )
  const ids = operations.map(({ id }) => id)
  t.strictSame(
    ids.filter((id, n) => ids.indexOf(id) !== n),
    [],
  )
  t.end()
})

test('S22: every operation describes whatever it can answer, refusals as problems', (t) => {
  t.strictSame(faultsOf(responseFaults), [])
  t.end()
})

const answers = ({ responses }: Operation): BoundedSchema[] =>
  Object.values(responses).flatMap(({ content = {} }) =>
    Object.entries(content)
      .filter(([type]) => /json$/.test(type))
      .map(([, { schema }]) => schema as BoundedSchema),
  )

/** No row of anybody's: OpenAPI itself describes the one, JSON Schema itself the other. */
const describedElsewhere = /^GET (\/openapi\.json|\/v1\/privacy\/export-schema):/

test('S22: answers are closed and hold no bytes and no stored secret', (t) => {
  const faults = faultsOf((operation) => [
    ...new Set(answers(operation).flatMap((schema) => answerFaults(resolve, schema))),
  ])
  t.strictSame(
    faults.filter((fault) => !describedElsewhere.test(fault)),
    [],
  )
  t.end()
})

const inputs = ({ body, parameters = [] }: Operation): BoundedSchema[] => [
  ...(body ? [body.schema as BoundedSchema] : []),
  ...parameters.map((parameter) => (parameter as typeof parameter & { schema: BoundedSchema }).schema),
]

test('S37: what comes in is closed and bounded in every part', (t) => {
  t.strictSame(
    faultsOf((operation) => inputs(operation).flatMap((schema) => inputFaults(resolve, schema))),
    [],
  )
  t.end()
})

test('no path and no query holds personal data', (t) => {
  t.strictSame(faultsOf(urlFaults), [])
  t.end()
})

test('S23: no body takes what only the service decides', (t) => {
  t.strictSame(
    faultsOf(({ body, call }) => (body ? ownershipFaults(resolve, body.schema as BoundedSchema, call) : [])),
    [],
  )
  t.end()
})

test('every body has an example, and each is one that the service takes', (t) => {
  const ajv = new Ajv({ strict: false })
  addFormats(ajv)
  const named = (schema: object) =>
    JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '')) as object
  for (const [name, schema] of Object.entries(contract.components.schemas)) ajv.addSchema(named(schema), name)
  const examples = operations.filter(({ body }) => body !== null)
  t.ok(examples.length > 20)
  for (const { call, body } of examples) {
    if (!body?.example) {
      t.fail(`${call}: give its body examples: [{...}]`)
      continue
    }
    const validate = ajv.compile(named(body.schema))
    t.ok(validate(body.example), `${call} ${JSON.stringify(validate.errors)}`)
  }
  t.end()
})

test('S20: every route that asks who calls has the database judge them', async (t) => {
  t.strictSame(
    routes.filter(entersNoScope).map(({ method, url }) => `${method} ${url}`),
    [],
  )
})

test('S19: a route without access stops the start; one that answers without a scope answers 500', async (t) => {
  const guarded = () => {
    const one = Fastify()
    one.decorate('deps', deps)
    installAccessGuard(one)
    return one
  }
  t.throws(() => guarded().get('/open', async () => ({})), /states no access/)

  const one = guarded()
  one.addHook('preParsing', async (request) => {
    request.caller = { accountId: 'a', sessionId: 's', requestId: 'r' }
  })
  const careless = { config: { access: me() }, handler: async () => ({ secret: true }) }
  one.get('/careless', { ...careless, onRequest: [] })
  one.get('/public', { config: { access: publicAccess } }, async () => ({ fine: true }))
  t.ok(entersNoScope({ ...careless, method: 'GET', url: '/careless' } as RouteOptions))
  t.equal((await one.inject('/public')).statusCode, 200)
  const answer = await one.inject('/careless')
  t.not(answer.statusCode, 200)
  t.notMatch(answer.body, 'secret')
  await one.close()
})

const longest = 65_536
const most = 50

/** Long texts that make a pattern with a choice go through all of them. */
const hostile = (pattern: string): string[] => {
  const characters = [...new Set([...pattern.replace(/\\[a-zA-Z]/g, ''), ...'aA0 -_.,:@/+'])]
  return characters.flatMap((one) => [
    one.repeat(longest),
    `${one.repeat(longest - 1)}\u0000`,
    `${one}a`.repeat(longest / 2),
    `${`${one}0`.repeat(longest / 2 - 1)}!`,
  ])
}

test('S43: every pattern of the contract answers 64 kB of any shape at once', (t) => {
  const patterns = new Set(
    operations
      .flatMap((operation) => [...inputs(operation), ...answers(operation)])
      .flatMap((schema) => partsOf(resolve, schema))
      .flatMap(({ schema }) => (schema.pattern ? [schema.pattern] : [])),
  )
  t.ok(patterns.size > 0)
  // Of this process alone and the quickest of three: what runs beside it takes its time too.
  const once = (expression: RegExp, text: string) => {
    const before = process.cpuUsage()
    expression.test(text)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  }
  const slowest = (pattern: string) => {
    const expression = new RegExp(pattern, 'u')
    const took = (text: string) => Math.min(...[1, 2, 3].map(() => once(expression, text)))
    return Math.max(...hostile(pattern).map(took))
  }
  for (const pattern of patterns) t.ok(slowest(pattern) < most, pattern)
  t.end()
})

test('these tests find what they look for', (t) => {
  const same = (schema: BoundedSchema) => schema
  t.strictSame(
    inputFaults(same, {
      type: 'object',
      properties: {
        name: { type: 'string' },
        list: { type: 'array', items: { type: 'integer', minimum: 0 } },
        rules: {
          type: 'array',
          uniqueItems: true,
          maxItems: 5000,
          items: { type: 'object', additionalProperties: false },
        },
        any: {},
      },
    }),
    [
      '/ is an open object: make it with closed({...})',
      '/name is a string without maxLength',
      '/list is a list without maxItems',
      '/list/0 is a number without minimum and maximum',
      '/rules is a long list of unique objects, which takes a time that grows by its square',
      '/any takes anything: give it a type',
    ],
  )
  t.strictSame(
    answerFaults(same, {
      type: 'object',
      additionalProperties: false,
      properties: {
        sealed: { type: 'string', contentEncoding: 'base64', maxLength: 9 },
        rest: { type: 'object' },
      },
    }),
    [
      '/sealed holds bytes, which are for no answer',
      '/sealed shows a stored secret',
      '/rest lets every key through: make it with closed({...})',
    ],
  )
  t.match(ownershipFaults(same, { properties: { version: {} } }), [/^\/version is the service's own/])
  const path = '/v1/organisations/{organisationId}/patients'
  const operation: Operation = {
    operationId: 'doIt',
    id: 'doIt',
    method: 'GET',
    path,
    call: `GET ${path}`,
    params: ['organisationId'],
    'x-access': ['org_admin: organisation'],
    parameters: [{ name: 'email', in: 'query', required: false }],
    responses: { 200: { content: {} } },
    body: null,
  }
  t.match(urlFaults(operation), [/^email puts personal data into the URL/])
  t.equal(namingFaults(operation, []).length, 3)
  t.match(responseFaults(operation), [/can answer 429/, /can answer 500/, /503/, /401/, /403/, /404/])
  t.end()
})
