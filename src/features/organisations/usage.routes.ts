import type { App } from '#src/app.ts'
import { usageAccess } from '#src/features/organisations/usage.access.ts'
import { MemberUsage } from '#src/features/organisations/usage.schema.ts'
import { usageByDay } from '#src/features/organisations/usage-days.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

/** The practice's own activity. */
export const usageRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/usage`,
    {
      config: { access: usageAccess.read },
      schema: {
        operationId: 'listUsage',
        tags: ['Organisations'],
        summary: 'List what members did, by day',
        description:
          'Of the last 30 days, newest day first: how often members signed in and what they called. Never what patients did, nor what members did as patients.',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(MemberUsage) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor) as [string, string] | null
      const rows = await inOrganisation(request, (scope) => usageByDay(scope, after, limit))
      return page(
        request,
        rows,
        limit,
        ({ day, accountId }) => [day, accountId],
        (row) => row,
      )
    },
  )
}
