import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { sitesAccess } from '#src/features/organisations/sites.access.ts'
import { findSite, listSites } from '#src/features/organisations/sites.queries.ts'
import { NewSite, Site, SiteChange } from '#src/features/organisations/sites.schema.ts'
import { addSite, asSite, changeSite } from '#src/features/organisations/sites.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, organisationParams, siteParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Organisations']

export const sitesRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/sites`,
    {
      config: { access: sitesAccess.write, entityTag: true },
      schema: {
        operationId: 'addSite',
        tags,
        summary: 'Open a site',
        params: organisationParams,
        body: NewSite,
        response: { 201: Site },
      },
    },
    (request) => inOrganisation(request, (scope) => addSite(scope, request.body)),
  )

  app.get(
    `${ORG}/sites`,
    {
      config: { access: sitesAccess.read },
      schema: {
        operationId: 'listSites',
        tags,
        summary: 'List the sites',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(Site) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await inOrganisation(request, ({ tx, actor }) =>
        listSites(tx, actor.organisationId, after ?? null, limit),
      )
      return page(request, rows, limit, (site) => [site.id], asSite)
    },
  )

  app.get(
    `${ORG}/sites/:siteId`,
    {
      config: { access: sitesAccess.read, entityTag: true },
      schema: {
        operationId: 'getSite',
        tags,
        summary: 'Read a site',
        params: siteParams,
        response: { 200: Site },
      },
    },
    (request) =>
      inOrganisation(request, async ({ tx, actor }) => {
        const site = await findSite(tx, actor.organisationId, request.params.siteId)
        if (!site) throw notFound()
        return asSite(site)
      }),
  )

  app.patch(
    `${ORG}/sites/:siteId`,
    {
      config: { access: sitesAccess.write, entityTag: true },
      schema: {
        operationId: 'changeSite',
        tags,
        summary: 'Change a site',
        params: siteParams,
        body: SiteChange,
        response: { 200: Site },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        changeSite(scope, request.params.siteId, expectedVersion(request), request.body),
      ),
  )
}
