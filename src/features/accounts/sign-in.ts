import type { Static } from '@sinclair/typebox'
import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { findAccount, lockAccount, renewPasswordHash } from '#src/features/accounts/accounts.queries.ts'
import type { AccountRow } from '#src/features/accounts/accounts.schema.ts'
import { blockedFor, orUndo, recordFailure, refusalOf } from '#src/features/accounts/failed-attempt.ts'
import { recordAttempt } from '#src/features/accounts/login-attempts.ts'
import { accountBlockedUntil, type OpenedSession, openSession } from '#src/features/accounts/open-session.ts'
import { findConfirmedFactor } from '#src/features/accounts/second-factors.queries.ts'
import type { ChallengeAnswer } from '#src/features/accounts/second-factors.schema.ts'
import { volumeBlockOf } from '#src/features/accounts/security.queries.ts'
import { isKnownDevice } from '#src/features/accounts/sessions.queries.ts'
import type { SignIn } from '#src/features/accounts/sign-in.schema.ts'
import { admitSignIn } from '#src/features/accounts/sign-in-blocks.ts'
import { openChallenge } from '#src/features/accounts/sign-in-challenge.ts'
import { passwordColumns, storedPassword } from '#src/features/accounts/stored-password.ts'
import { emailOf } from '#src/features/accounts/typed-fields.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'

type Account = Static<typeof AccountRow>
type Enter = <R>(run: (scope: PublicScope) => Promise<R>) => Promise<R>

const nobody = PLATFORM_ID

// The same queries whether there is an account or not.
const look = async ({ tx, accountId, at }: PublicScope, deviceToken: string | undefined) => {
  const account = await findAccount(tx, accountId ?? nobody)
  const known =
    deviceToken !== undefined && (await isKnownDevice(tx, accountId ?? nobody, hashSecret(deviceToken)))
  const blockedUntil = await volumeBlockOf(tx, accountId ?? nobody, at)
  return { account, blockedUntil, knownDevice: known ? deviceToken : null }
}

// Of an account whose misuse was reported no password is good until it was reset.
const isRefused = ({ state, passwordResetDemandedAt }: Account): boolean =>
  state !== 'active' || passwordResetDemandedAt !== null

// A hash of another cost takes another time, which would tell accounts apart.
const renewedHash = async ({ passwords }: Deps, account: Account, password: string) =>
  passwords.needsRehash(storedPassword(account)) ? passwordColumns(await passwords.hash(password)) : null

const open = async (
  scope: PublicScope,
  judged: Account,
  renewed: ReturnType<typeof passwordColumns> | null,
  visitor: Visitor & { deviceToken: string | undefined; knownDevice: boolean },
): Promise<OpenedSession | ChallengeAnswer | null> => {
  const account = await lockAccount(scope.tx, judged.id)
  // Replaced, deactivated or reported while the hash was computed.
  if (account?.passwordHash !== judged.passwordHash || isRefused(account)) return null
  if (renewed) await renewPasswordHash(scope.tx, account.id, renewed)
  if (await findConfirmedFactor(scope.tx, account.id)) {
    const { deviceToken = null, knownDevice } = visitor
    return openChallenge(scope, account.id, visitor, { deviceToken, knownDevice })
  }
  await recordAttempt(scope, { accountId: account.id, outcome: 'succeeded', visitor })
  const session = await openSession(scope, account.id, visitor)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'signIn',
    resource: 'session',
    resourceIds: [session.sessionId],
    accountId: account.id,
    role: 'public',
    ground: 'self',
  })
  return session
}

/**
 * Signs somebody in by e-mail and password. An unknown, an unverified, a deactivated account and a wrong password do
 * the same work and get the same answer; every attempt is recorded. Where the account has a second factor, the right
 * password opens a challenge and no session.
 * @throws Problem `invalid-credentials`; `sign-in-blocked` from the fifth failure on; `account-blocked` to whoever knows
 * the password of an account that read too much; 503 `overloaded`
 */
export const signIn = async (
  deps: Deps,
  typed: SignIn,
  visitor: Visitor,
): Promise<OpenedSession | ChallengeAnswer> => {
  const { password, deviceToken } = typed
  const email = emailOf(typed.email)
  const index = deps.keyring.loginEmailKey(email)
  const enter: Enter = (run) => withPublic(deps, 'signIn', index, visitor.requestId, run)

  const { account, blockedUntil, knownDevice } = await enter((scope) => look(scope, deviceToken))
  const admission = await admitSignIn(deps, { email, source: visitor.source, knownDevice })
  if (admission.refusedFor !== null) {
    await recordFailure(deps, index, 'blocked', visitor, admission)
    throw blockedFor(admission.refusedFor)
  }
  const right = await orUndo(admission, () =>
    deps.passwords.verify(password, account ? storedPassword(account) : null),
  )
  if (!right || !account || isRefused(account)) {
    await recordFailure(deps, index, right ? 'refused' : 'failed', visitor, admission)
    throw refusalOf(admission)
  }
  if (blockedUntil !== null) {
    await admission.succeeded()
    await recordFailure(deps, index, 'blocked', visitor, { ...admission, alerts: [] })
    throw accountBlockedUntil(blockedUntil, deps.clock.now())
  }
  const opened = await orUndo(admission, async () => {
    const renewed = await renewedHash(deps, account, password)
    const device = { deviceToken, knownDevice: knownDevice !== null }
    return enter((scope) => open(scope, account, renewed, { ...visitor, ...device }))
  })
  if (!opened) throw new Problem('invalid-credentials')
  // Half a sign-in is neither failure nor success: earlier failures stay until the second factor was shown.
  await ('challengeId' in opened ? admission.undo() : admission.succeeded())
  return opened
}
