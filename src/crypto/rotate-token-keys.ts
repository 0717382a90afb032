import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'

const everyMilliseconds = 15 * 60_000

/**
 * Keeps this process's token keys those of the database: the next one is read before it signs, a withdrawn one
 * forgotten. Every process does it, as each verifies for itself (`SECURITY.md` S13).
 */
export const startTokenKeyRotation = (deps: Deps): { close(): void } => {
  const rotate = () =>
    withJob(deps, PLATFORM_ID, ({ tx }) => deps.keyring.tokenKeys.rotateIfDue(tx, deps.clock.now())).then(
      ({ withdrawn }) =>
        withdrawn.length && deps.log.info({ withdrawn: withdrawn.length }, 'token keys were withdrawn'),
      () => deps.log.warn('token keys could not be read; tried again in a quarter of an hour'),
    )
  const timer = setInterval(rotate, everyMilliseconds)
  timer.unref()
  return { close: () => clearInterval(timer) }
}
