import type { Static } from '@sinclair/typebox'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope, Scope } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, refused, unauthenticated } from '#src/errors.ts'
import { recordAccountChange } from '#src/features/accounts/account-changes.ts'
import {
  findAccount,
  listOwnMemberships,
  lockAccount,
  updateProfile,
} from '#src/features/accounts/accounts.queries.ts'
import type { AccountIdentity, AccountRow } from '#src/features/accounts/accounts.schema.ts'
import { keyOfAccount, placeOfAccount } from '#src/features/accounts/create-account.ts'
import type { Profile, ProfileChange } from '#src/features/accounts/me.schema.ts'
import { nameOf, phoneOf } from '#src/features/accounts/typed-fields.ts'

type Account = Static<typeof AccountRow>

/** What an account's sealed value holds. */
export const openIdentity = (
  { tx, deps }: Pick<Scope, 'tx'> & { deps: Pick<Deps, 'keyring'> },
  { id, sealed }: Pick<Account, 'id' | 'sealed'>,
): Promise<AccountIdentity> => deps.keyring.open<AccountIdentity>(tx, PLATFORM_ID, sealed, placeOfAccount(id))

const show = async (scope: PersonScope, account: Account, identity: AccountIdentity): Promise<Profile> => {
  const { id, locale, platformAdmin, version, createdAt, updatedAt, confirmedAt } = account
  const { email, firstName, lastName, phone, dateOfBirth } = identity
  const memberships = await listOwnMemberships(scope.tx, id)
  return {
    id,
    email,
    firstName,
    lastName,
    phone,
    dateOfBirth,
    locale,
    platformAdmin,
    memberships: memberships.map(({ organisationId, name, roles }) => ({
      organisationId,
      ...(name === null ? {} : { organisationName: name }),
      roles,
    })),
    version,
    createdAt,
    updatedAt,
    lastConfirmedAt: confirmedAt ?? createdAt,
  }
}

/** The caller's own profile. */
export const readProfile = async (scope: PersonScope): Promise<Profile> => {
  const account = await findAccount(scope.tx, scope.accountId)
  if (!account) throw unauthenticated()
  return show(scope, account, await openIdentity(scope, account))
}

const refuseImmutable = (change: ProfileChange): void => {
  if (change.email !== undefined)
    throw refused(
      '/email',
      'is shown but not changed here: ask for its rectification with POST /v1/me/data-requests',
      'immutable',
    )
  if (change.dateOfBirth !== undefined)
    throw refused('/dateOfBirth', 'is shown but not changed here', 'immutable')
}

const merged = (identity: AccountIdentity, change: ProfileChange): AccountIdentity => ({
  ...identity,
  ...(change.firstName === undefined ? {} : { firstName: nameOf(change.firstName) }),
  ...(change.lastName === undefined ? {} : { lastName: nameOf(change.lastName) }),
  ...(change.phone === undefined ? {} : { phone: phoneOf(change.phone) }),
})

/**
 * Changes the caller's own profile. What organisations hold of the person is theirs and stays as it is.
 * @param expected version that the caller read, null for any
 * @throws Problem 422 `immutable` for e-mail and date of birth (P75), 412 where it changed since `expected`
 */
export const changeProfile = async (
  scope: PersonScope,
  expected: number | null,
  change: ProfileChange,
): Promise<Profile> => {
  const { tx, at, accountId, deps } = scope
  const account = await lockAccount(tx, accountId)
  if (!account) throw unauthenticated()
  if (expected !== null && expected !== account.version) throw new Problem('precondition-failed')
  refuseImmutable(change)
  const before = await openIdentity(scope, account)
  const identity = merged(before, change)
  const sealed = await deps.keyring.seal(tx, keyOfAccount(accountId), placeOfAccount(accountId), identity)
  const changed = await updateProfile(tx, accountId, { sealed, locale: change.locale ?? account.locale }, at)
  await recordAccountChange(scope, accountId, before, identity)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'change',
    resource: 'account',
    resourceIds: [accountId],
    accountId,
    role: 'person',
    ground: 'self',
    detail: { fields: Object.keys(change) },
  })
  return show(scope, changed, identity)
}
