import { closeSignIn } from '#src/backups/replay.queries.ts'
import type { ReplayScope } from '#src/backups/replay-erasure.ts'
import { SealError } from '#src/crypto/sealing.ts'
import { Problem } from '#src/errors.ts'
import { lockAccount } from '#src/features/accounts/accounts.queries.ts'
import { recordedEmail, storeEmail } from '#src/features/accounts/change-email.ts'
import type { LedgerEntry } from '#src/privacy/ledger/ledger-line.ts'

const isImpossible = (error: unknown): boolean =>
  error instanceof SealError || (error instanceof Problem && error.code === 'already-exists')

/**
 * Gives an account of a restored database the login e-mail again that it had got since. Where that cannot be read, or is
 * another account's, nobody signs in to it: least of all by the address of before.
 */
export const replayEmail = async (
  { client, tx, deps }: ReplayScope,
  { id, accountId, detail, at }: LedgerEntry,
): Promise<void> => {
  const account = accountId === null ? undefined : await lockAccount(tx, accountId)
  if (!account) return
  const scope = { tx, deps, at }
  try {
    await storeEmail(scope, account, await recordedEmail(scope, { id, detail }))
  } catch (error) {
    if (!isImpossible(error)) throw error
    await closeSignIn(client, account.id, at)
  }
}
