import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { previewRetention } from '#src/features/retention/preview-retention.ts'
import { retentionAccess as access } from '#src/features/retention/retention.access.ts'
import { RetentionPreview, RetentionRun } from '#src/features/retention/retention.schema.ts'
import { showRuns } from '#src/features/retention/show-runs.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, DateOrTimestamp, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Privacy']

/** What goes, when and why, and what went. */
export const retentionRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/retention/preview`,
    {
      config: { access: access.read, limit: 'costly' },
      schema: {
        operationId: 'getRetentionPreview',
        tags,
        summary: 'See what would be gone at a date, and why',
        description:
          'Counts by table if nothing else happens until then; a date means its beginning in UTC. Without `at` what the next sweep takes.',
        params: organisationParams,
        querystring: closed({ at: Type.Optional(DateOrTimestamp) }),
        response: { 200: RetentionPreview },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        previewRetention(scope, new Date(request.query.at ?? scope.at).toISOString()),
      ),
  )

  app.get(
    `${ORG}/retention/runs`,
    {
      config: { access: access.read },
      schema: {
        operationId: 'listRetentionRuns',
        tags,
        summary: 'List the sweeps and what they took, newest first',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(RetentionRun) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const runs = await inOrganisation(request, (scope) => showRuns(scope, before ?? null, limit))
      return page(
        request,
        runs,
        limit,
        ({ id }) => [id],
        (run) => run,
      )
    },
  )
}
