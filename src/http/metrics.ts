import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

declare module 'fastify' {
  interface FastifyInstance {
    /** What `GET /metrics` shows; one per application, so that two in one process do not mix. */
    metrics: Registry
  }
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Measures every request by method, route pattern and status: labels are few and name nobody (`SECURITY.md` S68). */
export const installMetrics = (app: FastifyInstance): void => {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const durations = new Histogram({
    name: 'praxis_http_request_duration_seconds',
    help: 'How long requests took, from their first byte to the last of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [metrics],
  })
  app.decorate('metrics', metrics)
  app.addHook('onResponse', async (request, reply) => {
    // What a stranger calls must not become a label: there is no end to unknown paths.
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown')
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}
