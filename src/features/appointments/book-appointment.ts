import { v7 as newId } from 'uuid'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { refused } from '#src/errors.ts'
import { insertAppointment } from '#src/features/appointments/appointments.queries.ts'
import type { Appointment, NewAppointment } from '#src/features/appointments/appointments.schema.ts'
import { asAppointment, sealTexts } from '#src/features/appointments/show-appointment.ts'
import { refusedByConstraint, takeTime } from '#src/features/appointments/take-time.ts'
import { planAppointmentMails } from '#src/features/messages/appointment-mails.ts'
import { ownPatient } from '#src/features/patients/own-patient.ts'
import { findPatient } from '#src/features/patients/patients.queries.ts'
import type { Language } from '#src/schema/primitives.ts'
import { normaliseNote } from '#src/schema/text.ts'

interface BookingPatient {
  id: string
  locale: Language
}

/** Whom the appointment is for: staff says it, a person books for themselves. */
const patientOf = async (
  scope: OrganisationScope,
  patientId: string | undefined,
): Promise<BookingPatient> => {
  const { actor, tx } = scope
  if (actor.reach === 'organisation') {
    if (patientId === undefined && actor.patientId === null) throw refused('/patientId', 'say for whom')
    const patient = await findPatient(tx, actor.organisationId, patientId ?? actor.patientId!)
    if (patient?.state !== 'active') throw refused('/patientId', 'does not exist')
    return patient
  }
  const own = await ownPatient(scope)
  if (patientId !== undefined && patientId !== own.id) throw refused('/patientId', 'does not exist')
  return own
}

const refusePolicies = (accepted: readonly string[] | undefined) => {
  if (accepted?.length) throw refused('/acceptedPolicies/0', 'no such policy version')
}

/**
 * Books a time for a patient: checked by the rules that list the slots, written, audited, and told by mail, all
 * in the caller's transaction.
 * @throws Problem 422 when it is not offered or names what does not exist, 409 when it is taken
 */
export const bookAppointment = async (
  scope: OrganisationScope,
  wanted: NewAppointment,
): Promise<Appointment> => {
  const { tx, at, actor } = scope
  refusePolicies(wanted.acceptedPolicies)
  if (wanted.externalId !== undefined && actor.reach === 'own')
    throw refused('/externalId', 'is for the practice to set')
  const patient = await patientOf(scope, wanted.patientId)
  const { practitionerId, serviceId, siteId = null, startsAt } = wanted
  const time = await takeTime(scope, {
    practitionerId,
    serviceId,
    siteId,
    patientId: patient.id,
    startsAt,
    moving: null,
  })
  const id = newId()
  const note = wanted.note === undefined ? null : normaliseNote(wanted.note)
  const sealed = await sealTexts(scope, id, patient.id, { note, cancellationReason: null })
  const written = insertAppointment(tx, {
    organisationId: actor.organisationId,
    id,
    practitionerId,
    serviceId,
    siteId: time.slot.siteId,
    patientId: patient.id,
    startsAt: new Date(time.slot.startsAt).toISOString(),
    endsAt: new Date(time.slot.endsAt).toISOString(),
    busyFrom: time.busyFrom,
    busyUntil: time.busyUntil,
    timeZone: time.slot.timeZone,
    status: 'booked',
    expiresAt: null,
    imported: false,
    priceAmount: time.row.priceAmount,
    priceCurrency: time.row.priceCurrency,
    payer: time.row.payer,
    settledAt: null,
    invoiceNumber: null,
    cancelledAt: null,
    cancelledBy: null,
    cancelledLate: false,
    lateChanges: [],
    sealed,
    bookedBy: actor.accountId,
    externalId: wanted.externalId ?? null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }).catch(refusedByConstraint)
  // Sent along with the row, and void with it when it is refused: then its refusal is the one to tell.
  const told = Promise.all([
    recordAct(scope, {
      action: 'create',
      resource: 'appointment',
      resourceIds: [id],
      patientId: patient.id,
      ground: 'careRelation',
    }),
    planAppointmentMails(scope, {
      appointment: {
        id,
        organisationId: actor.organisationId,
        patientId: patient.id,
        startsAt: new Date(time.slot.startsAt).toISOString(),
        version: 1,
      },
      kind: 'confirmation',
      reminderLeadTimes: time.row.reminderLeadTimes,
      language: patient.locale,
    }),
  ])
  told.catch(() => {})
  const appointment = await written
  await told
  return asAppointment(appointment, note)
}
