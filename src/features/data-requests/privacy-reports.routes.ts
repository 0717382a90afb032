import type { App } from '#src/app.ts'
import { Accepted } from '#src/features/accounts/sign-in.schema.ts'
import { NewPrivacyReport, PrivacyReport } from '#src/features/data-requests/privacy-reports.schema.ts'
import { report, settle, showReports } from '#src/features/data-requests/privacy-reports.ts'
import { publicRequestsAccess as access } from '#src/features/data-requests/public-requests.access.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery, Uuid } from '#src/schema/primitives.ts'

const tags = ['Privacy']

/** What anybody reports about the data that an organisation holds. */
export const privacyReportsRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/privacy/reports',
    {
      config: { access: access.open, limit: 'register', errors: ['not-found'] },
      schema: {
        operationId: 'reportPrivacy',
        tags,
        summary: 'Report something about personal data to an organisation',
        description:
          'An account of somebody who is too young, for instance. The organisation’s contact is told; nobody need say who they are.',
        body: NewPrivacyReport,
        response: { 202: Accepted },
      },
    },
    async (request, reply) => {
      await report(app.deps, request.body, request.id)
      return reply.send(undefined)
    },
  )

  app.get(
    `${ORG}/privacy-reports`,
    {
      config: { access: access.reports, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listPrivacyReports',
        tags,
        summary: 'List what was reported about personal data, the newest first',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(PrivacyReport) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await inOrganisation(request, (scope) => showReports(scope, before ?? null, limit))
      return page(
        request,
        rows,
        limit,
        ({ id }) => [id],
        (one) => one,
      )
    },
  )

  app.post(
    `${ORG}/privacy-reports/:reportId/settle`,
    {
      config: { access: access.reports },
      schema: {
        operationId: 'settlePrivacyReport',
        tags,
        summary: 'Note that a report was dealt with',
        params: closed({ organisationId: Uuid, reportId: Uuid }),
        response: { 200: PrivacyReport },
      },
    },
    (request) => inOrganisation(request, (scope) => settle(scope, request.params.reportId)),
  )
}
