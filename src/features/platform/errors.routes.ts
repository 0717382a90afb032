import { type Static, Type } from '@sinclair/typebox'
import { publicAccess } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { type CatalogueEntry, catalogue, notFound } from '#src/errors.ts'
import { component } from '#src/schema/components.ts'
import { closed } from '#src/schema/primitives.ts'

const tags = ['Service']
const config = { access: publicAccess, cacheControl: 'public, max-age=3600' } as const

const ErrorDescription = component(
  'ErrorDescription',
  closed({
    type: Type.String({ maxLength: 300, description: 'As in the problem document.' }),
    code: Type.String({ maxLength: 64 }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    title: Type.String({ maxLength: 200 }),
    description: Type.String({ maxLength: 1000 }),
  }),
)

const known: ReadonlyMap<string, CatalogueEntry> = new Map(Object.entries(catalogue))

const asAnswer = (
  base: string,
  code: string,
  { status, title, description }: CatalogueEntry,
): Static<typeof ErrorDescription> => ({ type: `${base}/errors/${code}`, code, status, title, description })

export const errorsRoutes = async (app: App): Promise<void> => {
  app.get(
    '/errors',
    {
      config,
      schema: {
        operationId: 'listErrors',
        tags,
        summary: 'List every error that can be answered',
        response: { 200: closed({ data: Type.Array(ErrorDescription, { maxItems: 1000 }) }) },
      },
    },
    async () => ({ data: [...known].map(([code, entry]) => asAnswer(app.deps.publicUrl, code, entry)) }),
  )

  app.get(
    '/errors/:code',
    {
      config: { ...config, errors: ['not-found'] },
      schema: {
        operationId: 'getError',
        tags,
        summary: 'Explain an error',
        params: closed({ code: Type.String({ pattern: '^[a-z-]+$', minLength: 1, maxLength: 64 }) }),
        response: { 200: ErrorDescription },
      },
    },
    async (request) => {
      const { code } = request.params
      const entry = known.get(code)
      if (!entry) throw notFound()
      return asAnswer(app.deps.publicUrl, code, entry)
    },
  )
}
