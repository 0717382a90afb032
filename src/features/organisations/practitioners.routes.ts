import { type Static, Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { showPractitioner, showPractitioners } from '#src/features/organisations/practitioner-contact.ts'
import { practitionersAccess } from '#src/features/organisations/practitioners.access.ts'
import { findPractitioner, listPractitioners } from '#src/features/organisations/practitioners.queries.ts'
import {
  NewPractitioner,
  Practitioner,
  PractitionerChange,
  PractitionerRow,
} from '#src/features/organisations/practitioners.schema.ts'
import { addPractitioner, changePractitioner } from '#src/features/organisations/practitioners.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, organisationParams, practitionerParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery, UpdatedSince } from '#src/schema/primitives.ts'

const tags = ['Organisations']

const listQuery = closed({
  ...pageQuery,
  updatedSince: Type.Optional(UpdatedSince),
  state: Type.Optional(PractitionerRow.properties.state),
})

const filterOf = (request: FastifyRequest, { cursor, updatedSince, state }: Static<typeof listQuery>) => {
  const position = openCursor(request, cursor)
  const after = position ? { updatedAt: position[0] as string, id: position[1] as string } : null
  return { updatedSince, state, after }
}

export const practitionersRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/practitioners`,
    {
      config: {
        access: practitionersAccess.add,
        entityTag: true,
        errors: ['rule-refused', 'already-exists'],
      },
      schema: {
        operationId: 'addPractitioner',
        tags,
        summary: 'Add a practitioner and invite them',
        description: 'They can be booked at once; the invitation goes to the e-mail address.',
        params: organisationParams,
        body: NewPractitioner,
        response: { 201: Practitioner },
      },
    },
    (request) => inOrganisation(request, (scope) => addPractitioner(scope, request.body)),
  )

  app.get(
    `${ORG}/practitioners`,
    {
      config: { access: practitionersAccess.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listPractitioners',
        tags,
        summary: 'List the practitioners, the latest change last',
        params: organisationParams,
        querystring: listQuery,
        response: { 200: Page(Practitioner) },
      },
    },
    async (request) => {
      const { limit = 50 } = request.query
      const filter = filterOf(request, request.query)
      const { rows, shown } = await inOrganisation(request, async (scope) => {
        const { tx, actor } = scope
        const rows = await listPractitioners(tx, actor.organisationId, filter, limit)
        return { rows, shown: await showPractitioners(scope, rows) }
      })
      const { nextCursor } = page(
        request,
        rows,
        limit,
        (row) => [row.updatedAt, row.id],
        (row) => row.id,
      )
      return { data: shown.slice(0, limit), nextCursor }
    },
  )

  app.get(
    `${ORG}/practitioners/:practitionerId`,
    {
      config: { access: practitionersAccess.read, entityTag: true },
      schema: {
        operationId: 'getPractitioner',
        tags,
        summary: 'Read a practitioner',
        params: practitionerParams,
        response: { 200: Practitioner },
      },
    },
    (request) =>
      inOrganisation(request, async (scope) => {
        const { tx, actor } = scope
        const row = await findPractitioner(tx, actor.organisationId, request.params.practitionerId)
        if (!row) throw notFound()
        return showPractitioner(scope, row)
      }),
  )

  app.patch(
    `${ORG}/practitioners/:practitionerId`,
    {
      config: {
        access: practitionersAccess.change,
        entityTag: true,
        errors: ['rule-refused', 'immutable', 'already-exists'],
      },
      schema: {
        operationId: 'changePractitioner',
        tags,
        summary: 'Change a practitioner',
        description:
          'Practitioners change their own profile; sites, state and external id are the administrators’.',
        params: practitionerParams,
        body: PractitionerChange,
        response: { 200: Practitioner },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        changePractitioner(scope, request.params.practitionerId, expectedVersion(request), request.body),
      ),
  )
}
