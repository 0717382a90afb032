import { Type } from '@sinclair/typebox'
import { me } from '#src/access/access.ts'
import { reachBranches, reachText } from '#src/access/reach.ts'
import { readsTexts } from '#src/access/relations.ts'
import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { appointmentsAccess as access } from '#src/features/appointments/appointments.access.ts'
import {
  type AppointmentFilters,
  appointmentStatement,
  appointmentsStatement,
  listOwnAppointments,
  type Position,
  type ReadAppointment,
} from '#src/features/appointments/appointments.queries.ts'
import {
  Appointment,
  AppointmentCorrection,
  type AppointmentTexts,
  Cancellation,
  ListedAppointment,
  NewAppointment,
  OwnAppointment,
  Reschedule,
  Settlement,
} from '#src/features/appointments/appointments.schema.ts'
import { bookAppointment } from '#src/features/appointments/book-appointment.ts'
import {
  cancelAppointment,
  correctAppointment,
  recordAttendance,
  rescheduleAppointment,
  settleAppointment,
} from '#src/features/appointments/change-appointment.ts'
import { asListed, textsPlace } from '#src/features/appointments/show-appointment.ts'
import { rangeInstant } from '#src/features/appointments/wall-clock.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { appointmentParams, ORG, organisationParams } from '#src/http/params.ts'
import { asPerson, inOrganisation, readInOrganisation } from '#src/http/scope.ts'
import {
  closed,
  DateOrTimestamp,
  OneOf,
  Page,
  pageQuery,
  UpdatedSince,
  Uuid,
} from '#src/schema/primitives.ts'

const tags = ['Appointments']
const one = `${ORG}/appointments/:appointmentId`
const own = { patient: 'a.patient_id', confidential: 'a.confidential' }
const readReach = reachText(access.read, own)
const listReach = reachBranches(access.read, own)

/** A list's boundary as an instant; dates are UTC dates here, as a list may span sites of several zones. */
const instant = (value: string | undefined) =>
  value === undefined ? {} : { value: new Date(rangeInstant(value, 'UTC')).toISOString() }

/** Whose appointment it is; nobody's where only the time is held. */
const patientOf = ({ patientId }: ListedAppointment) => (patientId === null ? [] : [patientId])

export const appointmentsRoutes = async (app: App): Promise<void> => {
  const now = () => app.deps.clock.now().toISOString()

  app.post(
    `${ORG}/appointments`,
    {
      config: {
        access: access.book,
        entityTag: true,
        errors: [
          'slot-not-offered',
          'rule-refused',
          'slot-taken',
          'patient-busy',
          'below-minimum-age',
          'already-exists',
          'agreement-missing',
        ],
      },
      schema: {
        operationId: 'bookAppointment',
        tags,
        summary: 'Book an appointment',
        description:
          'A person books for themselves and becomes a patient of the organisation by it; staff says for which patient.',
        params: organisationParams,
        body: NewAppointment,
        response: { 201: Appointment },
      },
    },
    (request) => inOrganisation(request, (scope) => bookAppointment(scope, request.body, request.ip)),
  )

  app.get(
    `${ORG}/appointments`,
    {
      config: {
        access: access.read,
        trail: {
          action: 'read',
          resource: 'appointment',
          patients: ({ data }: { data: ListedAppointment[] }) => data.flatMap(patientOf),
          resources: ({ data }: { data: ListedAppointment[] }) => data.map(({ id }) => id),
        },
      },
      schema: {
        operationId: 'listAppointments',
        tags,
        summary: 'List appointments',
        description:
          'By start, or by change with `updatedSince`. Without the note, which the single read shows. Dates in `from` and `to` are UTC dates.',
        params: organisationParams,
        querystring: closed({
          ...pageQuery,
          from: Type.Optional(DateOrTimestamp),
          to: Type.Optional(DateOrTimestamp),
          practitionerId: Type.Optional(Uuid),
          patientId: Type.Optional(Uuid),
          status: Type.Optional(OneOf('booked', 'completed', 'noShow', 'cancelled')),
          settled: Type.Optional(Type.Boolean()),
          updatedSince: Type.Optional(UpdatedSince),
        }),
        response: { 200: Page(ListedAppointment) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, from, to, ...rest } = request.query
      const after = openCursor(request, cursor) as Position | null
      const [since, until] = [instant(from).value, instant(to).value]
      const filters: AppointmentFilters = {
        ...rest,
        ...(since ? { from: since } : {}),
        ...(until ? { to: until } : {}),
      }
      const { organisationId } = request.params
      const { rows } = await readInOrganisation<ReadAppointment>(
        request,
        appointmentsStatement(listReach, organisationId, filters, after, limit, now()),
      )
      const position = (row: ReadAppointment) => [
        filters.updatedSince === undefined ? row.startsAt : row.updatedAt,
        row.id,
      ]
      return page(request, rows, limit, position, asListed)
    },
  )

  app.get(
    one,
    {
      config: {
        access: access.read,
        entityTag: true,
        trail: {
          action: 'read',
          resource: 'appointment',
          patients: patientOf,
          resources: ({ id }: Appointment) => [id],
        },
      },
      schema: {
        operationId: 'getAppointment',
        tags,
        summary: 'Read an appointment',
        params: appointmentParams,
        response: { 200: Appointment },
      },
    },
    async (request) => {
      const { organisationId, appointmentId } = request.params
      const statement = appointmentStatement(readReach, organisationId, appointmentId, now())
      const { actor, rows } = await readInOrganisation<ReadAppointment & { sealed: Buffer | null }>(
        request,
        statement,
      )
      if (!rows[0]) throw notFound()
      const { sealed, ...row } = rows[0]
      if (sealed === null || !readsTexts(actor, row.patientId ?? '')) return { ...asListed(row), note: null }
      const { keyring } = app.deps
      const place = textsPlace(appointmentId)
      const texts =
        keyring.openCached<AppointmentTexts>(organisationId, sealed, place)?.value ??
        (await inOrganisation(request, ({ tx }) =>
          keyring.open<AppointmentTexts>(tx, organisationId, sealed, place),
        ))
      return { ...asListed(row), note: texts.note }
    },
  )

  app.patch(
    one,
    {
      config: { access: access.correct, entityTag: true },
      schema: {
        operationId: 'correctAppointment',
        tags,
        summary: 'Correct an appointment',
        params: appointmentParams,
        body: AppointmentCorrection,
        response: { 200: Appointment },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        correctAppointment(scope, request.params.appointmentId, expectedVersion(request), request.body),
      ),
  )

  app.post(
    `${one}/reschedule`,
    {
      config: {
        access: access.move,
        entityTag: true,
        errors: [
          'slot-not-offered',
          'rule-refused',
          'slot-taken',
          'patient-busy',
          'not-booked',
          'already-started',
        ],
      },
      schema: {
        operationId: 'rescheduleAppointment',
        tags,
        summary: 'Move an appointment',
        description: 'Possible until it starts; a late one is recorded with the rule then in force.',
        params: appointmentParams,
        body: Reschedule,
        response: { 200: Appointment },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        rescheduleAppointment(scope, request.params.appointmentId, expectedVersion(request), request.body),
      ),
  )

  app.post(
    `${one}/cancel`,
    {
      config: { access: access.cancel, entityTag: true, errors: ['not-booked', 'already-started'] },
      schema: {
        operationId: 'cancelAppointment',
        tags,
        summary: 'Cancel an appointment',
        description: 'Possible until it starts; a late one is recorded with the rule then in force.',
        params: appointmentParams,
        body: Cancellation,
        response: { 200: Appointment },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        cancelAppointment(scope, request.params.appointmentId, expectedVersion(request), request.body),
      ),
  )

  for (const [path, operationId, summary, status] of [
    ['complete', 'completeAppointment', 'Record that an appointment took place', 'completed'],
    ['no-show', 'recordNoShow', 'Record that the patient did not come', 'noShow'],
  ] as const)
    app.post(
      `${one}/${path}`,
      {
        config: { access: access.attend, entityTag: true, errors: ['not-booked', 'not-started'] },
        schema: { operationId, tags, summary, params: appointmentParams, response: { 200: Appointment } },
      },
      (request) =>
        inOrganisation(request, (scope) =>
          recordAttendance(scope, request.params.appointmentId, expectedVersion(request), status),
        ),
    )

  app.put(
    `${one}/settlement`,
    {
      config: { access: access.attend, entityTag: true, errors: ['rule-refused'] },
      schema: {
        operationId: 'settleAppointment',
        tags,
        summary: 'Record the payment',
        params: appointmentParams,
        body: Settlement,
        response: { 200: Appointment },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        settleAppointment(scope, request.params.appointmentId, expectedVersion(request), request.body),
      ),
  )

  app.get(
    '/v1/me/appointments',
    {
      config: { access: me({ leaving: true }) },
      schema: {
        operationId: 'listOwnAppointments',
        tags: ['Me'],
        summary: 'List my appointments in all organisations',
        description: 'Latest first. `overlaps` marks a booked appointment that another one of mine overlaps.',
        querystring: closed(pageQuery),
        response: { 200: Page(OwnAppointment) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const after = openCursor(request, cursor) as Position | null
      const rows = await asPerson(request, ({ tx, at, accountId }) =>
        listOwnAppointments(tx, accountId, after, limit, at),
      )
      return page(
        request,
        rows,
        limit,
        (row) => [row.startsAt, row.id],
        ({ organisationName, overlaps, ...row }) => ({ ...asListed(row), organisationName, overlaps }),
      )
    },
  )
}
