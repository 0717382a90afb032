import type { FastifyInstance, FastifyReply } from 'fastify'
import { errorForLog } from '#src/http/error-handler.ts'

/**
 * Opens a place for work that begins when its answer has left, so that the answer's time tells nothing of it
 * (`SECURITY.md` S3). Closing the application waits for what runs. For nothing that must not be lost.
 */
export const workAfterAnswers = (
  app: FastifyInstance,
): ((reply: FastifyReply, work: () => Promise<void>) => void) => {
  const running = new Set<Promise<void>>()
  const start = async ({ request }: FastifyReply, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      const { id: requestId, routeOptions } = request
      request.log.error(
        { requestId, route: routeOptions.url, error: errorForLog(error) },
        'work after the answer failed',
      )
    }
  }
  app.addHook('onClose', async () => {
    await Promise.all(running)
  })
  return (reply, work) => {
    reply.raw.once('close', () => {
      const task = start(reply, work).finally(() => running.delete(task))
      running.add(task)
    })
  }
}
