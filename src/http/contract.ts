import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type TObject, type TSchema, Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import { type Access, describeAccess, publicAccess } from '#src/access/access.ts'
import { catalogue, type ErrorCode } from '#src/errors.ts'
import { codesByStatus, ProblemDocument } from '#src/http/problem.ts'
import { privacyOf } from '#src/privacy/annotations.ts'
import { components } from '#src/schema/components.ts'
import { closed } from '#src/schema/primitives.ts'

/** A status of refusals as the contract shows it. */
export interface DeclaredProblem {
  description: string
  content: { 'application/problem+json': { schema: TSchema } }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route may refuse with, beyond what follows from its access and schema. */
    errors?: readonly ErrorCode[]
    /** Every refusal by status, for the contract. Beside the response schemas Fastify would compile each of them. */
    problems?: Record<string, DeclaredProblem>
  }
}

const fromAccess = (access: Access): ErrorCode[] => {
  switch (access.kind) {
    case 'public':
      return []
    case 'metrics':
      return ['unauthenticated', 'not-found']
    case 'me':
      return [
        'unauthenticated',
        ...(access.enrolment ? [] : (['second-factor-required'] as const)),
        ...(access.stepUp ? (['step-up-required'] as const) : []),
      ]
    case 'platform':
      return [
        'unauthenticated',
        'forbidden',
        'password-change-required',
        'second-factor-required',
        ...(access.stepUp ? (['step-up-required'] as const) : []),
      ]
    case 'organisation':
      return [
        'unauthenticated',
        'not-found',
        'forbidden',
        ...(access.platform === 'none' ? [] : (['password-change-required'] as const)),
        'second-factor-required',
        ...(access.stepUp ? (['step-up-required'] as const) : []),
      ]
  }
}

/** Whether the route changes a thing that has an ETag: there must be one to change. */
const changes = (config: RouteOptions['config'], method: RouteOptions['method']): boolean =>
  config?.entityTag === true && method !== 'GET' && config.successStatus !== 201

/** Every code that the route can answer. */
const codesOf = (route: RouteOptions): ErrorCode[] => {
  const { access, errors = [], idempotent, answersSecret, ifMatchDemanded } = route.config ?? {}
  const schema = route.schema ?? {}
  return [
    ...new Set<ErrorCode>([
      // Even a route that takes nothing refuses an unknown parameter.
      'invalid-request',
      ...(schema.body ? (['invalid-json', 'payload-too-large', 'unsupported-media-type'] as const) : []),
      ...(access ? fromAccess(access) : []),
      ...(changes(route.config, route.method) ? (['precondition-failed'] as const) : []),
      ...(ifMatchDemanded ? (['precondition-required'] as const) : []),
      ...(idempotent ? (['idempotency-running', 'idempotency-mismatch'] as const) : []),
      ...(idempotent && answersSecret ? (['already-done'] as const) : []),
      ...errors,
      'too-many-requests',
      'internal',
      'unavailable',
    ]),
  ]
}

const noQuery = closed({})

/** Completes a route: nothing unknown is taken in its query, and each refusal has its schema. */
const completeSchema = (route: RouteOptions) => {
  if (route.schema?.hide) return
  const problems = Object.fromEntries(
    [...codesByStatus(codesOf(route))].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${catalogue[code].title}`).join('. '),
        content: { 'application/problem+json': { schema: ProblemDocument } },
      },
    ]),
  )
  route.config = { ...route.config, problems }
  route.schema = { querystring: noQuery, ...route.schema }
}

const isObject = (schema: unknown): schema is TObject =>
  typeof schema === 'object' &&
  schema !== null &&
  [(schema as TSchema).type].flat().includes('object') &&
  'properties' in schema

/** The schema with each annotated field's category beside it. */
const withCategories = <S>(schema: S): S => {
  if (Array.isArray(schema)) return schema.map(withCategories) as S
  if (typeof schema !== 'object' || schema === null) return schema
  const copy: Record<string, unknown> = {}
  const named = isObject(schema)
  // Properties come below, with their categories.
  for (const [name, value] of Object.entries(schema))
    copy[name] = named && name === 'properties' ? null : withCategories(value)
  if (named)
    copy.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => {
        const category = privacyOf(property)?.category
        const below = withCategories(property)
        return [name, category && category !== 'none' ? { ...below, 'x-data-category': category } : below]
      }),
    )
  return copy as S
}

const header = (description: string, maxLength: number) =>
  Type.Optional(Type.String({ description, maxLength }))

const headersOf = ({ config, method }: RouteOptions): TObject | undefined => {
  const properties = {
    ...(config?.idempotent
      ? {
          'Idempotency-Key': header(
            'Repeating the request with the same key and body answers the first response.',
            64,
          ),
        }
      : {}),
    ...(changes(config, method)
      ? { 'If-Match': header('The ETag that was read; 412 when it has changed meanwhile.', 64) }
      : {}),
  }
  return Object.keys(properties).length ? Type.Object(properties) : undefined
}

const description = `Praxis is a headless API for health practices: accounts and organisations, patients, appointments.

Errors are \`application/problem+json\` (RFC 9457); their types are listed at \`/errors\`. Ids are UUIDv7, instants RFC 3339 in UTC,
money is in minor units. Lists answer \`{ data, nextCursor }\`. POSTs that create or act take an \`Idempotency-Key\`; single resources
answer an \`ETag\`, PATCH and PUT honour \`If-Match\`.`

const tags = [
  { name: 'Accounts', description: 'Registering, signing in, passwords, tokens.' },
  { name: 'Me', description: "A person's own profile, sessions and appointments across organisations." },
  { name: 'Organisations', description: 'Organisations, settings, sites, staff, services.' },
  { name: 'Directory', description: 'What everybody may see.' },
  { name: 'Patients', description: "The people in an organisation's care." },
  { name: 'Availability', description: 'When practitioners work.' },
  { name: 'Appointments', description: 'Booking, moving, cancelling, completing.' },
  { name: 'Reviews', description: 'Asking for reviews, answering, reading, replying; figures; surveys.' },
  {
    name: 'Privacy',
    description: 'What binds people, what they agreed to, what is done with data, for whom and how long.',
  },
  { name: 'Platform', description: 'What the operator runs.' },
  { name: 'Service', description: 'Health, contract, catalogue.' },
]

/** Says of the page's own routes, which its plugin makes, that they are public; goes before the guard. */
export const declareDocsPublic = (app: FastifyInstance): void => {
  app.addHook('onRoute', (route) => {
    if (route.url === '/docs' || route.url.startsWith('/docs/'))
      route.config = { ...route.config, access: publicAccess, limit: 'none' }
  })
}

/** Generates the contract from the routes and shows it at `/docs`. */
export const installContract = async (app: FastifyInstance): Promise<void> => {
  app.addHook('onRoute', completeSchema)
  for (const schema of components()) app.addSchema(withCategories(schema))
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Praxis', version: '1.0.0', description, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      tags,
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema${index}`),
    },
    transform: ({ schema, url, route }) => {
      const { access, problems } = route.config ?? {}
      const response = { ...problems, ...(schema?.response as object | undefined) }
      const headers = headersOf(route)
      return {
        url,
        schema: {
          ...withCategories({ ...schema, ...(problems ? { response } : {}) }),
          ...(headers ? { headers } : {}),
          security: access && access.kind !== 'public' ? [{ bearer: [] }] : [],
          'x-access': access ? describeAccess(access) : [],
        } as FastifySchema,
      }
    },
  })
  await app.register(async (docs) => {
    docs.addHook('onSend', async (_request, reply) => {
      reply.header(
        'content-security-policy',
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      )
    })
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: {
        layout: 'BaseLayout',
        docExpansion: 'list',
        deepLinking: true,
        persistAuthorization: false,
      },
    })
  })
}
