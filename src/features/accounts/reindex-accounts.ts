import { PLATFORM_ID } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { AccountIdentity } from '#src/features/accounts/accounts.schema.ts'
import { placeOfAccount } from '#src/features/accounts/create-account.ts'
import { placeOfRegistration } from '#src/features/accounts/register.ts'
import {
  addAccountIndex,
  listAccountsToIndex,
  lockRegistrations,
  updateRegistrationIndex,
} from '#src/features/accounts/reindex.queries.ts'

type Place = ReturnType<typeof placeOfAccount>

const openEmails = async (
  { tx, deps }: JobScope,
  rows: readonly { id: string; sealed: Buffer }[],
  placeOf: (id: string) => Place,
): Promise<string[]> => {
  const opened = await deps.keyring.openMany<AccountIdentity>(
    tx,
    rows.map(({ id, sealed }) => ({ organisationId: PLATFORM_ID, sealed, place: placeOf(id) })),
  )
  return opened.map(({ email }) => email)
}

/**
 * Indexes the addresses of some accounts by the next key too, so that they are found by both.
 * @returns the last id, for the next call; null when there are no more
 */
export const indexAccountsAgain = async (
  scope: JobScope,
  after: string | null,
  limit: number,
): Promise<string | null> => {
  const { tx, deps } = scope
  const rows = await listAccountsToIndex(tx, after, limit)
  const emails = await openEmails(scope, rows, placeOfAccount)
  for (const [i, row] of rows.entries()) {
    const next = deps.keyring.loginEmailIndexes(emails[i] ?? '')[1]
    if (next) await addAccountIndex(tx, row, next.index)
  }
  return rows.at(-1)?.id ?? null
}

/** Indexes registrations by the newest key, as `indexAccountsAgain`. */
export const reindexRegistrations = async (
  scope: JobScope,
  after: string | null,
  limit: number,
): Promise<string | null> => {
  const { tx, deps } = scope
  const rows = await lockRegistrations(tx, after, limit)
  const emails = await openEmails(scope, rows, placeOfRegistration)
  for (const [i, { id }] of rows.entries())
    await updateRegistrationIndex(tx, id, deps.keyring.loginEmailIndex(emails[i] ?? '').index)
  return rows.at(-1)?.id ?? null
}
