import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#src/app.ts'
import { Problem } from '#src/errors.ts'
import { Accepted, VerifyEmail } from '#src/features/accounts/sign-in.schema.ts'
import { askPublicly, verifyRequestAddress } from '#src/features/data-requests/ask-publicly.ts'
import {
  evidenceTypes,
  largestEvidence,
  openEvidence,
  takeEvidence,
} from '#src/features/data-requests/evidence.ts'
import { exportFollowed, followRequest } from '#src/features/data-requests/follow-request.ts'
import { publicRequestsAccess } from '#src/features/data-requests/public-requests.access.ts'
import {
  NewPublicRequest,
  secretParams,
  VerifiedRequest,
} from '#src/features/data-requests/public-requests.schema.ts'
import { OwnRequestDetails } from '#src/features/data-requests/request-answers.schema.ts'
import { undoErasure } from '#src/features/data-requests/undo-erasure.ts'
import { readFile } from '#src/features/files/read-file.ts'
import { DataExport } from '#src/features/privacy/data-export.schema.ts'
import { preferredLanguage } from '#src/http/language.ts'
import { ORG, requestParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { longestUpload } from '#src/http/slow-bodies.ts'

const tags = ['Privacy']
const access = publicRequestsAccess.open

/** Requests of people without an account. */
export const publicRequestsRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/privacy/requests',
    {
      config: { access, limit: 'register', errors: ['not-found', 'rule-refused'] },
      schema: {
        operationId: 'fileDataRequestPublicly',
        tags,
        summary: 'Ask an organisation for your right without an account',
        description:
          'Answers the same whether or not anybody is known there. A mail asks to confirm the address, within 24 hours; at most three requests of an address wait for it or for the check of identity.',
        body: NewPublicRequest,
        response: { 202: Accepted },
      },
    },
    async (request, reply) => {
      const language = preferredLanguage(request.headers['accept-language'])
      await askPublicly(app.deps, request.body, { language, requestId: request.id })
      return reply.send(undefined)
    },
  )

  app.post(
    '/v1/privacy/requests/verify-email',
    {
      config: { access, limit: 'signIn', errors: ['invalid-token'] },
      schema: {
        operationId: 'verifyDataRequestEmail',
        tags,
        summary: 'Confirm the address of a request',
        description:
          'With the token of the mail, which is good once. The request is filed by it; its answer goes to this address only if it is the one on file, else the organisation decides.',
        body: VerifyEmail,
        response: { 200: VerifiedRequest },
      },
    },
    (request) => verifyRequestAddress(app.deps, request.body.token, request.id),
  )

  app.get(
    '/v1/privacy/requests/:secret',
    {
      config: { access, limit: 'signIn', errors: ['not-found'] },
      schema: {
        operationId: 'getFollowedDataRequest',
        tags,
        summary: 'See how far a request is',
        params: secretParams,
        response: { 200: OwnRequestDetails },
      },
    },
    (request, reply) => {
      reply.header('x-robots-tag', 'noindex')
      return followRequest(app.deps, request.params.secret, request.id)
    },
  )

  app.get(
    '/v1/privacy/requests/:secret/export',
    {
      config: { access, limit: 'signIn', errors: ['not-found', 'no-export'] },
      schema: {
        operationId: 'getFollowedDataRequestExport',
        tags,
        summary: 'Take the copy that answers a request',
        description:
          'Only where the confirmed address is the one on file; else the organisation hands the copy over.',
        params: secretParams,
        response: { 200: DataExport },
      },
    },
    async (request, reply) => {
      const pieces = await exportFollowed(app.deps, request.params.secret, request.id)
      reply.type('application/json; charset=utf-8')
      reply.header('content-disposition', 'attachment; filename="praxis-data-export.json"')
      return reply.send(Readable.from(pieces) as never)
    },
  )

  app.post(
    '/v1/privacy/undo',
    {
      config: { access, limit: 'signIn', errors: ['invalid-token', 'request-closed'] },
      schema: {
        operationId: 'undoErasure',
        tags,
        summary: 'Withdraw an erasure by the link of its mail',
        description: 'Without sign-in, until the erasure begins.',
        body: VerifyEmail,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      await undoErasure(app.deps, request.body.token, request.id)
      return null
    },
  )
}

type EvidenceType = (typeof evidenceTypes)[number]

/** A body that has not been read. */
class UnreadBody {
  readonly stream: IncomingMessage
  readonly type: EvidenceType

  constructor(stream: IncomingMessage, type: EvidenceType) {
    this.stream = stream
    this.type = type
  }
}

const takeFiles = (app: App) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser([...evidenceTypes], (request, stream, done) => {
    if (request.headers['content-encoding'] !== undefined) return done(new Problem('unsupported-media-type'))
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    const known = evidenceTypes.find((one) => one === type)
    if (!known) return done(new Problem('unsupported-media-type'))
    done(null, new UnreadBody(stream, known))
  })
}

const receive = async (request: FastifyRequest, reply: FastifyReply, secret: string): Promise<void> => {
  const body = request.body as UnreadBody | undefined
  try {
    if (!(body instanceof UnreadBody)) throw new Problem('unsupported-media-type')
    if (Number(request.headers['content-length'] ?? 0) > largestEvidence)
      throw new Problem('payload-too-large')
    const incoming = { contentType: body.type, stream: () => body.stream }
    await takeEvidence(request.server.deps, secret, request.id, incoming)
  } catch (error) {
    // What was not read is not waited for.
    reply.header('connection', 'close')
    throw error
  }
}

const extensions: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

/** The proof of who asks: a file as it is. */
export const evidenceRoutes = async (app: App): Promise<void> => {
  takeFiles(app)

  app.get(
    `${ORG}/data-requests/:requestId/evidence`,
    {
      config: { access: publicRequestsAccess.readEvidence, limit: 'costly' },
      schema: {
        operationId: 'getEvidence',
        tags,
        summary: 'Look at the proof of who asks',
        description: 'As long as nobody has decided; it is destroyed then.',
        params: requestParams,
        response: {
          200: {
            description: 'The file; a picture without what its camera wrote into it.',
            content: Object.fromEntries(
              evidenceTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
            ),
          },
        },
      },
    },
    async (request, reply) => {
      const { organisationId, requestId } = request.params
      const { contentType, fileId } = await inOrganisation(request, (scope) => openEvidence(scope, requestId))
      reply.headers({
        'content-disposition': `attachment; filename="evidence.${extensions[contentType]}"`,
        'content-security-policy': "default-src 'none'; sandbox",
      })
      return reply.type(contentType).send(Readable.from(readFile(app.deps, organisationId, fileId)) as never)
    },
  )

  app.post(
    '/v1/privacy/requests/:secret/evidence',
    {
      handlerTimeout: longestUpload,
      config: { access, limit: 'register', upload: true, errors: ['not-found', 'conflict'] },
      schema: {
        operationId: 'addEvidence',
        tags,
        summary: 'Send the proof of who asks',
        description:
          'One file, PDF, JPEG or PNG, at most 10 MiB; another one takes its place. What a camera wrote into a picture (where, when, with what) is removed, its pixels stay; a PDF is kept as it is. It is sealed, seen by the organisation’s administrators alone, and destroyed when they have decided.',
        params: secretParams,
        body: { content: Object.fromEntries(evidenceTypes.map((type) => [type, { schema: {} }])) },
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await receive(request, reply, request.params.secret)
      return null
    },
  )
}
