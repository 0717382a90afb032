import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { membersAccess } from '#src/features/organisations/members.access.ts'
import { findMember, listMembers } from '#src/features/organisations/members.queries.ts'
import { Member, MemberChange } from '#src/features/organisations/members.schema.ts'
import {
  changeMember,
  removeMember,
  showMember,
  showMembers,
} from '#src/features/organisations/members.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { memberParams, ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Organisations']

export const membersRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/members`,
    {
      config: { access: membersAccess.read, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listMembers',
        tags,
        summary: 'List the staff',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(Member) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const members = await inOrganisation(request, async (scope) =>
        showMembers(scope, await listMembers(scope.tx, scope.actor.organisationId, after ?? null, limit)),
      )
      return page(
        request,
        members,
        limit,
        (member) => [member.id],
        (member) => member,
      )
    },
  )

  app.get(
    `${ORG}/members/:memberId`,
    {
      config: { access: membersAccess.read, entityTag: true },
      schema: {
        operationId: 'getMember',
        tags,
        summary: 'Read a member of the staff',
        params: memberParams,
        response: { 200: Member },
      },
    },
    (request) =>
      inOrganisation(request, async (scope) => {
        const row = await findMember(scope.tx, scope.actor.organisationId, request.params.memberId)
        if (!row) throw notFound()
        return showMember(scope, row)
      }),
  )

  app.patch(
    `${ORG}/members/:memberId`,
    {
      config: { access: membersAccess.grant, entityTag: true, errors: ['last-org-admin'] },
      schema: {
        operationId: 'changeMember',
        tags,
        summary: 'Give a member exactly these roles',
        params: memberParams,
        body: MemberChange,
        response: { 200: Member },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        changeMember(scope, request.params.memberId, expectedVersion(request), request.body),
      ),
  )

  app.delete(
    `${ORG}/members/:memberId`,
    {
      config: { access: membersAccess.grant, entityTag: true, errors: ['last-org-admin'] },
      schema: {
        operationId: 'removeMember',
        tags,
        summary: 'Remove a member from the staff',
        params: memberParams,
        response: { 204: Type.Null() },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        removeMember(scope, request.params.memberId, expectedVersion(request)),
      ),
  )
}
