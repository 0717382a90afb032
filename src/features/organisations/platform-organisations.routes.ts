import { platform } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { foundOrganisation } from '#src/features/organisations/found-organisation.ts'
import { listOrganisations } from '#src/features/organisations/organisations.queries.ts'
import {
  FoundedOrganisation,
  NewOrganisation,
  Organisation,
} from '#src/features/organisations/organisations.schema.ts'
import { asOrganisation } from '#src/features/organisations/organisations.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { asPlatform } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Platform']

export const platformOrganisationsRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/platform/organisations',
    {
      config: { access: platform(), entityTag: true },
      schema: {
        operationId: 'foundOrganisation',
        tags,
        summary: 'Found an organisation and invite its first administrator',
        body: NewOrganisation,
        response: { 201: FoundedOrganisation },
      },
    },
    (request) => asPlatform(request, (scope) => foundOrganisation(scope, request.body)),
  )

  app.get(
    '/v1/platform/organisations',
    {
      config: { access: platform(), errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listOrganisations',
        tags,
        summary: 'List the organisations',
        querystring: closed(pageQuery),
        response: { 200: Page(Organisation) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await asPlatform(request, ({ tx }) => listOrganisations(tx, after ?? null, limit))
      return page(request, rows, limit, (row) => [row.id], asOrganisation)
    },
  )
}
