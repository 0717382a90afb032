import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { findRun } from '#src/features/retention/retention.queries.ts'
import type { StoredRun } from '#src/features/retention/retention.schema.ts'
import { runOf, sweepOrganisation } from '#src/features/retention/sweep-organisation.ts'
import type { TestApp } from '#test/helpers/app.ts'

/** Sweeps an organisation, or the platform, as the worker does at the clock's instant. @returns its run */
export const sweep = async (
  { deps }: Pick<TestApp, 'deps'>,
  organisationId: string = PLATFORM_ID,
): Promise<StoredRun> => {
  const run = await withJob(deps, organisationId, runOf)
  await sweepOrganisation(deps, organisationId, run)
  const done = await withJob(deps, organisationId, ({ tx }) => findRun(tx, organisationId, run.id))
  if (!done) throw new Error('the run left no record')
  return done
}
