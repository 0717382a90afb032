import type { JobScope } from '#src/db/scope.ts'
import { type Compose, idHost, linkBase, type Mail, neutralSender } from '#src/features/messages/letters.ts'
import {
  findMailedAppointment,
  findMailedPatient,
  findSender,
  listMailedGuardians,
  newestToldVersion,
} from '#src/features/messages/messages.queries.ts'
import { isStale } from '#src/features/messages/staleness.ts'
import type { GuardianDetails } from '#src/features/patients/guardians.schema.ts'
import type { PatientContact, PatientIdentity } from '#src/features/patients/patients.schema.ts'
import { refusalLink } from '#src/features/reviews/tell-of-invitations.ts'
import { appointmentCalendar } from '#src/mail/calendar.ts'
import { mailLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'
import { unnamedOrganisation } from '#src/mail/wording.ts'

type AppointmentKind =
  | 'appointmentConfirmation'
  | 'appointmentChange'
  | 'appointmentCancellation'
  | 'appointmentReminder'

type Appointment = NonNullable<Awaited<ReturnType<typeof findMailedAppointment>>>
type Person = PatientIdentity & PatientContact

const patientOf = async (
  { tx, deps, organisationId }: JobScope,
  patientId: string,
): Promise<Person | null> => {
  const patient = await findMailedPatient(tx, organisationId, patientId)
  if (!patient) return null
  const [identity, contact] = await deps.keyring.openMany<Person>(tx, [
    { organisationId, sealed: patient.care, place: { field: 'patients.care', rowId: patient.id } },
    { organisationId, sealed: patient.rest, place: { field: 'patients.rest', rowId: patient.id } },
  ])
  return identity && contact ? { ...identity, ...contact } : null
}

/** Whether the address that is kept for a child is one at which a guardian reads mail. */
const isGuardiansAddress = async (
  { tx, deps, organisationId }: JobScope,
  patientId: string,
  address: string,
): Promise<boolean> => {
  const guardians = await listMailedGuardians(tx, organisationId, patientId)
  const details = await deps.keyring.openMany<GuardianDetails>(
    tx,
    guardians.map(({ id, sealed }) => ({
      organisationId,
      sealed,
      place: { field: 'guardians.sealed', rowId: id },
    })),
  )
  return details.some(({ email }) => email === address)
}

const calendarOf = (
  scope: JobScope,
  mail: Mail,
  appointment: Appointment,
  organiser: string,
  attendee: { name: string; address: string },
) => {
  const { config } = scope.deps
  const method = mail.kind === 'appointmentCancellation' ? 'CANCEL' : 'REQUEST'
  const content = appointmentCalendar({
    method,
    uid: `${mail.subjectId}@${idHost(config)}`,
    sequence: mail.subjectVersion - 1,
    startsAt: appointment.startsAt,
    endsAt: appointment.endsAt,
    timeZone: appointment.timeZone,
    organiser: { name: organiser, address: config.mailFrom },
    attendee,
    language: mail.language,
    stampedAt: scope.at,
  })
  return { method, content } as const
}

/** To the patient, as long as the mail says how things stand; names neither service nor practitioner (S72). */
export const appointmentLetter =
  (kind: AppointmentKind): Compose =>
  async (scope, mail) => {
    const { tx, organisationId } = scope
    const appointment = await findMailedAppointment(tx, organisationId, mail.subjectId)
    const told = await newestToldVersion(tx, organisationId, mail.subjectId)
    if (!appointment?.patientId || isStale(mail, appointment, told, scope.at)) return 'not-wanted'
    const patient = await patientOf(scope, appointment.patientId)
    if (!patient) return 'not-wanted'
    if (patient.email === null) return 'no-address'
    if (appointment.confidential && (await isGuardiansAddress(scope, appointment.patientId, patient.email)))
      return 'no-address'
    const { mailDisplayName } = await findSender(tx, organisationId)
    const senderName = mailDisplayName ?? neutralSender
    const to = { name: `${patient.firstName} ${patient.lastName}`, address: patient.email }
    const tells = kind === 'appointmentConfirmation' || kind === 'appointmentChange'
    const { patientId, createdAt, startsAt } = appointment
    const booked = { patientId, email: patient.email, createdAt, startsAt }
    const rendered = renderMail(kind, mail.language, {
      name: patient.firstName,
      organisation: mailDisplayName ?? unnamedOrganisation(mail.language),
      startsAt,
      timeZone: appointment.timeZone,
      place: `${appointment.street}, ${appointment.postalCode} ${appointment.city}`,
      link: mailLink(linkBase(scope), 'sign-in'),
      refusalLink: tells ? await refusalLink(scope, booked) : null,
    })
    const calendar =
      kind === 'appointmentReminder' ? {} : { calendar: calendarOf(scope, mail, appointment, senderName, to) }
    return { to, ...rendered, ...calendar, senderName }
  }
