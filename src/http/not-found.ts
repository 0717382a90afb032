import type { FastifyInstance } from 'fastify'
import { notFound, Problem } from '#src/errors.ts'

/** Answers unknown paths with 404 and known ones asked with another method with 405 and `Allow`. Both are limited. */
export const installNotFound = (app: FastifyInstance): void => {
  const known = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', (route) => {
    const entry = known.get(route.url) ?? {
      pattern: new RegExp(
        `^${route.url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+')}$`,
      ),
      methods: new Set<string>(),
    }
    for (const method of [route.method].flat()) entry.methods.add(method)
    known.set(route.url, entry)
  })
  app.addHook('onReady', async () => {
    // CORS adds a catch-all for preflights, which is no path of ours.
    known.delete('*')
  })
  const limited = app.deps.config.rateLimit ? { preHandler: app.rateLimit() } : {}
  app.setNotFoundHandler(limited, async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const entry = [...known.values()].find(({ pattern }) => pattern.test(path))
    if (!entry) throw notFound()
    reply.header('allow', [...entry.methods].join(', '))
    throw new Problem('method-not-allowed')
  })
}
