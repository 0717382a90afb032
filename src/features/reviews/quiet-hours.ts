import { Temporal } from 'temporal-polyfill'
import type { QuietHours } from '#src/features/organisations/review-settings.schema.ts'

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const day = 24 * 60

/**
 * The instant itself, or the end of the quiet hours that it falls into, by the wall clock of a zone.
 * @param at ISO 8601 in UTC, as the answer
 * @param quiet `from` belongs to them, `to` does not; they may run over midnight
 * @param timeZone IANA name
 */
export const afterQuietHours = (at: string, quiet: QuietHours | null, timeZone: string): string => {
  if (!quiet) return at
  const from = minutesOf(quiet.from) % day
  const to = minutesOf(quiet.to) % day
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone)
  const minute = local.hour * 60 + local.minute
  const overMidnight = from >= to
  const within = overMidnight ? minute >= from || minute < to : minute >= from && minute < to
  if (!within) return at
  const endsOn = local.toPlainDate().add({ days: overMidnight && minute >= from ? 1 : 0 })
  // A wall time that is skipped ends at the first instant after it.
  const end = endsOn.toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from({ hour: Math.floor(to / 60), minute: to % 60 }),
  })
  return new Date(end.epochMilliseconds).toISOString()
}

// Within so many turns every country's zones agree, but where hours are so long that none are left in common.
const mostTurns = 10

/**
 * The same for who may be in any of several zones: the first instant from then on at which it is quiet in none of them;
 * where there is none, by the first zone alone.
 */
export const afterQuietHoursOf = (at: string, quiet: QuietHours | null, zones: readonly string[]): string => {
  let moved = at
  for (let turn = 0; turn < mostTurns; turn++) {
    const next = zones.reduce((instant, zone) => afterQuietHours(instant, quiet, zone), moved)
    if (next === moved) return moved
    moved = next
  }
  return afterQuietHours(at, quiet, zones[0] ?? 'UTC')
}
