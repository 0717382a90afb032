import { Temporal } from 'temporal-polyfill'

/**
 * A wall-clock reading as a number: the milliseconds since 1970-01-01T00:00 that UTC would show at that
 * reading. Comparing and stepping readings is plain arithmetic; only turning them into instants needs a zone.
 */
export type Reading = number

/** Milliseconds of a minute. */
export const MINUTE = 60_000

/** Milliseconds of 24 hours. */
export const DAY = 24 * 60 * MINUTE

/** What the clocks of one zone show, and when. */
export interface ZoneClock {
  /** The first instant that shows the reading; undefined when the clock skips it. */
  first(reading: Reading): number | undefined
  /** Temporal's `compatible`: the first instant; a skipped reading counts with the offset before the gap (RFC 5545 § 3.3.5). */
  compatible(reading: Reading): number
  /** The first instant that shows the reading or a later one; for a skipped reading, the jump itself. */
  reached(reading: Reading): number
}

/** Instants [from, until) during which a zone keeps one offset from UTC, in milliseconds. */
interface Stretch {
  from: number
  until: number
  offset: number
}

/** Readings are looked up in chunks of about a year, so that a zone's changes are asked for once. */
const CHUNK = 366 * DAY

/** No offset reaches a day, and no change comes within a day of another: a chunk knows this much more at each end. */
const MARGIN = 3 * DAY

/** Zones times years; the zones of users' sites are few, but the names come from users, so it must end somewhere. */
const MAX_CHUNKS = 2_000

const chunks = new Map<string, Stretch[]>()

const stretchesBetween = (timeZone: string, start: number, end: number): Stretch[] => {
  const stretches: Stretch[] = []
  let at: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone)
  while (at !== null && at.epochMilliseconds < end) {
    const change: Temporal.ZonedDateTime | null = at.getTimeZoneTransition('next')
    stretches.push({
      from: at.epochMilliseconds,
      until: change?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offset: at.offsetNanoseconds / 1e6,
    })
    at = change
  }
  return stretches
}

const chunkOf = (timeZone: string, index: number): Stretch[] => {
  const key = `${timeZone}/${index}`
  const known = chunks.get(key)
  if (known) return known
  const [oldest] = chunks.size < MAX_CHUNKS ? [] : chunks.keys()
  if (oldest !== undefined) chunks.delete(oldest)
  const made = stretchesBetween(timeZone, index * CHUNK - MARGIN, (index + 1) * CHUNK + MARGIN)
  chunks.set(key, made)
  return made
}

/**
 * The clock of an IANA time zone, made for asking many readings close together.
 * Throws RangeError at the first question when the runtime does not know the zone.
 */
export const zoneClock = (timeZone: string): ZoneClock => {
  let index = Number.NaN
  let stretches: Stretch[] = []
  /** The first stretch that ends after the reading: it shows the reading, or it begins behind the gap. */
  const position = (reading: Reading): number => {
    const wanted = Math.floor(reading / CHUNK)
    if (wanted !== index) {
      stretches = chunkOf(timeZone, wanted)
      index = wanted
    }
    let at = 0
    while (reading - stretches[at]!.offset >= stretches[at]!.until) at++
    return at
  }
  const shown = (at: number, reading: Reading): boolean =>
    reading - stretches[at]!.offset >= stretches[at]!.from

  return {
    first(reading) {
      const at = position(reading)
      return shown(at, reading) ? reading - stretches[at]!.offset : undefined
    },
    compatible(reading) {
      const at = position(reading)
      return reading - stretches[shown(at, reading) ? at : at - 1]!.offset
    },
    reached(reading) {
      const at = position(reading)
      return Math.max(reading - stretches[at]!.offset, stretches[at]!.from)
    },
  }
}

/** The reading that `YYYY-MM-DDTHH:MM`, or `YYYY-MM-DD` as its midnight, writes down. */
export const readingOf = (local: string): Reading => Date.parse(local.length === 10 ? local : `${local}Z`)

/**
 * The instant, in epoch milliseconds, at which a range of the API begins or ends: a date counts from the first
 * instant of that day in the zone (01:00 where the clock skips midnight), an RFC 3339 instant is itself.
 */
export const rangeInstant = (dateOrInstant: string, timeZone: string): number =>
  dateOrInstant.length === 10
    ? zoneClock(timeZone).reached(readingOf(dateOrInstant))
    : Date.parse(dateOrInstant)
