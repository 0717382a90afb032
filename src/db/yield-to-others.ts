import { setTimeout as rest } from 'node:timers/promises'

const longestRest = 200

/**
 * Rests as long as a piece of some long work took, at most a fifth of a second, so that the service always has half of the
 * database.
 * @param began by `performance.now()`
 */
export const yieldToOthers = (began: number): Promise<void> =>
  rest(Math.min(performance.now() - began, longestRest))
