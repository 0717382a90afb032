import type { App } from '#src/app.ts'
import type { CallOptions, TestApp } from '#test/helpers/app.ts'

type Method = Parameters<TestApp['call']>[0]

/** A schema of the contract, as far as tests walk it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  'x-data-category'?: string
}

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
}

interface Body {
  content: { 'application/json': { schema: Schema; example?: Record<string, unknown> } }
}

interface ContractOperation {
  operationId: string
  summary?: string
  tags?: string[]
  'x-access': string[]
  parameters?: Parameter[]
  requestBody?: Body
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

/** The contract, as far as tests read it. */
export interface Contract {
  tags: { name: string }[]
  paths: Record<string, Record<string, ContractOperation>>
  components: { schemas: Record<string, Schema> }
}

/** One operation of the contract, as tests call it. */
export interface Operation extends ContractOperation {
  id: string
  method: Method
  path: string
  /** `GET /v1/me` */
  call: string
  /** Names of the path's parameters. */
  params: string[]
  body: { schema: Schema; example: Record<string, unknown> | undefined } | null
}

/** The contract that the routes make. */
export const contractOf = (app: App): Contract => JSON.parse(JSON.stringify(app.swagger()))

/** Every operation of the contract. */
export const operationsOf = (contract: Contract): Operation[] =>
  Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => {
      const method = verb.toUpperCase() as Method
      const content = operation.requestBody?.content['application/json']
      return {
        ...operation,
        id: operation.operationId,
        method,
        path,
        call: `${method} ${path}`,
        params: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
        body: content ? { schema: content.schema, example: content.example } : null,
      }
    }),
  )

/** Whether the operation lies in an organisation. */
export const inOrganisation = ({ path }: Operation): boolean =>
  path.startsWith('/v1/organisations/{organisationId}')

/** What a call needs beyond its operation, by parameter name: ids, dates, codes. */
export type Values = Readonly<Record<string, string>>

// An ETag that nothing here ever has: whoever is let through to a change hears 412, and nothing changes.
const staleTag = '"2000000000"'

/**
 * The request that calls an operation with its example as body, and an ETag that is never current.
 * @throws Error where a value for a parameter is missing
 */
export const requestTo = (
  { method, path, parameters = [], body }: Operation,
  values: Values,
  options: CallOptions = {},
): [Method, string, CallOptions] => {
  const encoded = (name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`no value for ${name} of ${method} ${path}`)
    return encodeURIComponent(value)
  }
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}=${encoded(name)}`)
  const url = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encoded(name))
  const conditional = parameters.some(({ name }) => name === 'If-Match')
  return [
    method,
    query.length ? `${url}?${query.join('&')}` : url,
    {
      ...(body ? { body: body.example } : {}),
      ...options,
      headers: { ...(conditional ? { 'if-match': staleTag } : {}), ...options.headers },
    },
  ]
}
