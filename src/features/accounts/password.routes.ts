import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { accountsAccess } from '#src/features/accounts/accounts.access.ts'
import { changePassword } from '#src/features/accounts/change-password.ts'
import { forgotPassword, resetPassword } from '#src/features/accounts/reset-password.ts'
import {
  Accepted,
  AddressOnly,
  PasswordChange,
  ResetPassword,
} from '#src/features/accounts/sign-in.schema.ts'
import { visitorOf } from '#src/features/accounts/visitor-of-request.ts'
import { workAfterAnswers } from '#src/http/after-answer.ts'
import { asPerson } from '#src/http/scope.ts'

/** Forgotten and changed passwords. */
export const passwordRoutes = async (app: App): Promise<void> => {
  const afterAnswer = workAfterAnswers(app)

  app.post(
    '/v1/auth/forgot-password',
    {
      config: { access: accountsAccess.open, limit: 'register' },
      schema: {
        operationId: 'forgotPassword',
        tags: ['Accounts'],
        summary: 'Mail a link for a new password',
        description: 'Answers the same whether or not the address has an account.',
        body: AddressOnly,
        response: { 202: Accepted },
      },
    },
    async (request, reply) => {
      afterAnswer(reply, await forgotPassword(app.deps, request.body.email, request.id))
      return reply.send(undefined)
    },
  )

  app.post(
    '/v1/auth/reset-password',
    {
      config: {
        access: accountsAccess.open,
        limit: 'signIn',
        errors: ['invalid-token', 'weak-password', 'overloaded'],
      },
      schema: {
        operationId: 'resetPassword',
        tags: ['Accounts'],
        summary: 'Set a new password',
        description: 'With the token of the mail, which is good once, for 30 minutes. Ends every session.',
        body: ResetPassword,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      await resetPassword(app.deps, request.body, visitorOf(request))
      return null
    },
  )

  app.put(
    '/v1/me/password',
    {
      config: {
        access: accountsAccess.changePassword,
        limit: 'signIn',
        errors: ['invalid-credentials', 'weak-password', 'sign-in-blocked', 'overloaded'],
      },
      schema: {
        operationId: 'changePassword',
        tags: ['Me'],
        summary: 'Change the password',
        description: 'Ends all other sessions.',
        body: PasswordChange,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      await changePassword(app.deps, (run) => asPerson(request, run), request.body, visitorOf(request))
      return null
    },
  )
}
