import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator'
import { stripControls } from '#src/mail/controls.ts'
import { renderCalendarEntry } from '#src/mail/templates.ts'
import type { Language } from '#src/schema/primitives.ts'

interface AppointmentInvitation {
  /** REQUEST invites or replaces what was there (by uid and sequence), CANCEL takes it out. */
  method: 'REQUEST' | 'CANCEL'
  /** One for the life of the appointment. */
  uid: string
  /** The appointment's version − 1: counts up with each change (RFC 5546 § 2.1.4). */
  sequence: number
  /** Instants, ISO 8601. */
  startsAt: string
  endsAt: string
  /** The site's IANA zone, for the words of the description. */
  timeZone: string
  /** The organisation's `mailDisplayName` and the sender's address. */
  organiser: { name: string; address: string }
  attendee: { name?: string; address: string }
  language: Language
  /** The instant this message was made, ISO 8601. */
  stampedAt: string
}

// RFC 6868: a parameter can hold no quotation mark. The library escapes by backslash, which RFC 5545 does
// not know there, so a backslash would arrive doubled; no name needs one.
const parameter = (name: string) =>
  stripControls(name).replaceAll('\\', '').replaceAll('^', '^^').replaceAll('"', "^'")

/**
 * An iTIP message (RFC 5545, RFC 5546) for one appointment that tells nothing but when it is: a neutral
 * summary, no location, `CLASS:PRIVATE` (S72). Every value is stripped of control characters first, as the
 * library writes some of them raw (S46). Times are in UTC, which needs no zone definition and leaves no
 * doubt; the site's own clock stands in the description.
 */
export const appointmentCalendar = (invitation: AppointmentInvitation): string => {
  const { method, organiser, attendee, language, startsAt, endsAt, timeZone } = invitation
  const { summary, description } = renderCalendarEntry(language, startsAt, timeZone)
  const calendar = ical({
    prodId: { company: 'Praxis', product: 'Praxis', language: language.toUpperCase() },
    method: ICalCalendarMethod[method],
  })
  const event = calendar.createEvent({
    id: stripControls(invitation.uid),
    sequence: invitation.sequence,
    stamp: new Date(invitation.stampedAt),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary,
    description,
    class: ICalEventClass.PRIVATE,
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: {
      name: parameter(organiser.name) || stripControls(organiser.address),
      email: stripControls(organiser.address),
    },
  })
  event.createAttendee({
    email: stripControls(attendee.address),
    name: attendee.name === undefined ? null : parameter(attendee.name),
    // Answering by calendar changes nothing here, so no answer is asked for.
    status: ICalAttendeeStatus.ACCEPTED,
    rsvp: false,
  })
  return `${calendar.toString()}\r\n`
}
