import type { OfferedSlot } from '#src/features/appointments/appointments.schema.ts'
import type { CalendarRow } from '#src/features/appointments/calendar.queries.ts'
import type {
  PractitionerCalendar,
  ServiceTimes,
  Slot,
  SlotWindow,
} from '#src/features/appointments/slots.ts'
import { addPeriod, durationMinutes } from '#src/schema/durations.ts'

/** What the slot rules are asked about: one practitioner's calendar for one service at one instant. */
export interface Offer {
  calendar: PractitionerCalendar
  service: ServiceTimes
  window: SlotWindow
}

const minutes = (duration: string | null, otherwise: number) =>
  duration === null ? otherwise : durationMinutes(duration)

/** The last start that is offered: by the booking horizon, and of an organisation that leaves early enough to end before. */
const latestStart = ({ bookingHorizon, leavesAt, duration }: CalendarRow, now: number): number => {
  const latest = addPeriod(now, bookingHorizon)
  return leavesAt === null
    ? latest
    : Math.min(latest, Date.parse(leavesAt) - durationMinutes(duration) * 60_000)
}

/** Reads a calendar row into the values that the slot rules take. */
export const offerOf = (row: CalendarRow, at: string): Offer => {
  const duration = durationMinutes(row.duration)
  const now = Date.parse(at)
  return {
    calendar: {
      rules: row.rules,
      extraHours: row.extraHours,
      timeOff: row.timeOff,
      timeZones: new Map(Object.entries(row.timeZones ?? {})),
      busy: row.busy.map(([from, until]) => ({ from, until })),
    },
    service: {
      durationMinutes: duration,
      slotStepMinutes: minutes(row.slotStep, duration),
      bufferBeforeMinutes: minutes(row.bufferBefore, 0),
      bufferAfterMinutes: minutes(row.bufferAfter, 0),
    },
    window: { earliest: addPeriod(now, row.minimumNotice), latest: latestStart(row, now) },
  }
}

/** A slot as it is answered. */
export const asOfferedSlot = (slot: Slot, practitionerId: string): OfferedSlot => ({
  startsAt: new Date(slot.startsAt).toISOString(),
  endsAt: new Date(slot.endsAt).toISOString(),
  siteId: slot.siteId,
  timeZone: slot.timeZone,
  practitionerId,
})
