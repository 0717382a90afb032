import type { FastifyRequest } from 'fastify'
import type { App } from '#src/app.ts'
import { showsActorName } from '#src/audit/actor-names.ts'
import { Problem } from '#src/errors.ts'
import { trailAccess } from '#src/features/trail/trail.access.ts'
import type { Position } from '#src/features/trail/trail.queries.ts'
import {
  AccessLogEntry,
  AuditEvent,
  type AuditFilters,
  auditEventsQuery,
  TrailVerdict,
} from '#src/features/trail/trail.schema.ts'
import {
  asEntry,
  auditEventsOf,
  namesOfColleagues,
  type OpenOwnEvent,
  ownEvents,
  verdictOf,
} from '#src/features/trail/trail.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { asNewcomer, asPerson, inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Organisations']

// Whoever looks into the trail stands in it too.
const looked = {
  action: 'read',
  resource: 'auditEvents',
  patients: () => [],
  resources: (_answer: unknown, request: FastifyRequest) => [
    (request.params as { organisationId: string }).organisationId,
  ],
} as const

// A date is the midnight with which it begins in UTC.
const instant = (value: string) => new Date(value).toISOString()

const namesIn = async (
  request: FastifyRequest,
  organisationId: string,
  events: readonly OpenOwnEvent[],
): Promise<Map<string, string>> => {
  const accountIds = new Set(events.flatMap(({ accountId }) => accountId ?? []))
  if (accountIds.size === 0) return new Map()
  try {
    return await asNewcomer(request, organisationId, (scope) => namesOfColleagues(scope, [...accountIds]))
  } catch (error) {
    // The organisation has closed: its roles are still told.
    if (error instanceof Problem && error.code === 'not-found') return new Map()
    throw error
  }
}

/** Names by organisation and account, of the organisations whose country has people told by name. */
const namesFor = async (
  request: FastifyRequest,
  events: readonly OpenOwnEvent[],
): Promise<Map<string, Map<string, string>>> => {
  const told = Map.groupBy(
    events.filter(({ country }) => showsActorName(country)),
    ({ organisationId }) => organisationId,
  )
  const names = new Map<string, Map<string, string>>()
  for (const [organisationId, theirs] of told)
    names.set(organisationId, await namesIn(request, organisationId, theirs))
  return names
}

export const trailRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/audit-events`,
    {
      config: { access: trailAccess.read, trail: looked },
      schema: {
        operationId: 'listAuditEvents',
        tags,
        summary: 'Read who saw or changed what',
        description: 'Latest first. Dates in `from` and `to` are UTC dates; `to` itself is not in the range.',
        params: organisationParams,
        querystring: auditEventsQuery,
        response: { 200: Page(AuditEvent) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, from, to, ...rest } = request.query
      const after = openCursor(request, cursor) as Position | null
      const filters: AuditFilters = {
        ...rest,
        ...(from === undefined ? {} : { from: instant(from) }),
        ...(to === undefined ? {} : { to: instant(to) }),
      }
      const events = await inOrganisation(request, (scope) => auditEventsOf(scope, filters, after, limit))
      return page(
        request,
        events,
        limit,
        ({ at, id }) => [at, id],
        (event) => event,
      )
    },
  )

  app.get(
    `${ORG}/audit-events/verify`,
    {
      config: { access: trailAccess.read, limit: 'costly' },
      schema: {
        operationId: 'verifyAuditEvents',
        tags,
        summary: 'Recompute the chain of the trail',
        description:
          'Finds events that were changed, removed, reordered, added afterwards or cut off at the end. It takes a second for each ten thousand events or so; `npm run audit:verify` does it for all organisations.',
        params: organisationParams,
        response: { 200: TrailVerdict },
      },
    },
    (request) => inOrganisation(request, verdictOf),
  )

  app.get(
    '/v1/me/access-log',
    {
      config: { access: trailAccess.own },
      schema: {
        operationId: 'listAccessLog',
        tags: ['Me'],
        summary: 'Read who saw or changed my data',
        description: 'Latest first, in all organisations where I am a patient.',
        querystring: closed(pageQuery),
        response: { 200: Page(AccessLogEntry) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor) as Position | null
      const events = await asPerson(request, (scope) => ownEvents(scope, after, limit))
      const names = await namesFor(request, events)
      return page(
        request,
        events,
        limit,
        ({ at, id }) => [at, id],
        (event) => asEntry(event, names.get(event.organisationId)?.get(event.accountId ?? '')),
      )
    },
  )
}
