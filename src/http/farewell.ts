import type { Socket } from 'node:net'
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

/** After so long connections are cut on which no request came (browsers open some in advance), then all. */
const patience = { silent: 500, any: 20_000 }

/**
 * Closing a server cuts kept connections on which the next request is on its way, and those that wait to be
 * accepted. Hence, once a drain has begun, every answer closes its connection; and at its end answers wait a moment
 * while the queue of new connections runs empty, as nobody who waits for an answer opens another.
 */
export const installFarewell = (app: FastifyInstance): void => {
  let held: Promise<void> | null = null
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  app.addHook('onSend', async (_request, reply) => {
    if (!app.deps.draining) return
    reply.header('connection', 'close')
    await held
  })
  app.decorate('sayFarewell', async () => {
    const { server } = app
    if (!server.listening) return
    const hold = Promise.withResolvers<void>()
    if (sockets.size > 0) {
      await wait(hearing)
      held = hold.promise
      await wait(holding)
    }
    const closed = promisify(server.close.bind(server))()
    hold.resolve()
    const silent = setTimeout(() => {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    }, patience.silent)
    const any = setTimeout(() => server.closeAllConnections(), patience.any)
    await closed
    clearTimeout(silent)
    clearTimeout(any)
  })
}
