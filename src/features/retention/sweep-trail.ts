import { lockChain } from '#src/audit/chain.queries.ts'
import {
  countTrailBefore,
  dropTrail,
  findChainBeginning,
  findFirstPosition,
  listClosingCheckpoints,
  showsPatientsBefore,
} from '#src/audit/expired-trail.queries.ts'
import { trailKeptFrom, yearsBefore } from '#src/audit/trail-months.ts'
import type { JobScope } from '#src/db/scope.ts'
import { lockedHolds } from '#src/features/retention/holds-in-force.ts'
import { addToRun } from '#src/features/retention/retention.queries.ts'
import { inBatches, type Sweep } from '#src/features/retention/sweep.ts'
import type { Held } from '#src/privacy/retention/sweep.queries.ts'

/** The next checkpoint up to which everything is over; undefined where there is none. */
const nextCheckpoint = async (
  { tx, organisationId }: JobScope,
  { at, years }: { at: string; years: number },
): Promise<number | undefined> => {
  const beginning = await findChainBeginning(tx, organisationId)
  if (beginning === null) return undefined
  const staying = await findFirstPosition(tx, organisationId, trailKeptFrom(at, years))
  const closing = await listClosingCheckpoints(tx, organisationId, yearsBefore(at, years), staying, 1_000)
  return closing.find((position) => position >= beginning)
}

/**
 * Takes months of the trail away whose years are over, from one signed checkpoint to the next, so that the chain can be
 * verified from the last of them at any time. While an event of those months shows somebody whom a hold keeps, they stay
 * whole: a chain with gaps proves nothing.
 */
export const sweepTrail = async (sweep: Sweep): Promise<void> => {
  const { organisationId, run, calendar, trailYears } = sweep
  const span = { at: calendar.at, years: trailYears }
  const until = trailKeptFrom(span.at, span.years)
  await inBatches(sweep, async (scope) => {
    const { tx } = scope
    const held = await lockedHolds(scope, organisationId)
    if (held.whole || (await showsPatientsBefore(tx, organisationId, until, held.patients))) return false
    await lockChain(tx, organisationId)
    const position = await nextCheckpoint(scope, span)
    if (position === undefined) return false
    const count = await dropTrail(tx, organisationId, position, until)
    if (count > 0) await addToRun(tx, run, { auditEvents: count })
    return true
  })
}

/** How many events a hold keeps whose years are over. */
export const heldTrail = async (
  { tx }: Pick<JobScope, 'tx'>,
  { organisationId, calendar, trailYears }: Pick<Sweep, 'organisationId' | 'calendar' | 'trailYears'>,
  held: Held,
): Promise<number> => {
  const until = trailKeptFrom(calendar.at, trailYears)
  const { events, ofPatients } = await countTrailBefore(tx, organisationId, until, held.patients)
  return held.whole || ofPatients > 0 ? events : 0
}
