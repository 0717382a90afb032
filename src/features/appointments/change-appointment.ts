import type { Access } from '#src/access/access.ts'
import { isGuardianOf, readsTexts } from '#src/access/relations.ts'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, notFound, Problem, refused } from '#src/errors.ts'
import { appointmentsAccess } from '#src/features/appointments/appointments.access.ts'
import {
  type AppointmentRecord,
  findAppointment,
  findSettings,
  lockAppointment,
  lockCalendars,
  updateAppointment,
} from '#src/features/appointments/appointments.queries.ts'
import type {
  Appointment,
  AppointmentCorrection,
  Cancellation,
  LateChange,
  Reschedule,
  Settlement,
} from '#src/features/appointments/appointments.schema.ts'
import { asAppointment, openTexts, sealTexts } from '#src/features/appointments/show-appointment.ts'
import { refusedByConstraint, takeTime } from '#src/features/appointments/take-time.ts'
import { planAppointmentMails } from '#src/features/messages/appointment-mails.ts'
import { findPatient } from '#src/features/patients/patients.queries.ts'
import { periodMinutes } from '#src/schema/durations.ts'
import { normaliseNote } from '#src/schema/text.ts'

type Booked = AppointmentRecord & { patientId: string }

const found = (appointment: AppointmentRecord | undefined): Booked => {
  if (!appointment || appointment.patientId === null) throw notFound()
  return { ...appointment, patientId: appointment.patientId }
}

const locked = async (
  scope: OrganisationScope,
  access: Access,
  id: string,
  expected: number | null,
): Promise<Booked> => {
  const appointment = found(await lockAppointment(scope.tx, scope.actor.organisationId, id, access, scope.at))
  if (expected !== null && appointment.version !== expected) throw new Problem('precondition-failed')
  return appointment
}

const demandOpen = (appointment: Booked, at: string) => {
  if (appointment.status !== 'booked') throw conflict('not-booked')
  if (appointment.startsAt <= at) throw conflict('already-started')
}

/** The change as it stays on record when it comes later than the rule in force allows; else null. */
const lateChange = (
  kind: LateChange['kind'],
  appointment: Booked,
  window: string,
  at: string,
): LateChange | null =>
  Date.parse(at) > Date.parse(appointment.startsAt) - periodMinutes(window) * 60_000
    ? { kind, at, startsAt: appointment.startsAt, window }
    : null

const audited = (
  scope: OrganisationScope,
  appointment: Booked,
  detail: Record<string, string | string[] | boolean>,
) =>
  recordAct(scope, {
    action: 'change',
    resource: 'appointment',
    resourceIds: [appointment.id],
    patientId: appointment.patientId,
    ground: 'careRelation',
    detail,
  })

const tell = async (
  scope: OrganisationScope,
  appointment: Booked,
  kind: 'change' | 'cancellation',
  reminderLeadTimes: string[],
) => {
  const patient = await findPatient(scope.tx, appointment.organisationId, appointment.patientId)
  const { id, organisationId, patientId, startsAt, version } = appointment
  await planAppointmentMails(scope, {
    appointment: { id, organisationId, patientId, startsAt, version },
    kind,
    reminderLeadTimes,
    language: patient?.locale ?? 'en',
  })
}

const answer = async (scope: OrganisationScope, appointment: AppointmentRecord): Promise<Appointment> =>
  asAppointment(
    appointment,
    readsTexts(scope.actor, appointment.patientId ?? '') ? (await openTexts(scope, appointment)).note : null,
  )

const cancelledBy = ({ actor }: OrganisationScope, patientId: string): 'patient' | 'guardian' | 'staff' => {
  if (actor.reach === 'organisation') return 'staff'
  return isGuardianOf(actor, patientId) ? 'guardian' : 'patient'
}

/**
 * Moves an appointment to another offered time, always possible before its start; its id stays.
 * @throws Problem 404, 409 when it is not open any more or the time is taken, 412, 422 when the time is not offered
 */
export const rescheduleAppointment = async (
  scope: OrganisationScope,
  id: string,
  expected: number | null,
  wanted: Reschedule,
): Promise<Appointment> => {
  const access = appointmentsAccess.move
  const before = found(await findAppointment(scope.tx, scope.actor.organisationId, id, access, scope.at))
  const practitionerId = wanted.practitionerId ?? before.practitionerId
  const siteId = wanted.siteId ?? (wanted.practitionerId === undefined ? before.siteId : null)
  // Calendars before rows, as in every verb that takes time: two that met the other way round would deadlock.
  await lockCalendars(
    scope.tx,
    before.organisationId,
    [before.practitionerId, practitionerId],
    [before.patientId],
  )
  const appointment = await locked(scope, access, id, expected)
  demandOpen(appointment, scope.at)
  const { serviceId, patientId } = appointment
  const moving = { id, practitionerId: appointment.practitionerId }
  const time = await takeTime(scope, {
    practitionerId,
    serviceId,
    siteId,
    patientId,
    startsAt: wanted.startsAt,
    moving,
  })
  const late = lateChange('reschedule', appointment, time.row.lateCancellationWindow, scope.at)
  const moved = await updateAppointment(scope.tx, appointment, {
    practitionerId,
    siteId: time.slot.siteId,
    startsAt: new Date(time.slot.startsAt).toISOString(),
    endsAt: new Date(time.slot.endsAt).toISOString(),
    busyFrom: time.busyFrom,
    busyUntil: time.busyUntil,
    timeZone: time.slot.timeZone,
    ...(late ? { lateChanges: [...appointment.lateChanges, late] } : {}),
    updatedAt: scope.at,
  }).catch(refusedByConstraint)
  await audited(scope, appointment, { verb: 'reschedule', late: late !== null })
  await tell(scope, { ...moved, patientId }, 'change', time.row.reminderLeadTimes)
  return answer(scope, moved)
}

/**
 * Cancels an appointment, always possible before its start; a late one stays on record with the rule then in force.
 * @throws Problem 404, 409 when it is not open any more, 412
 */
export const cancelAppointment = async (
  scope: OrganisationScope,
  id: string,
  expected: number | null,
  { reason }: Cancellation,
): Promise<Appointment> => {
  const appointment = await locked(scope, appointmentsAccess.cancel, id, expected)
  demandOpen(appointment, scope.at)
  const { settings } = await findSettings(scope.tx, appointment.organisationId)
  const late = lateChange('cancel', appointment, settings.lateCancellationWindow, scope.at)
  const texts = await openTexts(scope, appointment)
  const cancellationReason = reason === undefined ? null : normaliseNote(reason)
  const cancelled = await updateAppointment(scope.tx, appointment, {
    status: 'cancelled',
    cancelledAt: scope.at,
    cancelledBy: cancelledBy(scope, appointment.patientId),
    cancelledLate: late !== null,
    ...(late ? { lateChanges: [...appointment.lateChanges, late] } : {}),
    ...(cancellationReason
      ? { sealed: await sealTexts(scope, id, appointment.patientId, { ...texts, cancellationReason }) }
      : {}),
    updatedAt: scope.at,
  })
  await audited(scope, appointment, { verb: 'cancel', late: late !== null })
  await tell(scope, { ...cancelled, patientId: appointment.patientId }, 'cancellation', [])
  return answer(scope, cancelled)
}

/**
 * Records that the appointment took place, or that the patient did not come; possible from its start on.
 * @throws Problem 404, 409 before its start or when it is not booked any more, 412
 */
export const recordAttendance = async (
  scope: OrganisationScope,
  id: string,
  expected: number | null,
  status: 'completed' | 'noShow',
): Promise<Appointment> => {
  const appointment = await locked(scope, appointmentsAccess.attend, id, expected)
  if (appointment.status !== 'booked') throw conflict('not-booked')
  if (appointment.startsAt > scope.at) throw conflict('not-started')
  const recorded = await updateAppointment(scope.tx, appointment, { status, updatedAt: scope.at })
  await audited(scope, appointment, { verb: status })
  return answer(scope, recorded)
}

/**
 * Records that what is owed for the appointment was paid.
 * @throws Problem 404, 412, 422 for an instant that lies ahead
 */
export const settleAppointment = async (
  scope: OrganisationScope,
  id: string,
  expected: number | null,
  { settledAt, invoiceNumber }: Settlement,
): Promise<Appointment> => {
  const appointment = await locked(scope, appointmentsAccess.attend, id, expected)
  if (Date.parse(settledAt) > Date.parse(scope.at)) throw refused('/settledAt', 'lies ahead')
  const settled = await updateAppointment(scope.tx, appointment, {
    settledAt,
    invoiceNumber: invoiceNumber ?? null,
    updatedAt: scope.at,
  })
  await audited(scope, appointment, { verb: 'settle' })
  return answer(scope, settled)
}

/**
 * Corrects what an appointment says without moving it.
 * @throws Problem 404, 412
 */
export const correctAppointment = async (
  scope: OrganisationScope,
  id: string,
  expected: number | null,
  { note, price, payer, confidential }: AppointmentCorrection,
): Promise<Appointment> => {
  const appointment = await locked(scope, appointmentsAccess.correct, id, expected)
  const texts = await openTexts(scope, appointment)
  const corrected = await updateAppointment(scope.tx, appointment, {
    ...(note !== undefined
      ? {
          sealed: await sealTexts(scope, id, appointment.patientId, {
            ...texts,
            note: note === null ? null : normaliseNote(note),
          }),
        }
      : {}),
    ...(price ? { priceAmount: price.amount, priceCurrency: price.currency } : {}),
    ...(payer ? { payer } : {}),
    ...(confidential === undefined ? {} : { confidential }),
    updatedAt: scope.at,
  })
  const fields = Object.entries({ note, price, payer, confidential }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  )
  await audited(scope, appointment, { verb: 'correct', fields })
  return answer(scope, corrected)
}
