import type { RouteOptions } from 'fastify'
import type { Contract, Operation } from '#test/helpers/operations.ts'

/** A schema of the contract with the bounds that the rules ask for. */
export interface BoundedSchema {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  contentEncoding?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  maxLength?: number
  maxItems?: number
  uniqueItems?: boolean
  properties?: Record<string, BoundedSchema>
  patternProperties?: Record<string, BoundedSchema>
  additionalProperties?: boolean | BoundedSchema
  maxProperties?: number
  items?: BoundedSchema
  anyOf?: BoundedSchema[]
}

/** A schema with the pointer that leads to it. */
interface Found {
  pointer: string
  schema: BoundedSchema
}

/** Looks up what a reference of the contract names. */
export type Resolve = (schema: BoundedSchema) => BoundedSchema

export const resolver =
  ({ components }: Contract): Resolve =>
  (schema) => {
    const name = schema.$ref?.split('/').at(-1)
    return name === undefined ? schema : ((components.schemas[name] as BoundedSchema | undefined) ?? {})
  }

/** A schema and all that it is made of. */
export const partsOf = (resolve: Resolve, schema: BoundedSchema, pointer = ''): Found[] => {
  const whole = resolve(schema)
  const below = (name: string, part: BoundedSchema) => partsOf(resolve, part, `${pointer}/${name}`)
  return [
    { pointer, schema: whole },
    ...Object.entries(whole.properties ?? {}).flatMap(([name, part]) => below(name, part)),
    ...Object.values(whole.patternProperties ?? {}).flatMap((part) => below('*', part)),
    ...(typeof whole.additionalProperties === 'object' ? below('*', whole.additionalProperties) : []),
    ...(whole.items ? below('0', whole.items) : []),
    ...(whole.anyOf ?? []).flatMap((part) => partsOf(resolve, part, pointer)),
  ]
}

const is = (schema: BoundedSchema, type: string) => [schema.type].flat().includes(type)
const chosen = (schema: BoundedSchema) => schema.enum !== undefined || schema.const !== undefined

// Keys that an organisation sets itself, each with the same kind of value: a rating per aspect for instance.
const hasBoundedKeys = ({ additionalProperties, maxProperties }: BoundedSchema) =>
  typeof additionalProperties === 'object' && maxProperties !== undefined

const largestUniqueList = 100

/** What is unbounded or open in what somebody sends (`SECURITY.md` S37). */
export const inputFaults = (resolve: Resolve, schema: BoundedSchema): string[] =>
  partsOf(resolve, schema).flatMap(({ pointer, schema: part }) => {
    const faults: string[] = []
    if (!part.type && !part.anyOf && !chosen(part)) faults.push('takes anything: give it a type')
    if (is(part, 'string') && !chosen(part) && part.maxLength === undefined)
      faults.push('is a string without maxLength')
    if (is(part, 'array') && part.maxItems === undefined) faults.push('is a list without maxItems')
    const compared = part.items !== undefined && is(resolve(part.items), 'object')
    if (part.uniqueItems && compared && (part.maxItems ?? Infinity) > largestUniqueList)
      faults.push('is a long list of unique objects, which takes a time that grows by its square')
    if (is(part, 'object') && part.additionalProperties !== false && !hasBoundedKeys(part))
      faults.push('is an open object: make it with closed({...})')
    const bounded =
      (part.minimum ?? part.exclusiveMinimum) !== undefined &&
      (part.maximum ?? part.exclusiveMaximum) !== undefined
    if ((is(part, 'integer') || is(part, 'number')) && !chosen(part) && !bounded)
      faults.push('is a number without minimum and maximum')
    return faults.map((fault) => `${pointer || '/'} ${fault}`)
  })

const unanswerable = /^(sealed|.*Hash|hash|.*Index|passwordPepper|passwordCost|passwordShort|wrapped)$/

/** What an answer must not hold, or leaves open to whatever a row may hold (`SECURITY.md` S22). */
export const answerFaults = (resolve: Resolve, schema: BoundedSchema): string[] =>
  partsOf(resolve, schema).flatMap(({ pointer, schema: part }) => {
    const faults: string[] = []
    if (part.contentEncoding) faults.push('holds bytes, which are for no answer')
    if (unanswerable.test(pointer.split('/').at(-1) ?? '')) faults.push('shows a stored secret')
    if (!part.type && !part.anyOf && !chosen(part)) faults.push('lets anything through: give it a type')
    if (
      is(part, 'object') &&
      part.additionalProperties !== false &&
      !part.patternProperties &&
      !hasBoundedKeys(part)
    )
      faults.push('lets every key through: make it with closed({...})')
    if (is(part, 'string') && !chosen(part) && !part.format && !part.pattern && part.maxLength === undefined)
      faults.push('is a string of which nothing is said: give it a format or maxLength')
    return faults.map((fault) => `${pointer || '/'} ${fault}`)
  })

/** Names that tell of a person, in any of the ways in which a parameter may be written. */
const personal =
  /^(e?mail|phone|mobile|name|first_?name|last_?name|surname|national_?id|personal_?number|date_?of_?birth|birth_?date|address|street|note|reason|password|ip)$/i

/** Parameters of paths and queries that would put personal data into URLs, which proxies and browsers keep. */
export const urlFaults = ({ parameters = [] }: Operation): string[] =>
  parameters
    .filter((parameter) => parameter.in !== 'header' && personal.test(parameter.name))
    .map(({ name }) => `${name} puts personal data into the URL: take it in a body (POST …/search)`)

/** What only the service decides: in a body it would be somebody else's decision (`SECURITY.md` S23). */
const serverOwned = new Set([
  'id',
  'organisationId',
  'accountId',
  'version',
  'createdAt',
  'updatedAt',
  'platformAdmin',
  'enteredBy',
  'verifiedAt',
])

export const ownershipFaults = (resolve: Resolve, body: BoundedSchema, call = ''): string[] =>
  Object.keys(resolve(body).properties ?? {})
    .filter((name) => serverOwned.has(name))
    // Across organisations a person, with an account or without, says towards which of them; whether it is theirs is looked up.
    .filter((name) => !(name === 'organisationId' && / \/v1\/(me|platform|privacy)\//.test(call)))
    .map((name) => `/${name} is the service's own and no part of a body`)

/** One word, for what the field calls by one. */
const verbsAlone = ['register', 'signIn', 'signOut', 'stepUp']

const verbs =
  'accept add addition answer approve book cancel change close complete confirm correct deactivate decide decline end extend file forgot found get invite lift link list mark merge no open publish read record refresh refuse register remove replace replay reply report reschedule resend reset resolve restore restrict revoke search settle show sign start step undo unrestrict verify withdraw'.split(
    ' ',
  )

/** An operation's name, tag and summary as generated clients and their readers need them. */
export const namingFaults = (
  { operationId, tags = [], summary = '' }: Operation,
  known: readonly string[],
): string[] => {
  const [verb = ''] = operationId.split(/(?=[A-Z])/)
  const named = /^[a-z]+([A-Z][a-z]+)+$/.test(operationId) && verbs.includes(verb)
  return [
    ...(named || verbsAlone.includes(operationId)
      ? []
      : [
          `operationId ${operationId} is not a verb and a noun in camelCase; a new verb goes on the list in test/house/route-rules.ts`,
        ]),
    ...(tags.length === 1 && known.includes(tags[0] ?? '')
      ? []
      : ['needs one tag of those in src/http/contract.ts']),
    ...(/^[A-Z].{4,119}[^.]$/.test(summary) ? [] : ['needs a summary: one line, without a full stop']),
  ]
}

const everybody = ['429', '500', '503']

const statusesOf = (operation: Operation): string[] => {
  const access = operation['x-access'].join()
  const [inPath, ofBody] = [/[{]organisationId[}]/.test(operation.path), operation.body !== null]
  const tokenless = access === 'public' || access === ''
  const ordinary = [...everybody, ...(ofBody ? ['400', '413', '415'] : [])]
  if (tokenless) return ordinary
  if (access === 'metrics') return [...ordinary, '401']
  return [
    ...ordinary,
    '401',
    ...(inPath ? ['403', '404', '400'] : []),
    ...(access.includes('platform') ? ['403'] : []),
  ]
}

/** What may be answered without a body. */
const bodiless = new Set(['202', '204'])

/** Statuses that an operation can answer but does not describe. */
export const responseFaults = (operation: Operation): string[] => {
  const { responses, 'x-access': access } = operation
  const successes = Object.keys(responses).filter((status) => /^2\d\d$/.test(status))
  const mute = Object.entries(responses).filter(
    ([status, { content = {} }]) =>
      !bodiless.has(status) &&
      (Object.keys(content).length === 0 || !Object.values(content).every(({ schema }) => schema)),
  )
  return [
    ...(successes.length > 0 ? [] : ['describes no success']),
    ...statusesOf(operation)
      .filter((status) => !responses[status])
      .map((status) => `can answer ${status} but does not describe it`),
    ...mute.map(([status]) => `has no schema for ${status}`),
    ...(access.length > 0 ? [] : ['states no access']),
    ...Object.entries(responses)
      .filter(([status, { content }]) => Number(status) >= 400 && !content?.['application/problem+json'])
      .map(([status]) => `answers ${status} with something else than a problem`),
  ]
}

const entrance = /\b(inOrganisation|readInOrganisation|asPerson|asPlatform|asNewcomer)\b/

/** Whether a route that asks who calls also has the database judge them. */
export const entersNoScope = ({ config, handler }: RouteOptions): boolean => {
  const kind = config?.access?.kind
  return kind !== 'public' && kind !== 'metrics' && !entrance.test(handler.toString())
}
