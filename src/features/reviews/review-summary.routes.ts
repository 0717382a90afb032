import type { App } from '#src/app.ts'
import { compareWithNation } from '#src/features/reviews/benchmark.ts'
import { reviewSummaryAccess as access } from '#src/features/reviews/review-summary.access.ts'
import {
  BenchmarkQuery,
  ReviewBenchmark,
  ReviewSummary,
  SummaryQuery,
} from '#src/features/reviews/review-summary.schema.ts'
import { summariseReviews } from '#src/features/reviews/review-summary.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'

/** What reviews come to: the practice's own figures, and the national mean. */
export const reviewSummaryRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/reviews/summary`,
    {
      config: { access: access.read, errors: ['not-found'] },
      schema: {
        operationId: 'getReviewSummary',
        tags: ['Reviews'],
        summary: 'Read how reviews turned out, month by month',
        description:
          'Administrators read the practice’s figures or those of one practitioner; a practitioner reads their own.',
        params: organisationParams,
        querystring: SummaryQuery,
        response: { 200: ReviewSummary },
      },
    },
    (request) => inOrganisation(request, (scope) => summariseReviews(scope, request.query)),
  )

  app.get(
    `${ORG}/reviews/benchmark`,
    {
      config: { access: access.read, errors: ['not-found'] },
      schema: {
        operationId: 'getReviewBenchmark',
        tags: ['Reviews'],
        summary: 'Read own figures beside the national mean',
        description:
          'By calendar quarters that are over. The mean of a country is published once per quarter, for good, where at least five organisations gave at least thirty answers, none over a quarter of them, and where neither it nor its difference from an earlier quarter narrows down another organisation’s mean. Else it says `suppressed`, whatever the reason.',
        params: organisationParams,
        querystring: BenchmarkQuery,
        response: { 200: ReviewBenchmark },
      },
    },
    (request) => inOrganisation(request, (scope) => compareWithNation(scope, request.query)),
  )
}
