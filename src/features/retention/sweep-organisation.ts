import { createHash } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type JobScope, withJob } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { fileInactive } from '#src/features/retention/file-inactive.ts'
import { holdsInForce, lockedHolds } from '#src/features/retention/holds-in-force.ts'
import { addToRun, finishRun, openRun } from '#src/features/retention/retention.queries.ts'
import type { StoredRun } from '#src/features/retention/retention.schema.ts'
import { inBatches, type Sweep } from '#src/features/retention/sweep.ts'
import { sweepBookings } from '#src/features/retention/sweep-bookings.ts'
import { sweepLogDays } from '#src/features/retention/sweep-log-days.ts'
import { heldTrail, sweepTrail } from '#src/features/retention/sweep-trail.ts'
import { closePeriods } from '#src/features/statistics/close-periods.ts'
import { isTenant, type RegisteredTable, register } from '#src/privacy/register.ts'
import { dueOf } from '#src/privacy/retention/due.ts'
import { countDue, deleteDue, enterSweep } from '#src/privacy/retention/sweep.queries.ts'

/** Rows of one transaction: few enough that nobody waits for it. */
const batch = 500
/** Files hold megabytes each. */
const filesAtOnce = 5

/** Tables that go another way than row by row. */
const handled: Readonly<Record<string, (sweep: Sweep) => Promise<void>>> = {
  appointments: sweepBookings,
  usageEvents: sweepLogDays,
  auditEvents: sweepTrail,
}

/** The version of the register by which rows go: a digest of what it says about times. */
const registerVersion: string = createHash('sha256')
  .update(JSON.stringify(register.map(({ name, retention, goesWith }) => [name, retention, goesWith])))
  .digest('hex')
  .slice(0, 16)

const sweepTable = async (sweep: Sweep, table: RegisteredTable): Promise<void> => {
  const { deps, organisationId, run, calendar } = sweep
  const due = dueOf(table, calendar)
  if (due === null) return
  const limit = table.name === 'files' ? filesAtOnce : batch
  const gone: string[] = []
  await inBatches(sweep, async (scope) => {
    const { tx } = scope
    const held = await lockedHolds(scope, organisationId)
    if (held.whole && isTenant(table)) return false
    if (!isTenant(table)) await enterSweep(tx)
    const { ids, count, along } = await deleteDue(tx, table, due, organisationId, held, limit)
    if (count > 0) await addToRun(tx, run, { ...along, [table.name]: count })
    gone.push(...ids)
    return count === limit
  })
  for (const id of gone) deps.keyring.forget(id)
}

/** Tables of which rows fall due, as far as they are the organisation's, or with the platform's id everybody's. */
const sweptTables = (organisationId: string): RegisteredTable[] =>
  register.filter((table) => isTenant(table) || organisationId === PLATFORM_ID)

const countHeld = async (sweep: Sweep, scope: JobScope): Promise<Record<string, number>> => {
  const held = await holdsInForce(scope, sweep.organisationId)
  const counts: Record<string, number> = {}
  if (!held.whole && held.patients.length === 0 && held.accounts.length === 0) return counts
  const trail = await heldTrail(scope, sweep, held)
  if (trail > 0) counts.auditEvents = trail
  for (const table of sweptTables(sweep.organisationId).filter(isTenant)) {
    const due = dueOf(table, sweep.calendar)
    const found = due && (await countDue(scope.tx, table, due, sweep.organisationId, held))
    if (found && found.held > 0) counts[table.name] = found.held
  }
  return counts
}

/**
 * Removes what an organisation holds although its time is over, by the register and the settings in force: months that
 * are over are counted first, then rows go in small transactions. Cut off anywhere, the next one goes on.
 */
export const sweepOrganisation = async (
  deps: Deps,
  organisationId: string,
  run: Pick<StoredRun, 'organisationId' | 'id'>,
): Promise<void> => {
  const { at, settings, timeZone } = await withJob(deps, organisationId, async (scope) => ({
    at: scope.at,
    ...(await findOrganisation(scope.tx, organisationId)),
  }))
  const periods = { bookingRetention: settings.bookingRetention }
  const calendar = { at, timeZone, periods }
  const sweep: Sweep = { deps, organisationId, run, calendar, trailYears: settings.accessTrailYears }
  if (organisationId !== PLATFORM_ID) await closePeriods(deps, organisationId)
  for (const table of sweptTables(organisationId)) {
    const own = handled[table.name]
    await (own ? own(sweep) : sweepTable(sweep, table))
  }
  if (organisationId !== PLATFORM_ID) await fileInactive(deps, organisationId)
  await withJob(deps, organisationId, async (scope) =>
    finishRun(scope.tx, run, await countHeld(sweep, scope), scope.at),
  )
}

const slotHours = 12

/** The instant from which on the run of an instant is due: twice a day, so that nothing waits for a whole one. */
export const slotOf = (at: string): string => {
  const length = slotHours * 3_600_000
  return new Date(Math.floor(Date.parse(at) / length) * length).toISOString()
}

/** The run of the slot in which an instant lies. */
export const runOf = ({ tx, at, organisationId }: JobScope): Promise<StoredRun> =>
  openRun(tx, {
    organisationId,
    id: newId(),
    slot: slotOf(at),
    startedAt: at,
    finishedAt: null,
    registerVersion,
    rows: {},
    held: {},
  })

/** Sweeps what belongs to accounts and to the service itself; short-lived things, so that it runs often. */
export const sweepPlatform = async (deps: Deps): Promise<void> => {
  const run = await withJob(deps, PLATFORM_ID, runOf)
  await sweepOrganisation(deps, PLATFORM_ID, run)
}
