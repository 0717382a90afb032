import { type CounterDeps, openCounter } from '#src/db/counters.ts'

const day = 86_400
const hour = 3_600

/** Seconds of the wait that follows the fifth failure, the sixth and so on; the tenth and all later ones: an hour. */
const waits = [30, 60, 120, 300, 900]
const firstWait = 5

/** The failure that is followed by a wait of an hour. */
export const hourWait = firstWait + waits.length

const waitAfter = (failures: number): number | null =>
  failures < firstWait ? null : (waits[failures - firstWait] ?? hour)

/** How an attempt was counted. */
export interface Step {
  count: number
  /** Seconds to wait should it fail, or before the next one; null: none. */
  wait: number | null
  /** The password may be looked at. */
  through: boolean
}

/** Failures under one key, remembered for a day, with waits that grow with them (`SECURITY.md` S5). */
interface FailureLadder {
  isWaiting(): Promise<boolean>
  /**
   * Counts an attempt. While a wait runs it makes the wait longer; of several at once at the end of a wait one alone
   * gets through.
   */
  climb(waiting: boolean): Promise<Step>
  /** The attempt succeeded: forgets all. */
  clear(): Promise<void>
  /** The attempt came to nothing, for a reason of ours. */
  undo(): Promise<void>
  /** Where its counters are stored, that of the wait first. */
  readonly storedKeys: string[]
}

/** Opens the ladder of a key; `name` tells apart what is counted. */
export const openLadder = (deps: CounterDeps, name: string, key: string): FailureLadder => {
  const failures = openCounter(deps, `${name}Failures`, day)
  const block = openCounter(deps, `${name}Block`, hour)
  return {
    isWaiting: async () => (await block.get(key)) !== null,
    async climb(waiting) {
      const { count } = await failures.add(key)
      const wait = waitAfter(count)
      if (wait === null) return { count, wait, through: true }
      const through = !waiting && (await block.add(key, wait)).count === 1
      if (!through) await block.set(key, 1, wait)
      return { count, wait, through }
    },
    async clear() {
      await Promise.all([failures.clear(key), block.clear(key)])
    },
    async undo() {
      await Promise.all([failures.takeBack(key), block.clear(key)])
    },
    storedKeys: [block.storedKey(key), failures.storedKey(key)],
  }
}
