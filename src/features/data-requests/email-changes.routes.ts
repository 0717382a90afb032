import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { confirmEmailChange } from '#src/features/accounts/change-email.ts'
import { VerifyEmail } from '#src/features/accounts/sign-in.schema.ts'
import { undoEmailChange } from '#src/features/accounts/undo-email-change.ts'
import { publicRequestsAccess as access } from '#src/features/data-requests/public-requests.access.ts'
import {
  completeEmailRectification,
  noteUndoneRectifications,
} from '#src/features/data-requests/settle-email-change.ts'

const tags = ['Accounts']

/** The rectification of the login e-mail, which the platform runs. */
export const emailChangesRoutes = async (app: App): Promise<void> => {
  app.post(
    '/v1/auth/email-changes/confirm',
    {
      config: { access: access.open, limit: 'signIn', errors: ['invalid-token'] },
      schema: {
        operationId: 'confirmEmailChange',
        tags,
        summary: 'Make an address the login e-mail',
        description:
          'With the token that was mailed to it, which is good once, for 24 hours. The address of before is told, and can undo it for 7 days.',
        body: VerifyEmail,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      const { token } = request.body
      await confirmEmailChange(app.deps, token, request.id, completeEmailRectification)
      return null
    },
  )

  app.post(
    '/v1/auth/email-changes/undo',
    {
      config: { access: access.open, limit: 'signIn', errors: ['invalid-token', 'already-exists'] },
      schema: {
        operationId: 'undoEmailChange',
        tags,
        summary: 'Take a changed login e-mail back',
        description:
          'With the token that was mailed to the address of before. Ends every session; a new password must be set by the link that is mailed to it.',
        body: VerifyEmail,
        response: { 204: Type.Null() },
      },
    },
    async (request) => {
      const { token } = request.body
      await undoEmailChange(app.deps, token, request.id, noteUndoneRectifications)
      return null
    },
  )
}
