import type { App } from '#src/app.ts'
import { breakGlassAccess } from '#src/features/patients/break-glass.access.ts'
import { BreakGlass, NewBreakGlass } from '#src/features/patients/break-glass.schema.ts'
import {
  approveBreakGlass,
  breakGlass,
  findBreakGlasses,
} from '#src/features/patients/break-glass.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { breakGlassParams, ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Patients']

export const breakGlassRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/break-glass`,
    {
      config: { access: breakGlassAccess.start, errors: ['not-found'] },
      schema: {
        operationId: 'startBreakGlass',
        tags,
        summary: 'Reach a patient in an emergency',
        description:
          'A practitioner reaches the patient at once and until `expiresAt`. An administrator of the platform asks, and reads that patient once an administrator of the organisation has approved it. Everything read meanwhile stands in the access logs with the reason.',
        params: organisationParams,
        body: NewBreakGlass,
        response: { 201: BreakGlass },
      },
    },
    (request) => inOrganisation(request, (scope) => breakGlass(scope, request.body)),
  )

  app.get(
    `${ORG}/break-glass`,
    {
      config: {
        access: breakGlassAccess.read,
        trail: {
          action: 'read',
          resource: 'breakGlass',
          patients: ({ data }: { data: BreakGlass[] }) => data.map(({ patientId }) => patientId),
          resources: ({ data }: { data: BreakGlass[] }) => data.map(({ id }) => id),
        },
      },
      schema: {
        operationId: 'listBreakGlasses',
        tags,
        summary: 'List break-glasses and requests for one',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(BreakGlass) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const found = await inOrganisation(request, (scope) => findBreakGlasses(scope, before ?? null, limit))
      return page(
        request,
        found,
        limit,
        ({ id }) => [id],
        (one) => one,
      )
    },
  )

  app.post(
    `${ORG}/break-glass/:breakGlassId/approve`,
    {
      config: { access: breakGlassAccess.approve, errors: ['conflict'] },
      schema: {
        operationId: 'approveBreakGlass',
        tags,
        summary: 'Let the platform read a patient for the minutes asked for',
        params: breakGlassParams,
        response: { 200: BreakGlass },
      },
    },
    (request) => inOrganisation(request, (scope) => approveBreakGlass(scope, request.params.breakGlassId)),
  )
}
