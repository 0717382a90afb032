import type { IncomingMessage } from 'node:http'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#src/app.ts'
import { withOrganisation } from '#src/db/scope.ts'
import { Problem } from '#src/errors.ts'
import { type Enter, storeFile } from '#src/features/files/store-file.ts'
import { type ImportFormat, importFormats } from '#src/features/imports/file-row.ts'
import { templateOf } from '#src/features/imports/import-template.ts'
import { importsAccess } from '#src/features/imports/imports.access.ts'
import {
  Import,
  ImportFinding,
  ImportFindingsQuery,
  ImportKind,
  ImportQuery,
  QueuedImport,
} from '#src/features/imports/imports.schema.ts'
import {
  asFinding,
  asImport,
  demandImportable,
  type FindingPosition,
  largestImport,
  queueImport,
  showFindings,
  showImport,
  showImports,
} from '#src/features/imports/imports.service.ts'
import { callerOfRequest } from '#src/http/access-guard.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { importParams, ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { longestUpload } from '#src/http/slow-bodies.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Patients']

/** How long a file may wait for its import. */
const lifetimeDays = 7

/** A body that has not been read. What tells one from another is all that a repeated request is compared by. */
class UnreadBody {
  readonly stream: IncomingMessage
  readonly format: ImportFormat

  constructor(stream: IncomingMessage, format: ImportFormat) {
    this.stream = stream
    this.format = format
  }

  toJSON() {
    return { format: this.format, length: this.stream.headers['content-length'] ?? null }
  }
}

const takeFiles = (app: App) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser([...importFormats], (request, stream, done) => {
    if (request.headers['content-encoding'] !== undefined) return done(new Problem('unsupported-media-type'))
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    const format = importFormats.find((known) => known === type)
    if (!format) return done(new Problem('unsupported-media-type'))
    done(null, new UnreadBody(stream, format))
  })
}

/** Takes the file before anything is queued; a repeat of a request that was answered sends it for nothing. */
const receive = async (request: FastifyRequest, reply: FastifyReply, query: ImportQuery) => {
  const { deps } = request.server
  const { organisationId } = request.params as { organisationId: string }
  const caller = callerOfRequest(request)
  const enter: Enter = (run) => withOrganisation(deps, caller, organisationId, importsAccess.write, run)
  const body = request.body as UnreadBody | undefined
  const unread = (): UnreadBody => {
    if (!(body instanceof UnreadBody)) throw new Problem('unsupported-media-type')
    return body
  }
  const demand = (scope: Parameters<typeof demandImportable>[0]) =>
    demandImportable(scope, query, unread().format)
  const incoming = {
    organisationId,
    purpose: 'import',
    contentType: body?.format ?? '',
    limit: largestImport,
    lifetimeDays,
  } as const
  try {
    if (Number(request.headers['content-length'] ?? 0) > largestImport) throw new Problem('payload-too-large')
    const id = await storeFile(enter, incoming, demand, () => unread().stream)
    return { id, format: unread().format }
  } catch (error) {
    // What was not read is not waited for.
    reply.header('connection', 'close')
    throw error
  }
}

const acceptedBody = {
  content: Object.fromEntries(importFormats.map((format) => [format, { schema: {} }])),
}

export const importsRoutes = async (app: App): Promise<void> => {
  takeFiles(app)

  app.post(
    `${ORG}/imports`,
    {
      handlerTimeout: longestUpload,
      config: {
        access: importsAccess.write,
        limit: 'costly',
        upload: true,
        errors: ['rule-refused', 'import-running'],
      },
      schema: {
        operationId: 'addImport',
        tags,
        summary: 'Send a file of patients or appointments to be imported',
        description:
          'FHIR R4 (`Patient`; `Appointment`, `Encounter`), a resource a line or as a Bundle, or CSV with the columns of the template; at most 100,000 rows, 512 MiB, and 1 MiB a row. References are resolved by `externalId`. A repeat with the same `Idempotency-Key` is told by the length of the file.',
        params: organisationParams,
        querystring: ImportQuery,
        body: acceptedBody,
        response: { 202: QueuedImport },
      },
    },
    async (request, reply) => {
      const { query } = request
      const replayed = request.idempotency?.replay !== null && request.idempotency !== null
      const file = replayed ? null : await receive(request, reply, query)
      return inOrganisation(request, (scope) => {
        if (!file) throw new Problem('conflict')
        return queueImport(scope, query, file)
      })
    },
  )

  app.get(
    `${ORG}/imports`,
    {
      config: { access: importsAccess.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listImports',
        tags,
        summary: 'List imports, the newest first',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(Import) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await inOrganisation(request, (scope) => showImports(scope, before ?? null, limit))
      return page(request, rows, limit, ({ id }) => [id], asImport)
    },
  )

  app.get(
    `${ORG}/imports/template`,
    {
      config: { access: importsAccess.read },
      schema: {
        operationId: 'getImportTemplate',
        tags,
        summary: 'Get the header line of a CSV file to import',
        params: organisationParams,
        querystring: closed({ kind: ImportKind }),
        response: {
          200: {
            description: 'One line: the names of the columns.',
            content: { 'text/csv': { schema: Type.String({ maxLength: 1000 }) } },
          },
        },
      },
    },
    async (request, reply) => {
      const { kind } = request.query
      await inOrganisation(request, async () => undefined)
      reply.header('content-disposition', `attachment; filename="${kind}.csv"`)
      return reply.type('text/csv; charset=utf-8').send(templateOf(kind))
    },
  )

  app.get(
    `${ORG}/imports/:importId`,
    {
      config: { access: importsAccess.read },
      schema: {
        operationId: 'getImport',
        tags,
        summary: 'See how far an import is',
        params: importParams,
        response: { 200: Import },
      },
    },
    (request) => inOrganisation(request, (scope) => showImport(scope, request.params.importId)),
  )

  app.get(
    `${ORG}/imports/:importId/errors`,
    {
      config: { access: importsAccess.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listImportErrors',
        tags,
        summary: 'List what was refused, left out or could not be told, refused rows first',
        params: importParams,
        querystring: ImportFindingsQuery,
        response: { 200: Page(ImportFinding) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, kind } = request.query
      const after = openCursor(request, cursor) as FindingPosition | null
      const { importId } = request.params
      const rows = await inOrganisation(request, (scope) => showFindings(scope, importId, kind, after, limit))
      return page(request, rows, limit, ({ rank, line, number }) => [rank, line, number], asFinding)
    },
  )
}
