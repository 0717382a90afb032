const MINUTES = { year: 525_600, month: 43_800, day: 1_440, hour: 60, minute: 1 }

const durationPattern = /^P(?=.)(?:(?<day>\d+)D)?(?:T(?=\d)(?:(?<hour>\d+)H)?(?:(?<minute>\d+)M)?)?$/
const periodPattern =
  /^P(?=.)(?:(?<year>\d+)Y)?(?:(?<month>\d+)M)?(?:(?<day>\d+)D)?(?:T(?=\d)(?:(?<hour>\d+)H)?(?:(?<minute>\d+)M)?)?$/

const minutesBy = (pattern: RegExp, iso: string): number => {
  const parts = pattern.exec(iso)?.groups
  if (!parts) throw new RangeError('Not a duration that is taken here')
  return Object.entries(MINUTES).reduce((sum, [unit, minutes]) => sum + Number(parts[unit] ?? 0) * minutes, 0)
}

/**
 * The minutes of an elapsed time in whole days (of 24 hours), hours and minutes: `PT1H30M` is 90, `P7D` 10080,
 * `PT0M` 0 (ISO 8601-1 § 5.5.2). Throws RangeError for anything else, weeks, seconds and fractions included.
 */
export const durationMinutes = (iso: string): number => minutesBy(durationPattern, iso)

/**
 * The minutes of a setting's period, which counts in elapsed time too: as `durationMinutes`, and a year is 365 days,
 * a month a twelfth of that (730 hours), so that `P12M` is `P1Y`. Where a law counts in calendar months this is
 * not the function. Throws RangeError for what is no period.
 */
export const periodMinutes = (iso: string): number => minutesBy(periodPattern, iso)

/** The instant (epoch milliseconds) that lies a period after another; errors as `periodMinutes`. */
export const addPeriod = (instant: number, iso: string): number => instant + periodMinutes(iso) * 60_000
