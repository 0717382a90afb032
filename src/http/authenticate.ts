import jwt from '@fastify/jwt'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, unauthenticated } from '#src/errors.ts'

/** How long an access token is good for, in seconds. */
export const accessTokenSeconds = 600

const audience = 'praxis'
const keyId = /^[\w-]{1,40}$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

interface Claims {
  sub: string
  sid: string
  jti: string
  iat: number
  exp: number
  /** Never in a token of ours. */
  nbf?: unknown
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: Record<string, unknown>
    user: Claims
  }
}

const issuer = (deps: Deps) => deps.config.publicUrl ?? 'praxis'

/** Installs the pinned verifier: one algorithm, one type, one issuer and audience, live keys alone (`SECURITY.md` S11–S14). */
export const installTokens = async (app: FastifyInstance, deps: Deps): Promise<void> => {
  await app.register(jwt, {
    secret: {
      private: (_request, _token, done) => done(null, deps.keyring.tokenKeys.signingKey().privateKey),
      public: (_request, token, done) => {
        const { header } = token as unknown as { header?: { kid?: unknown } }
        const pem =
          typeof header?.kid === 'string' && keyId.test(header.kid)
            ? deps.keyring.tokenKeys.publicKeys.get(header.kid)
            : undefined
        if (pem) done(null, pem)
        else done(unauthenticated(), undefined)
      },
    },
    decode: { complete: true },
    sign: { algorithm: 'EdDSA' },
    verify: {
      algorithms: ['EdDSA'],
      allowedIss: issuer(deps),
      allowedAud: audience,
      checkTyp: 'at+jwt',
      requiredClaims: ['exp', 'iat', 'iss', 'aud', 'sub', 'sid', 'jti'],
      // The injected clock decides about age, in `callerOf`; the library knows only the machine's.
      ignoreExpiration: true,
      ignoreNotBefore: true,
      cache: 10_000,
    },
  })
}

/** An access token for a session: ids only. */
export const signAccessToken = (
  app: FastifyInstance,
  session: { accountId: string; sessionId: string; tokenId: string },
): string => {
  const { keyring, clock } = app.deps
  const now = Math.floor(clock.now().getTime() / 1000)
  const { kid, privateKey } = keyring.tokenKeys.signingKey()
  return app.jwt.sign(
    {
      sub: session.accountId,
      sid: session.sessionId,
      jti: session.tokenId,
      iat: now,
      exp: now + accessTokenSeconds,
      iss: issuer(app.deps),
      aud: audience,
    },
    { key: privateKey, algorithm: 'EdDSA', header: { alg: 'EdDSA', typ: 'at+jwt', kid } },
  )
}

const clockToleranceSeconds = 5

/**
 * Verifies the bearer token.
 * @returns a frozen copy of its ids, as the verifier's cache hands the same object to every request
 * @throws Problem 401, the same for every reason
 */
export const callerOf = async (request: FastifyRequest): Promise<Caller> => {
  const claims = await request.jwtVerify<Claims>().catch((cause) => {
    throw cause instanceof Problem ? cause : new Problem('unauthenticated', { cause })
  })
  const now = request.server.deps.clock.now().getTime() / 1000
  const live = claims.exp > now - clockToleranceSeconds && claims.iat <= now + clockToleranceSeconds
  if (
    !live ||
    claims.nbf !== undefined ||
    claims.exp - claims.iat > accessTokenSeconds ||
    !uuid.test(claims.sub) ||
    !uuid.test(claims.sid)
  )
    throw unauthenticated()
  return Object.freeze({ accountId: claims.sub, sessionId: claims.sid, requestId: request.id })
}
