import autocannon from 'autocannon'

/** The connections of every load. */
export const connections = 16

/** One request. */
export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
}

/** What is asked of one server. */
export interface Work {
  readonly url: string
  /** Calls that each connection takes in turns, or a source of calls that are each made once. */
  readonly calls: readonly Call[] | (() => Call)
  /** Headers of a connection, by its number. */
  headers(connection: number): Record<string, string>
}

const asRequest = ({ method, path, body }: Call, headers: Record<string, string>) => ({
  method,
  path,
  headers: body ? { ...headers, 'content-type': 'application/json' } : { ...headers },
  ...(body ? { body: JSON.stringify(body) } : {}),
})

const requestsOf = (
  calls: Work['calls'],
  headers: Record<string, string>,
  connection: number,
): autocannon.Request[] => {
  if (typeof calls === 'function')
    return [{ setupRequest: (given) => ({ ...given, ...asRequest(calls(), headers) }) }]
  // Each connection begins elsewhere, so that they do not ask for one row at one time.
  const start = Math.floor((connection * calls.length) / connections)
  return [...calls.slice(start), ...calls.slice(0, start)].map((call) => asRequest(call, headers))
}

/**
 * Loads a server for some seconds.
 * @returns answers per second
 * @throws Error when any answer was not a 2xx
 */
export const load = async ({ url, calls, headers }: Work, seconds: number): Promise<number> => {
  let connection = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient(client) {
      client.setRequests(requestsOf(calls, headers(connection), connection))
      connection++
    },
  })
  const refused = result.non2xx + result.errors + result.timeouts
  if (refused > 0) throw new Error(`${url}: ${refused} of ${result.requests.total} answers were no success`)
  return result.requests.total / result.duration
}

/** The middle one of some numbers, the mean of the two in the middle for an even count. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}
