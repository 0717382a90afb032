import { type JobScope, withJob } from '#src/db/scope.ts'
import { yieldToOthers } from '#src/db/yield-to-others.ts'
import type { Deps } from '#src/deps.ts'
import type { StoredRun } from '#src/features/retention/retention.schema.ts'
import type { RetentionCalendar } from '#src/privacy/retention/due.ts'

/** What one sweep works with. */
export interface Sweep {
  readonly deps: Deps
  readonly organisationId: string
  readonly run: Pick<StoredRun, 'organisationId' | 'id'>
  readonly calendar: RetentionCalendar
  /** Years for which the trail stays. */
  readonly trailYears: number
}

/**
 * Runs one transaction after the other until one has nothing left to do, and rests between them as long as each took,
 * so that the service always has half of the database.
 */
export const inBatches = async (
  { deps, organisationId }: Sweep,
  step: (scope: JobScope) => Promise<boolean>,
): Promise<void> => {
  for (;;) {
    const began = performance.now()
    if (!(await withJob(deps, organisationId, step))) return
    await yieldToOthers(began)
  }
}
