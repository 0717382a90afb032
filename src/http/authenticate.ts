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

/** A token that was verified, and the key that it hangs on. */
interface KnownToken {
  readonly claims: Readonly<Claims>
  readonly kid: string
}

declare module 'fastify' {
  interface FastifyInstance {
    /** By the whole header. The library's own cache would decode and hash the token each time, and outlive its key. */
    knownTokens: Map<string, KnownToken>
  }
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
  app.decorate('knownTokens', new Map())
  await app.register(jwt, {
    secret: {
      private: (_request, _token, done) => done(null, deps.keyring.tokenKeys.signingKey().privateKey),
      public: (_request, token, done) => {
        const kid = 'header' in token && token.header?.kid
        const pem =
          typeof kid === 'string' && keyId.test(kid) ? deps.keyring.tokenKeys.publicKeys.get(kid) : undefined
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
      cache: false,
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

const mostKnownTokens = 10_000

const remember = (known: Map<string, KnownToken>, authorization: string, claims: Readonly<Claims>) => {
  const [oldest] = known.size < mostKnownTokens ? [] : known.keys()
  if (oldest !== undefined) known.delete(oldest)
  const [, header = ''] = /^\S+ ([^.]*)/.exec(authorization) ?? []
  known.set(authorization, { claims, kid: JSON.parse(Buffer.from(header, 'base64url').toString()).kid })
}

const verify = async (request: FastifyRequest): Promise<Readonly<Claims>> => {
  const { knownTokens, deps } = request.server
  const { authorization = '' } = request.headers
  const known = knownTokens.get(authorization)
  if (known && deps.keyring.tokenKeys.publicKeys.has(known.kid)) return known.claims
  const claims = await request.jwtVerify<Claims>().catch((cause) => {
    throw cause instanceof Problem ? cause : new Problem('unauthenticated', { cause })
  })
  remember(knownTokens, authorization, Object.freeze({ ...claims }))
  return claims
}

/**
 * Verifies the bearer token; the signature once, that its key and its time still stand at every request.
 * @returns a frozen copy of its ids
 * @throws Problem 401, the same for every reason
 */
export const callerOf = async (request: FastifyRequest): Promise<Caller> => {
  const claims = await verify(request)
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
