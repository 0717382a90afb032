import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { accountsAccess } from '#src/features/accounts/accounts.access.ts'
import { refreshSession, signOut } from '#src/features/accounts/refresh-session.ts'
import { ChallengeResponse } from '#src/features/accounts/second-factors.schema.ts'
import {
  RefreshedTokens,
  RefreshTokenShown,
  SignIn,
  SignInAnswer,
  SteppedUp,
  StepUp,
  TokensAnswer,
} from '#src/features/accounts/sign-in.schema.ts'
import { signIn } from '#src/features/accounts/sign-in.ts'
import { answerChallenge } from '#src/features/accounts/sign-in-challenge.ts'
import { stepUp } from '#src/features/accounts/step-up.ts'
import { refreshedTokens, tokensAnswer } from '#src/features/accounts/tokens-answer.ts'
import { visitorOf } from '#src/features/accounts/visitor-of-request.ts'
import { asPerson } from '#src/http/scope.ts'
import { closed, Token } from '#src/schema/primitives.ts'

const tags = ['Accounts']

/** Signing in and out, refreshing, stepping up. */
export const signInRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/auth/login',
    {
      config: {
        access: accountsAccess.open,
        limit: 'signIn',
        errors: ['invalid-credentials', 'sign-in-blocked', 'account-blocked', 'overloaded'],
      },
      schema: {
        operationId: 'signIn',
        tags,
        summary: 'Sign in',
        description:
          'Send the `deviceToken` of an earlier answer along: failures of others then never block this device. Where the account has a second factor the answer is a challenge, which is good for two minutes, five tries and this device.',
        body: SignIn,
        response: { 200: SignInAnswer },
      },
    },
    async (request) => {
      const signedIn = await signIn(app.deps, request.body, visitorOf(request))
      return 'challengeId' in signedIn ? signedIn : tokensAnswer(app, signedIn)
    },
  )

  app.post(
    '/v1/auth/challenges/:challengeId',
    {
      config: {
        access: accountsAccess.open,
        limit: 'signIn',
        errors: ['invalid-token', 'invalid-code', 'sign-in-blocked'],
      },
      schema: {
        operationId: 'answerChallenge',
        tags,
        summary: 'Answer a challenge with a code of the second factor',
        description:
          'From the device and network that signed in. Takes the six digits of the authenticator, each good once, or a recovery code.',
        params: closed({ challengeId: Token }),
        body: ChallengeResponse,
        response: { 200: TokensAnswer },
      },
    },
    async (request) =>
      tokensAnswer(
        app,
        await answerChallenge(app.deps, request.params.challengeId, request.body, visitorOf(request)),
      ),
  )

  app.post(
    '/v1/auth/refresh',
    {
      config: { access: accountsAccess.open, errors: ['invalid-token'] },
      schema: {
        operationId: 'refreshTokens',
        tags,
        summary: 'Exchange a refresh token for new tokens',
        description:
          'Each refresh token is good once. One that is repeated within ten seconds, its successor unused, is forgiven; any other repetition ends the session.',
        body: RefreshTokenShown,
        response: { 200: RefreshedTokens },
      },
    },
    async (request) =>
      refreshedTokens(app, await refreshSession(app.deps, request.body.refreshToken, request.id)),
  )

  app.post(
    '/v1/auth/logout',
    {
      config: { access: accountsAccess.open, errors: ['invalid-token'] },
      schema: {
        operationId: 'signOut',
        tags,
        summary: 'Sign out',
        description: 'Ends the session of the refresh token; its access tokens are refused from then on.',
        body: RefreshTokenShown,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      await signOut(app.deps, request.body.refreshToken, request.id)
      return null
    },
  )

  app.post(
    '/v1/auth/step-up',
    {
      config: {
        access: accountsAccess.stepUp,
        limit: 'signIn',
        errors: [
          'invalid-credentials',
          'invalid-code',
          'second-factor-code-required',
          'sign-in-blocked',
          'overloaded',
        ],
      },
      schema: {
        operationId: 'stepUp',
        tags,
        summary: 'Confirm who is signed in',
        description:
          'With the password, or where there is a second factor with a code of it. Marks the session for ten minutes, as a sign-in does; the same access token goes on. What needs it answers 403 `step-up-required` before.',
        body: StepUp,
        response: { 200: SteppedUp },
      },
    },
    (request) => stepUp(app.deps, (run) => asPerson(request, run), request.body, visitorOf(request)),
  )
}
