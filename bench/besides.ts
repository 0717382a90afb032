import { median } from './load.ts'
import { bookings, type Ground } from './paths.ts'
import type { Figure } from './report.ts'
import { callSteadily, percentile } from './steady-calls.ts'

const perSecond = 25
/** So many that a hundredth of them is five. */
const seconds = 20
const largestSlowdown = 1.5
const mostMebibytes = 32

const p99 = async (ground: Ground): Promise<number> => {
  const calls = bookings(ground, '/v1')
  const wanted = { url: ground.serviceUrl, calls, tokens: ground.tokens, perSecond, seconds }
  return percentile(await callSteadily(wanted), 0.99)
}

/** Work that goes on until it is told to stop. */
type Work = (until: () => boolean) => Promise<void>

/**
 * Books steadily, alone and beside some work, alternately.
 * @param ground anew for each round, as its tokens live ten minutes
 */
export const bookBeside = async (
  name: string,
  ground: () => Ground,
  rounds: number,
  work: Work,
): Promise<Figure> => {
  const alone: number[] = []
  const beside: number[] = []
  await p99(ground())
  for (let round = 0; round < rounds; round++) {
    alone.push(await p99(ground()))
    let over = false
    const working = work(() => over)
    beside.push(await p99(ground()))
    over = true
    await working
  }
  const [value, floor] = [median(beside), median(alone)]
  return {
    name: `p99 of ${perSecond} bookings/s beside ${name} (without)`,
    value,
    unit: 'ms',
    floor,
    aim: `≤ ${largestSlowdown * 100} %`,
    met: value / floor <= largestSlowdown,
  }
}

/** Runs some work, and says by how much the resident memory of this process grew meanwhile. */
export const watchMemory = async <R>(run: () => Promise<R>): Promise<{ result: R; memory: Figure }> => {
  const resident = () => process.memoryUsage().rss / 1024 ** 2
  const before = resident()
  let most = before
  const watch = setInterval(() => (most = Math.max(most, resident())), 50)
  const result = await run()
  clearInterval(watch)
  const memory: Figure = {
    name: 'memory that it took',
    value: most - before,
    unit: 'MiB',
    floor: null,
    aim: `≤ ${mostMebibytes} MiB`,
    met: most - before <= mostMebibytes,
  }
  return { result, memory }
}
