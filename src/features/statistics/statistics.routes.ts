import type { App } from '#src/app.ts'
import { statisticsAccess } from '#src/features/statistics/statistics.access.ts'
import { Statistics, StatisticsQuery } from '#src/features/statistics/statistics.schema.ts'
import { showStatistics } from '#src/features/statistics/statistics.service.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'

/** How much was done, in numbers that tell of nobody. */
export const statisticsRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/statistics`,
    {
      config: { access: statisticsAccess.read, errors: ['statistics-unavailable'] },
      schema: {
        operationId: 'getStatistics',
        tags: ['Organisations'],
        summary: 'Read the statistics of closed months',
        description:
          'A month is counted once, when it closes; what changes later comes with the next one. `from` and `to` are months, both counted in; without them the last twelve.',
        params: organisationParams,
        querystring: StatisticsQuery,
        response: { 200: Statistics },
      },
    },
    (request) => inOrganisation(request, (scope) => showStatistics(scope, request.query)),
  )
}
