import { Type } from '@sinclair/typebox'
import { publicAccess } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { openReadiness, Readiness } from '#src/features/platform/health.ts'
import { closed } from '#src/schema/primitives.ts'

const tags = ['Service']

// Whoever supervises the process asks often, from one address, and most of all under load.
const config = { access: publicAccess, limit: 'none', pressureHandler: () => {} } as const

export const healthRoutes = async (app: App): Promise<void> => {
  app.get(
    '/health/live',
    {
      config,
      schema: {
        operationId: 'getLiveness',
        tags,
        summary: 'Tell that the process runs',
        response: { 200: closed({ status: Type.Literal('live') }) },
      },
    },
    async () => ({ status: 'live' as const }),
  )

  const readiness = openReadiness(app.deps)
  app.get(
    '/health/ready',
    {
      config,
      schema: {
        operationId: 'getReadiness',
        tags,
        summary: 'Tell whether requests are taken',
        description:
          '503 while the service starts, shuts down or is cut off from its database. Without the queue it goes on, and jobs wait.',
        response: { 200: Readiness },
      },
    },
    () => readiness.judge(),
  )
}
