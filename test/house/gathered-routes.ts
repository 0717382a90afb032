import Fastify, { type RouteOptions } from 'fastify'
import type { App } from '#src/app.ts'
import type { Deps } from '#src/deps.ts'
import { features } from '#src/features.ts'
import { installMetrics } from '#src/http/metrics.ts'
import { components } from '#src/schema/components.ts'

/** Every route as its feature writes it, handlers included. */
export const gatherRoutes = async (deps: Deps): Promise<RouteOptions[]> => {
  const gathered: RouteOptions[] = []
  const bare = Fastify({ exposeHeadRoutes: false })
  bare.decorate('deps', deps)
  installMetrics(bare)
  bare.setValidatorCompiler(() => () => true)
  bare.setSerializerCompiler(() => JSON.stringify)
  bare.addHook('onRoute', (route) => {
    gathered.push(route)
  })
  for (const schema of components()) bare.addSchema(schema)
  for (const feature of features) await bare.register((one) => feature(one as App))
  await bare.ready()
  await bare.close()
  return gathered
}
