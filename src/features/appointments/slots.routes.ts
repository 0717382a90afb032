import { Type } from '@sinclair/typebox'
import { publicAccess } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { readWithKey } from '#src/db/scope.ts'
import { notFound, Problem } from '#src/errors.ts'
import { appointmentsAccess } from '#src/features/appointments/appointments.access.ts'
import { OfferedSlot } from '#src/features/appointments/appointments.schema.ts'
import { type CalendarRow, calendarStatement } from '#src/features/appointments/calendar.queries.ts'
import { mostSlots, slotRange, slotsOf } from '#src/features/appointments/find-slots.ts'
import { ORG, organisationParams } from '#src/http/params.ts'
import { readInOrganisation } from '#src/http/scope.ts'
import { closed, DateOrTimestamp, Uuid } from '#src/schema/primitives.ts'

const Slots = closed({ data: Type.Array(OfferedSlot, { maxItems: mostSlots }) })
const range = {
  serviceId: Uuid,
  from: DateOrTimestamp,
  to: DateOrTimestamp,
}

const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

export const slotsRoutes = async (app: App): Promise<void> => {
  app.get(
    `${ORG}/slots`,
    {
      config: { access: appointmentsAccess.slots, errors: ['rule-refused'] },
      schema: {
        operationId: 'listSlots',
        tags: ['Appointments'],
        summary: 'List the times that can be booked',
        description:
          "Unlisted practitioners included. `from` and `to` are dates in each site's zone or instants, half open, at most 92 days and 50,000 times.",
        params: organisationParams,
        querystring: closed({ ...range, practitionerId: Type.Optional(Uuid), siteId: Type.Optional(Uuid) }),
        response: { 200: Slots },
      },
    },
    async (request) => {
      const { serviceId, from, to, practitionerId = null, siteId = null } = request.query
      const at = app.deps.clock.now().toISOString()
      const { organisationId } = request.params
      const question = { organisationId, serviceId, practitionerId, siteId, range: slotRange(from, to), at }
      const { rows } = await readInOrganisation<CalendarRow>(request, calendarStatement(question))
      return { data: slotsOf(rows, from, to, at) }
    },
  )

  app.get(
    '/v1/directory/practitioners/:practitionerId/slots',
    {
      config: {
        access: publicAccess,
        errors: ['not-found', 'rule-refused'],
        cacheControl: 'public, max-age=30',
      },
      schema: {
        operationId: 'listPractitionerSlots',
        tags: ['Directory'],
        summary: 'List the times that can be booked with a listed practitioner',
        params: closed({ practitionerId: Uuid }),
        querystring: closed(range),
        response: { 200: Slots },
      },
    },
    async (request) => {
      const { serviceId, from, to } = request.query
      const { practitionerId } = request.params
      const at = app.deps.clock.now().toISOString()
      // The organisation is known only once the key stands: the statement takes it from the scope.
      const question = {
        organisationId: null,
        serviceId,
        practitionerId,
        siteId: null,
        range: slotRange(from, to),
        at,
      }
      const { rows } = await readWithKey<CalendarRow>(
        app.deps,
        'practitioner',
        idBytes(practitionerId),
        calendarStatement(question),
      ).catch((error) => {
        throw error instanceof Problem && error.code === 'invalid-token' ? notFound() : error
      })
      return { data: slotsOf(rows, from, to, at) }
    },
  )
}
