import { Problem, refused } from '#src/errors.ts'
import type { OfferedSlot } from '#src/features/appointments/appointments.schema.ts'
import type { CalendarRow } from '#src/features/appointments/calendar.queries.ts'
import { asOfferedSlot, offerOf } from '#src/features/appointments/offers.ts'
import { freeSlotsBetween } from '#src/features/appointments/slots.ts'
import { rangeInstant } from '#src/features/appointments/wall-clock.ts'

const day = 86_400_000
const mostDays = 92

/** No answer holds more times: with many practitioners it would have no end. */
export const mostSlots = 50_000

/**
 * The instants that a range can mean anywhere on earth: its dates are each site's own.
 * @throws Problem 422 when it is empty, backwards or longer than 92 days
 */
export const slotRange = (from: string, to: string): { from: number; until: number } => {
  const [first, last] = [rangeInstant(from, 'UTC'), rangeInstant(to, 'UTC')]
  if (last <= first) throw refused('/querystring/to', 'must lie after `from`')
  if (last - first > mostDays * day)
    throw refused('/querystring/to', `must lie within ${mostDays} days of \`from\``)
  return { from: first - day, until: last + day }
}

const offeredBy = (row: CalendarRow, from: string, to: string, at: string): OfferedSlot[] => {
  const { calendar, service, window } = offerOf(row, at)
  return freeSlotsBetween(calendar, service, window, from, to).map((slot) =>
    asOfferedSlot(slot, row.practitionerId),
  )
}

/**
 * What can be booked, by start.
 * @throws Problem 422 when nobody gives the service (it, or the practitioner, does not exist here), or when there are
 * more times than an answer holds
 */
export const slotsOf = (rows: CalendarRow[], from: string, to: string, at: string): OfferedSlot[] => {
  if (rows.length === 0)
    throw new Problem('rule-refused', {
      errors: [
        { pointer: '/querystring/serviceId', detail: 'does not exist, or is not given by this practitioner' },
      ],
    })
  const slots: OfferedSlot[] = []
  for (const row of rows) {
    for (const slot of offeredBy(row, from, to, at)) slots.push(slot)
    if (slots.length > mostSlots)
      throw refused(
        '/querystring/to',
        `spans more than ${mostSlots} times; ask for fewer days or one practitioner`,
      )
  }
  return rows.length === 1
    ? slots
    : slots.sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
}
