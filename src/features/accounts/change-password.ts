import { recordEvent } from '#src/audit/record-event.ts'
import type { StoredPassword } from '#src/crypto/passwords.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, refused } from '#src/errors.ts'
import { lockAccount, replacePassword } from '#src/features/accounts/accounts.queries.ts'
import { type AsPerson, confirmPassword, readOwnAccount } from '#src/features/accounts/confirm-password.ts'
import { openIdentity } from '#src/features/accounts/own-profile.ts'
import { demandStrongPassword, isShortPassword } from '#src/features/accounts/password-rules.ts'
import { findConfirmedFactor } from '#src/features/accounts/second-factors.queries.ts'
import { tellOfPasswordChange } from '#src/features/accounts/security-mails.ts'
import { revokeSessions } from '#src/features/accounts/sessions.queries.ts'
import type { PasswordChange } from '#src/features/accounts/sign-in.schema.ts'
import { passwordColumns } from '#src/features/accounts/stored-password.ts'
import { deleteTokens } from '#src/features/accounts/tokens.queries.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const replace = async (
  scope: PersonScope,
  replacedHash: string,
  password: StoredPassword,
  passwordShort: boolean,
): Promise<void> => {
  const { tx, at, accountId, sessionId } = scope
  // The second factor that a short one stands beside may be gone since it was judged.
  await lockAccount(tx, accountId)
  if (passwordShort && !(await findConfirmedFactor(tx, accountId)))
    throw refused('/newPassword', 'is too short without a second factor', 'weak-password')
  const columns = { ...passwordColumns(password), passwordShort }
  const replaced = await replacePassword(tx, accountId, replacedHash, columns, at)
  // Somebody else changed it while this one was hashed: what was confirmed is the password no more.
  if (!replaced) throw new Problem('invalid-credentials')
  await recordTakingAway(scope, { organisationId: PLATFORM_ID, action: 'passwordChanged', accountId })
  const ended = await revokeSessions(tx, accountId, { except: sessionId }, 'passwordChange', at)
  await deleteTokens(tx, 'resetPassword', [accountId])
  await tellOfPasswordChange(scope, { accountId, ...replaced })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'security',
    resource: 'password',
    resourceIds: [accountId, ...ended],
    accountId,
    role: 'person',
    ground: 'self',
    detail: { because: 'passwordChange' },
  })
}

/**
 * Replaces the caller's password by another one, which also redeems a generated one. Ends the caller's other sessions,
 * voids links that were mailed for a new password, and tells the owner.
 * @throws what `confirmPassword` throws; 422 `weak-password`
 */
export const changePassword = async (
  deps: Deps,
  inScope: AsPerson,
  { currentPassword, newPassword }: PasswordChange,
  visitor: Visitor,
): Promise<void> => {
  const { account, identity, factor } = await inScope(async (scope) => {
    const own = await readOwnAccount(scope)
    const factor = await findConfirmedFactor(scope.tx, own.id)
    return { account: own, identity: await openIdentity(scope, own), factor }
  })
  await confirmPassword(deps, account, currentPassword, visitor)
  if (newPassword.normalize('NFKC') === currentPassword.normalize('NFKC'))
    throw refused('/newPassword', 'must be another one than before', 'weak-password')
  await demandStrongPassword(newPassword, identity, '/newPassword', factor !== undefined)
  const stored = await deps.passwords.hash(newPassword)
  await inScope((scope) => replace(scope, account.passwordHash, stored, isShortPassword(newPassword)))
}
