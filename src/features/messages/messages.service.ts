import type { OrganisationScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import { messagesAccess } from '#src/features/messages/messages.access.ts'
import { findReachableAppointment, listAppointmentMails } from '#src/features/messages/messages.queries.ts'
import type { Notification } from '#src/features/messages/messages.schema.ts'
import { isStale } from '#src/features/messages/staleness.ts'

type AppointmentMail = Awaited<ReturnType<typeof listAppointmentMails>>[number] & Pick<Notification, 'kind'>

const tells = (kind: string): kind is Notification['kind'] => kind.startsWith('appointment')

/**
 * What was and will be sent about an appointment.
 * @throws Problem 404 where it is out of reach
 */
export const notificationsOf = async (
  scope: OrganisationScope,
  appointmentId: string,
): Promise<Notification[]> => {
  const { tx, actor, at } = scope
  const { organisationId } = actor
  const appointment = await findReachableAppointment(tx, organisationId, appointmentId, messagesAccess.read)
  if (!appointment) throw notFound()
  const rows = await listAppointmentMails(tx, organisationId, appointmentId)
  const mails = rows.filter((mail): mail is AppointmentMail => tells(mail.kind))
  const told = Math.max(
    0,
    ...mails.filter(({ kind }) => kind !== 'appointmentReminder').map((mail) => mail.subjectVersion),
  )
  return mails.map(({ subjectVersion, leadTime, ...mail }) => ({
    ...mail,
    leadTime: leadTime || null,
    state:
      mail.state === 'planned' && isStale({ ...mail, subjectVersion, leadTime }, appointment, told, at)
        ? 'withdrawn'
        : mail.state,
  }))
}
