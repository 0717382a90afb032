import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { equalDigests, hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { findAccount, lockAccount } from '#src/features/accounts/accounts.queries.ts'
import { keyOfAccount } from '#src/features/accounts/create-account.ts'
import { blockedFor, orUndo, recordFailure } from '#src/features/accounts/failed-attempt.ts'
import { recordAttempt } from '#src/features/accounts/login-attempts.ts'
import { type OpenedSession, openSession } from '#src/features/accounts/open-session.ts'
import { openIdentity } from '#src/features/accounts/own-profile.ts'
import {
  closeChallenge,
  findChallenge,
  insertChallenge,
  takeTry,
} from '#src/features/accounts/second-factors.queries.ts'
import type {
  ChallengeAnswer,
  ChallengedDevice,
  ChallengeResponse,
} from '#src/features/accounts/second-factors.schema.ts'
import { admitSignIn } from '#src/features/accounts/sign-in-blocks.ts'
import { useSecondFactor } from '#src/features/accounts/use-second-factor.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'

const livesMilliseconds = 120_000
const tries = 5

const placeOfChallenge = (id: string) => ({ field: 'signInChallenges.sealed', rowId: id })

// What an answer from another browser, machine or network would not share with the sign-in.
const deviceHash = ({ source, userAgent }: Visitor): Buffer => hashSecret(`${source}\n${userAgent ?? ''}`)

/**
 * Asks for the second factor of an account whose password was right: good once, for two minutes and five tries, from
 * the device that signed in (`SECURITY.md` S8).
 */
export const openChallenge = async (
  scope: PublicScope,
  accountId: string,
  visitor: Visitor,
  device: ChallengedDevice,
): Promise<ChallengeAnswer> => {
  const { tx, at, deps } = scope
  const id = newId()
  const challengeId = newSecret()
  const expiresAt = new Date(Date.parse(at) + livesMilliseconds).toISOString()
  await insertChallenge(tx, {
    id,
    accountId,
    hash: hashSecret(challengeId),
    deviceHash: deviceHash(visitor),
    sealed: await deps.keyring.seal(tx, keyOfAccount(accountId), placeOfChallenge(id), device),
    attempts: 0,
    answeredAt: null,
    expiresAt,
    createdAt: at,
  })
  await recordAttempt(scope, { accountId, outcome: 'challenged', visitor })
  return { kind: 'challenge', challengeId, methods: ['totp', 'recoveryCode'], expiresAt }
}

const spent = () => new Problem('invalid-token')

/** Who was challenged, and on which device; another device's answer counts as none. */
const look = async (scope: PublicScope, shown: ChallengeResponse, visitor: Visitor) => {
  const { tx, deps, subjectId, accountId } = scope
  const challenge = subjectId ? await findChallenge(tx, subjectId) : undefined
  const account = accountId ? await findAccount(tx, accountId) : undefined
  if (!challenge || account?.state !== 'active') throw spent()
  const place = placeOfChallenge(challenge.id)
  const device = await deps.keyring.open<ChallengedDevice>(tx, PLATFORM_ID, challenge.sealed, place)
  const { email } = await openIdentity(scope, account)
  const otherToken = shown.deviceToken !== undefined && shown.deviceToken !== device.deviceToken
  if (otherToken || !equalDigests(challenge.deviceHash, deviceHash(visitor))) throw spent()
  return { ...device, email, emailIndex: account.emailIndex }
}

/** @returns null for a wrong code; the try is used up by it */
const answer = async (
  scope: PublicScope,
  code: string,
  deviceToken: string | null,
  visitor: Visitor,
): Promise<OpenedSession | null> => {
  const { tx, at, subjectId, accountId } = scope
  if (!subjectId || !accountId || !(await takeTry(tx, subjectId, tries, at))) throw spent()
  const account = await lockAccount(tx, accountId)
  // A challenge from before misuse was reported is nobody's way in.
  if (account?.state !== 'active' || account.passwordResetDemandedAt !== null) throw spent()
  const factor = await useSecondFactor(scope, accountId, code)
  if (!factor) return null
  await closeChallenge(tx, subjectId, at)
  await recordAttempt(scope, { accountId, outcome: 'succeeded', visitor })
  const session = await openSession(scope, accountId, { ...visitor, deviceToken: deviceToken ?? undefined })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'signIn',
    resource: 'session',
    resourceIds: [session.sessionId],
    accountId,
    role: 'public',
    ground: 'self',
    detail: { factor },
  })
  return session
}

/**
 * Answers a challenge with a code of the second factor and signs in. Wrong codes count as failed sign-ins do.
 * @throws Problem `invalid-token` for a challenge that is answered, over, out of tries, unknown or another device's;
 * `invalid-code`; `sign-in-blocked`
 */
export const answerChallenge = async (
  deps: Deps,
  challengeId: string,
  shown: ChallengeResponse,
  visitor: Visitor,
): Promise<OpenedSession> => {
  const enter = <R>(run: (scope: PublicScope) => Promise<R>) =>
    withPublic(deps, 'challenge', hashSecret(challengeId), visitor.requestId, run)
  const { email, emailIndex, deviceToken, knownDevice } = await enter((scope) => look(scope, shown, visitor))
  const admission = await admitSignIn(deps, {
    email,
    source: visitor.source,
    knownDevice: knownDevice ? deviceToken : null,
  })
  if (admission.refusedFor !== null) {
    await recordFailure(deps, emailIndex, 'blocked', visitor, admission)
    throw blockedFor(admission.refusedFor)
  }
  const session = await orUndo(admission, () =>
    enter((scope) => answer(scope, shown.code, deviceToken, visitor)),
  )
  if (!session) {
    await recordFailure(deps, emailIndex, 'failed', visitor, admission)
    throw new Problem('invalid-code')
  }
  await admission.succeeded()
  return session
}
