import { Readable } from 'node:stream'
import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { exportsAccess as access } from '#src/features/exports/exports.access.ts'
import { OrganisationExport, QueuedExport } from '#src/features/exports/exports.schema.ts'
import {
  asExport,
  requestExport,
  showExport,
  showExports,
  takeArchive,
} from '#src/features/exports/exports.service.ts'
import { readFile } from '#src/features/files/read-file.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { exportParams, ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Organisations']

/** Everything that an organisation holds, to take along. */
export const exportsRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/export`,
    {
      config: { access: access.take, limit: 'costly', errors: ['export-running'] },
      schema: {
        operationId: 'addExport',
        tags,
        summary: 'Ask for an archive of everything that the organisation holds',
        description:
          'A job makes it: a tar of NDJSON files, a folder for each table with sealed values open, the files, and `manifest.json` with counts and digests. Keys, credentials and hashes are not in it.',
        params: organisationParams,
        response: { 202: QueuedExport },
      },
    },
    (request) => inOrganisation(request, (scope) => requestExport(scope)),
  )

  app.get(
    `${ORG}/exports`,
    {
      config: { access: access.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listExports',
        tags,
        summary: 'List exports of the organisation, the newest first',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(OrganisationExport) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await inOrganisation(request, (scope) => showExports(scope, before ?? null, limit))
      const at = app.deps.clock.now().toISOString()
      return page(
        request,
        rows,
        limit,
        ({ id }) => [id],
        (row) => asExport(row, at),
      )
    },
  )

  app.get(
    `${ORG}/exports/:exportId`,
    {
      config: { access: access.read },
      schema: {
        operationId: 'getExport',
        tags,
        summary: 'See how far an export is',
        params: exportParams,
        response: { 200: OrganisationExport },
      },
    },
    (request) => inOrganisation(request, (scope) => showExport(scope, request.params.exportId)),
  )

  app.get(
    `${ORG}/exports/:exportId/archive`,
    {
      config: {
        access: access.take,
        limit: 'costly',
        errors: ['export-not-ready', 'export-outdated', 'export-expired'],
      },
      schema: {
        operationId: 'getExportArchive',
        tags,
        summary: 'Fetch the archive of an export',
        description:
          'For seven days. It is told in the trail, and in the access log of every patient. After an erasure it answers 409 `export-outdated` and is made anew.',
        params: exportParams,
        response: {
          200: {
            description: 'A tar archive; `manifest.json` is its last entry.',
            content: { 'application/x-tar': { schema: Type.String({ format: 'binary' }) } },
          },
        },
      },
    },
    async (request, reply) => {
      const { organisationId, exportId } = request.params
      const taking = await inOrganisation(request, (scope) => takeArchive(scope, exportId))
      if ('refusal' in taking) throw taking.refusal
      reply.header('content-disposition', `attachment; filename="praxis-export-${exportId}.tar"`)
      reply.header('content-length', taking.bytes)
      reply.type('application/x-tar')
      return reply.send(Readable.from(readFile(app.deps, organisationId, taking.fileId)) as never)
    },
  )
}
