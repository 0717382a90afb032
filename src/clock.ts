import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'

/** The one source of time. Every query that needs the instant takes it from here as a parameter. */
export interface Clock {
  now(): Date
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }

const readShift = (file: string): Temporal.Duration => {
  try {
    return Temporal.Duration.from(readFileSync(file, 'utf8').trim() || 'PT0S')
  } catch {
    // The file may not be there yet, or be half written by the test that moves the clock.
    return new Temporal.Duration()
  }
}

/**
 * The machine's clock shifted by the signed ISO 8601 duration in a file, read anew at each look, so that a test
 * moves the clock of a process that runs.
 */
export const shiftedClock = (file: string): Clock => ({
  now: () => new Date(Temporal.Now.zonedDateTimeISO('UTC').add(readShift(file)).epochMilliseconds),
})
