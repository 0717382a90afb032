import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { liftBlock } from '#src/features/accounts/lift-block.ts'
import { reportMisuse } from '#src/features/accounts/report-misuse.ts'
import { securityAccess } from '#src/features/accounts/security.access.ts'
import { listAlerts, listBlocks } from '#src/features/accounts/security.queries.ts'
import {
  Block,
  NewSecurityIncident,
  SecurityAlert,
  SecurityIncident,
} from '#src/features/accounts/security.schema.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { asPerson, asPlatform } from '#src/http/scope.ts'
import { closed, Page, pageQuery, Uuid } from '#src/schema/primitives.ts'

/** Reporting misuse; what the operator sees of attacks, and lifting blocks. */
export const securityRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/me/security-incidents',
    {
      config: { access: securityAccess.own },
      schema: {
        operationId: 'reportSecurityIncident',
        tags: ['Me'],
        summary: 'Report that somebody else uses your account',
        description:
          'Ends all your sessions, this one included, and demands a new password: a link to set one is mailed. The technicians are told.',
        body: NewSecurityIncident,
        response: { 201: SecurityIncident },
      },
    },
    (request) => asPerson(request, (scope) => reportMisuse(scope, request.body)),
  )

  app.get(
    '/v1/platform/security-alerts',
    {
      config: { access: securityAccess.watch },
      schema: {
        operationId: 'listSecurityAlerts',
        tags: ['Platform'],
        summary: 'List what technicians were told of',
        description: 'Of the last year, newest first.',
        querystring: closed(pageQuery),
        response: { 200: Page(SecurityAlert) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await asPlatform(request, ({ tx }) => listAlerts(tx, after ?? null, limit))
      return page(
        request,
        rows,
        limit,
        ({ id }) => [id],
        ({ concernedOrganisationId, ...alert }) => ({ ...alert, organisationId: concernedOrganisationId }),
      )
    },
  )

  app.get(
    '/v1/platform/blocks',
    {
      config: { access: securityAccess.watch },
      schema: {
        operationId: 'listBlocks',
        tags: ['Platform'],
        summary: 'List whom blocks keep out now',
        description: 'A wait of less than an hour after failed sign-ins is none of them.',
        querystring: closed(pageQuery),
        response: { 200: Page(Block) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await asPlatform(request, ({ tx, at }) => listBlocks(tx, after ?? null, limit, at))
      return page(
        request,
        rows,
        limit,
        ({ id }) => [id],
        ({ concernedOrganisationId, ...block }) => ({ ...block, organisationId: concernedOrganisationId }),
      )
    },
  )

  app.delete(
    '/v1/platform/blocks/:blockId',
    {
      config: { access: securityAccess.lift, errors: ['not-found'] },
      schema: {
        operationId: 'liftBlock',
        tags: ['Platform'],
        summary: 'Lift a block at once',
        params: closed({ blockId: Uuid }),
        response: { 204: Type.Null() },
      },
    },
    (request) => asPlatform(request, (scope) => liftBlock(scope, request.params.blockId)),
  )
}
