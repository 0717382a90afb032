import { holdOnce } from '#src/db/advisory-lock.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest, moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import { type ErasureIdentifiers, openIdentifiers } from '#src/features/erasures/erasure-identifiers.ts'
import { type ErasurePart, listWaitingErasures } from '#src/features/erasures/erasures.queries.ts'
import { failErasure } from '#src/features/erasures/fail-erasure.ts'
import { enqueue } from '#src/jobs/enqueue.ts'
import { scanEverything } from '#src/privacy/erasure/scan-everything.ts'
import type { Traces } from '#src/privacy/erasure/traces.ts'

/** A pass is made within a day of each erasure: the next one begins when the first that waits has waited so long. */
const longestWaitHours = 20
const mostAtOnce = 200
const scanLock = 7_201_944

interface Waiting {
  part: ErasurePart
  erasedAt: string
  expedite: boolean
  identifiers: ErasureIdentifiers
}

const readWaiting = async (deps: Deps): Promise<Waiting[]> => {
  const parts = await listWaitingErasures(deps.db, mostAtOnce)
  const read = await Promise.all(
    parts.map((part) =>
      withErasure(deps, part, async (scope) => {
        const request = await findRequest(scope.tx, part.organisationId, part.requestId)
        if (request?.step !== 'pass' || request.erasedAt === null) return []
        const { erasedAt, expedite } = request
        return [{ part, erasedAt, expedite, identifiers: await openIdentifiers(scope, request) }]
      }),
    ),
  )
  return read.flat()
}

/** Where the account stays, its id does, and mails of others; an address in clear is nobody's to keep. */
const tracesOf = ({ part, identifiers }: Waiting): Traces => {
  const { accountId, patientIds, emails, phones, nationalIds } = identifiers
  const whole = part.organisationId === PLATFORM_ID
  const ids = whole && accountId !== null ? [...patientIds, accountId] : patientIds
  return { emails, phones, nationalIds, ids, mails: whole }
}

const isDue = (waiting: readonly Waiting[], now: Date): boolean =>
  waiting.some(
    ({ expedite, erasedAt }) =>
      expedite || now.getTime() - Date.parse(erasedAt) >= longestWaitHours * 3_600_000,
  )

const pass = (deps: Deps, { part }: Waiting): Promise<void> =>
  withErasure(deps, part, async ({ tx, at, organisationId }) => {
    const change = { step: 'certify', workAt: at, updatedAt: at }
    if (await moveRequest(tx, organisationId, part.requestId, ['verifying'], change))
      await enqueue(tx, { organisationId, job: 'erasure.advance', subjectId: part.requestId, at })
  })

const judge = async (deps: Deps, waiting: readonly Waiting[]): Promise<string[]> => {
  const { bytes, found } = await scanEverything(deps, waiting.map(tracesOf))
  deps.log.info({ erasures: waiting.length, bytes, found: found.length }, 'looked through everything')
  if (found.length === 0) {
    for (const one of waiting) await pass(deps, one)
    return []
  }
  // Whose it is, a pass of their own tells.
  for (const one of waiting) {
    const left = waiting.length === 1 ? found : (await scanEverything(deps, [tracesOf(one)])).found
    // What came late goes when the rows are gone through again; what does not, whoever runs the service has to find.
    if (left.length > 0) await failErasure(deps, one.part, 'erase', left)
    else await pass(deps, one)
  }
  return [...found]
}

/**
 * Looks once through everything that is stored for all erasures that wait for it. What is found stops those whose it is.
 * @param when `due`: only where one has waited long enough, or was to be expedited; `now`: whatever waits
 * @returns how many waited and where something was found; null where another process does it, or nothing is due
 */
export const scanErasures = async (
  deps: Deps,
  when: 'due' | 'now',
): Promise<{ erasures: number; found: string[] } | null> => {
  const lock = await holdOnce(deps.db, scanLock)
  if (!lock) return null
  try {
    const waiting = await readWaiting(deps)
    if (when === 'due' && !isDue(waiting, deps.clock.now())) return null
    return { erasures: waiting.length, found: await judge(deps, waiting) }
  } finally {
    await lock.release()
  }
}
