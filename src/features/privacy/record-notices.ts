import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { listOrganisationIds } from '#src/features/platform/rotation.queries.ts'
import { recordNotice } from '#src/features/privacy/record-notice.ts'

/**
 * Makes a new version of each notice that states something else than its newest version: a release or the deployment's
 * file may change every one. Each organisation has a transaction of its own, and none waits for another's failure.
 * @throws the first failure, after all were tried
 */
export const recordNotices = async (deps: Deps): Promise<void> => {
  const ids = await withJob(deps, PLATFORM_ID, ({ tx }) => listOrganisationIds(tx))
  const failures: unknown[] = []
  for (const id of ids)
    await withJob(deps, id, (scope) => recordNotice(scope, id)).catch((error) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
