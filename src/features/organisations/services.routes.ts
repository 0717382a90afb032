import { type Static, Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { servicesAccess } from '#src/features/organisations/services.access.ts'
import { findService, listServices } from '#src/features/organisations/services.queries.ts'
import {
  NewService,
  Service,
  ServiceChange,
  ServiceRow,
} from '#src/features/organisations/services.schema.ts'
import { addService, asService, changeService } from '#src/features/organisations/services.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, organisationParams, serviceParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery, UpdatedSince } from '#src/schema/primitives.ts'

const tags = ['Organisations']

const listQuery = closed({
  ...pageQuery,
  updatedSince: Type.Optional(UpdatedSince),
  state: Type.Optional(ServiceRow.properties.state),
})

const filterOf = (request: FastifyRequest, { cursor, updatedSince, state }: Static<typeof listQuery>) => {
  const position = openCursor(request, cursor)
  const after = position ? { updatedAt: position[0] as string, id: position[1] as string } : null
  return { updatedSince, state, after }
}

export const servicesRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/services`,
    {
      config: { access: servicesAccess.write, entityTag: true, errors: ['rule-refused', 'already-exists'] },
      schema: {
        operationId: 'addService',
        tags,
        summary: 'Offer a service',
        params: organisationParams,
        body: NewService,
        response: { 201: Service },
      },
    },
    (request) => inOrganisation(request, (scope) => addService(scope, request.body)),
  )

  app.get(
    `${ORG}/services`,
    {
      config: { access: servicesAccess.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listServices',
        tags,
        summary: 'List the services, the latest change last',
        params: organisationParams,
        querystring: listQuery,
        response: { 200: Page(Service) },
      },
    },
    async (request) => {
      const { limit = 50 } = request.query
      const filter = filterOf(request, request.query)
      const rows = await inOrganisation(request, ({ tx, actor }) =>
        listServices(tx, actor.organisationId, filter, limit),
      )
      return page(request, rows, limit, (row) => [row.updatedAt, row.id], asService)
    },
  )

  app.get(
    `${ORG}/services/:serviceId`,
    {
      config: { access: servicesAccess.read, entityTag: true },
      schema: {
        operationId: 'getService',
        tags,
        summary: 'Read a service',
        params: serviceParams,
        response: { 200: Service },
      },
    },
    (request) =>
      inOrganisation(request, async ({ tx, actor }) => {
        const service = await findService(tx, actor.organisationId, request.params.serviceId)
        if (!service) throw notFound()
        return asService(service)
      }),
  )

  app.patch(
    `${ORG}/services/:serviceId`,
    {
      config: { access: servicesAccess.write, entityTag: true, errors: ['rule-refused', 'already-exists'] },
      schema: {
        operationId: 'changeService',
        tags,
        summary: 'Change a service, or take it out of what can be booked',
        params: serviceParams,
        body: ServiceChange,
        response: { 200: Service },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        changeService(scope, request.params.serviceId, expectedVersion(request), request.body),
      ),
  )
}
