import type { App } from '#src/app.ts'
import { dataRequestsAccess as access } from '#src/features/data-requests/data-requests.access.ts'
import {
  extendDeadline,
  refuseRequest,
  resolveRequest,
  verifyIdentity,
} from '#src/features/data-requests/decide-request.ts'
import {
  fileForPatient,
  receivedRequests,
  showReceived,
} from '#src/features/data-requests/received-requests.service.ts'
import {
  DataRequestAnswer,
  DataRequestDetails,
  dataRequestsQuery,
  Extension,
  IdentityCheck,
  NewRefusal,
  NewStaffRequest,
  Resolution,
} from '#src/features/data-requests/request-answers.schema.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ORG, organisationParams, requestParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { Page } from '#src/schema/primitives.ts'

const tags = ['Privacy']

const patientsOf = ({ patientId }: DataRequestAnswer): string[] => (patientId === null ? [] : [patientId])

/** What people ask of an organisation about their data, and what it answers. */
export const dataRequestsRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/data-requests`,
    {
      config: { access: access.file, errors: ['rule-refused', 'request-open'] },
      schema: {
        operationId: 'fileDataRequest',
        tags,
        summary: 'File what a patient asked for on paper, by phone or at the desk',
        description:
          'Without `identityEvidence` it waits until somebody made sure who asks. What it answers goes to the account of the person or to the address on file, never to whoever files it.',
        params: organisationParams,
        body: NewStaffRequest,
        response: { 201: DataRequestAnswer },
      },
    },
    (request) => inOrganisation(request, (scope) => fileForPatient(scope, request.body)),
  )

  app.get(
    `${ORG}/data-requests`,
    {
      config: {
        access: access.read,
        trail: {
          action: 'read',
          resource: 'dataRequest',
          patients: ({ data }: { data: DataRequestAnswer[] }) => data.flatMap(patientsOf),
          resources: ({ data }: { data: DataRequestAnswer[] }) => data.map(({ id }) => id),
        },
      },
      schema: {
        operationId: 'listDataRequests',
        tags,
        summary: 'List what people asked of the organisation, the newest first',
        params: organisationParams,
        querystring: dataRequestsQuery,
        response: { 200: Page(DataRequestAnswer) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, ...filters } = request.query
      const [before = null] = (openCursor(request, cursor) ?? []) as [string?]
      const found = await inOrganisation(request, (scope) => receivedRequests(scope, filters, before, limit))
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
    `${ORG}/data-requests/:requestId`,
    {
      config: {
        access: access.read,
        trail: {
          action: 'read',
          resource: 'dataRequest',
          patients: patientsOf,
          resources: ({ id }: DataRequestDetails) => [id],
        },
      },
      schema: {
        operationId: 'getDataRequest',
        tags,
        summary: 'Read a request with what happened to it',
        params: requestParams,
        response: { 200: DataRequestDetails },
      },
    },
    (request) => inOrganisation(request, (scope) => showReceived(scope, request.params.requestId)),
  )

  app.post(
    `${ORG}/data-requests/:requestId/verify-identity`,
    {
      config: { access: access.decide, errors: ['rule-refused', 'request-closed'] },
      schema: {
        operationId: 'verifyDataRequestIdentity',
        tags,
        summary: 'Note that it was made sure who asks',
        description: 'A copy is then ready for the person, an erasure waits for 72 hours more.',
        params: requestParams,
        body: IdentityCheck,
        response: { 200: DataRequestAnswer },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => verifyIdentity(scope, request.params.requestId, request.body)),
  )

  app.post(
    `${ORG}/data-requests/:requestId/extend`,
    {
      config: { access: access.decide, errors: ['request-closed', 'request-not-extendable'] },
      schema: {
        operationId: 'extendDataRequest',
        tags,
        summary: 'Take more time for an answer, with a reason that the person is told',
        description:
          'Once, within the first period, where the law of the country knows it; it counts from receipt.',
        params: requestParams,
        body: Extension,
        response: { 200: DataRequestAnswer },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => extendDeadline(scope, request.params.requestId, request.body)),
  )

  app.post(
    `${ORG}/data-requests/:requestId/refuse`,
    {
      config: { access: access.decide, errors: ['request-closed'] },
      schema: {
        operationId: 'refuseDataRequest',
        tags,
        summary: 'Refuse a request; the person is told why, and where to complain',
        params: requestParams,
        body: NewRefusal,
        response: { 200: DataRequestAnswer },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => refuseRequest(scope, request.params.requestId, request.body)),
  )

  app.post(
    `${ORG}/data-requests/:requestId/resolve`,
    {
      config: { access: access.decide, errors: ['request-closed', 'answer-too-early'] },
      schema: {
        operationId: 'resolveDataRequest',
        tags,
        summary: 'Answer a request in words, once what it asks for was done',
        description: 'The person reads the words after sign-in. An erasure is answered by its own run.',
        params: requestParams,
        body: Resolution,
        response: { 200: DataRequestAnswer },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => resolveRequest(scope, request.params.requestId, request.body)),
  )
}
