import type { Scope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import {
  deleteRegistrations,
  withdrawRegistrationMails,
} from '#src/features/accounts/registrations.queries.ts'
import { deleteTokens } from '#src/features/accounts/tokens.queries.ts'

/** Voids what waits to become an account of an address that has one now: registrations, their links and mails. */
export const voidRegistrations = async (
  { tx, deps }: Pick<Scope, 'tx'> & { deps: Pick<Deps, 'keyring'> },
  email: string,
): Promise<void> => {
  const indexes = deps.keyring.loginEmailIndexes(email).map(({ index }) => index)
  const ids = await deleteRegistrations(tx, indexes)
  await deleteTokens(tx, 'verifyEmail', ids)
  await withdrawRegistrationMails(tx, ids)
}
