import { v7 as newId } from 'uuid'
import { isGuardianOf } from '#src/access/relations.ts'
import { recordAct } from '#src/audit/record-act.ts'
import type { OrganisationScope } from '#src/db/scope.ts'
import { conflict, refused } from '#src/errors.ts'
import { type AppointmentRecord, insertAppointment } from '#src/features/appointments/appointments.queries.ts'
import type { Appointment, NewAppointment } from '#src/features/appointments/appointments.schema.ts'
import { asAppointment, sealTexts } from '#src/features/appointments/show-appointment.ts'
import { refusedByConstraint, type TakenTime, takeTime } from '#src/features/appointments/take-time.ts'
import { refusePurpose } from '#src/features/consents/refuse-purpose.ts'
import { planAppointmentMails } from '#src/features/messages/appointment-mails.ts'
import { ownPatient } from '#src/features/patients/own-patient.ts'
import { findPatient } from '#src/features/patients/patients.queries.ts'
import { acceptByBooking } from '#src/features/policies/accept-policies.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
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
  if (patientId !== undefined && isGuardianOf(actor, patientId)) {
    const child = await findPatient(tx, actor.organisationId, patientId)
    if (child?.state !== 'active') throw refused('/patientId', 'does not exist')
    return child
  }
  const own = await ownPatient(scope)
  if (patientId !== undefined && patientId !== own.id) throw refused('/patientId', 'does not exist')
  return own
}

/** A guardian would book what they must not see; the service says of itself that it is confidential. */
const demandOpenToGuardian = (
  { actor }: OrganisationScope,
  patientId: string,
  { confidential }: NewAppointment,
  { row }: TakenTime,
) => {
  if (!isGuardianOf(actor, patientId)) return
  if (confidential) throw refused('/confidential', 'is for the patient to ask')
  if (row.confidential) throw refused('/serviceId', 'is confidential: the patient or the practice books it')
}

/** For whom and when; asked in one trip where it is known already whose id it is. */
const patientAndTime = async (scope: OrganisationScope, wanted: NewAppointment) => {
  const { practitionerId, serviceId, siteId = null, startsAt } = wanted
  const time = (patientId: string) =>
    takeTime(scope, { practitionerId, serviceId, siteId, patientId, startsAt, moving: null })
  const { actor } = scope
  const wantsOther =
    wanted.patientId !== undefined &&
    (actor.reach === 'organisation' || isGuardianOf(actor, wanted.patientId))
  const known = wantsOther ? (wanted.patientId ?? null) : actor.patientId
  if (known === null) {
    const patient = await patientOf(scope, wanted.patientId)
    return { patient, time: await time(patient.id) }
  }
  // Both come to their end, so that nothing is asked any more once the transaction is over.
  const [patient, taken] = await Promise.allSettled([patientOf(scope, wanted.patientId), time(known)])
  if (patient.status === 'rejected') throw patient.reason
  if (taken.status === 'rejected') throw taken.reason
  return { patient: patient.value, time: taken.value }
}

/** Said with the booking, as a decision of its own that stays and can be taken back (`LEGAL.md` § 7). */
const refuseInvitations = async (scope: OrganisationScope, patientId: string): Promise<void> => {
  const { organisationId, accountId, reach } = scope.actor
  const source =
    reach === 'organisation' ? 'staff' : isGuardianOf(scope.actor, patientId) ? 'guardian' : 'self'
  const purpose = 'reviewInvitations'
  const subjectId = await refusePurpose(scope, {
    organisationId,
    patientId,
    purpose,
    source,
    recordedBy: accountId,
  })
  const detail = { purpose, source }
  await recordTakingAway(scope, { organisationId, action: 'consentWithdrawn', patientId, subjectId, detail })
  await recordAct(scope, {
    action: 'change',
    resource: 'consent',
    resourceIds: [subjectId],
    patientId,
    ground: 'careRelation',
    detail: { purposes: [purpose] },
  })
}

const rowOf = async (
  scope: OrganisationScope,
  wanted: NewAppointment,
  patientId: string,
  { slot, row, busyFrom, busyUntil }: TakenTime,
  note: string | null,
): Promise<AppointmentRecord> => {
  const { at, actor } = scope
  const id = newId()
  return {
    organisationId: actor.organisationId,
    id,
    practitionerId: wanted.practitionerId,
    serviceId: wanted.serviceId,
    siteId: slot.siteId,
    patientId,
    startsAt: new Date(slot.startsAt).toISOString(),
    endsAt: new Date(slot.endsAt).toISOString(),
    busyFrom,
    busyUntil,
    timeZone: slot.timeZone,
    status: 'booked',
    expiresAt: null,
    imported: false,
    priceAmount: row.priceAmount,
    priceCurrency: row.priceCurrency,
    payer: row.payer,
    confidential: row.confidential || (wanted.confidential ?? false),
    settledAt: null,
    invoiceNumber: null,
    cancelledAt: null,
    cancelledBy: null,
    cancelledLate: false,
    lateChanges: [],
    leftOut: false,
    sealed: await sealTexts(scope, id, patientId, { note, cancellationReason: null }),
    bookedBy: actor.accountId,
    externalId: wanted.externalId ?? null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}

/**
 * Books a time for a patient: checked by the rules that list the slots, written, audited, and told by mail, all
 * in the caller's transaction.
 * @param ip where the request came from: it stands beside what is accepted by booking
 * @throws Problem 422 when it is not offered, names what does not exist or leaves a policy unaccepted, 409 when it is
 * taken, or the organisation lacks the agreement that the platform demands
 */
export const bookAppointment = async (
  scope: OrganisationScope,
  wanted: NewAppointment,
  ip: string,
): Promise<Appointment> => {
  if (wanted.externalId !== undefined && scope.actor.reach !== 'organisation')
    throw refused('/externalId', 'is for the practice to set')
  await acceptByBooking(scope, wanted.acceptedPolicies ?? [], ip)
  const { patient, time } = await patientAndTime(scope, wanted)
  if (time.row.agreementMissing) throw conflict('agreement-missing')
  demandOpenToGuardian(scope, patient.id, wanted, time)
  const note = wanted.note === undefined ? null : normaliseNote(wanted.note)
  const appointment = await rowOf(scope, wanted, patient.id, time, note)
  const { id, organisationId, startsAt } = appointment
  const written = insertAppointment(scope.tx, appointment).catch(refusedByConstraint)
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
      appointment: { id, organisationId, patientId: patient.id, startsAt, version: 1 },
      kind: 'confirmation',
      reminderLeadTimes: time.row.reminderLeadTimes,
      language: patient.locale,
    }),
  ])
  await Promise.allSettled([written, told])
  await written
  await told
  if (wanted.refusesReviewInvitations) await refuseInvitations(scope, patient.id)
  return asAppointment(appointment, note)
}
