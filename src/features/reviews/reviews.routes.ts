import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import {
  answerReview,
  declineReview,
  recordView,
  showReviewForm,
} from '#src/features/reviews/answer-review.ts'
import {
  GivenReview,
  OwnReviews,
  Review,
  ReviewAnswer,
  ReviewForm,
  ReviewReply,
  ReviewSearch,
  ReviewsQuery,
  tokenParams,
} from '#src/features/reviews/answers.schema.ts'
import {
  type ReviewPosition,
  reply as replyTo,
  reviewsAsCsv,
  searchReviews,
  showOwnReviews,
  showReviews,
} from '#src/features/reviews/read-reviews.ts'
import { reviewsAccess as access } from '#src/features/reviews/reviews.access.ts'
import { unsubscribe } from '#src/features/reviews/unsubscribe.ts'
import { openCursor, page, sealCursor } from '#src/http/cursor.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { asPerson, inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery, Uuid } from '#src/schema/primitives.ts'

const tags = ['Reviews']

const patientsOf = (reviews: readonly Review[] | undefined) =>
  (reviews ?? []).flatMap(({ reviewer }) => reviewer?.patientId ?? [])

const trail = {
  action: 'read',
  resource: 'review',
  // A table as CSV has its own event.
  patients: (answer: { data?: Review[] }) => patientsOf(answer.data),
  resources: (answer: { data?: Review[] }) => (answer.data ?? []).map(({ id }) => id),
} as const

const wantsCsv = (accept: string | undefined): boolean => /(^|,)\s*text\/csv\s*(;|,|$)/i.test(accept ?? '')

/** What people answered: taken by a link, read by the practice and whom it is about. */
export const reviewsRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/reviews/:token',
    {
      config: { access: access.open, limit: 'signIn', errors: ['not-found', 'review-closed'] },
      schema: {
        operationId: 'showReviewForm',
        tags,
        summary: 'See what an invitation asks',
        description: 'Changes nothing, however often it is read.',
        params: tokenParams,
        response: { 200: ReviewForm },
      },
    },
    (request, reply) => {
      reply.header('x-robots-tag', 'noindex')
      return showReviewForm(app.deps, request.params.token, request.id)
    },
  )

  app.post(
    '/v1/reviews/:token/view',
    {
      config: { access: access.open, limit: 'signIn', errors: ['not-found', 'review-closed'] },
      schema: {
        operationId: 'recordReviewView',
        tags,
        summary: 'Note that the form is looked at',
        params: tokenParams,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      await recordView(app.deps, request.params.token, request.id)
      return null
    },
  )

  app.post(
    '/v1/reviews/:token/decline',
    {
      config: {
        access: access.open,
        limit: 'signIn',
        errors: ['not-found', 'review-closed', 'review-answered'],
      },
      schema: {
        operationId: 'declineReview',
        tags,
        summary: 'Say that one does not want to answer',
        params: tokenParams,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      await declineReview(app.deps, request.params.token, request.id)
      return null
    },
  )

  app.post(
    '/v1/reviews/:token',
    {
      config: {
        access: access.open,
        limit: 'signIn',
        errors: ['not-found', 'review-closed', 'review-answered', 'rule-refused'],
      },
      schema: {
        operationId: 'answerReview',
        tags,
        summary: 'Answer an invitation, once',
        params: tokenParams,
        body: ReviewAnswer,
        response: { 201: GivenReview },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await answerReview(app.deps, request.params.token, request.id, request.body)),
  )

  app.get(
    `${ORG}/reviews`,
    {
      config: { access: access.read, errors: ['invalid-cursor'], trail },
      schema: {
        operationId: 'listReviews',
        tags,
        summary: 'Read reviews, by week, newest first; as CSV where that is accepted',
        description:
          'A practitioner reads those about themselves. Within a week the order is random; no review has a time. With `Accept: text/csv` all that match, ten thousand at the most.',
        params: organisationParams,
        querystring: ReviewsQuery,
        response: {
          200: {
            description: 'A page of reviews, or all of them as a table.',
            content: {
              'application/json': { schema: Page(Review) },
              'text/csv': { schema: Type.String({ maxLength: 100_000_000 }) },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { limit = 50, cursor, ...filter } = request.query
      reply.header('vary', [reply.getHeader('vary'), 'Accept'].filter(Boolean).join(', '))
      if (wantsCsv(request.headers.accept)) {
        const table = await inOrganisation(request, (scope) => reviewsAsCsv(scope, filter))
        reply.header('content-disposition', 'attachment; filename="reviews.csv"')
        return reply.type('text/csv; charset=utf-8').send(table as never)
      }
      const after = openCursor(request, cursor) as ReviewPosition | null
      const placed = await inOrganisation(request, (scope) => showReviews(scope, filter, after, limit))
      const shown = page(
        request,
        placed,
        limit,
        ({ position }) => [...position],
        ({ review }) => review,
      )
      return reply.type('application/json; charset=utf-8').send(shown as never)
    },
  )

  app.post(
    `${ORG}/reviews/search`,
    {
      config: { access: access.read, errors: ['invalid-cursor'], trail: { ...trail, action: 'searchHit' } },
      schema: {
        operationId: 'searchReviews',
        tags,
        summary: 'Search reviews by words of their text, the reply or the reviewer',
        params: organisationParams,
        body: ReviewSearch,
        response: { 200: Page(Review) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, ...search } = request.body
      const after = openCursor(request, cursor) as ReviewPosition | null
      const { found, next } = await inOrganisation(request, (scope) =>
        searchReviews(scope, search, after, limit),
      )
      return { data: found, nextCursor: next && sealCursor(request, next) }
    },
  )

  app.post(
    `${ORG}/reviews/:reviewId/reply`,
    {
      config: { access: access.read, errors: ['already-replied', 'conflict'] },
      schema: {
        operationId: 'replyToReview',
        tags,
        summary: 'Reply to a review, once: by mail, published nowhere',
        params: closed({ organisationId: Uuid, reviewId: Uuid }),
        body: ReviewReply,
        response: { 201: Review },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await inOrganisation(request, (scope) => replyTo(scope, request.params.reviewId, request.body)),
        ),
  )

  app.get(
    '/v1/me/reviews',
    {
      config: { access: access.own, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listOwnReviews',
        tags: ['Me'],
        summary: 'Read the reviews that I gave, in all organisations',
        querystring: closed(pageQuery),
        response: { 200: OwnReviews },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const [answeredOn, id] = (openCursor(request, cursor) ?? []) as [string?, string?]
      const after = answeredOn && id ? { answeredOn, id } : null
      const rows = await asPerson(request, (scope) => showOwnReviews(scope, after, limit))
      return page(
        request,
        rows,
        limit,
        (row) => [row.answeredOn, row.id],
        (row) => row,
      )
    },
  )
}

/** What mail programs post, in forms of their own; it says nothing that the token does not. */
export const unsubscribeRoutes = async (app: App): Promise<void> => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 10_000 }, (_request, _body, done) =>
    done(null, undefined),
  )

  app.post(
    '/v1/unsubscribe/:token',
    {
      config: { access: access.open, limit: 'signIn', errors: ['not-found'] },
      schema: {
        operationId: 'endReviewInvitations',
        tags,
        summary: 'Get no more review invitations of an organisation, by one click (RFC 8058)',
        description: 'Without sign-in; whatever the body holds. What waits to be sent is taken back at once.',
        params: tokenParams,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      await unsubscribe(app.deps, request.params.token, request.id)
      return null
    },
  )
}
