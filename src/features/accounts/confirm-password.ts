import type { Static } from '@sinclair/typebox'
import type { PersonScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { unauthenticated } from '#src/errors.ts'
import { findAccount } from '#src/features/accounts/accounts.queries.ts'
import type { AccountRow } from '#src/features/accounts/accounts.schema.ts'
import { blockedFor, orUndo, recordFailure, refusalOf } from '#src/features/accounts/failed-attempt.ts'
import { admitPassword } from '#src/features/accounts/sign-in-blocks.ts'
import { storedPassword } from '#src/features/accounts/stored-password.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'

/** Runs something as the person who calls, in a transaction of its own each time. */
export type AsPerson = <R>(run: (scope: PersonScope) => Promise<R>) => Promise<R>

/** The caller's own account. */
export const readOwnAccount = async ({ tx, accountId }: PersonScope): Promise<Static<typeof AccountRow>> => {
  const account = await findAccount(tx, accountId)
  if (!account) throw unauthenticated()
  return account
}

/**
 * Demands the caller's own password once more; failures are counted and recorded as those of signing in are. No
 * transaction is open while it is hashed.
 * @throws Problem `invalid-credentials`; `sign-in-blocked` from the fifth failure on; 503 `overloaded`
 */
export const confirmPassword = async (
  deps: Deps,
  account: Static<typeof AccountRow>,
  password: string,
  visitor: Visitor,
): Promise<void> => {
  const admission = await admitPassword(deps, account.id)
  if (admission.refusedFor !== null) {
    await recordFailure(deps, account.emailIndex, 'blocked', visitor, admission)
    throw blockedFor(admission.refusedFor)
  }
  const right = await orUndo(admission, () => deps.passwords.verify(password, storedPassword(account)))
  if (!right) {
    await recordFailure(deps, account.emailIndex, 'failed', visitor, admission)
    throw refusalOf(admission)
  }
  await admission.succeeded()
}
