import type { App } from '#src/app.ts'
import { queuesAccess } from '#src/features/platform/queues.access.ts'
import { JobId, Queues } from '#src/features/platform/queues.schema.ts'
import { replayJob } from '#src/features/platform/queues.service.ts'
import { asPlatform } from '#src/http/scope.ts'
import { queueStatus } from '#src/jobs/queue-status.ts'
import { closed } from '#src/schema/primitives.ts'

const tags = ['Platform']

export const queuesRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/platform/queues',
    {
      config: { access: queuesAccess.read },
      schema: {
        operationId: 'getQueues',
        tags,
        summary: 'Read what the queue holds',
        response: { 200: Queues },
      },
    },
    (request) => asPlatform(request, ({ deps }) => queueStatus(deps)),
  )

  app.post(
    '/v1/platform/queues/failed/:jobId/replay',
    {
      config: { access: queuesAccess.replay, errors: ['not-found'] },
      schema: {
        operationId: 'replayFailedJob',
        tags,
        summary: 'Start a failed job again',
        params: closed({ jobId: JobId }),
        response: { 202: closed({ id: JobId }) },
      },
    },
    (request) => asPlatform(request, (scope) => replayJob(scope, request.params.jobId)),
  )
}
