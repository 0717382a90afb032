import { type Static, Type } from '@sinclair/typebox'
import { AccountRow } from '#src/features/accounts/accounts.schema.ts'
import { ChallengeAnswer, Code } from '#src/features/accounts/second-factors.schema.ts'
import { sealedField } from '#src/privacy/annotations.ts'
import { component } from '#src/schema/components.ts'
import { closed, Email, Timestamp, Token, Uuid } from '#src/schema/primitives.ts'

/** A password as typed. What is too long is refused by the rules for passwords, in words, and never hashed. */
export const Password = Type.String({ minLength: 1, maxLength: 1024 })

const LoginEmail = sealedField(AccountRow.properties.sealed, Email)

/** A signed JWT. */
const AccessToken = Type.String({ maxLength: 2048, description: 'Sent as `Authorization: Bearer`.' })

const tokens = {
  kind: Type.Literal('tokens'),
  accessToken: AccessToken,
  tokenType: Type.Literal('Bearer'),
  expiresIn: Type.Integer({ minimum: 1, maximum: 3600, description: 'Seconds that the access token lives.' }),
  refreshToken: Token,
}

const pending = (description: string) => Type.Array(Uuid, { maxItems: 100, description })
const pendingAcceptances = pending('Versions of policies that must be accepted.')

/** What every way of signing in answers. */
export const TokensAnswer = component(
  'TokensAnswer',
  closed({
    ...tokens,
    deviceToken: Type.String({
      ...Token,
      description: 'Names this device: sent along with the next sign-in, its failures are counted apart.',
    }),
    pendingChoices: pending('Companies at which a site must be chosen.'),
    pendingAcceptances,
  }),
)
export type TokensAnswer = Static<typeof TokensAnswer>

/** What a sign-in with a right password answers; `kind` tells which. */
export const SignInAnswer = Type.Union([TokensAnswer, ChallengeAnswer])

/** What a refresh answers; the device keeps its token. */
export const RefreshedTokens = component('RefreshedTokens', closed({ ...tokens, pendingAcceptances }))
export type RefreshedTokens = Static<typeof RefreshedTokens>

const exampleToken = 'tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y'
const examplePassword = 'orange-harbour-lantern-42'

export const SignIn = closed(
  { email: LoginEmail, password: Password, deviceToken: Type.Optional(Token) },
  { examples: [{ email: 'anna@example.com', password: examplePassword }] },
)
export type SignIn = Static<typeof SignIn>

export const RefreshTokenShown = closed(
  { refreshToken: Token },
  { examples: [{ refreshToken: exampleToken }] },
)

export const StepUp = closed(
  { password: Type.Optional(Password), code: Type.Optional(Code) },
  { examples: [{ password: examplePassword }] },
)
export type StepUp = Static<typeof StepUp>

/** Until when the session counts as freshly signed in. */
export const SteppedUp = closed({ authenticatedAt: Timestamp, expiresAt: Timestamp })
export type SteppedUp = Static<typeof SteppedUp>

/** No content: whatever there is or is not, the answer is the same. */
export const Accepted = Type.Unsafe<undefined>({
  type: 'null',
  description: 'Taken. What comes of it is told by mail.',
})

/** Asks for a mail to an address. */
export const AddressOnly = closed({ email: LoginEmail }, { examples: [{ email: 'anna@example.com' }] })

export const VerifyEmail = closed({ token: Token }, { examples: [{ token: exampleToken }] })

export const ResetPassword = closed(
  { token: Token, password: Password },
  { examples: [{ token: exampleToken, password: examplePassword }] },
)
export type ResetPassword = Static<typeof ResetPassword>

export const PasswordChange = closed(
  { currentPassword: Password, newPassword: Password },
  { examples: [{ currentPassword: examplePassword, newPassword: 'lantern-meadow-copper-77' }] },
)
export type PasswordChange = Static<typeof PasswordChange>
