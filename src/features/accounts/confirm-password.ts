import type { Static } from '@sinclair/typebox'
import type { PersonScope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, unauthenticated } from '#src/errors.ts'
import { findAccount } from '#src/features/accounts/accounts.queries.ts'
import type { AccountRow } from '#src/features/accounts/accounts.schema.ts'
import { blockedFor, orUndo, recordFailure, refusalOf } from '#src/features/accounts/failed-attempt.ts'
import { admitPassword } from '#src/features/accounts/sign-in-blocks.ts'
import { storedPassword } from '#src/features/accounts/stored-password.ts'
import { useSecondFactor } from '#src/features/accounts/use-second-factor.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'

/** Runs something as the person who calls, in a transaction of its own each time. */
export type AsPerson = <R>(run: (scope: PersonScope) => Promise<R>) => Promise<R>

type Account = Static<typeof AccountRow>

/** The caller's own account. */
export const readOwnAccount = async ({ tx, accountId }: PersonScope): Promise<Account> => {
  const account = await findAccount(tx, accountId)
  if (!account) throw unauthenticated()
  return account
}

const confirm = async (
  deps: Deps,
  account: Account,
  visitor: Visitor,
  isRight: () => Promise<boolean>,
  refusal: Problem,
): Promise<void> => {
  const admission = await admitPassword(deps, account.id)
  if (admission.refusedFor !== null) {
    await recordFailure(deps, account.emailIndex, 'blocked', visitor, admission)
    throw blockedFor(admission.refusedFor)
  }
  if (!(await orUndo(admission, isRight))) {
    await recordFailure(deps, account.emailIndex, 'failed', visitor, admission)
    throw admission.waitAfterFailure === null ? refusal : refusalOf(admission)
  }
  await admission.succeeded()
}

/**
 * Demands the caller's own password once more; failures are counted and recorded as those of signing in are. No
 * transaction is open while it is hashed.
 * @throws Problem `invalid-credentials`; `sign-in-blocked` from the fifth failure on; 503 `overloaded`
 */
export const confirmPassword = (
  deps: Deps,
  account: Account,
  password: string,
  visitor: Visitor,
): Promise<void> => {
  const isRight = () => deps.passwords.verify(password, storedPassword(account))
  return confirm(deps, account, visitor, isRight, new Problem('invalid-credentials'))
}

/**
 * Demands a code of the caller's second factor; failures are counted together with those of the password.
 * @throws Problem `invalid-code`; `sign-in-blocked` from the fifth failure on
 */
export const confirmCode = (
  deps: Deps,
  account: Account,
  inScope: AsPerson,
  code: string,
  visitor: Visitor,
): Promise<void> => {
  const isRight = () => inScope(async (scope) => (await useSecondFactor(scope, account.id, code)) !== null)
  return confirm(deps, account, visitor, isRight, new Problem('invalid-code'))
}
