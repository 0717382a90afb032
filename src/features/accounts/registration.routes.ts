import type { App } from '#src/app.ts'
import { loadPasswordDictionaries } from '#src/crypto/password-strength.ts'
import { accountsAccess } from '#src/features/accounts/accounts.access.ts'
import { register, resendVerification } from '#src/features/accounts/register.ts'
import { Registration } from '#src/features/accounts/registration.schema.ts'
import { Accepted, AddressOnly, TokensAnswer, VerifyEmail } from '#src/features/accounts/sign-in.schema.ts'
import { tokensAnswer } from '#src/features/accounts/tokens-answer.ts'
import { verifyEmail } from '#src/features/accounts/verify-email.ts'
import { visitorOf } from '#src/features/accounts/visitor-of-request.ts'
import { workAfterAnswers } from '#src/http/after-answer.ts'

const tags = ['Accounts']

/** Registering and verifying the address. */
export const registrationRoutes = async (app: App): Promise<void> => {
  const afterAnswer = workAfterAnswers(app)
  // So that the first to register does not wait for them.
  app.addHook('onListen', async () => {
    await loadPasswordDictionaries()
  })

  app.post(
    '/v1/auth/register',
    {
      config: {
        access: accountsAccess.open,
        limit: 'register',
        errors: ['below-minimum-age', 'weak-password', 'rule-refused', 'overloaded'],
      },
      schema: {
        operationId: 'register',
        tags,
        summary: 'Ask for an account',
        description: 'Answers the same whether or not the address has an account; the mail tells its owner.',
        body: Registration,
        response: { 202: Accepted },
      },
    },
    async (request, reply) => {
      await register(app.deps, request.body, visitorOf(request))
      return reply.send(undefined)
    },
  )

  app.post(
    '/v1/auth/verify-email',
    {
      config: { access: accountsAccess.open, limit: 'signIn', errors: ['invalid-token'] },
      schema: {
        operationId: 'verifyEmail',
        tags,
        summary: 'Make the account of a registration',
        description: 'With the token of the mail, which is good once, for 24 hours.',
        body: VerifyEmail,
        response: { 200: TokensAnswer },
      },
    },
    async (request) => tokensAnswer(app, await verifyEmail(app.deps, request.body.token, visitorOf(request))),
  )

  app.post(
    '/v1/auth/resend-verification',
    {
      config: { access: accountsAccess.open, limit: 'register' },
      schema: {
        operationId: 'resendVerification',
        tags,
        summary: 'Mail the link of a registration again',
        body: AddressOnly,
        response: { 202: Accepted },
      },
    },
    async (request, reply) => {
      afterAnswer(reply, await resendVerification(app.deps, request.body.email, request.id))
      return reply.send(undefined)
    },
  )
}
