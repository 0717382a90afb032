import { Readable } from 'node:stream'
import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import {
  DataExport,
  DataImport,
  DataImported,
  exportSchemaPath,
} from '#src/features/privacy/data-export.schema.ts'
import { exportSchema } from '#src/features/privacy/export-schema.ts'
import { writeOwnCopy } from '#src/features/privacy/own-copy.ts'
import { privacyAccess } from '#src/features/privacy/privacy.access.ts'
import { takeContact, takeProfile } from '#src/features/privacy/take-over.ts'
import { asNewcomer, asPerson } from '#src/http/scope.ts'

const largestCopy = 16 * 1024 * 1024

/** The person's copy of everything, and the way back in. */
export const ownDataRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/me/data',
    {
      config: { access: privacyAccess.own, limit: 'costly' },
      schema: {
        operationId: 'getOwnData',
        tags: ['Me'],
        summary: 'Take a copy of everything that is held about you',
        description:
          'All organisations and the account, streamed as one JSON document whose JSON Schema `schema` names. Passwords, keys and other credentials are not in it.',
        response: { 200: DataExport },
      },
    },
    async (request, reply) => {
      const pieces = await writeOwnCopy((run) => asPerson(request, run))
      reply.type('application/json; charset=utf-8')
      reply.header('content-disposition', 'attachment; filename="praxis-data-export.json"')
      return reply.send(Readable.from(pieces) as never)
    },
  )

  app.post(
    '/v1/me/data-imports',
    {
      bodyLimit: largestCopy,
      config: { access: privacyAccess.takeOver, limit: 'costly', idempotent: true, errors: ['not-found'] },
      schema: {
        operationId: 'addDataImport',
        tags: ['Me'],
        summary: 'Take your own copy into this account',
        body: DataImport,
        response: { 200: DataImported },
      },
    },
    (request) => {
      const { organisationId, export: copy } = request.body
      if (organisationId === undefined)
        return asPerson(request, async (scope) => ({ profile: await takeProfile(scope, copy), patient: [] }))
      return asNewcomer(request, organisationId, async (scope) => {
        const { accountId, sessionId } = scope.actor
        const patient = await takeContact(scope, copy)
        const person = { ...scope, accountId, sessionId, authenticatedAt: scope.at }
        return { profile: await takeProfile(person, copy), patient }
      })
    },
  )

  app.get(
    exportSchemaPath,
    {
      config: { access: privacyAccess.open, cacheControl: 'public, max-age=3600' },
      schema: {
        operationId: 'getExportSchema',
        tags: ['Privacy'],
        summary: 'Read the JSON Schema of a copy of personal data',
        response: {
          200: {
            description: 'JSON Schema, draft 2020-12',
            content: {
              'application/schema+json': {
                schema: Type.String({ contentMediaType: 'application/schema+json' }),
              },
            },
          },
        },
      },
    },
    async (_request, reply) => {
      // As it is: a schema is data here, which the serializer would take for one to go by.
      return reply
        .type('application/schema+json; charset=utf-8')
        .send(JSON.stringify(exportSchema(app.deps.publicUrl)) as never)
    },
  )
}
