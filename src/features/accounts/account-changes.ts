import { v7 as newId } from 'uuid'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope, Scope } from '#src/db/scope.ts'
import type { RecordedProfileChange } from '#src/features/accounts/account-changes.schema.ts'
import { insertAccountChange, listAccountChanges } from '#src/features/accounts/accounts.queries.ts'
import type { AccountIdentity } from '#src/features/accounts/accounts.schema.ts'
import { keyOfAccount } from '#src/features/accounts/create-account.ts'
import { type ChangeRecord, differences, shownDifferences } from '#src/privacy/kept-changes.ts'

const placeOf = (id: string) => ({ field: 'accountChanges.sealed', rowId: id })

/** Keeps what stood in a profile before it was changed, sealed under the account's own key. */
export const recordAccountChange = async (
  { tx, deps, at }: Scope,
  accountId: string,
  before: AccountIdentity,
  after: AccountIdentity,
): Promise<void> => {
  const changes = differences({ ...before }, { ...after })
  if (Object.keys(changes).length === 0) return
  const id = newId()
  const value: ChangeRecord = { changes }
  const sealed = await deps.keyring.seal(tx, keyOfAccount(accountId), placeOf(id), value)
  await insertAccountChange(tx, { id, accountId, sealed, createdAt: at })
}

/** What was changed in the caller's profile, the newest first; `id` is where the next page begins. */
export const showAccountChanges = async (
  { tx, deps, accountId }: PersonScope,
  before: string | null,
  limit: number,
): Promise<(RecordedProfileChange & { id: string })[]> => {
  const rows = await listAccountChanges(tx, accountId, before, limit)
  const opened = await deps.keyring.openMany<ChangeRecord>(
    tx,
    rows.map(({ id, sealed }) => ({ organisationId: PLATFORM_ID, sealed, place: placeOf(id) })),
  )
  return rows.map(({ id, createdAt }, n) => ({
    id,
    at: createdAt,
    changes: shownDifferences(opened[n]?.changes ?? {}),
  }))
}
