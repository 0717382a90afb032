import { generateKeyPairSync, sign } from 'node:crypto'
import t from 'tap'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import {
  anyAddress,
  bytesOf,
  claimsOf,
  goodPassword,
  hmacToken,
  otherPassword,
  registration,
  startAccounts,
  tokenIn,
} from '#test/helpers/accounts.ts'
import { tokenTo } from '#test/helpers/outbox-mails.ts'

const app = await startAccounts(t)
const { owner, post } = app
const me = (token: string) => app.call('GET', '/v1/me', { token })

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token whose signature holds, whatever it says. */
const signed = (header: unknown, claims: unknown, key?: string): string => {
  const text = `${part(header)}.${part(claims)}`
  const { privateKey } = app.deps.keyring.tokenKeys.signingKey()
  return `${text}.${sign(null, Buffer.from(text), key ?? privateKey).toString('base64url')}`
}

t.test('S11 S12 S13: no forged token opens anything, and all get the same answer', async (t) => {
  const person = await app.register()
  const good = person.accessToken
  const { kid } = app.deps.keyring.tokenKeys.signingKey()
  const publicPem = app.deps.keyring.tokenKeys.publicKeys.get(kid) ?? ''
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid }
  const claims: Record<string, unknown> = claimsOf(good)
  const now = Math.floor(Date.now() / 1000)
  const attacker = generateKeyPairSync('ed25519')
  const foreign = attacker.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const jwk = attacker.publicKey.export({ format: 'jwk' })
  const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))
  const [head = '', body = '', signature = ''] = good.split('.')
  t.equal((await me(signed(header, claims))).status, 200, 'the forger signs as the service does')

  const forged: Record<string, string> = {
    'alg none': `${part({ ...header, alg: 'none' })}.${body}.`,
    'alg none, signature kept': `${part({ ...header, alg: 'none' })}.${body}.${signature}`,
    'HS256 by the public key': hmacToken({ ...header, alg: 'HS256' }, claims, publicPem),
    'HS512 announced': signed({ ...header, alg: 'HS512' }, claims),
    'ES256 announced': signed({ ...header, alg: 'ES256' }, claims),
    'alg in lower case': signed({ ...header, alg: 'eddsa' }, claims),
    'alg missing': signed({ typ: 'at+jwt', kid }, claims),
    'a foreign key under our kid': signed(header, claims, foreign),
    'a foreign key in the header': signed({ ...header, jwk }, claims, foreign),
    'a foreign key at a URL': signed(
      { ...header, kid: 'new', jku: 'https://keys.example/jwks.json' },
      claims,
      foreign,
    ),
    'a certificate in the header': signed(
      { ...header, x5c: ['MIIB'], x5u: 'https://keys.example' },
      claims,
      foreign,
    ),
    'kid missing': signed({ alg: 'EdDSA', typ: 'at+jwt' }, claims),
    'kid of nobody': signed({ ...header, kid: '0199d1c2-0000-7000-8000-000000000001' }, claims),
    'kid a path': signed({ ...header, kid: '../../etc/passwd' }, claims),
    'kid __proto__': signed({ ...header, kid: '__proto__' }, claims),
    'kid SQL': signed({ ...header, kid: "' or 1=1 --" }, claims),
    'kid an object': signed({ ...header, kid: { $ne: null } }, claims),
    'kid of 10 kB': signed({ ...header, kid: 'k'.repeat(10_000) }, claims),
    'typ JWT': signed({ ...header, typ: 'JWT' }, claims),
    'typ missing': signed({ alg: 'EdDSA', kid }, claims),
    'typ a number': signed({ ...header, typ: 7 }, claims),
    'crit unknown': signed({ ...header, crit: ['exp2'], exp2: 1 }, claims),
    ...Object.fromEntries(
      ['exp', 'iat', 'iss', 'aud', 'sub', 'sid', 'jti'].map((name) => [
        `${name} missing`,
        signed(header, without(name)),
      ]),
    ),
    'iss another': signed(header, { ...claims, iss: 'https://elsewhere.example' }),
    'aud another': signed(header, { ...claims, aud: 'elsewhere' }),
    expired: signed(header, { ...claims, iat: now - 700, exp: now - 100 }),
    'exp a text': signed(header, { ...claims, exp: 'tomorrow' }),
    'good for a day': signed(header, { ...claims, exp: now + 86_400 }),
    'of the future': signed(header, { ...claims, iat: now + 3_000, exp: now + 3_600 }),
    'not before tomorrow': signed(header, { ...claims, nbf: now + 86_400 }),
    'sub an object': signed(header, { ...claims, sub: { id: claims.sub } }),
    'sub no id': signed(header, { ...claims, sub: "x' or true" }),
    'sid of nobody': signed(header, { ...claims, sid: '0199d1c2-0000-7000-8000-000000000001' }),
    'session of another account': signed(header, { ...claims, sub: (await app.register()).accountId }),
    'another payload': `${head}.${part({ ...claims, sub: '0199d1c2-0000-7000-8000-000000000001' })}.${signature}`,
    'signature padded': `${good}==`,
    'signature cut': good.slice(0, -4),
    'signature empty': `${head}.${body}.`,
    'signature twice': `${good}.${signature}`,
    'no JSON': `${Buffer.from('{').toString('base64url')}.${body}.${signature}`,
    'payload an array': signed(header, [claims]),
    'a refresh token': person.refreshToken,
    'no token': 'null',
  }
  const answers = new Map<string, string[]>()
  for (const [name, token] of Object.entries(forged)) {
    const answer = await me(token)
    t.equal(answer.status, 401, name)
    answers.set(bytesOf(answer), [...(answers.get(bytesOf(answer)) ?? []), name])
  }
  t.ok(Object.keys(forged).length >= 30)
  t.equal(answers.size, 1, JSON.stringify([...answers]))
  t.equal((await app.call('GET', `/v1/me?access_token=${good}`)).status, 401, 'S18: not in the query')
  t.equal((await app.call('GET', '/v1/me', { headers: { cookie: `token=${good}` } })).status, 401)
})

t.test('S14: what the cache of verified tokens remembers is good no longer than its key', async (t) => {
  const { accessToken } = await app.register()
  t.equal((await me(accessToken)).status, 200)
  t.equal((await me(accessToken)).status, 200)
  const { tokenKeys } = app.deps.keyring
  const rotate = () => withJob(app.deps, PLATFORM_ID, ({ tx }) => tokenKeys.rotateIfDue(tx, app.clock.now()))
  const { rows } = await owner.query('delete from keys.signing_keys returning *')
  t.ok((await rotate()).withdrawn.length > 0)
  t.equal((await me(accessToken)).status, 401)
  t.ok(rows.length > 0)
})

t.test('S13: the published keys verify access tokens and hold no private part', async (t) => {
  const { accessToken } = await app.register()
  const { status, body, headers } = await app.call('GET', '/.well-known/jwks.json')
  t.equal(status, 200)
  t.match(headers['cache-control'], /public/)
  const { kid } = JSON.parse(Buffer.from(accessToken.split('.')[0] ?? '', 'base64url').toString())
  t.ok(body.keys.some((key: { kid: string }) => key.kid === kid))
  for (const key of body.keys) t.same(Object.keys(key).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x'])
})

t.test('S15: signing out, a reset and deactivation hold from the next call on', async (t) => {
  const out = await app.register()
  t.equal((await post('/v1/auth/logout', { refreshToken: out.refreshToken })).status, 204)
  t.equal((await me(out.accessToken)).status, 401)
  t.equal((await post('/v1/auth/refresh', { refreshToken: out.refreshToken })).status, 401)
  t.equal(
    (await post('/v1/auth/logout', { refreshToken: out.refreshToken })).status,
    204,
    'once more does no harm',
  )

  const reset = await app.register()
  await post('/v1/auth/forgot-password', { email: reset.email })
  const token = tokenIn(await app.mailTo(reset.email, /new password/))
  t.equal((await post('/v1/auth/reset-password', { token, password: otherPassword })).status, 204)
  t.equal((await me(reset.accessToken)).status, 401)
  t.equal((await post('/v1/auth/refresh', { refreshToken: reset.refreshToken })).status, 401)

  const gone = await app.register()
  await owner.query("update accounts set state = 'deactivated' where id = $1", [gone.accountId])
  t.equal((await me(gone.accessToken)).status, 401)
  t.equal((await post('/v1/auth/refresh', { refreshToken: gone.refreshToken })).status, 401)
})

t.test('S16: each secret is good for its one purpose', async (t) => {
  const person = await app.register()
  const body = registration()
  await post('/v1/auth/register', body)
  const verification = await tokenTo(app, body.email)
  await post('/v1/auth/forgot-password', { email: person.email })
  const reset = tokenIn(await app.mailTo(person.email, /new password/))
  const kinds: Record<string, string> = {
    verification,
    reset,
    refresh: person.refreshToken,
    device: person.deviceToken,
  }
  const routes: Record<string, (token: string) => Promise<{ status: number }>> = {
    verification: (token) => post('/v1/auth/verify-email', { token }),
    reset: (token) => post('/v1/auth/reset-password', { token, password: otherPassword }),
    refresh: (refreshToken) => post('/v1/auth/refresh', { refreshToken }),
    logout: (refreshToken) => post('/v1/auth/logout', { refreshToken }),
    invitation: (token) =>
      post('/v1/invitations/accept', {
        token,
        password: goodPassword,
        firstName: 'A',
        lastName: 'B',
        phone: '+46701740605',
      }),
    bearer: me,
  }
  for (const [route, use] of Object.entries(routes))
    for (const [kind, token] of Object.entries(kinds)) {
      const own = route === kind || (route === 'logout' && kind === 'refresh')
      if (!own) t.equal((await use(token)).status, 401, `${kind} token at ${route}`)
    }
  t.equal(
    (await post('/v1/auth/refresh', { refreshToken: person.accessToken })).status,
    400,
    'an access token is no refresh token',
  )
  for (const kind of ['verification', 'refresh', 'reset'])
    t.match((await routes[kind]?.(kinds[kind] ?? ''))?.status, /^20[04]$/, `${kind}: still good for its own`)
})

t.test('S52: answers with tokens are recorded under no Idempotency-Key', async (t) => {
  const { email } = await app.register()
  const key = { 'idempotency-key': 'the-same-key-twice' }
  const first = await post('/v1/auth/login', { email, password: goodPassword }, key)
  const second = await post('/v1/auth/login', { email, password: goodPassword }, key)
  t.not(first.body.refreshToken, second.body.refreshToken)
  t.equal(second.headers['idempotency-replayed'], undefined)
  t.equal((await post('/v1/auth/login', { email: anyAddress(), password: goodPassword }, key)).status, 401)
})
