import type { FastifyInstance, FastifyRequest } from 'fastify'
import { invalid, Problem } from '#src/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer is a single resource whose `version` is its ETag. */
    entityTag?: boolean
    /** PATCH and PUT: without `If-Match` 428. */
    ifMatchDemanded?: boolean
  }
}

const form = /^(?:W\/)?"(\d{1,10})"$/

/**
 * The version that `If-Match` names; null when there is no condition. The verb compares it inside its UPDATE.
 * @throws Problem 428 where the route demands one, 400 for a tag that was never ours
 */
export const expectedVersion = (request: FastifyRequest): number | null => {
  const header = request.headers['if-match']
  if (header === undefined) {
    if (request.routeOptions.config.ifMatchDemanded) throw new Problem('precondition-required')
    return null
  }
  if (header === '*') return null
  const version = form.exec(header)?.[1]
  if (version === undefined) throw invalid('/headers/if-match', 'must be an ETag that this resource answered')
  return Number(version)
}

/** Gives single resources their ETag. */
export const installEntityTags = (app: FastifyInstance): void => {
  app.addHook('preSerialization', async (request, reply, payload) => {
    const version = (payload as { version?: unknown } | null)?.version
    if (request.routeOptions.config.entityTag && typeof version === 'number')
      reply.header('etag', `"${version}"`)
    return payload
  })
}
