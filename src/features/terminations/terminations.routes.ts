import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { terminationsAccess as access } from '#src/features/terminations/terminations.access.ts'
import { NewTermination, Termination } from '#src/features/terminations/terminations.schema.ts'
import {
  cancelTermination,
  showTermination,
  startTermination,
} from '#src/features/terminations/terminations.service.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'

const tags = ['Organisations']

/** Leaving: grace, purge, certificate. */
export const terminationsRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/termination`,
    {
      config: { access: access.decide, errors: ['already-leaving'] },
      schema: {
        operationId: 'startTermination',
        tags,
        summary: 'Let the organisation leave',
        description:
          'A grace of 30 days begins, in which everything goes on but bookings beyond its end. Then all that Praxis holds of the organisation is purged, and a signed certificate goes to its administrators. Take an export before: what the law asks to be kept is kept by the organisation from then on.',
        params: organisationParams,
        body: NewTermination,
        response: { 201: Termination },
      },
    },
    (request) => inOrganisation(request, (scope) => startTermination(scope, request.body)),
  )

  app.get(
    `${ORG}/termination`,
    {
      config: { access: access.read },
      schema: {
        operationId: 'getTermination',
        tags,
        summary: 'See whether and when the organisation leaves, and what holds it',
        params: organisationParams,
        response: { 200: Termination },
      },
    },
    (request) => inOrganisation(request, (scope) => showTermination(scope)),
  )

  app.delete(
    `${ORG}/termination`,
    {
      config: { access: access.decide },
      schema: {
        operationId: 'cancelTermination',
        tags,
        summary: 'Call the termination off',
        params: organisationParams,
        response: { 204: Type.Null() },
      },
    },
    (request) => inOrganisation(request, (scope) => cancelTermination(scope)),
  )
}
