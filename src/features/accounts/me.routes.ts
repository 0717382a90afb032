import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { RecordedProfileChange } from '#src/features/accounts/account-changes.schema.ts'
import { showAccountChanges } from '#src/features/accounts/account-changes.ts'
import { accountsAccess } from '#src/features/accounts/accounts.access.ts'
import { OwnSession, Profile, ProfileChange } from '#src/features/accounts/me.schema.ts'
import { changeProfile, readProfile } from '#src/features/accounts/own-profile.ts'
import { asOwnSession, endOtherSessions, endSession } from '#src/features/accounts/own-sessions.ts'
import { listLiveSessions } from '#src/features/accounts/sessions.queries.ts'
import { callerOfRequest } from '#src/http/access-guard.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { asPerson } from '#src/http/scope.ts'
import { closed, Page, pageQuery, Uuid } from '#src/schema/primitives.ts'

const tags = ['Me']
const access = accountsAccess.own

/** One's own profile and sessions. */
export const meRoutes = async (app: App): Promise<void> => {
  app.get(
    '/v1/me',
    {
      config: { access, entityTag: true },
      schema: { operationId: 'getProfile', tags, summary: 'Read your profile', response: { 200: Profile } },
    },
    (request) => asPerson(request, readProfile),
  )

  app.patch(
    '/v1/me',
    {
      config: { access: accountsAccess.change, entityTag: true, errors: ['immutable'] },
      schema: {
        operationId: 'changeProfile',
        tags,
        summary: 'Change your profile',
        description:
          'E-mail and date of birth are shown, not changed here. An empty change says that the details are right.',
        body: ProfileChange,
        response: { 200: Profile },
      },
    },
    (request) => asPerson(request, (scope) => changeProfile(scope, expectedVersion(request), request.body)),
  )

  app.get(
    '/v1/me/changes',
    {
      config: { access },
      schema: {
        operationId: 'listProfileChanges',
        tags,
        summary: 'Read what was changed in your profile, the newest first',
        querystring: closed(pageQuery),
        response: { 200: Page(RecordedProfileChange) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await asPerson(request, (scope) => showAccountChanges(scope, before ?? null, limit))
      return page(
        request,
        rows,
        limit,
        ({ id }) => [id],
        ({ at, changes }) => ({ at, changes }),
      )
    },
  )

  app.get(
    '/v1/me/sessions',
    {
      config: { access },
      schema: {
        operationId: 'listSessions',
        tags,
        summary: 'List where you are signed in',
        querystring: closed(pageQuery),
        response: { 200: Page(OwnSession) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await asPerson(request, ({ tx, accountId, at }) =>
        listLiveSessions(tx, accountId, after ?? null, limit, at),
      )
      const { sessionId } = callerOfRequest(request)
      return page(
        request,
        rows,
        limit,
        (session) => [session.id],
        (session) => asOwnSession(session, sessionId),
      )
    },
  )

  app.delete(
    '/v1/me/sessions/:sessionId',
    {
      config: { access, errors: ['not-found'] },
      schema: {
        operationId: 'endSession',
        tags,
        summary: 'Sign out on one device',
        params: closed({ sessionId: Uuid }),
        response: { 204: Type.Null() },
      },
    },
    (request) => asPerson(request, (scope) => endSession(scope, request.params.sessionId)),
  )

  app.delete(
    '/v1/me/sessions',
    {
      config: { access },
      schema: {
        operationId: 'endOtherSessions',
        tags,
        summary: 'Sign out on all other devices',
        response: { 204: Type.Null() },
      },
    },
    (request) => asPerson(request, endOtherSessions),
  )
}
