import { recordEvent } from '#src/audit/record-event.ts'
import type { StoredPassword } from '#src/crypto/passwords.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { findAccount, lockAccount, replacePassword } from '#src/features/accounts/accounts.queries.ts'
import { consumeToken, issueToken } from '#src/features/accounts/mailed-tokens.ts'
import { openIdentity } from '#src/features/accounts/own-profile.ts'
import { demandStrongPassword, isShortPassword } from '#src/features/accounts/password-rules.ts'
import { findConfirmedFactor } from '#src/features/accounts/second-factors.queries.ts'
import { tellOfPasswordChange } from '#src/features/accounts/security-mails.ts'
import { deleteKnownDevices, revokeSessions } from '#src/features/accounts/sessions.queries.ts'
import type { ResetPassword } from '#src/features/accounts/sign-in.schema.ts'
import { forgetFailures } from '#src/features/accounts/sign-in-blocks.ts'
import { passwordColumns } from '#src/features/accounts/stored-password.ts'
import { deleteTokens } from '#src/features/accounts/tokens.queries.ts'
import { emailOf } from '#src/features/accounts/typed-fields.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'
import { mayMailAddress } from '#src/features/messages/mail-allowance.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const tokenMilliseconds = 30 * 60_000

// An erasure that begins meanwhile waits for the lock, and then takes the mail as well.
const mailToken = async (scope: PublicScope): Promise<void> => {
  const account = scope.accountId ? await lockAccount(scope.tx, scope.accountId) : undefined
  if (account?.state !== 'active') return
  const { id: accountId, locale } = account
  const expiresAt = new Date(Date.parse(scope.at) + tokenMilliseconds).toISOString()
  const { tokenId, token } = await issueToken(scope, { purpose: 'resetPassword', accountId, expiresAt })
  await planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: 'resetPassword',
    subjectId: tokenId,
    accountId,
    language: locale,
    secrets: { token },
  })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'create',
    resource: 'token',
    resourceIds: [tokenId],
    accountId,
    role: 'public',
    ground: 'self',
  })
}

/**
 * Prepares to mail a link for a new password.
 * @returns what remains to be done once the request was answered, as it depends on what there is (`SECURITY.md` S3)
 */
export const forgotPassword = async (
  deps: Deps,
  typed: string,
  requestId: string,
): Promise<() => Promise<void>> => {
  const email = emailOf(typed)
  const index = deps.keyring.loginEmailKey(email)
  const allowed = await mayMailAddress(deps, email)
  return async () => {
    if (allowed) await withPublic(deps, 'signIn', index, requestId, mailToken)
  }
}

const readOwner = async (scope: PublicScope) => {
  const account = scope.accountId ? await findAccount(scope.tx, scope.accountId) : undefined
  if (account?.state !== 'active') throw new Problem('invalid-token')
  const hasFactor = (await findConfirmedFactor(scope.tx, account.id)) !== undefined
  return { accountId: account.id, hasFactor, ...(await openIdentity(scope, account)) }
}

const replace = async (
  scope: PublicScope,
  token: string,
  password: StoredPassword,
  passwordShort: boolean,
): Promise<void> => {
  const { tx, at, accountId } = scope
  await consumeToken(scope, 'resetPassword', token)
  const account = accountId ? await lockAccount(tx, accountId) : undefined
  if (account?.state !== 'active') throw new Problem('invalid-token')
  const { id, passwordHash } = account
  // The second factor that a short one stands beside may be gone since it was judged.
  if (passwordShort && !(await findConfirmedFactor(tx, id))) throw new Problem('invalid-token')
  const columns = { ...passwordColumns(password), passwordShort }
  const replaced = await replacePassword(tx, id, passwordHash, columns, at)
  if (!replaced) throw new Problem('invalid-token')
  await recordTakingAway(scope, { organisationId: PLATFORM_ID, action: 'passwordChanged', accountId: id })
  const ended = await revokeSessions(tx, id, {}, 'passwordReset', at)
  // Whoever knew the old password may have left a device behind.
  await deleteKnownDevices(tx, id)
  await deleteTokens(tx, 'resetPassword', [id])
  await tellOfPasswordChange(scope, { accountId: id, ...replaced })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'security',
    resource: 'password',
    resourceIds: [id, ...ended],
    accountId: id,
    role: 'public',
    ground: 'self',
    detail: { because: 'passwordReset' },
  })
}

/**
 * Sets a new password by the token of a mail. Ends every session, forgets the account's devices and blocks, voids all
 * other such tokens, and tells the owner; signs nobody in.
 * @throws Problem `invalid-token`; 422 `weak-password`, which leaves the token as it is; 503 `overloaded`
 */
export const resetPassword = async (
  deps: Deps,
  { token, password }: ResetPassword,
  visitor: Visitor,
): Promise<void> => {
  const enter = <R>(run: (scope: PublicScope) => Promise<R>) =>
    withPublic(deps, 'resetPassword', hashSecret(token), visitor.requestId, run)
  const owner = await enter(readOwner)
  await demandStrongPassword(password, owner, '/password', owner.hasFactor)
  const stored = await deps.passwords.hash(password)
  await enter((scope) => replace(scope, token, stored, isShortPassword(password)))
  const { email, accountId } = owner
  await forgetFailures(deps, { email, accountId, source: visitor.source })
}
