import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Deps } from '#src/deps.ts'
import { invalid, Problem } from '#src/errors.ts'
import {
  type AsPerson,
  confirmCode,
  confirmPassword,
  readOwnAccount,
} from '#src/features/accounts/confirm-password.ts'
import { recordAttempt } from '#src/features/accounts/login-attempts.ts'
import { findConfirmedFactor } from '#src/features/accounts/second-factors.queries.ts'
import { confirmSession } from '#src/features/accounts/sessions.queries.ts'
import type { SteppedUp, StepUp } from '#src/features/accounts/sign-in.schema.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'

const stepUpMilliseconds = 10 * 60_000

const confirmFactor = async (deps: Deps, inScope: AsPerson, shown: StepUp, visitor: Visitor) => {
  const { password, code } = shown
  if ((password === undefined) === (code === undefined))
    throw invalid('/password', 'must be sent, or instead of it a code; not both')
  const { account, factor } = await inScope(async (scope) => ({
    account: await readOwnAccount(scope),
    factor: await findConfirmedFactor(scope.tx, scope.accountId),
  }))
  if (code !== undefined) await confirmCode(deps, account, inScope, code, visitor)
  else if (factor) throw new Problem('second-factor-code-required')
  else await confirmPassword(deps, account, password ?? '', visitor)
}

/**
 * Marks the caller's session as freshly signed in for ten minutes (`SECURITY.md` S10); its access token goes on. Where
 * there is a second factor, a code of it is demanded.
 * @throws what `confirmPassword` and `confirmCode` throw; `second-factor-code-required`; 400 for both or none
 */
export const stepUp = async (
  deps: Deps,
  inScope: AsPerson,
  shown: StepUp,
  visitor: Visitor,
): Promise<SteppedUp> => {
  await confirmFactor(deps, inScope, shown, visitor)
  return inScope(async (scope) => {
    const { tx, at, accountId, sessionId } = scope
    await confirmSession(tx, sessionId, at)
    await recordAttempt(scope, { accountId, outcome: 'succeeded', visitor })
    await recordEvent(scope, {
      organisationId: PLATFORM_ID,
      action: 'security',
      resource: 'session',
      resourceIds: [sessionId],
      accountId,
      role: 'person',
      ground: 'self',
      detail: { because: 'stepUp' },
    })
    return {
      authenticatedAt: at,
      expiresAt: new Date(Date.parse(at) + stepUpMilliseconds).toISOString(),
    }
  })
}
