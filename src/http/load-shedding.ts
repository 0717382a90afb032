import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { Problem } from '#src/errors.ts'

const longestDelay = 2_000
/** The start holds the event loop up itself; its own samples say nothing about the load. */
const settling = 5_000

/** Turns requests away while the event loop lags by seconds: those that wait would time out anyway. */
export const installLoadShedding = async (app: FastifyInstance): Promise<void> => {
  let readyAt = Number.POSITIVE_INFINITY
  app.addHook('onReady', async () => {
    readyAt = performance.now()
  })
  await app.register(underPressure, {
    // Tests share their cores with each other: a busy machine is not what they are about.
    maxEventLoopDelay: app.deps.config.test ? 0 : longestDelay,
    exposeStatusRoute: false,
    pressureHandler: (_request, _reply, _type, delay) => {
      // Infinity means no sample yet: the process stood still as a whole.
      const settled = performance.now() - readyAt > settling
      if (settled && delay !== Number.POSITIVE_INFINITY) throw new Problem('overloaded', { retryAfter: 1 })
    },
  })
}
