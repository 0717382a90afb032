import type { StoredPassword } from '#src/crypto/passwords.ts'
import { sealValue } from '#src/crypto/sealing.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { conflict } from '#src/errors.ts'
import { findAccountOfEmail, insertAccount } from '#src/features/accounts/accounts.queries.ts'
import type { AccountIdentity } from '#src/features/accounts/accounts.schema.ts'
import type { Language } from '#src/schema/primitives.ts'

/** A person who gets an account; the e-mail normalised (`normaliseEmail`), the phone in E.164, the names trimmed. */
export interface NewAccount extends AccountIdentity {
  /** The account that the transaction has entered as. */
  id: string
  password: StoredPassword
  /** The password was made up by us and must be replaced. */
  passwordGenerated?: boolean
  platformAdmin?: boolean
  locale: Language
}

/** Where an account's sealed value belongs. */
export const placeOfAccount = (accountId: string) => ({ field: 'accounts.sealed', rowId: accountId })

/** Whose key seals it. */
export const keyOfAccount = (accountId: string) =>
  ({ organisationId: PLATFORM_ID, subjectId: accountId, class: 'account' }) as const

/**
 * Makes an account and its key, in the transaction that consumed the token of a mail to its address: a scope whose
 * account is `id` (`enter_public` with `verifyEmail` or `invitation`).
 * @throws Problem `already-exists` where the address has an account; the transaction must not be committed then
 */
export const createAccount = async (scope: Scope, account: NewAccount): Promise<void> => {
  const { tx, at, deps } = scope
  const { id, email, firstName, lastName, phone, dateOfBirth, password, locale } = account
  const identity: AccountIdentity = { email, firstName, lastName, phone, dateOfBirth }
  const key = await deps.keyring.createSubjectKey(tx, { ...keyOfAccount(id), accountId: id })
  const [oldest, next] = deps.keyring.loginEmailIndexes(email)
  if (!oldest) throw new Error('an address without an index')
  const indexes = next ? [oldest.index, next.index] : [oldest.index]
  if (await findAccountOfEmail(tx, indexes)) throw conflict('already-exists')
  const made = await insertAccount(tx, {
    id,
    emailIndex: oldest.index,
    emailIndexVersion: oldest.version,
    nextEmailIndex: next?.index ?? null,
    sealed: sealValue(key, placeOfAccount(id), identity),
    passwordHash: password.hash,
    passwordPepper: password.pepper,
    passwordCost: password.cost,
    passwordGenerated: account.passwordGenerated ?? false,
    passwordShort: false,
    locale,
    platformAdmin: account.platformAdmin ?? false,
    state: 'active',
    passwordResetDemandedAt: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
    confirmedAt: at,
  })
  if (!made) throw conflict('already-exists')
}
