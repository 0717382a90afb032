import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Reads that come whether or not the ones before were answered, as callers do who know nothing of each other. */
export interface SteadyReads {
  readonly url: string
  readonly paths: readonly string[]
  readonly tokens: readonly string[]
  readonly perSecond: number
  readonly seconds: number
}

const read = async (agent: Agent, url: string, token: string): Promise<void> => {
  const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } })
  const [response] = await once(request, 'response')
  response.resume()
  await once(response, 'end')
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`)
}

/**
 * Sends them.
 * @returns what each took, from the instant at which it was due, in milliseconds and in order of length
 */
export const readSteadily = async (wanted: SteadyReads): Promise<number[]> => {
  const { url, paths, tokens, perSecond, seconds } = wanted
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const took: number[] = []
  const running: Promise<void>[] = []
  const start = performance.now()
  const total = perSecond * seconds
  while (running.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - start) * perSecond) / 1000))
    while (running.length < due) {
      const number = running.length
      const target = `${url}${paths[number % paths.length]}`
      const token = tokens[number % tokens.length] ?? ''
      const dueAt = start + (number * 1000) / perSecond
      running.push(read(agent, target, token).then(() => void took.push(performance.now() - dueAt)))
    }
    await wait(1)
  }
  await Promise.all(running)
  agent.destroy()
  return took.sort((a, b) => a - b)
}

/** The value that this share of the sorted numbers does not exceed. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
