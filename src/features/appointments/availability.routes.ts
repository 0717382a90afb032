import { Type } from '@sinclair/typebox'
import type { App } from '#src/app.ts'
import { appointmentsAccess } from '#src/features/appointments/appointments.access.ts'
import {
  Availability,
  ExtraHours,
  NewAvailability,
  NewExtraHours,
  NewTimeOff,
  TimeOff,
} from '#src/features/appointments/availability.schema.ts'
import {
  addExtraHours,
  addTimeOff,
  listExtraHours,
  listTimeOff,
  readAvailability,
  removePeriod,
  replaceAvailability,
} from '#src/features/appointments/availability.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, practitionerParams } from '#src/http/params.ts'
import { inOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery, Uuid } from '#src/schema/primitives.ts'

const tags = ['Availability']
const access = appointmentsAccess.hours
const practitioner = `${ORG}/practitioners/:practitionerId`

export const availabilityRoutes = async (app: App): Promise<void> => {
  app.get(
    `${practitioner}/availability`,
    {
      config: { access, entityTag: true },
      schema: {
        operationId: 'getAvailability',
        tags,
        summary: 'Read the weekly rules',
        params: practitionerParams,
        response: { 200: Availability },
      },
    },
    (request) => inOrganisation(request, (scope) => readAvailability(scope, request.params.practitionerId)),
  )

  app.put(
    `${practitioner}/availability`,
    {
      config: { access, entityTag: true, ifMatchDemanded: true, errors: ['rule-refused'] },
      schema: {
        operationId: 'replaceAvailability',
        tags,
        summary: 'Replace the weekly rules',
        description: "On each site's wall clock; `24:00` ends a day, no rule crosses midnight.",
        params: practitionerParams,
        body: NewAvailability,
        response: { 200: Availability },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        replaceAvailability(
          scope,
          request.params.practitionerId,
          () => expectedVersion(request),
          request.body,
        ),
      ),
  )

  app.post(
    `${practitioner}/time-off`,
    {
      config: { access, errors: ['appointments-affected', 'rule-refused'] },
      schema: {
        operationId: 'addTimeOff',
        tags,
        summary: 'Take a practitioner off the slots',
        description: "Without a site on each site's own wall clock.",
        params: practitionerParams,
        body: NewTimeOff,
        response: { 201: TimeOff },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => addTimeOff(scope, request.params.practitionerId, request.body)),
  )

  app.get(
    `${practitioner}/time-off`,
    {
      config: { access },
      schema: {
        operationId: 'listTimeOff',
        tags,
        summary: 'List time off',
        params: practitionerParams,
        querystring: closed(pageQuery),
        response: { 200: Page(TimeOff) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = (openCursor(request, cursor)?.[0] ?? null) as string | null
      const rows = await inOrganisation(request, (scope) =>
        listTimeOff(scope, request.params.practitionerId, after, limit),
      )
      return page(
        request,
        rows,
        limit,
        (row) => [row.id],
        (row) => row,
      )
    },
  )

  app.delete(
    `${practitioner}/time-off/:timeOffId`,
    {
      config: { access },
      schema: {
        operationId: 'removeTimeOff',
        tags,
        summary: 'Take time off back',
        params: closed({ ...practitionerParams.properties, timeOffId: Uuid }),
        response: { 204: Type.Null() },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        removePeriod(scope, 'timeOff', request.params.practitionerId, request.params.timeOffId),
      ),
  )

  app.post(
    `${practitioner}/extra-hours`,
    {
      config: { access, errors: ['rule-refused'] },
      schema: {
        operationId: 'addExtraHours',
        tags,
        summary: 'Add hours beyond the weekly rules',
        params: practitionerParams,
        body: NewExtraHours,
        response: { 201: ExtraHours },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => addExtraHours(scope, request.params.practitionerId, request.body)),
  )

  app.get(
    `${practitioner}/extra-hours`,
    {
      config: { access },
      schema: {
        operationId: 'listExtraHours',
        tags,
        summary: 'List extra hours',
        params: practitionerParams,
        querystring: closed(pageQuery),
        response: { 200: Page(ExtraHours) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = (openCursor(request, cursor)?.[0] ?? null) as string | null
      const rows = await inOrganisation(request, (scope) =>
        listExtraHours(scope, request.params.practitionerId, after, limit),
      )
      return page(
        request,
        rows,
        limit,
        (row) => [row.id],
        (row) => row,
      )
    },
  )

  app.delete(
    `${practitioner}/extra-hours/:extraHoursId`,
    {
      config: { access },
      schema: {
        operationId: 'removeExtraHours',
        tags,
        summary: 'Take extra hours back',
        params: closed({ ...practitionerParams.properties, extraHoursId: Uuid }),
        response: { 204: Type.Null() },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        removePeriod(scope, 'extraHours', request.params.practitionerId, request.params.extraHoursId),
      ),
  )
}
