import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { inviteByHand } from '#src/features/reviews/invite-by-hand.ts'
import { recipientsOfCsv } from '#src/features/reviews/recipients-csv.ts'
import {
  InvitationsQuery,
  MadeReviewInvitations,
  NewReviewInvitations,
  ReviewInvitation,
  ReviewInvitationDetails,
  ReviewInvitationsQuery,
} from '#src/features/reviews/review-invitations.schema.ts'
import {
  NewReviewTemplate,
  ReviewTemplate,
  ReviewTemplatePreview,
} from '#src/features/reviews/review-templates.schema.ts'
import {
  addTemplate,
  previewTemplate,
  showTemplates,
} from '#src/features/reviews/review-templates.service.ts'
import { reviewsAccess as access } from '#src/features/reviews/reviews.access.ts'
import { asInvitation, showInvitation, showInvitations } from '#src/features/reviews/show-invitations.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, Uuid } from '#src/schema/primitives.ts'

const tags = ['Reviews']

const takeLists = (app: App) => {
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) => done(null, body))
}

/** Whom a practice asks for a review, and in which words. */
export const reviewInvitationsRoutes = async (app: App): Promise<void> => {
  takeLists(app)

  app.post(
    `${ORG}/review-invitations`,
    {
      config: { access: access.invite, limit: 'costly', errors: ['rule-refused', 'invitation-cap'] },
      schema: {
        operationId: 'addReviewInvitations',
        tags,
        summary: 'Ask patients, or a list of addresses, for a review',
        description:
          'At once. A list may come as `text/csv` with the columns `email`, `firstName` and `lastName`; one bad row and nobody is asked. Addresses are used for this alone and forgotten after 90 days. Who opted out, was asked within the cool-down or may not be asked has an invitation that is `withdrawn`.',
        params: organisationParams,
        querystring: InvitationsQuery,
        body: {
          content: {
            'application/json': { schema: NewReviewInvitations },
            'text/csv': { schema: Type.String({ maxLength: 1_048_576 }) },
          },
        },
        response: { 202: MadeReviewInvitations },
      },
    },
    async (request, reply) => {
      const body = request.body as NewReviewInvitations | string
      const sent = typeof body === 'string' ? { recipients: recipientsOfCsv(body) } : body
      const made = await inOrganisation(request, (scope) =>
        inviteByHand(scope, { ...request.query, ...sent }),
      )
      return reply.code(202).send(made)
    },
  )

  app.get(
    `${ORG}/review-invitations`,
    {
      config: {
        access: access.invitations,
        errors: ['invalid-cursor'],
        trail: {
          action: 'read',
          resource: 'reviewInvitation',
          patients: ({ data }) => data.flatMap(({ patientId }: ReviewInvitation) => patientId ?? []),
          resources: ({ data }) => data.map(({ id }: ReviewInvitation) => id),
        },
      },
      schema: {
        operationId: 'listReviewInvitations',
        tags,
        summary: 'List who was asked for a review and how that stands, newest first',
        params: organisationParams,
        querystring: ReviewInvitationsQuery,
        response: { 200: Page(ReviewInvitation) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, ...filter } = request.query
      const [createdAt, id] = (openCursor(request, cursor) ?? []) as [string?, string?]
      const before = createdAt && id ? { createdAt, id } : null
      const rows = await inOrganisation(request, (scope) =>
        showInvitations(scope, { ...filter, before }, limit),
      )
      return page(request, rows, limit, (row) => [row.createdAt, row.id], asInvitation)
    },
  )

  app.get(
    `${ORG}/review-invitations/:reviewInvitationId`,
    {
      config: {
        access: access.invitations,
        trail: {
          action: 'read',
          resource: 'reviewInvitation',
          patients: ({ patientId }) => (patientId ? [patientId] : []),
          resources: ({ id }) => [id],
        },
      },
      schema: {
        operationId: 'getReviewInvitation',
        tags,
        summary: 'See whom an invitation went to and what it said',
        params: closed({ organisationId: Uuid, reviewInvitationId: Uuid }),
        response: { 200: ReviewInvitationDetails },
      },
    },
    (request) => inOrganisation(request, (scope) => showInvitation(scope, request.params.reviewInvitationId)),
  )

  app.get(
    `${ORG}/review-templates`,
    {
      config: { access: access.templates },
      schema: {
        operationId: 'listReviewTemplates',
        tags,
        summary: 'List in which words is asked, every version, newest first',
        description:
          'Last come the words of version 0, by which is asked in a language that has none of its own.',
        params: organisationParams,
        response: { 200: closed({ data: Type.Array(ReviewTemplate, { maxItems: 1005 }) }) },
      },
    },
    (request) => inOrganisation(request, async (scope) => ({ data: await showTemplates(scope) })),
  )

  app.post(
    `${ORG}/review-templates`,
    {
      config: { access: access.templates, errors: ['rule-refused'] },
      schema: {
        operationId: 'addReviewTemplate',
        tags,
        summary: 'Ask in other words from now on',
        description:
          'May name `{{firstName}}`, `{{lastName}}`, `{{practice}}` and `{{practitioner}}` alone; the subject neither the full name nor a service or specialty. The link to answer and the one to get no more are added.',
        params: organisationParams,
        body: NewReviewTemplate,
        response: { 201: ReviewTemplate },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await inOrganisation(request, (scope) => addTemplate(scope, request.body))),
  )

  app.post(
    `${ORG}/review-templates/preview`,
    {
      config: { access: access.templates, errors: ['rule-refused'] },
      schema: {
        operationId: 'showReviewTemplatePreview',
        tags,
        summary: 'See how a template would read, with a name that is made up',
        params: organisationParams,
        body: NewReviewTemplate,
        response: { 200: ReviewTemplatePreview },
      },
    },
    (request) => inOrganisation(request, (scope) => previewTemplate(scope, request.body)),
  )
}
