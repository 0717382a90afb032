import { Readable } from 'node:stream'
import type { App } from '#src/app.ts'
import { dataRequestsAccess as access } from '#src/features/data-requests/data-requests.access.ts'
import { exportRequest } from '#src/features/data-requests/export-request.ts'
import {
  fileOwnRequest,
  listRequests,
  showRequest,
  withdrawRequest,
} from '#src/features/data-requests/own-requests.service.ts'
import {
  NewOwnRequest,
  OwnRequest,
  OwnRequestDetails,
} from '#src/features/data-requests/request-answers.schema.ts'
import { DataExport } from '#src/features/privacy/data-export.schema.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ownRequestParams } from '#src/http/params.ts'
import { asPerson } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Me']

/** What somebody asks for as the person whom data are about. */
export const ownRequestsRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/me/data-requests',
    {
      config: {
        access: access.own,
        errors: ['step-up-required', 'not-found', 'rule-refused', 'request-open'],
      },
      schema: {
        operationId: 'fileOwnDataRequest',
        tags,
        summary:
          'Ask for access, a copy, correction, erasure, restriction, an objection, or who saw your data',
        description:
          'Of one organisation, or of everybody who holds anything: one request with a part for each. Copies are ready at once. An erasure asks for a fresh sign-in and begins after 72 hours, unless it says `expedite`.',
        body: NewOwnRequest,
        response: { 201: OwnRequest },
      },
    },
    (request) => asPerson(request, (scope) => fileOwnRequest(scope, request.body)),
  )

  app.get(
    '/v1/me/data-requests',
    {
      config: { access: access.own },
      schema: {
        operationId: 'listOwnDataRequests',
        tags,
        summary: 'List my requests, the newest first',
        querystring: closed(pageQuery),
        response: { 200: Page(OwnRequest) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const [before = null] = (openCursor(request, cursor) ?? []) as [string?]
      const found = await asPerson(request, (scope) => listRequests(scope, before, limit))
      return page(
        request,
        found,
        limit,
        ({ id }) => [id],
        (one) => one,
      )
    },
  )

  app.get(
    '/v1/me/data-requests/:requestId',
    {
      config: { access: access.own, errors: ['not-found'] },
      schema: {
        operationId: 'getOwnDataRequest',
        tags,
        summary: 'Read one of my requests: where each part stands, and what happened',
        params: ownRequestParams,
        response: { 200: OwnRequestDetails },
      },
    },
    (request) => asPerson(request, (scope) => showRequest(scope, request.params.requestId)),
  )

  app.post(
    '/v1/me/data-requests/:requestId/withdraw',
    {
      config: { access: access.own, errors: ['not-found', 'request-closed'] },
      schema: {
        operationId: 'withdrawOwnDataRequest',
        tags,
        summary: 'Take a request back, wherever nothing was decided and no erasure has begun',
        params: ownRequestParams,
        response: { 200: OwnRequest },
      },
    },
    (request) => asPerson(request, (scope) => withdrawRequest(scope, request.params.requestId)),
  )

  app.get(
    '/v1/me/data-requests/:requestId/export',
    {
      config: { access: access.own, limit: 'costly', errors: ['not-found', 'no-export'] },
      schema: {
        operationId: 'getOwnDataRequestExport',
        tags,
        summary: 'Take the copy that answers a request',
        description:
          'Streamed as one JSON document whose JSON Schema `schema` names, as things stand now. `access`: everything that those who were asked hold. `portability`: what is processed by contract or with consent. `accessLogs`: the trail and the last 30 days of the log of use.',
        params: ownRequestParams,
        response: { 200: DataExport },
      },
    },
    async (request, reply) => {
      const pieces = await exportRequest((run) => asPerson(request, run), request.params.requestId)
      reply.type('application/json; charset=utf-8')
      reply.header('content-disposition', 'attachment; filename="praxis-data-export.json"')
      return reply.send(Readable.from(pieces) as never)
    },
  )
}
