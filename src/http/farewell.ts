import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Stops to listen without failing a request, and waits until the last one was answered. Set `deps.draining`
     * before. At once where nobody is connected, else half a second and what the requests take.
     */
    sayFarewell(): Promise<void>
  }
}

/** For so long requests are still taken, so that every client that is at it hears of the farewell. */
const hearing = 500

/** For so long answers are held back while the last connections are accepted. */
const holding = 50

/**
 * Closing a server cuts kept connections on which the next request is on its way, and those that wait to be
 * accepted. Hence, once a drain has begun, every answer closes its connection; and at its end answers wait a moment
 * while the queue of new connections runs empty, as nobody who waits for an answer opens another.
 */
export const installFarewell = (app: FastifyInstance): void => {
  let held: Promise<void> | null = null
  app.addHook('onSend', async (_request, reply) => {
    if (!app.deps.draining) return
    reply.header('connection', 'close')
    await held
  })
  app.decorate('sayFarewell', async () => {
    const { server } = app
    if (!server.listening) return
    const connected = await promisify(server.getConnections.bind(server))()
    const hold = Promise.withResolvers<void>()
    if (connected > 0) {
      await wait(hearing)
      held = hold.promise
      await wait(holding)
    }
    const closed = promisify(server.close.bind(server))()
    hold.resolve()
    await closed
  })
}
