import { parseArgs } from 'node:util'

/** What a run measures, and how long it takes. */
export interface Options {
  /** Rows of `appointments` at the end. */
  readonly appointments: number
  /** Rows of `reviews` of the clinic whose figures are read. */
  readonly answers: number
  /** Seconds of one round. */
  readonly seconds: number
  /** Rounds of a path; each loads the service and then its floor. */
  readonly rounds: number
  /** Names of the parts to run; empty: all. */
  readonly only: readonly string[]
  /** Folder that gets the service's CPU profile when it ends; null: none is taken. */
  readonly profile: string | null
}

const smallest = 1_000
const largest = 1_000_000

const wholeNumber = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text.replaceAll('_', ''))
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`--${name} must be a whole number from ${least} to ${most}`)
  return value
}

/**
 * Reads the command line.
 * @throws Error that names the option and what it takes
 */
export const readOptions = (argv: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      appointments: { type: 'string', default: '100000' },
      answers: { type: 'string', default: '1000000' },
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      profile: { type: 'string' },
    },
  })
  return {
    appointments: wholeNumber('appointments', values.appointments, smallest, largest),
    answers: wholeNumber('answers', values.answers, smallest, largest),
    seconds: wholeNumber('seconds', values.seconds, 1, 60),
    rounds: wholeNumber('rounds', values.rounds, 1, 20),
    only: values.only === '' ? [] : values.only.split(','),
    profile: values.profile ?? null,
  }
}
