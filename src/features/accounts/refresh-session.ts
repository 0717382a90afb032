import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { findAccount } from '#src/features/accounts/accounts.queries.ts'
import { issueRefreshToken, type OpenedSession } from '#src/features/accounts/open-session.ts'
import { tellOfSessionTheft } from '#src/features/accounts/security-mails.ts'
import {
  lockSessionOfToken,
  type RevocationReason,
  replaceUnusedSuccessor,
  revokeSessions,
  spendRefreshToken,
  touchSession,
} from '#src/features/accounts/sessions.queries.ts'
import { pendingAcceptances } from '#src/features/policies/policies.queries.ts'
import type { Language } from '#src/schema/primitives.ts'

const forgivenMilliseconds = 10_000

const end = async (
  scope: PublicScope,
  session: { id: string; accountId: string },
  because: RevocationReason,
) => {
  const { id, accountId } = session
  const ended = await revokeSessions(scope.tx, accountId, { only: id }, because, scope.at)
  if (ended.length === 0) return
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: because === 'signOut' ? 'signOut' : 'security',
    resource: 'session',
    resourceIds: ended,
    accountId,
    role: 'public',
    ground: because === 'signOut' ? 'self' : 'security',
    detail: { because },
  })
}

/** The session of the refresh token in scope and its owner, as long as both stand. */
const lockLiveSession = async ({ tx, at, subjectId }: PublicScope) => {
  const session = subjectId ? await lockSessionOfToken(tx, subjectId) : undefined
  if (!session || session.revokedAt !== null || session.expiresAt <= at) return null
  const account = await findAccount(tx, session.accountId)
  return account?.state === 'active' ? { ...session, locale: account.locale } : null
}

// The answer to the first use may have been lost: its successor, unused until now, is replaced.
const isForgiven = ({ tx, at }: PublicScope, tokenId: string): Promise<boolean> => {
  const since = new Date(Date.parse(at) - forgivenMilliseconds).toISOString()
  return replaceUnusedSuccessor(tx, tokenId, since, at)
}

const endStolen = async (
  scope: PublicScope,
  session: { id: string; accountId: string; locale: Language },
) => {
  await end(scope, session, 'refreshTokenReuse')
  await tellOfSessionTheft(scope, { ...session, sessionId: session.id })
}

const rotate = async (scope: PublicScope): Promise<Omit<OpenedSession, 'deviceToken'> | null> => {
  const { tx, at, subjectId: predecessorId } = scope
  const session = await lockLiveSession(scope)
  if (!session || !predecessorId) return null
  if (!(await spendRefreshToken(tx, predecessorId, at)) && !(await isForgiven(scope, predecessorId))) {
    await endStolen(scope, session)
    return null
  }
  const { id: sessionId, accountId } = session
  const refreshToken = await issueRefreshToken(scope, { accountId, sessionId, predecessorId })
  await touchSession(tx, sessionId, at)
  return {
    accountId,
    sessionId,
    refreshToken,
    pendingAcceptances: await pendingAcceptances(tx, accountId, at),
  }
}

/**
 * Spends a refresh token and makes the next one of its session. A token that was spent before is forgiven within ten
 * seconds while its successor is unused, which it replaces; any other use of a spent one ends the session and tells its
 * owner (`SECURITY.md` S17).
 * @throws Problem `invalid-token`, the same for every reason
 */
export const refreshSession = async (
  deps: Deps,
  refreshToken: string,
  requestId: string,
): Promise<Omit<OpenedSession, 'deviceToken'>> => {
  const refreshed = await withPublic(deps, 'refresh', hashSecret(refreshToken), requestId, rotate)
  if (!refreshed) throw new Problem('invalid-token')
  return refreshed
}

/**
 * Ends the session of a refresh token, a spent one included; does nothing where it has ended.
 * @throws Problem `invalid-token` for one that never was
 */
export const signOut = async (deps: Deps, refreshToken: string, requestId: string): Promise<void> => {
  await withPublic(deps, 'refresh', hashSecret(refreshToken), requestId, async (scope) => {
    const session = await lockLiveSession(scope)
    if (session) await end(scope, session, 'signOut')
  })
}
