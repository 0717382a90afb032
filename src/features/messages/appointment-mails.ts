import type { Scope } from '#src/db/scope.ts'
import { planMails } from '#src/features/messages/plan-mail.ts'
import { periodMinutes } from '#src/schema/durations.ts'
import type { Language } from '#src/schema/primitives.ts'

/** What became of an appointment, and to whom that is told. */
export interface AppointmentEvent {
  appointment: {
    id: string
    organisationId: string
    patientId: string
    /** ISO 8601 in UTC. */
    startsAt: string
    /** After the change; mails of lower versions are stale from now on. */
    version: number
  }
  /** `reminders`: nobody is told but by the reminders of what lies ahead. */
  kind: 'confirmation' | 'change' | 'cancellation' | 'reminders'
  /** The settings' periods before the start, ISO 8601. */
  reminderLeadTimes: readonly string[]
  language: Language
}

const kinds = {
  confirmation: 'appointmentConfirmation',
  change: 'appointmentChange',
  cancellation: 'appointmentCancellation',
} as const

/** Two ways to write one period would remind twice. */
const different = (leadTimes: readonly string[]) => [
  ...new Map(leadTimes.map((leadTime) => [periodMinutes(leadTime), leadTime])),
]

/**
 * Plans, in the transaction of what happened, the mail that tells of it and the reminders of what lies ahead. A reminder
 * whose time has passed already is left out. A second call for the same version changes nothing.
 */
export const planAppointmentMails = async (
  scope: Scope,
  { appointment, kind, reminderLeadTimes, language }: AppointmentEvent,
): Promise<void> => {
  const { id, organisationId, patientId, startsAt, version } = appointment
  const mail = { organisationId, subjectId: id, subjectVersion: version, patientId, language }
  const due = (minutes: number) => new Date(Date.parse(startsAt) - minutes * 60_000).toISOString()
  const reminders = different(kind === 'cancellation' ? [] : reminderLeadTimes)
    .map(([minutes, leadTime]) => ({
      ...mail,
      kind: 'appointmentReminder' as const,
      leadTime,
      dueAt: due(minutes),
    }))
    .filter(({ dueAt }) => dueAt > scope.at)
  const told = kind === 'reminders' ? [] : [{ ...mail, kind: kinds[kind] }]
  if (told.length + reminders.length > 0) await planMails(scope, [...told, ...reminders])
}
