import type { App } from '#src/app.ts'
import { legalHoldsAccess as access } from '#src/features/legal-holds/legal-holds.access.ts'
import { LegalHold, LiftedHold, NewLegalHold } from '#src/features/legal-holds/legal-holds.schema.ts'
import { liftHold, placeHold, showHolds } from '#src/features/legal-holds/legal-holds.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { holdParams, ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Privacy']

/** What must stay although its time is over. */
export const legalHoldsRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/legal-holds`,
    {
      config: {
        access: access.read,
        trail: {
          action: 'read',
          resource: 'legalHold',
          patients: ({ data }: { data: LegalHold[] }) =>
            data.flatMap(({ patientId }) => (patientId === null ? [] : [patientId])),
          resources: ({ data }: { data: LegalHold[] }) => data.map(({ id }) => id),
        },
      },
      schema: {
        operationId: 'listLegalHolds',
        tags,
        summary: 'List what must stay, in force and lifted, newest first',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(LegalHold) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const found = await inOrganisation(request, (scope) => showHolds(scope, before ?? null, limit))
      return page(
        request,
        found,
        limit,
        ({ id }) => [id],
        (hold) => hold,
      )
    },
  )

  app.post(
    `${ORG}/legal-holds`,
    {
      config: { access: access.decide, errors: ['rule-refused'] },
      schema: {
        operationId: 'addLegalHold',
        tags,
        summary: 'Keep what is held of a patient, or everything, until the hold is lifted',
        description:
          'Sweeps leave it alone, erasures and the purge of the organisation wait. The words are sealed and in no export.',
        params: organisationParams,
        body: NewLegalHold,
        response: { 201: LegalHold },
      },
    },
    (request) => inOrganisation(request, (scope) => placeHold(scope, request.body)),
  )

  app.post(
    `${ORG}/legal-holds/:holdId/lift`,
    {
      config: { access: access.decide, errors: ['already-done'] },
      schema: {
        operationId: 'liftLegalHold',
        tags,
        summary: 'Lift a hold',
        params: holdParams,
        body: LiftedHold,
        response: { 200: LegalHold },
      },
    },
    (request) => inOrganisation(request, (scope) => liftHold(scope, request.params.holdId, request.body)),
  )
}
