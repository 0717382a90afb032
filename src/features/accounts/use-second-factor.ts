import { hashSecret } from '#src/crypto/secrets.ts'
import { normaliseRecoveryCode, stepOfCode } from '#src/crypto/totp.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { findAccount } from '#src/features/accounts/accounts.queries.ts'
import {
  advanceStep,
  countRecoveryCodes,
  findConfirmedFactor,
  spendRecoveryCode,
} from '#src/features/accounts/second-factors.queries.ts'
import type { FactorMethod } from '#src/features/accounts/second-factors.schema.ts'
import { tellOfRecoveryCode } from '#src/features/accounts/security-mails.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

/** Where a factor's sealed value belongs. */
export const placeOfFactor = (id: string) => ({ field: 'secondFactors.sealed', rowId: id })

/** Opens a factor's secret, in base32. */
export const openFactor = async (
  { tx, deps }: Scope,
  { id, sealed }: { id: string; sealed: Buffer },
): Promise<string> => {
  const { secret } = await deps.keyring.open<{ secret: string }>(tx, PLATFORM_ID, sealed, placeOfFactor(id))
  return secret
}

type Factor = NonNullable<Awaited<ReturnType<typeof findConfirmedFactor>>>

const useRecoveryCode = async (scope: Scope, factor: Factor, typed: string): Promise<boolean> => {
  const { tx, at } = scope
  const code = normaliseRecoveryCode(typed)
  const spent = code === null ? undefined : await spendRecoveryCode(tx, factor.id, hashSecret(code), at)
  if (!spent) return false
  const { accountId } = factor
  await recordTakingAway(scope, {
    organisationId: PLATFORM_ID,
    action: 'recoveryCodeUsed',
    accountId,
    subjectId: spent.id,
  })
  const account = await findAccount(tx, accountId)
  const left = await countRecoveryCodes(tx, factor.id)
  if (account) await tellOfRecoveryCode(scope, { accountId, locale: account.locale, codeId: spent.id, left })
  return true
}

const useTotp = async (scope: Scope, factor: Factor, typed: string): Promise<boolean> => {
  const secret = await openFactor(scope, factor)
  const code = typed.replace(/\s/g, '')
  const step = stepOfCode(secret, code, factor.lastStep, new Date(scope.at))
  return step !== null && (await advanceStep(scope.tx, factor.id, step))
}

/**
 * Takes a code of the account's second factor, which is thereby spent: a time step's code, or a recovery code, of which
 * the owner is told by mail.
 * @returns which of them it was; null for a wrong one
 */
export const useSecondFactor = async (
  scope: Scope,
  accountId: string,
  code: string,
): Promise<FactorMethod | null> => {
  const factor = await findConfirmedFactor(scope.tx, accountId)
  if (!factor) return null
  if (await useTotp(scope, factor, code)) return 'totp'
  return (await useRecoveryCode(scope, factor, code)) ? 'recoveryCode' : null
}
