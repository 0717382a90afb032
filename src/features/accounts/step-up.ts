import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Deps } from '#src/deps.ts'
import { type AsPerson, confirmPassword, readOwnAccount } from '#src/features/accounts/confirm-password.ts'
import { recordAttempt } from '#src/features/accounts/login-attempts.ts'
import { confirmSession } from '#src/features/accounts/sessions.queries.ts'
import type { SteppedUp } from '#src/features/accounts/sign-in.schema.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'

const stepUpMilliseconds = 10 * 60_000

/**
 * Marks the caller's session as freshly signed in for ten minutes (`SECURITY.md` S10); its access token goes on.
 * @throws what `confirmPassword` throws
 */
export const stepUp = async (
  deps: Deps,
  inScope: AsPerson,
  password: string,
  visitor: Visitor,
): Promise<SteppedUp> => {
  await confirmPassword(deps, await inScope(readOwnAccount), password, visitor)
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
