import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '#src/errors.ts'

/** How often a caller may call, per class of route. */
export type LimitClass = 'ordinary' | 'public' | 'costly' | 'signIn' | 'register' | 'none'

declare module 'fastify' {
  interface FastifyContextConfig {
    limit?: LimitClass
  }
}

const perMinute: Record<Exclude<LimitClass, 'none'>, { max: number; timeWindow: string }> = {
  ordinary: { max: 1200, timeWindow: '1 minute' },
  public: { max: 300, timeWindow: '1 minute' },
  costly: { max: 60, timeWindow: '1 minute' },
  signIn: { max: 60, timeWindow: '1 minute' },
  register: { max: 10, timeWindow: '1 hour' },
}

/** The address that limits count by: IPv6 by /64, as one subscriber has all of it. */
export const countedAddress = (ip: string): string => {
  if (!ip.includes(':')) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = ip.split('::')
  const front = head.split(':').filter(Boolean)
  const back = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const middle = tail === undefined ? [] : new Array(Math.max(0, 8 - front.length - back.length)).fill('0')
  return `${[...front, ...middle, ...back]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

const countedBy = (request: FastifyRequest) => request.caller?.accountId ?? countedAddress(request.ip)

/** Limits every route, unknown ones too. A store that is away leaves reads open. */
export const installLimits = async (app: FastifyInstance): Promise<void> => {
  if (!app.deps.config.rateLimit) return
  app.addHook('onRoute', (route) => {
    const limit = route.config?.limit ?? (route.config?.access?.kind === 'public' ? 'public' : 'ordinary')
    if (route.config) route.config.rateLimit = limit === 'none' ? false : perMinute[limit]
  })
  await app.register(rateLimit, {
    global: true,
    ...perMinute.public,
    hook: 'preValidation',
    enableDraftSpec: true,
    skipOnError: true,
    keyGenerator: countedBy,
    ...(app.deps.limitStore ? { redis: app.deps.limitStore, nameSpace: 'praxis-limit-' } : {}),
    errorResponseBuilder: (_request, context) =>
      new Problem('too-many-requests', { retryAfter: Math.ceil(context.ttl / 1000) }),
  })
}
