import { once } from 'node:events'
import { Agent, request as open } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Call } from './load.ts'

/** Calls that come whether or not the ones before were answered, as callers do who know nothing of each other. */
export interface SteadyCalls {
  readonly url: string
  /** Taken in turns, or a source of calls that are each made once. */
  readonly calls: readonly Call[] | (() => Call)
  readonly tokens: readonly string[]
  readonly perSecond: number
  readonly seconds: number
}

const make = async (
  agent: Agent,
  url: string,
  { method, path, body }: Call,
  token: string,
): Promise<void> => {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body ? { 'content-type': 'application/json' } : {}),
  }
  const request = open(`${url}${path}`, { agent, method, headers })
  request.end(body ? JSON.stringify(body) : undefined)
  const [response] = await once(request, 'response')
  response.resume()
  await once(response, 'end')
  if (response.statusCode >= 300) throw new Error(`${method} ${path} answered ${response.statusCode}`)
}

/**
 * Makes them.
 * @returns what each took, from the instant at which it was due, in milliseconds and in order of length
 */
export const callSteadily = async (wanted: SteadyCalls): Promise<number[]> => {
  const { url, calls, tokens, perSecond, seconds } = wanted
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const took: number[] = []
  const running: Promise<void>[] = []
  const start = performance.now()
  const total = perSecond * seconds
  while (running.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - start) * perSecond) / 1000))
    while (running.length < due) {
      const number = running.length
      const call = typeof calls === 'function' ? calls() : calls[number % calls.length]!
      const token = tokens[number % tokens.length] ?? ''
      const dueAt = start + (number * 1000) / perSecond
      const made = make(agent, url, call, token).then(() => void took.push(performance.now() - dueAt))
      // Told of at the end, where all are waited for.
      made.catch(() => {})
      running.push(made)
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
