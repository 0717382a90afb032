import { v7 as newId } from 'uuid'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import type { Scope } from '#src/db/scope.ts'
import { Problem } from '#src/errors.ts'
import { volumeBlockOf } from '#src/features/accounts/security.queries.ts'
import {
  insertKnownDevice,
  insertRefreshToken,
  insertSession,
  touchKnownDevice,
} from '#src/features/accounts/sessions.queries.ts'
import { describeDevice } from '#src/features/accounts/user-agent.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'
import { pendingAcceptances } from '#src/features/policies/policies.queries.ts'

/** A session's ids and its secrets, which are stored as hashes only; `tokensAnswer` makes the answer of it. */
export interface OpenedSession {
  accountId: string
  sessionId: string
  refreshToken: string
  deviceToken: string
  /** Versions of policies that must be accepted before the session reaches an organisation. */
  pendingAcceptances: string[]
}

/** The answer to an account that is blocked for what it read. */
export const accountBlockedUntil = (until: string, now: Date): Problem =>
  new Problem('account-blocked', { retryAfter: Math.ceil((Date.parse(until) - now.getTime()) / 1000) })

const sessionMilliseconds = 30 * 24 * 3_600_000
const keptDevices = 50

const rememberDevice = async (
  scope: Scope,
  accountId: string,
  shown: string | undefined,
): Promise<string> => {
  const { tx, at } = scope
  if (shown !== undefined && (await touchKnownDevice(tx, accountId, hashSecret(shown), at))) return shown
  const made = newSecret()
  const row = { id: newId(), accountId, hash: hashSecret(made), createdAt: at, lastUsedAt: at }
  await insertKnownDevice(tx, row, keptDevices)
  return made
}

/** The first or next link of a session's chain of refresh tokens. @returns the secret, 256 bits */
export const issueRefreshToken = async (
  { tx, at }: Scope,
  session: { accountId: string; sessionId: string; predecessorId: string | null },
): Promise<string> => {
  const refreshToken = newSecret()
  await insertRefreshToken(tx, {
    id: newId(),
    ...session,
    hash: hashSecret(refreshToken),
    createdAt: at,
    usedAt: null,
  })
  return refreshToken
}

/**
 * Opens a session of 30 days for somebody who has just shown a factor, in a scope whose account is `accountId`. The
 * device becomes a known one.
 * @param visitor with the `deviceToken` of an earlier sign-in, which is kept where it is this account's
 * @throws Problem `account-blocked`
 */
export const openSession = async (
  scope: Scope,
  accountId: string,
  visitor: Pick<Visitor, 'ip' | 'userAgent'> & { deviceToken?: string | undefined },
): Promise<OpenedSession> => {
  const { at } = scope
  const blockedUntil = await volumeBlockOf(scope.tx, accountId, at)
  if (blockedUntil !== null) throw accountBlockedUntil(blockedUntil, new Date(at))
  const sessionId = newId()
  await insertSession(scope.tx, {
    id: sessionId,
    accountId,
    ...describeDevice(visitor.userAgent),
    ip: visitor.ip,
    authenticatedAt: at,
    lastUsedAt: at,
    expiresAt: new Date(Date.parse(at) + sessionMilliseconds).toISOString(),
    revokedAt: null,
    revokedBecause: null,
    createdAt: at,
  })
  const refreshToken = await issueRefreshToken(scope, { accountId, sessionId, predecessorId: null })
  const deviceToken = await rememberDevice(scope, accountId, visitor.deviceToken)
  return {
    accountId,
    sessionId,
    refreshToken,
    deviceToken,
    pendingAcceptances: await pendingAcceptances(scope.tx, accountId, at),
  }
}
