import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes a file: its body may take its time. */
    upload?: boolean
  }
}

/** Milliseconds in which the body of a request must have arrived. */
const longestBody = 30_000

/** The same where a file is sent. */
export const longestUpload = 900_000

/**
 * Cuts the connection of whoever sends a body slower than that (`SECURITY.md` S42). Node knows one time for all
 * routes, which is that of uploads; the others have theirs here.
 */
export const installSlowBodies = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request) => {
    const { raw } = request
    const sends = raw.headers['content-length'] ?? raw.headers['transfer-encoding']
    if (sends === undefined || raw.complete || request.routeOptions.config?.upload) return
    const timer = setTimeout(() => raw.destroy(), longestBody)
    timer.unref()
    raw.once('end', () => clearTimeout(timer))
    raw.once('close', () => clearTimeout(timer))
  })
}
