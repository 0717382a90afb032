import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import {
  ControllerQuery,
  Notice,
  NoticeQuery,
  PrivacyContacts,
  ProcessingActivities,
  Processors,
} from '#src/features/privacy/notice.schema.ts'
import { privacyAccess } from '#src/features/privacy/privacy.access.ts'
import { asActivities, asNotice, statedBy } from '#src/features/privacy/show-notice.ts'
import { preferredOf } from '#src/http/language.ts'
import { noticeLanguages } from '#src/privacy/notice/languages.ts'
import { noticeMarkdown, noticePage } from '#src/privacy/notice/render.ts'

const tags = ['Privacy']
const config = {
  access: privacyAccess.open,
  cacheControl: 'public, max-age=300',
  errors: ['not-found'],
} as const
const forms = ['application/json', 'text/html', 'text/markdown'] as const

/** The first of the forms that `Accept` names; JSON where it names none. */
const formOf = (accept: string | undefined): (typeof forms)[number] => {
  const named = (accept ?? '').split(',', 20).map((part) => part.split(';')[0]?.trim().toLowerCase())
  return named.map((name) => forms.find((form) => form === name)).find((form) => form) ?? 'application/json'
}

const Text = Type.String({ maxLength: 1_000_000 })

/** What everybody may know of what is done with data. */
export const noticeRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/privacy/notice',
    {
      config,
      schema: {
        operationId: 'getPrivacyNotice',
        tags,
        summary: 'Read the privacy notice of an organisation, or of the platform',
        description:
          'Made from what is in force. As JSON, HTML or Markdown by `Accept`; in the language asked for, else by `Accept-Language`.',
        querystring: NoticeQuery,
        response: {
          200: {
            description: 'The notice',
            content: {
              'application/json': { schema: Notice },
              'text/html': { schema: Text },
              'text/markdown': { schema: Text },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { organisationId, language } = request.query
      const stated = await statedBy(app.deps, organisationId)
      const spoken = language ?? preferredOf(noticeLanguages, request.headers['accept-language'])
      const notice = asNotice(stated, spoken)
      const form = formOf(request.headers.accept)
      reply.header('etag', `"${notice.sha256}"`).header('vary', 'accept, accept-language')
      reply.header('content-language', spoken).type(`${form}; charset=utf-8`)
      if (form === 'application/json') return notice
      return (form === 'text/html' ? noticePage(notice) : noticeMarkdown(notice)) as never
    },
  )

  app.get(
    '/v1/privacy/processing-activities',
    {
      config,
      schema: {
        operationId: 'listProcessingActivities',
        tags,
        summary: 'Read the record of processing activities',
        querystring: ControllerQuery,
        response: { 200: ProcessingActivities },
      },
    },
    async (request) => asActivities(await statedBy(app.deps, request.query.organisationId)),
  )

  app.get(
    '/v1/privacy/processors',
    {
      config: { access: privacyAccess.open, cacheControl: config.cacheControl },
      schema: {
        operationId: 'listProcessors',
        tags,
        summary: 'Read where data is kept and who processes it',
        response: { 200: Processors },
      },
    },
    async () => app.deps.config.privacy,
  )

  app.get(
    '/v1/privacy/contacts',
    {
      config,
      schema: {
        operationId: 'getPrivacyContacts',
        tags,
        summary: 'Read whom to ask about data, and where to complain',
        querystring: ControllerQuery,
        response: { 200: PrivacyContacts },
      },
    },
    async (request) => {
      const { controller, operator, authority } = (await statedBy(app.deps, request.query.organisationId))
        .facts
      return { controller, operator, authority }
    },
  )
}
