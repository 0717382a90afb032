import { PLATFORM_ID, type ScopedTx } from '#src/db/database.ts'
import type { JobScope, Scope } from '#src/db/scope.ts'
import { transact } from '#src/db/transact.ts'
import type { Deps } from '#src/deps.ts'

/** Runs a step of an erasure at its controller: a job's scope, in which the platform's part reaches the account as well. */
export const withErasure = <R>(
  deps: Deps,
  { organisationId, requestId }: { organisationId: string; requestId: string },
  run: (scope: JobScope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now()
  const entrance = { text: 'select enter_erasure($1, $2, false)', values: [organisationId, requestId] }
  return transact<unknown, R>(deps.db, 'worker', entrance, (tx) =>
    run({ tx: tx as ScopedTx, at: at.toISOString(), deps, requestId: null, organisationId }),
  )
}

/** Reads as the person whose whole account is erased, across organisations. */
export const withErasedPerson = <R>(
  deps: Deps,
  requestId: string,
  run: (scope: Scope) => Promise<R>,
): Promise<R> => {
  const at = deps.clock.now()
  const entrance = { text: 'select enter_erasure($1, $2, true)', values: [PLATFORM_ID, requestId] }
  return transact<unknown, R>(deps.db, 'worker', entrance, (tx) =>
    run({ tx, at: at.toISOString(), deps, requestId: null }),
  )
}
