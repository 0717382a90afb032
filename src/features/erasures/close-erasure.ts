import { withErasure } from '#src/db/erasure-scope.ts'
import type { Deps } from '#src/deps.ts'
import { moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { DataRequest } from '#src/features/data-requests/data-requests.schema.ts'
import { recordRequestEvent } from '#src/features/data-requests/request-timeline.ts'
import {
  clearRequest,
  type ErasurePart,
  findCertificateMail,
} from '#src/features/erasures/erasures.queries.ts'
import { lookAgainAt, onward, type Progress, waiting } from '#src/features/erasures/progress.ts'
import { writeLedger } from '#src/privacy/ledger/ledger.ts'

/** How long the certificate is tried to be sent before the address goes all the same. */
const tryingHours = 72

/** Closes a certified part, once the ledger's file holds what was taken away. */
export const recordInLedger = async (deps: Deps, part: ErasurePart): Promise<Progress> => {
  await writeLedger(deps)
  return withErasure(deps, part, async (scope) => {
    const { tx, at, organisationId } = scope
    const closed = await moveRequest(tx, organisationId, part.requestId, ['verifying'], {
      state: 'completed',
      step: 'mail',
      workAt: at,
      updatedAt: at,
    })
    if (closed)
      await recordRequestEvent(scope, {
        organisationId,
        requestId: part.requestId,
        kind: 'completed',
        actorId: null,
        role: 'worker',
      })
    return onward
  })
}

/** Lets go of the last address, and of the key of everything that the request says, once the certificate has gone. */
export const closeErasure = (deps: Deps, part: ErasurePart, request: DataRequest): Promise<Progress> =>
  withErasure(deps, part, async ({ tx, at, organisationId }) => {
    const mail = await findCertificateMail(tx, organisationId, part.requestId)
    const trying = Date.parse(at) - Date.parse(request.closedAt ?? at) < tryingHours * 3_600_000
    if (mail?.state === 'planned' && trying)
      await moveRequest(tx, organisationId, part.requestId, ['completed'], {
        workAt: lookAgainAt(at),
        updatedAt: at,
      })
    else {
      await clearRequest(tx, organisationId, part.requestId, at)
      deps.keyring.forget(part.requestId)
      return onward
    }
    return waiting
  })
