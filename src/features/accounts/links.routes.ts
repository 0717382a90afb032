import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { invalid } from '#src/errors.ts'
import { accountsAccess } from '#src/features/accounts/accounts.access.ts'
import {
  carriesToken,
  linkPurposes,
  linksPagePolicy,
  pageLanguages,
  renderLinksPage,
} from '#src/features/accounts/links-page.ts'
import { preferredOf } from '#src/http/language.ts'
import { closed, OneOf, Token } from '#src/schema/primitives.ts'

/** Where mail links lead when no frontend is configured. */
export const linksRoutes = async (app: App): Promise<void> => {
  app.get(
    '/links/:purpose',
    {
      config: { access: accountsAccess.open },
      schema: {
        operationId: 'showLink',
        tags: ['Accounts'],
        summary: 'The page that a mail links to',
        description: 'HTML with one button that posts the token. Showing it changes nothing.',
        params: closed({ purpose: OneOf(...linkPurposes) }),
        querystring: closed({ token: Type.Optional(Token) }),
        response: {
          200: {
            description: 'The page.',
            content: { 'text/html': { schema: Type.String({ maxLength: 100_000 }) } },
          },
        },
      },
    },
    async (request, reply) => {
      const { purpose } = request.params
      const { token } = request.query
      if (carriesToken(purpose) && token === undefined) throw invalid('/querystring/token', 'must be present')
      const language = preferredOf(pageLanguages(purpose), request.headers['accept-language'])
      const vary = [reply.getHeader('vary'), 'Accept-Language'].filter(Boolean).join(', ')
      reply.headers({
        'content-security-policy': linksPagePolicy,
        'content-language': language,
        'x-robots-tag': 'noindex',
        vary,
      })
      const { publicUrl } = app.deps
      const page = renderLinksPage(purpose, carriesToken(purpose) ? (token ?? null) : null, {
        language,
        publicUrl,
      })
      return reply.type('text/html; charset=utf-8').send(page)
    },
  )
}
