import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import { addToRun, dropLogDays, makeLogDays } from '#src/features/retention/retention.queries.ts'
import type { Sweep } from '#src/features/retention/sweep.ts'
import { register } from '#src/privacy/register.ts'
import { dueOf } from '#src/privacy/retention/due.ts'

/**
 * Drops whole days of the log of use, of all organisations at once, and makes room for the days to come. What a hold
 * keeps is copied aside first.
 */
export const sweepLogDays = async ({ deps, organisationId, run, calendar }: Sweep): Promise<void> => {
  const table = register.find(({ name }) => name === 'usageEvents')
  const due = table && dueOf(table, calendar)
  if (organisationId !== PLATFORM_ID || !due) return
  await withJob(deps, organisationId, async ({ tx, at }) => {
    await makeLogDays(tx, at)
    const { dropped } = await dropLogDays(tx, String(due.until))
    if (dropped > 0) await addToRun(tx, run, { usageEvents: dropped })
  })
}
