import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { accountsAccess } from '#src/features/accounts/accounts.access.ts'
import { component } from '#src/schema/components.ts'
import { closed } from '#src/schema/primitives.ts'

/** A JSON Web Key Set (RFC 7517) of Ed25519 keys (RFC 8037), public parts only. */
const KeySet = component(
  'KeySet',
  closed({
    keys: Type.Array(
      closed({
        kty: Type.Literal('OKP'),
        crv: Type.Literal('Ed25519'),
        x: Type.String({ maxLength: 64 }),
        kid: Type.String({ maxLength: 40 }),
        use: Type.Literal('sig'),
        alg: Type.Literal('EdDSA'),
      }),
      { maxItems: 20 },
    ),
  }),
)

/** The keys that verify access tokens. */
export const jwksRoutes = async (app: App): Promise<void> => {
  app.get(
    '/.well-known/jwks.json',
    {
      // Shorter than the hour for which a key is published before it signs.
      config: { access: accountsAccess.open, cacheControl: 'public, max-age=600' },
      schema: {
        operationId: 'getKeySet',
        tags: ['Service'],
        summary: 'The keys that verify access tokens',
        response: { 200: KeySet },
      },
    },
    async () => app.deps.keyring.tokenKeys.jwks(),
  )
}
