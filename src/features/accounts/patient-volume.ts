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

type Bounds = Pick<Settings, Bound>

/** For so long the bounds of an organisation are believed: who reads many patients would ask for them at each. */
const boundsBelieved = 10_000
const mostOrganisations = 1_000

const openBounds = (deps: Deps) => {
  const known = new Map<string, { bounds: Bounds; until: number }>()
  return async (organisationId: string, now: number): Promise<Bounds> => {
    const found = known.get(organisationId)
    if (found && found.until > now) return found.bounds
    const { patientReadsPerTenMinutes, patientReadsPerDay } = await settingsOf(deps, organisationId)
    if (known.size >= mostOrganisations) known.clear()
    const read = { patientReadsPerTenMinutes, patientReadsPerDay }
    known.set(organisationId, { bounds: read, until: now + boundsBelieved })
    return read
  }
}

const mostRemembered = 50_000

/** What this process counted within the last ten minutes needs no look at the database. */
const openMemory = () => {
  const seen = new Map<string, Map<string, number>>()
  let remembered = 0
  const makeRoom = () => {
    for (const [key, ids] of seen) {
      if (remembered <= mostRemembered) return
      remembered -= ids.size
      seen.delete(key)
    }
  }
  return {
    unseen(key: string, ids: readonly string[], now: number) {
      const known = seen.get(key)
      return known ? ids.filter((id) => (known.get(id) ?? 0) <= now) : ids
    },
    remember(key: string, ids: readonly string[], until: number) {
      const known = seen.get(key) ?? new Map<string, number>()
      const before = known.size
      for (const id of ids) known.set(id, until)
      remembered += known.size - before
      // The reader of last goes last when room is made.
      seen.delete(key)
      seen.set(key, known)
      makeRoom()
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
  const boundsOf = openBounds(deps)
  return async (reader, patientIds) => {
    const key = keyOf(reader)
    const now = deps.clock.now().getTime()
    const fresh = memory.unseen(key, patientIds, now)
    if (fresh.length === 0) return
    const counts = await countDistinct(
      deps,
      bounds.map((bound) => windows[bound]),
      key,
      fresh,
    )
    memory.remember(key, fresh, now + windows.patientReadsPerTenMinutes.seconds * 1000)
    const counted = bounds.map((bound, n) => ({ bound, count: counts[n] ?? 0 }))
    if (counted.every(({ bound, count }) => count <= leastPatientReads[bound])) return
    const most = await boundsOf(reader.organisationId, now)
    const exceeded = counted.findLast(({ bound, count }) => count > most[bound])
    if (exceeded) await stop(deps, reader, { ...exceeded, seconds: windows[exceeded.bound].blockSeconds })
  }
}
