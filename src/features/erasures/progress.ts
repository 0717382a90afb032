import { withErasure } from '#src/db/erasure-scope.ts'
import type { Deps } from '#src/deps.ts'
import { moveRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { ErasurePart } from '#src/features/erasures/erasures.queries.ts'

/** Whether an erasure's next step can be taken at once, or somebody else must act first. */
export type Progress = 'onward' | 'waiting'

export const onward: Progress = 'onward'
export const waiting: Progress = 'waiting'

/** How often what waits is looked at again. */
const lookAgainMilliseconds = 60_000

/** When what waits at an instant is looked at again. */
export const lookAgainAt = (at: string): string =>
  new Date(Date.parse(at) + lookAgainMilliseconds).toISOString()

/** Notes that a step of a run is done and which one is next; where another process was faster nothing changes. */
export const goOnWith = (deps: Deps, part: ErasurePart, step: string): Promise<Progress> =>
  withErasure(deps, part, async ({ tx, at, organisationId }) => {
    await moveRequest(tx, organisationId, part.requestId, ['running', 'failed'], {
      state: 'running',
      step,
      workAt: at,
      updatedAt: at,
    })
    return onward
  })
