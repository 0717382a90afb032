import { writeKeyArchive } from '#src/backups/key-archive.ts'
import { withErasure } from '#src/db/erasure-scope.ts'
import type { Deps } from '#src/deps.ts'
import { moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { ErasurePart } from '#src/features/erasures/erasures.queries.ts'
import { failErasure } from '#src/features/erasures/fail-erasure.ts'
import { goOnWith, type Progress, waiting } from '#src/features/erasures/progress.ts'

/** Where the keys are beside the database, as an alarm names it. */
const archive = 'backups/keys.praxis'

/**
 * Takes the destroyed keys out of the key archive, so that no backup of any age opens with them. Where that cannot be
 * done, as in a process without the owner's login, the run fails loudly and is tried again: nobody is told of an erasure
 * that a backup still undoes.
 */
export const archiveKeys = async (deps: Deps, part: ErasurePart): Promise<Progress> => {
  try {
    await writeKeyArchive(deps)
  } catch (error) {
    deps.log.error({ err: error, requestId: part.requestId }, 'the key archive could not be written')
    await failErasure(deps, part, 'keys', [archive])
    return waiting
  }
  return goOnWith(deps, part, 'files')
}

/** The same for the key of the request itself, which went last. */
export const archiveRequestKeys = async (deps: Deps, part: ErasurePart): Promise<Progress> => {
  await writeKeyArchive(deps)
  return withErasure(deps, part, async ({ tx, at, organisationId }) => {
    await moveRequest(tx, organisationId, part.requestId, ['completed'], {
      step: null,
      workAt: null,
      updatedAt: at,
    })
    return waiting
  })
}
