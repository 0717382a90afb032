import { withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { recordAttempt } from '#src/features/accounts/login-attempts.ts'
import { raiseAlerts } from '#src/features/accounts/security-alerts.ts'
import type { Admission } from '#src/features/accounts/sign-in-blocks.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'

/** The answer to an attempt whose password was not looked at. */
export const blockedFor = (seconds: number) => new Problem('sign-in-blocked', { retryAfter: seconds })

/** The answer to an attempt whose password was wrong. */
export const refusalOf = ({ waitAfterFailure }: Admission): Problem =>
  waitAfterFailure === null ? new Problem('invalid-credentials') : blockedFor(waitAfterFailure)

/** Records an attempt that failed and tells the technicians where its count calls for it. */
export const recordFailure = (
  deps: Deps,
  emailIndex: Buffer,
  outcome: 'failed' | 'blocked' | 'refused',
  visitor: Visitor,
  { alerts }: Admission,
): Promise<void> =>
  withPublic(deps, 'signIn', emailIndex, visitor.requestId, async (scope) => {
    await recordAttempt(scope, { accountId: scope.accountId, outcome, visitor })
    await raiseAlerts(scope, alerts, { accountId: scope.accountId, ip: visitor.ip })
  })

/** Does something of an attempt; what fails there is our failure, and counts as nobody's. */
export const orUndo = async <R>(admission: Admission, work: () => Promise<R>): Promise<R> => {
  try {
    return await work()
  } catch (error) {
    await admission.undo()
    throw error
  }
}
