import type { FastifyRequest } from 'fastify'
import { publicAccess } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { readPublic } from '#src/db/transact.ts'
import { notFound } from '#src/errors.ts'
import { readDirectoryOrganisation, readProfile } from '#src/features/directory/directory.queries.ts'
import {
  type DirectoryProfile,
  DirectoryQuery,
  ListedPractitioner,
  listedPractitionerParams,
  PublicOrganisation,
  publicOrganisationParams,
} from '#src/features/directory/directory.schema.ts'
import { searchDirectory } from '#src/features/directory/search-directory.ts'
import { searchWords } from '#src/features/directory/search-text.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { Page } from '#src/schema/primitives.ts'

const tags = ['Directory']
const cacheControl = 'public, max-age=30'

const positionOf = (request: FastifyRequest, cursor: string | undefined) => {
  const position = openCursor(request, cursor)
  return position ? { rank: position[0] as number, id: position[1] as string } : null
}

export const directoryRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/directory/practitioners',
    {
      config: { access: publicAccess, cacheControl, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'searchDirectory',
        tags,
        summary: 'Find a practitioner',
        querystring: DirectoryQuery,
        response: { 200: Page(ListedPractitioner) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, query, ...filters } = request.query
      const words = query === undefined ? null : searchWords(query)
      const after = positionOf(request, cursor)
      const rows = await searchDirectory(app.deps.db, { words, ...filters }, after, limit + 1)
      return page(
        request,
        rows,
        limit,
        (row) => [row.rank, row.id],
        (row) => row.profile,
      )
    },
  )

  app.get(
    '/v1/directory/practitioners/:practitionerId',
    {
      config: { access: publicAccess, cacheControl, errors: ['not-found'] },
      schema: {
        operationId: 'getListedPractitioner',
        tags,
        summary: "Read a listed practitioner's page",
        params: listedPractitionerParams,
        response: { 200: ListedPractitioner },
      },
    },
    async (request) => {
      const statement = readProfile(request.params.practitionerId)
      const [row] = await readPublic<{ profile: DirectoryProfile }>(app.deps.db, statement)
      if (!row) throw notFound()
      return row.profile
    },
  )

  app.get(
    '/v1/directory/organisations/:organisationId',
    {
      config: { access: publicAccess, cacheControl, errors: ['not-found'] },
      schema: {
        operationId: 'getPublicOrganisation',
        tags,
        summary: 'Read what everybody may know of an organisation',
        params: publicOrganisationParams,
        response: { 200: PublicOrganisation },
      },
    },
    async (request) => {
      const statement = readDirectoryOrganisation(request.params.organisationId)
      const [row] = await readPublic<typeof PublicOrganisation.static>(app.deps.db, statement)
      if (!row) throw notFound()
      return row
    },
  )
}
