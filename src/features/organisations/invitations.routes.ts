import { Type } from '@sinclair/typebox'
import { publicAccess } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { TokensAnswer } from '#src/features/accounts/sign-in.schema.ts'
import { tokensAnswer } from '#src/features/accounts/tokens-answer.ts'
import { visitorOf } from '#src/features/accounts/visitor-of-request.ts'
import { InvitationAcceptance } from '#src/features/organisations/accept-invitation.schema.ts'
import { acceptInvitation } from '#src/features/organisations/accept-invitation.ts'
import { findInvitation, listInvitations } from '#src/features/organisations/invitations.queries.ts'
import {
  addInvitation,
  showInvitations,
  takeInvitationBack,
} from '#src/features/organisations/invitations.service.ts'
import { membersAccess } from '#src/features/organisations/members.access.ts'
import { Invitation, NewInvitation } from '#src/features/organisations/members.schema.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { invitationParams, ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Organisations']

export const invitationsRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/invitations`,
    {
      config: { access: membersAccess.grant, errors: ['rule-refused'] },
      schema: {
        operationId: 'addInvitation',
        tags,
        summary: 'Invite somebody to the staff',
        description: 'The single-use link goes by mail alone and stands for seven days.',
        params: organisationParams,
        body: NewInvitation,
        response: { 201: Invitation },
      },
    },
    (request) => inOrganisation(request, (scope) => addInvitation(scope, request.body)),
  )

  app.get(
    `${ORG}/invitations`,
    {
      config: { access: membersAccess.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listInvitations',
        tags,
        summary: 'List the invitations, newest first',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(Invitation) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const position = openCursor(request, cursor)
      const after = position ? { createdAt: position[0] as string, id: position[1] as string } : null
      const invitations = await inOrganisation(request, async (scope) =>
        showInvitations(scope, await listInvitations(scope.tx, scope.actor.organisationId, after, limit)),
      )
      return page(
        request,
        invitations,
        limit,
        (one) => [one.createdAt, one.id],
        (one) => one,
      )
    },
  )

  app.get(
    `${ORG}/invitations/:invitationId`,
    {
      config: { access: membersAccess.read },
      schema: {
        operationId: 'getInvitation',
        tags,
        summary: 'Read an invitation',
        params: invitationParams,
        response: { 200: Invitation },
      },
    },
    (request) =>
      inOrganisation(request, async (scope) => {
        const row = await findInvitation(scope.tx, scope.actor.organisationId, request.params.invitationId)
        const [invitation] = await showInvitations(scope, row ? [row] : [])
        if (!invitation) throw notFound()
        return invitation
      }),
  )

  app.delete(
    `${ORG}/invitations/:invitationId`,
    {
      config: { access: membersAccess.revokeInvitation, errors: ['conflict'] },
      schema: {
        operationId: 'revokeInvitation',
        tags,
        summary: 'Revoke an invitation',
        params: invitationParams,
        response: { 204: Type.Null() },
      },
    },
    (request) => inOrganisation(request, (scope) => takeInvitationBack(scope, request.params.invitationId)),
  )

  app.post(
    '/v1/invitations/accept',
    {
      config: {
        access: publicAccess,
        limit: 'signIn',
        errors: [
          'invalid-token',
          'invalid-credentials',
          'second-factor-code-required',
          'invalid-code',
          'sign-in-blocked',
          'account-blocked',
          'weak-password',
          'rule-refused',
          'already-linked',
          'already-exists',
          'conflict',
          'overloaded',
        ],
      },
      schema: {
        operationId: 'acceptInvitation',
        tags,
        summary: 'Accept an invitation and sign in',
        description:
          'Who has an account sends its password, with a second factor its `code` too, and nothing else; who has none makes one with password, names and phone.',
        body: InvitationAcceptance,
        response: { 200: TokensAnswer },
      },
    },
    async (request) => tokensAnswer(app, await acceptInvitation(app.deps, request.body, visitorOf(request))),
  )
}
