import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import type { Deps } from '#src/deps.ts'
import { openPatientVolume } from '#src/features/accounts/patient-volume.ts'
import { describeDevice } from '#src/features/accounts/user-agent.ts'
import { childrenInSight } from '#src/features/patients/children-in-sight.ts'
import { watchUses } from '#src/features/policies/record-use.ts'
import { features } from '#src/features.ts'
import { installAccessGuard } from '#src/http/access-guard.ts'
import { installAnswerCheck } from '#src/http/answer-check.ts'
import { installTokens } from '#src/http/authenticate.ts'
import { declareDocsPublic, installContract } from '#src/http/contract.ts'
import { installEntityTags } from '#src/http/entity-tag.ts'
import { installErrorHandler } from '#src/http/error-handler.ts'
import { installFarewell } from '#src/http/farewell.ts'
import { installHeaders } from '#src/http/headers.ts'
import { installIdempotency } from '#src/http/idempotency.ts'
import { installLedger } from '#src/http/ledger.ts'
import { installLimits } from '#src/http/limits.ts'
import { installLoadShedding } from '#src/http/load-shedding.ts'
import { installMetrics } from '#src/http/metrics.ts'
import { installNotFound } from '#src/http/not-found.ts'
import { installPatientReads } from '#src/http/patient-reads.ts'
import { AllowListLog, installRequestLog, requestId } from '#src/http/request-log.ts'
import { serializerCompiler } from '#src/http/serialization.ts'
import { installSlowBodies, longestUpload } from '#src/http/slow-bodies.ts'
import { installTrail } from '#src/http/trail.ts'
import { installUsageLog } from '#src/http/usage-log.ts'
import { installUses } from '#src/http/uses.ts'
import { installBodyParser, validators } from '#src/http/validation.ts'

/** The application as features see it: schemas give the types of params, query and body. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

const largestBody = 1024 * 1024

// Of a plugin without a name Fastify compares every module that is loaded with it.
const named = <F extends { name: string }>(feature: F): F =>
  Object.assign(feature, { [Symbol.for('fastify.display-name')]: feature.name })

/** Builds the application: validation, errors, guards, contract, then the features in order. Nothing listens yet. */
export const buildApp = async (deps: Deps): Promise<App> => {
  const { compile, strict } = validators()
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new AllowListLog(),
    genReqId: requestId,
    requestIdHeader: false,
    trustProxy: deps.config.trustProxy.length > 0 && [...deps.config.trustProxy],
    bodyLimit: largestBody,
    // In this proportion slow clients are cut on time (`SECURITY.md` S42); bodies that are no files by a hook.
    requestTimeout: longestUpload,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    handlerTimeout: 30_000,
    forceCloseConnections: 'idle',
    // What arrives on a connection that is still open is answered: a drain fails no request.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 128, ignoreTrailingSlash: false },
    exposeHeadRoutes: false,
    ajv: { customOptions: { strict: true } },
  }).withTypeProvider<TypeBoxTypeProvider>()
  deps.childrenInSight = childrenInSight
  app.decorate('deps', deps)
  installErrorHandler(app)
  app.setValidatorCompiler(compile)
  app.setSerializerCompiler(serializerCompiler)
  installBodyParser(app)
  installRequestLog(app)
  installUsageLog(app, describeDevice)
  installSlowBodies(app)
  installFarewell(app)
  installMetrics(app)
  // CORS adds a route of its own for preflights: it comes before the guard that demands access of every route.
  await installHeaders(app)
  declareDocsPublic(app)
  installAccessGuard(app)
  await installTokens(app, deps)
  await installLimits(app)
  await installLoadShedding(app)
  installNotFound(app)
  installIdempotency(app)
  installEntityTags(app)
  installPatientReads(app, openPatientVolume(deps))
  installTrail(app)
  installLedger(app)
  installUses(app, watchUses(deps))
  if (deps.config.test) installAnswerCheck(app, strict)
  await installContract(app)
  for (const feature of features) await app.register(named(feature))
  return app
}
