import type { FastifyInstance } from 'fastify'
import { Problem } from '#src/errors.ts'

/**
 * Holds the answer of a request that took something away until the act is durable in the ledger's file: who was told
 * that it is done must find it done after a restore, too. Where it cannot be made durable the answer is 503; the act
 * itself stands, and the file gets it as soon as it can be written.
 */
export const installLedger = (app: FastifyInstance): void => {
  const { ledger, log } = app.deps
  app.addHook('onSend', async (request, _reply, payload) => {
    if (!ledger.takeNote(request.id)) return payload
    try {
      await ledger.write()
    } catch (cause) {
      log.error({ requestId: request.id }, 'the ledger could not be written')
      throw new Problem('unavailable', { retryAfter: 2, cause })
    }
    return payload
  })
}
