import type { FastifyRequest } from 'fastify'
import type { App } from '#src/app.ts'
import {
  type AttemptPosition,
  listAllAttempts,
  listAttemptsOfAccount,
  listAttemptsOfMembers,
} from '#src/features/accounts/login-attempts.queries.ts'
import { securityAccess } from '#src/features/accounts/security.access.ts'
import { LoginAttempt, OwnLoginAttempt } from '#src/features/accounts/security.schema.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { asPerson, asPlatform, inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const within = 'Of the last 30 days, newest first.'

const asked = (request: FastifyRequest) => {
  const { limit = 50, cursor } = request.query as { limit?: number; cursor?: string }
  return { limit, after: openCursor(request, cursor) as AttemptPosition | null }
}

const pageOf = <Row extends { id: string; at: string }, Item>(
  request: FastifyRequest,
  rows: Row[],
  limit: number,
  item: (row: Row) => Item,
) => page(request, rows, limit, ({ at, id }) => [at, id], item)

/** Attempts to sign in: one's own, those of the staff, all. */
export const loginAttemptsRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/me/login-attempts',
    {
      config: { access: securityAccess.own },
      schema: {
        operationId: 'listOwnLoginAttempts',
        tags: ['Me'],
        summary: 'List attempts to sign in to your account',
        description: within,
        querystring: closed(pageQuery),
        response: { 200: Page(OwnLoginAttempt) },
      },
    },
    async (request) => {
      const { limit, after } = asked(request)
      const rows = await asPerson(request, ({ tx, accountId, at }) =>
        listAttemptsOfAccount(tx, accountId, after, limit, at),
      )
      return pageOf(request, rows, limit, ({ accountId: _own, ...attempt }) => attempt)
    },
  )

  app.get(
    `${ORG}/login-attempts`,
    {
      config: { access: securityAccess.members },
      schema: {
        operationId: 'listLoginAttempts',
        tags: ['Organisations'],
        summary: "List attempts to sign in to members' accounts",
        description: within,
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(LoginAttempt) },
      },
    },
    async (request) => {
      const { limit, after } = asked(request)
      const rows = await inOrganisation(request, ({ tx, actor, at }) =>
        listAttemptsOfMembers(tx, actor.organisationId, after, limit, at),
      )
      return pageOf(request, rows, limit, (attempt) => attempt)
    },
  )

  app.get(
    '/v1/platform/login-attempts',
    {
      config: { access: securityAccess.watch },
      schema: {
        operationId: 'listAllLoginAttempts',
        tags: ['Platform'],
        summary: 'List attempts to sign in to any account, and to none',
        description: within,
        querystring: closed(pageQuery),
        response: { 200: Page(LoginAttempt) },
      },
    },
    async (request) => {
      const { limit, after } = asked(request)
      const rows = await asPlatform(request, ({ tx, at }) => listAllAttempts(tx, after, limit, at))
      return pageOf(request, rows, limit, (attempt) => attempt)
    },
  )
}
