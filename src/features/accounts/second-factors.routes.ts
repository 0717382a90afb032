import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { accountsAccess } from '#src/features/accounts/accounts.access.ts'
import {
  addSecondFactor,
  confirmSecondFactor,
  listSecondFactors,
  removeSecondFactor,
} from '#src/features/accounts/own-second-factors.ts'
import {
  ConfirmedSecondFactor,
  NewSecondFactor,
  PendingSecondFactor,
  SecondFactor,
  SecondFactorCode,
} from '#src/features/accounts/second-factors.schema.ts'
import { asPerson } from '#src/http/scope.ts'
import { closed, Page, Uuid } from '#src/schema/primitives.ts'

const tags = ['Me']
const params = closed({ secondFactorId: Uuid })
const access = accountsAccess.changeFactors

/** One's own second factors. */
export const secondFactorsRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/me/second-factors',
    {
      config: { access: accountsAccess.readFactors },
      schema: {
        operationId: 'listSecondFactors',
        tags,
        summary: 'List your second factors',
        response: { 200: Page(SecondFactor) },
      },
    },
    async (request) => ({ data: await asPerson(request, listSecondFactors), nextCursor: null }),
  )

  app.post(
    '/v1/me/second-factors',
    {
      config: { access, answersSecret: true, errors: ['already-exists'] },
      schema: {
        operationId: 'addSecondFactor',
        tags,
        summary: 'Set up a second factor',
        description:
          'Put the secret into an authenticator (TOTP, RFC 6238) and confirm with a code of it within the hour.',
        body: NewSecondFactor,
        response: { 201: PendingSecondFactor },
      },
    },
    (request) => asPerson(request, addSecondFactor),
  )

  app.post(
    '/v1/me/second-factors/:secondFactorId/confirm',
    {
      config: {
        access,
        limit: 'signIn',
        answersSecret: true,
        errors: ['not-found', 'invalid-code', 'already-exists'],
      },
      schema: {
        operationId: 'confirmSecondFactor',
        tags,
        summary: 'Confirm a second factor',
        description:
          'From now on each sign-in asks for a code. Answers the recovery codes, shown this once, and ends all other sessions.',
        params,
        body: SecondFactorCode,
        response: { 200: ConfirmedSecondFactor },
      },
    },
    (request) =>
      asPerson(request, (scope) =>
        confirmSecondFactor(scope, request.params.secondFactorId, request.body.code),
      ),
  )

  app.delete(
    '/v1/me/second-factors/:secondFactorId',
    {
      config: { access, errors: ['not-found', 'password-too-short'] },
      schema: {
        operationId: 'removeSecondFactor',
        tags,
        summary: 'Remove a second factor',
        description: 'With its recovery codes. Ends all other sessions.',
        params,
        response: { 204: Type.Null() },
      },
    },
    (request) => asPerson(request, (scope) => removeSecondFactor(scope, request.params.secondFactorId)),
  )
}
