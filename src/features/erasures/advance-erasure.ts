import { PLATFORM_ID } from '#src/db/database.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import type { Deps } from '#src/deps.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { archiveKeys, archiveRequestKeys } from '#src/features/erasures/archive-keys.ts'
import { certifyErasure } from '#src/features/erasures/certify-erasure.ts'
import { checkErasure } from '#src/features/erasures/check-erasure.ts'
import { clearJobsAndFiles } from '#src/features/erasures/clear-jobs-and-files.ts'
import { closeErasure, recordInLedger } from '#src/features/erasures/close-erasure.ts'
import { type ErasurePart, listParts } from '#src/features/erasures/erasures.queries.ts'
import { judgeAccount, judgeErasure, releaseErasure } from '#src/features/erasures/judge-erasure.ts'
import { onward, type Progress, waiting } from '#src/features/erasures/progress.ts'
import { beginErasure, runErasure } from '#src/features/erasures/run-erasure.ts'

type Step = (deps: Deps, part: ErasurePart, request: DataRequest) => Promise<Progress>

const ofRunning: Readonly<Record<string, Step>> = {
  erase: runErasure,
  keys: archiveKeys,
  files: clearJobsAndFiles,
  check: checkErasure,
}

const ofVerifying: Readonly<Record<string, Step>> = {
  certify: (deps, part) =>
    withErasure(deps, part, async (scope) => {
      const request = await findRequest(scope.tx, part.organisationId, part.requestId)
      if (request) await certifyErasure(scope, request)
      return onward
    }),
  ledger: recordInLedger,
}

const ofCompleted: Readonly<Record<string, Step>> = { mail: closeErasure, keys: archiveRequestKeys }

const isPlatform = ({ organisationId }: ErasurePart) => organisationId === PLATFORM_ID

const judge: Step = (deps, part, request) =>
  (isPlatform(part) ? judgeAccount : judgeErasure)(deps, part, request)

const stepOf = (part: ErasurePart, { state, step, graceEndsAt }: DataRequest, at: Date): Step | null => {
  const over = graceEndsAt !== null && Date.parse(graceEndsAt) <= at.getTime()
  switch (state) {
    case 'grace':
      return over ? judge : null
    case 'blocked':
      return judge
    case 'scheduled':
      return isPlatform(part) ? judge : beginErasure
    case 'running':
      return ofRunning[step ?? 'erase'] ?? null
    case 'verifying':
      return ofVerifying[step ?? 'certify'] ?? null
    case 'failed':
      return ofRunning[step ?? ''] ?? ofVerifying[step ?? ''] ?? null
    case 'completed':
      return step === null ? null : (ofCompleted[step] ?? null)
    default:
      return step === null ? null : releaseErasure
  }
}

/** More than any erasure has, so that a fault of ours does not go round for ever. */
const mostSteps = 50

const advancePart = async (deps: Deps, part: ErasurePart): Promise<void> => {
  for (let taken = 0; taken < mostSteps; taken++) {
    const request = await withErasure(deps, part, ({ tx }) =>
      findRequest(tx, part.organisationId, part.requestId),
    )
    const step = request && stepOf(part, request, deps.clock.now())
    if (!request || !step) return
    if ((await step(deps, part, request)) === waiting) return
  }
}

/**
 * Takes one controller's part of an erasure as far as it can go now. Each step is a transaction, or may be run again
 * from its beginning; where a process dies, the next call goes on. What an organisation's part has come to decides about
 * the account at once, where that goes too.
 */
export const advanceErasure = async (deps: Deps, part: ErasurePart): Promise<void> => {
  await advancePart(deps, part)
  if (isPlatform(part)) return
  const parts = await withErasure(deps, part, ({ tx }) => listParts(tx, part.requestId))
  if (parts.some(({ organisationId, open }) => organisationId === PLATFORM_ID && open))
    await advancePart(deps, { organisationId: PLATFORM_ID, requestId: part.requestId })
}
