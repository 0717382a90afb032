import type { FastifyReply } from 'fastify'
import type { App } from '#src/app.ts'
import { organisationsAccess } from '#src/features/organisations/organisations.access.ts'
import { findOrganisation, listSettingsVersions } from '#src/features/organisations/organisations.queries.ts'
import {
  NewSettings,
  Organisation,
  OrganisationChange,
  OrganisationSettings,
  type Settings,
  SettingsVersion,
} from '#src/features/organisations/organisations.schema.ts'
import {
  asOrganisation,
  changeOrganisation,
  replaceSettings,
  settingsInForce,
} from '#src/features/organisations/organisations.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Organisations']

// The version is no field of the settings: what was read can be changed and sent back as it is.
const tagged = (reply: FastifyReply, { settings, version }: { settings: Settings; version: number }) => {
  reply.header('etag', `"${version}"`)
  return settings
}

export const organisationsRoutes = async (app: App): Promise<void> => {
  app.get(
    ORG,
    {
      config: { access: organisationsAccess.manage, entityTag: true },
      schema: {
        operationId: 'getOrganisation',
        tags,
        summary: 'Read the organisation',
        params: organisationParams,
        response: { 200: Organisation },
      },
    },
    (request) =>
      inOrganisation(request, async ({ tx, actor }) => {
        const {
          settings: _settings,
          settingsVersion: _version,
          asksUnlessRefusedSince: _since,
          ...row
        } = await findOrganisation(tx, actor.organisationId)
        return asOrganisation(row)
      }),
  )

  app.patch(
    ORG,
    {
      config: { access: organisationsAccess.manage, entityTag: true },
      schema: {
        operationId: 'changeOrganisation',
        tags,
        summary: 'Change the organisation',
        params: organisationParams,
        body: OrganisationChange,
        response: { 200: Organisation },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => changeOrganisation(scope, expectedVersion(request), request.body)),
  )

  app.get(
    `${ORG}/settings`,
    {
      config: { access: organisationsAccess.manage, entityTag: true },
      schema: {
        operationId: 'getSettings',
        tags,
        summary: 'Read the settings in force',
        params: organisationParams,
        response: { 200: OrganisationSettings },
      },
    },
    async (request, reply) => tagged(reply, await inOrganisation(request, settingsInForce)),
  )

  app.put(
    `${ORG}/settings`,
    {
      config: { access: organisationsAccess.manage, entityTag: true, errors: ['rule-refused'] },
      schema: {
        operationId: 'replaceSettings',
        tags,
        summary: 'Put settings in force',
        description: 'What is left out takes its default. Each version stays on record with who made it.',
        params: organisationParams,
        body: NewSettings,
        response: { 200: OrganisationSettings },
      },
    },
    async (request, reply) =>
      tagged(
        reply,
        await inOrganisation(request, (scope) =>
          replaceSettings(scope, expectedVersion(request), request.body),
        ),
      ),
  )

  app.get(
    `${ORG}/settings/versions`,
    {
      config: { access: organisationsAccess.manage, errors: ['invalid-cursor'] },
      schema: {
        operationId: 'listSettingsVersions',
        tags,
        summary: 'List who changed the settings to what, newest first',
        params: organisationParams,
        querystring: closed(pageQuery),
        response: { 200: Page(SettingsVersion) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as number | undefined
      const rows = await inOrganisation(request, ({ tx, actor }) =>
        listSettingsVersions(tx, actor.organisationId, before ?? null, limit),
      )
      return page(
        request,
        rows,
        limit,
        (row) => [row.version],
        (row) => row,
      )
    },
  )
}
