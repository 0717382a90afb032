import { type Person, password } from './clinic.ts'
import { load, median, type Work } from './load.ts'
import type { Ground } from './paths.ts'
import { callSteadily, percentile } from './steady-calls.ts'

/** What sign-ins at their cap do to those who only read. */
export interface SignInFigures {
  readonly signInsPerSecond: number
  readonly readsPerSecond: number
  /** Milliseconds. */
  readonly p99Alone: number
  readonly p99Beside: number
}

const readsPerSecond = 1_500

/** Reads at a steady rate, alone and beside as many sign-ins as the service takes, alternately. */
export const measureSignIns = async (
  ground: Ground,
  people: readonly Person[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<SignInFigures> => {
  const work: Work = {
    url: ground.serviceUrl,
    calls: people.map(({ email }) => ({
      method: 'POST',
      path: '/v1/auth/login',
      body: { email, password },
    })),
    headers: () => ({}),
  }
  const calls = ground.plainIds.map((id) => ({
    method: 'GET' as const,
    path: `/v1/organisations/${ground.clinic.id}/appointments/${id}`,
  }))
  const reads = { url: ground.serviceUrl, calls, tokens: ground.tokens, perSecond: readsPerSecond, seconds }
  const alone: number[] = []
  const beside: number[] = []
  const signIns: number[] = []
  await callSteadily(reads)
  for (let round = 0; round < rounds; round++) {
    alone.push(percentile(await callSteadily(reads), 0.99))
    const [signedIn, took] = await Promise.all([load(work, seconds), callSteadily(reads)])
    signIns.push(signedIn)
    beside.push(percentile(took, 0.99))
  }
  return {
    signInsPerSecond: median(signIns),
    readsPerSecond,
    p99Alone: median(alone),
    p99Beside: median(beside),
  }
}
