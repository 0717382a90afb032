import type { Static } from '@sinclair/typebox'
import type { AppointmentRow } from '#src/features/appointments/appointments.schema.ts'
import type { MailRow } from '#src/features/messages/messages.schema.ts'
import { periodMinutes } from '#src/schema/durations.ts'

type Mail = Pick<Static<typeof MailRow>, 'kind' | 'subjectVersion' | 'leadTime' | 'dueAt'>
type Appointment = Pick<Static<typeof AppointmentRow>, 'status' | 'startsAt'>

const reminds = ({ leadTime, dueAt }: Mail, { startsAt }: Appointment, at: string) =>
  startsAt > at && Date.parse(dueAt) + periodMinutes(leadTime) * 60_000 === Date.parse(startsAt)

/**
 * Whether an appointment mail that waits tells what is not so any more: the appointment was moved or cancelled since,
 * or, for a reminder, has begun.
 * @param told the newest version that a mail was planned to tell of
 * @param at ISO 8601 in UTC, as all instants here
 */
export const isStale = (mail: Mail, appointment: Appointment, told: number, at: string): boolean => {
  if (mail.subjectVersion < told) return true
  if (mail.kind === 'appointmentCancellation') return appointment.status !== 'cancelled'
  if (appointment.status !== 'booked') return true
  return mail.kind === 'appointmentReminder' && !reminds(mail, appointment, at)
}
