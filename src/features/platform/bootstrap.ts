import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { ConfigError } from '#src/config.ts'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { findAccount } from '#src/features/accounts/accounts.queries.ts'
import { createAccount, type NewAccount } from '#src/features/accounts/create-account.ts'
import { consumeToken, issueToken } from '#src/features/accounts/mailed-tokens.ts'
import { deleteTokens } from '#src/features/accounts/tokens.queries.ts'
import { normaliseEmail } from '#src/schema/text.ts'

const tokenMilliseconds = 60_000

/** Null: there is no account with this address yet. */
const findAdministrator = (deps: Deps, email: string) =>
  withPublic(deps, 'signIn', deps.keyring.loginEmailKey(email), null, async ({ tx, accountId }) =>
    accountId === null ? null : ((await findAccount(tx, accountId)) ?? null),
  )

// An account is made only by whoever shows the token that stands for it; this one never leaves the process.
const ownToken = (deps: Deps, accountId: string): Promise<string> =>
  withJob(deps, PLATFORM_ID, async (scope) => {
    const expiresAt = new Date(Date.parse(scope.at) + tokenMilliseconds).toISOString()
    const { token } = await issueToken(scope, { purpose: 'verifyEmail', accountId, expiresAt })
    return token
  })

/** @returns false where another process was faster */
const create = async (deps: Deps, account: NewAccount): Promise<boolean> => {
  const token = await ownToken(deps, account.id)
  try {
    await withPublic(deps, 'verifyEmail', hashSecret(token), null, async (scope) => {
      await consumeToken(scope, 'verifyEmail', token)
      await createAccount(scope, account)
      await deleteTokens(scope.tx, 'verifyEmail', [account.id])
      await recordEvent(scope, {
        organisationId: PLATFORM_ID,
        action: 'create',
        resource: 'account',
        resourceIds: [account.id],
        accountId: account.id,
        role: 'platform',
        ground: 'system',
      })
    })
    return true
  } catch (error) {
    if (error instanceof Problem && error.code === 'already-exists') return false
    throw error
  }
}

/**
 * Makes the account of the platform's administrator where its address has none, with the configured password or a
 * generated one. It runs at every start, in any number of processes; what the account has become since then stays.
 * @returns the address, and the generated password to the one call that made the account, null to all others
 * @throws ConfigError when `PLATFORM_ADMIN_EMAIL` is no address
 */
export const bootstrapPlatform = async (
  deps: Deps,
): Promise<{ email: string; generatedPassword: string | null }> => {
  const { platformAdminEmail, platformAdminPassword } = deps.config
  const email = normaliseEmail(platformAdminEmail)
  if (email === null) throw new ConfigError('PLATFORM_ADMIN_EMAIL: is not an e-mail address')
  const existing = await findAdministrator(deps, email)
  if (existing && !existing.platformAdmin)
    deps.log.warn('PLATFORM_ADMIN_EMAIL: that account is no administrator, and a start makes it none')
  if (existing) return { email, generatedPassword: null }
  const password = platformAdminPassword ?? newSecret(18)
  const made = await create(deps, {
    id: newId(),
    email,
    firstName: 'Platform',
    lastName: 'Administrator',
    phone: null,
    dateOfBirth: null,
    password: await deps.passwords.hash(password),
    passwordGenerated: platformAdminPassword === null,
    platformAdmin: true,
    locale: 'en',
  })
  return { email, generatedPassword: made && platformAdminPassword === null ? password : null }
}
