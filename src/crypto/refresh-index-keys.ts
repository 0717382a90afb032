import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'

const everyMilliseconds = 5_000

/**
 * Keeps the keys by which this process finds accounts those of the database. A rotation waits for several times as long
 * as this takes before it relies on it.
 */
export const startIndexKeyRefresh = (deps: Deps): { close(): void } => {
  const refresh = () =>
    withJob(deps, PLATFORM_ID, ({ tx }) => deps.keyring.refreshPlatformIndex(tx)).catch(() =>
      deps.log.warn('index keys could not be read; tried again in five seconds'),
    )
  const timer = setInterval(refresh, everyMilliseconds)
  timer.unref()
  return { close: () => clearInterval(timer) }
}
