import type { FastifyInstance } from 'fastify'
import type { Caller } from '#src/db/scope.ts'
import { errorForLog } from '#src/http/error-handler.ts'

interface Uses {
  record(use: { caller: Caller; organisationId: string | null; ip: string }): Promise<void>
  close(): void
}

/**
 * Tells of every request of a signed-in person that is answered with success, just before its answer leaves. What fails
 * there is logged and keeps nobody from the answer.
 */
export const installUses = (app: FastifyInstance, uses: Uses): void => {
  app.addHook('onSend', async (request, reply, payload) => {
    const { caller } = request
    if (!caller || reply.statusCode >= 400) return payload
    const { organisationId = null } = (request.params ?? {}) as { organisationId?: string }
    try {
      await uses.record({ caller, organisationId, ip: request.ip })
    } catch (error) {
      // Who has just signed out or lost the session uses nothing any more.
      request.log.warn({ requestId: request.id, error: errorForLog(error) }, 'a use was not recorded')
    }
    return payload
  })
  app.addHook('onClose', async () => uses.close())
}
