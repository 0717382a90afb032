import createClient from 'openapi-fetch'
import type { paths } from '../../openapi/client.d.ts'

/** A client of the contract, as anybody would make one. */
export const clientFor = (baseUrl: string, token?: string) =>
  createClient<paths>({ baseUrl, ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) })

export type Client = ReturnType<typeof clientFor>

/**
 * What a call answered.
 * @throws Error with the problem, where it was refused
 */
export const answered = <A>({
  data,
  error,
  response,
}: {
  data?: A
  error?: unknown
  response: Response
}): A => {
  if (data === undefined)
    throw new Error(`${response.url} answered ${response.status} ${JSON.stringify(error)}`)
  return data
}
