import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Deps } from '#src/deps.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes that are held, once all garbage is gone: how busy the machine is changes nothing in it. */
const held = async (): Promise<number> => {
  collectGarbage()
  // What is finalised lets go of more.
  await setImmediate()
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Looking takes long: so many transactions go by from one look to the next. */
const between = 4

/**
 * @param work does something with a look at what is held before transactions of a worker, so that how often is not a question
 * of time
 * @returns the most bytes that were held more than at the first look
 */
export const mostHeldDuring = async (deps: Deps, work: (deps: Deps) => Promise<unknown>): Promise<number> => {
  const { worker } = deps.db
  const seen: number[] = []
  let transactions = 0
  const connect = async () => {
    if (transactions++ % between === 0) seen.push(await held())
    return worker.connect()
  }
  const watched = Object.create(worker, {
    connect: { value: connect },
    query: { value: worker.query.bind(worker) },
  })
  await work({ ...deps, db: { ...deps.db, worker: watched } })
  return Math.max(...seen) - (seen[0] ?? 0)
}
