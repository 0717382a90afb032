import { type Static, Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { readPublic } from '#src/db/transact.ts'
import { notFound } from '#src/errors.ts'
import { acceptPolicies, listOwnPolicies } from '#src/features/policies/own-policies.ts'
import { policiesAccess as access } from '#src/features/policies/policies.access.ts'
import {
  controllerStatement,
  listPolicyVersions,
  policiesStatement,
} from '#src/features/policies/policies.queries.ts'
import {
  Acceptances,
  Audience,
  NewAcceptances,
  NewPolicyVersion,
  OwnPolicy,
  PolicyHistoryEntry,
  PolicyVersion,
  type PolicyVersionRow,
} from '#src/features/policies/policies.schema.ts'
import { asHistory, publishPlatformPolicy, publishPolicy } from '#src/features/policies/publish-policy.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { asPerson, asPlatform, inOrganisation } from '#src/http/scope.ts'
import { closed, Language, Uuid } from '#src/schema/primitives.ts'

const cacheControl = 'public, max-age=30'

const all = <S extends Parameters<typeof Type.Array>[0]>(item: S) =>
  closed({ data: Type.Array(item, { maxItems: 1000 }) })

const publicQuery = closed({
  organisationId: Type.Optional(
    Type.String({ ...Uuid, description: 'Whose texts; left out: those of the platform.' }),
  ),
  language: Type.Optional(Language),
  audience: Type.Optional(Audience),
})

/** Texts that bind people: publishing, reading, accepting. */
export const policiesRoutes = async (app: App): Promise<void> => {
  const published = async ({ organisationId, language, audience }: Static<typeof publicQuery>) => {
    const controller = organisationId ?? PLATFORM_ID
    const read = <R>(statement: Parameters<typeof readPublic>[1]) => readPublic<R>(app.deps.db, statement)
    if (organisationId !== undefined && (await read(controllerStatement(controller))).length === 0)
      throw notFound()
    const rows = await read<Static<typeof PolicyVersionRow>>(policiesStatement(controller, audience ?? null))
    const history = asHistory(rows, app.deps.clock.now().toISOString())
    return language === undefined ? history : history.filter((version) => version.language === language)
  }

  app.get(
    '/v1/privacy/policies',
    {
      config: { access: access.public, cacheControl, errors: ['not-found'] },
      schema: {
        operationId: 'listPublicPolicies',
        tags: ['Privacy'],
        summary: 'Read the policies in force, and those to come',
        querystring: publicQuery,
        response: { 200: all(PolicyHistoryEntry) },
      },
    },
    async ({ query }) => ({
      data: (await published(query)).filter(({ state }) => state !== 'superseded'),
    }),
  )

  app.get(
    '/v1/privacy/policies/history',
    {
      config: { access: access.public, cacheControl, errors: ['not-found'] },
      schema: {
        operationId: 'listPolicyHistory',
        tags: ['Privacy'],
        summary: 'Read every version that was published, and what each changed',
        querystring: publicQuery,
        response: { 200: all(PolicyHistoryEntry) },
      },
    },
    async ({ query }) => ({ data: await published(query) }),
  )

  app.get(
    `${ORG}/policies`,
    {
      config: { access: access.list },
      schema: {
        operationId: 'listPolicies',
        tags: ['Privacy'],
        summary: "List the versions of the organisation's policies, newest first",
        params: organisationParams,
        response: { 200: all(PolicyHistoryEntry) },
      },
    },
    (request) =>
      inOrganisation(request, async ({ tx, actor, at }) => ({
        data: asHistory(await listPolicyVersions(tx, actor.organisationId), at),
      })),
  )

  app.post(
    `${ORG}/policies`,
    {
      config: { access: access.publish, errors: ['rule-refused'] },
      schema: {
        operationId: 'publishPolicy',
        tags: ['Privacy'],
        summary: "Publish a version of the organisation's policy and tell everybody whom it binds",
        description:
          'With audience `staff` and mode `mustAccept` it is the undertaking of the staff. Versions of one audience and language follow each other; none is ever overwritten.',
        params: organisationParams,
        body: NewPolicyVersion,
        response: { 201: PolicyVersion },
      },
    },
    (request) => inOrganisation(request, (scope) => publishPolicy(scope, request.body)),
  )

  app.get(
    '/v1/platform/policies',
    {
      config: { access: access.platform },
      schema: {
        operationId: 'listPlatformPolicies',
        tags: ['Platform'],
        summary: "List the versions of the platform's policies, newest first",
        response: { 200: all(PolicyHistoryEntry) },
      },
    },
    (request) =>
      asPlatform(request, async ({ tx, at }) => ({
        data: asHistory(await listPolicyVersions(tx, PLATFORM_ID), at),
      })),
  )

  app.post(
    '/v1/platform/policies',
    {
      config: { access: access.platform, errors: ['rule-refused'] },
      schema: {
        operationId: 'publishPlatformPolicy',
        tags: ['Platform'],
        summary: "Publish a version of the platform's policy and tell everybody whom it binds",
        body: NewPolicyVersion,
        response: { 201: PolicyVersion },
      },
    },
    (request) => asPlatform(request, (scope) => publishPlatformPolicy(scope, request.body)),
  )

  app.get(
    '/v1/me/policies',
    {
      config: { access: access.own },
      schema: {
        operationId: 'listOwnPolicies',
        tags: ['Me'],
        summary: 'Read the policies that bind me, and what I accepted',
        response: { 200: all(OwnPolicy) },
      },
    },
    (request) => asPerson(request, async (scope) => ({ data: await listOwnPolicies(scope) })),
  )

  app.post(
    '/v1/me/policy-acceptances',
    {
      config: { access: access.own, errors: ['rule-refused'] },
      schema: {
        operationId: 'acceptPolicies',
        tags: ['Me'],
        summary: 'Accept policies',
        body: NewAcceptances,
        response: { 201: Acceptances },
      },
    },
    (request) => asPerson(request, (scope) => acceptPolicies(scope, request.body.versionIds, request.ip)),
  )
}
