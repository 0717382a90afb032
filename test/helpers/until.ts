import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Waits for what another process or connection brings about.
 * @throws Error naming what did not come true in time
 */
export const until = async (
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
): Promise<void> => {
  const deadline = Date.now() + timeoutMs
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await sleep(10)
  }
}
