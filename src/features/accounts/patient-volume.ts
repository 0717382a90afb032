import { me } from '#src/access/access.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { countDistinct, forgetCount, type Window } from '#src/db/distinct-counters.ts'
import { type Caller, type PersonScope, withJob, withPerson } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { lockAccount } from '#src/features/accounts/accounts.queries.ts'
import { raiseAlerts } from '#src/features/accounts/security-alerts.ts'
import { revokeSessions } from '#src/features/accounts/sessions.queries.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { leastPatientReads, type Settings } from '#src/features/organisations/organisations.schema.ts'

/** Who reads, and in which organisation. */
export interface Reader {
  readonly caller: Caller
  readonly organisationId: string
}

const hour = 3_600
const day = 86_400

type Bound = 'patientReadsPerTenMinutes' | 'patientReadsPerDay'

// Whoever goes beyond the day's bound has had their day; beyond the other it may have been a busy hour.
const windows: Record<Bound, Window & { blockSeconds: number }> = {
  patientReadsPerTenMinutes: { name: 'patientsInTenMinutes', seconds: 600, blockSeconds: hour },
  patientReadsPerDay: { name: 'patientsInDay', seconds: day, blockSeconds: day },
}
const bounds = Object.keys(windows) as Bound[]

const keyOf = ({ caller, organisationId }: Reader) => `${organisationId} ${caller.accountId}`

const block = async (
  scope: PersonScope,
  organisationId: string,
  { count, seconds }: { count: number; seconds: number },
): Promise<void> => {
  const { tx, at, accountId } = scope
  await lockAccount(tx, accountId)
  const ended = await revokeSessions(tx, accountId, {}, 'patientsReadInVolume', at)
  // Another request of the same crawl was faster.
  if (ended.length === 0) return
  await raiseAlerts(
    scope,
    [{ cause: 'patients-read-in-volume', count, block: { kind: 'patientVolume', counters: [], seconds } }],
    { accountId, organisationId },
  )
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'security',
    resource: 'session',
    resourceIds: ended,
    accountId,
    role: 'person',
    ground: 'security',
    detail: { because: 'patientsReadInVolume', count },
  })
}

const stop = async (deps: Deps, reader: Reader, read: { count: number; seconds: number }): Promise<void> => {
  const { caller, organisationId } = reader
  try {
    await withPerson(deps, caller, me({ leaving: true }), (scope) => block(scope, organisationId, read))
  } catch (error) {
    // The session ended meanwhile, which is what was wanted.
    if (!(error instanceof Problem) || error.status !== 401) throw error
  }
  for (const bound of bounds) await forgetCount(deps, windows[bound], keyOf(reader))
}

const settingsOf = (deps: Deps, organisationId: string): Promise<Settings> =>
  withJob(deps, organisationId, async ({ tx }) => (await findOrganisation(tx, organisationId)).settings)

const mostRemembered = 50_000

/** What this process counted within the last ten minutes needs no look at the database. */
const openMemory = () => {
  const seen = new Map<string, number>()
  return {
    unseen: (key: string, ids: readonly string[], now: number) =>
      ids.filter((id) => (seen.get(`${key} ${id}`) ?? 0) <= now),
    remember(key: string, ids: readonly string[], until: number) {
      for (const id of ids) {
        seen.delete(`${key} ${id}`)
        seen.set(`${key} ${id}`, until)
      }
      for (const oldest of seen.keys()) {
        if (seen.size <= mostRemembered) break
        seen.delete(oldest)
      }
    },
  }
}

/**
 * Counts whom an account reads in an organisation: different patients within ten minutes and within a day, however they
 * were shown, in all sessions and processes together. Beyond the organisation's bounds every session of the account ends
 * at once, it cannot sign in for an hour or a day, and the technicians are told (P33, S59).
 */
export const openPatientVolume = (
  deps: Deps,
): ((reader: Reader, patientIds: readonly string[]) => Promise<void>) => {
  const memory = openMemory()
  return async (reader, patientIds) => {
    const key = keyOf(reader)
    const now = deps.clock.now().getTime()
    const fresh = memory.unseen(key, patientIds, now)
    if (fresh.length === 0) return
    const counted = await Promise.all(
      bounds.map(async (bound) => ({ bound, count: await countDistinct(deps, windows[bound], key, fresh) })),
    )
    memory.remember(key, fresh, now + windows.patientReadsPerTenMinutes.seconds * 1000)
    if (counted.every(({ bound, count }) => count <= leastPatientReads[bound])) return
    const settings = await settingsOf(deps, reader.organisationId)
    const exceeded = counted.findLast(({ bound, count }) => count > settings[bound])
    if (exceeded) await stop(deps, reader, { ...exceeded, seconds: windows[exceeded.bound].blockSeconds })
  }
}
