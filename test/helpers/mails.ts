import { appointmentCalendar } from '#src/mail/calendar.ts'
import { MailRefused, type OutgoingMail } from '#src/mail/mailer.ts'
import { renderMail } from '#src/mail/templates.ts'

/** An invitation to an appointment, with what the test changes. */
export const invitation = (changes: Partial<Parameters<typeof appointmentCalendar>[0]> = {}) =>
  appointmentCalendar({
    method: 'REQUEST',
    uid: '0199d1c2-0000-7000-8000-000000000001@praxis.example',
    sequence: 0,
    startsAt: '2026-05-12T07:00:00Z',
    endsAt: '2026-05-12T07:30:00Z',
    timeZone: 'Europe/Stockholm',
    organiser: { name: 'Kliniken', address: 'praxis@praxis.example' },
    attendee: { name: 'Anna', address: 'anna@example.com' },
    language: 'en',
    stampedAt: '2026-05-01T10:00:00Z',
    ...changes,
  })

/** A mail ready to be sent, with what the test changes. */
export const outgoing = (changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: '<0199d1c2-0000-7000-8000-000000000002@praxis.example>',
  from: { name: 'Kliniken', address: 'praxis@praxis.example' },
  to: { name: 'Anna', address: 'anna@example.com' },
  ...renderMail('passwordChanged', 'en', {}),
  ...changes,
})

/** The refusal that a sending ends with; anything else fails the test. */
export const refusalOf = async (sending: Promise<void>): Promise<MailRefused> => {
  const error = await sending.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof MailRefused) return error
  throw new Error(`not refused as a mail is: ${error}`)
}
