import { v7 as newId } from 'uuid'
import { judgeStepUp, me } from '#src/access/access.ts'
import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PersonScope, type PublicScope, type Scope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem, refused, unauthenticated } from '#src/errors.ts'
import { findAccountOfEmail, lockAccount } from '#src/features/accounts/accounts.queries.ts'
import type { AccountIdentity } from '#src/features/accounts/accounts.schema.ts'
import { keyOfAccount, placeOfAccount } from '#src/features/accounts/create-account.ts'
import {
  confirmChange,
  deleteUnconfirmedChanges,
  findEmailChange,
  insertEmailChange,
  replaceEmail,
} from '#src/features/accounts/email-changes.queries.ts'
import type { ChangedAddresses } from '#src/features/accounts/email-changes.schema.ts'
import { consumeToken, issueToken } from '#src/features/accounts/mailed-tokens.ts'
import { openIdentity } from '#src/features/accounts/own-profile.ts'
import { deleteTokens } from '#src/features/accounts/tokens.queries.ts'
import { emailOf } from '#src/features/accounts/typed-fields.ts'
import { voidRegistrations } from '#src/features/accounts/void-registrations.ts'
import { mayMailAddress } from '#src/features/messages/mail-allowance.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const confirmMilliseconds = 24 * 3_600_000
const undoMilliseconds = 7 * 86_400_000

/** Where the addresses of a change are sealed. */
export const placeOfChange = (id: string) => ({ field: 'emailChanges.sealed', rowId: id })

/** Voids the change of an account's login e-mail that waits to be confirmed, and its link. */
export const forgetEmailChange = async ({ tx }: Pick<Scope, 'tx'>, accountId: string): Promise<void> =>
  deleteTokens(tx, 'emailChange', await deleteUnconfirmedChanges(tx, accountId))

const later = (at: string, milliseconds: number) => new Date(Date.parse(at) + milliseconds).toISOString()

/**
 * Asks for another login e-mail: a link goes to the new address, good once, for 24 hours. What was asked for before and
 * not confirmed is void. Does and answers the same whether or not the address has an account; whose it is then is told
 * by that mail, and nothing changes.
 * @param requestId the rectification that it carries out
 * @throws Problem `step-up-required` without a fresh factor, 400 for no address, 422 for the one that it is
 */
export const askEmailChange = async (
  scope: PersonScope,
  typed: string,
  requestId: string | null,
): Promise<void> => {
  const { tx, at, deps, accountId } = scope
  judgeStepUp(me({ stepUp: true }), scope.authenticatedAt, new Date(at))
  const after = emailOf(typed)
  const account = await lockAccount(tx, accountId)
  if (!account) throw unauthenticated()
  const { email: before } = await openIdentity(scope, account)
  if (before === after) throw refused('/changes/email', 'is the address already')
  await forgetEmailChange(scope, accountId)
  const id = newId()
  const expiresAt = later(at, confirmMilliseconds)
  const addresses: ChangedAddresses = { before, after }
  await insertEmailChange(tx, {
    id,
    accountId,
    requestId,
    sealed: await deps.keyring.seal(tx, keyOfAccount(accountId), placeOfChange(id), addresses),
    confirmedAt: null,
    undoneAt: null,
    expiresAt,
    createdAt: at,
  })
  const { token } = await issueToken(scope, {
    purpose: 'emailChange',
    accountId,
    subjectId: id,
    expiresAt,
  })
  if (await mayMailAddress(deps, after))
    await planMail(scope, {
      organisationId: PLATFORM_ID,
      kind: 'emailChangeRequested',
      subjectId: id,
      accountId,
      language: account.locale,
      secrets: { token },
    })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'security',
    resource: 'emailChange',
    resourceIds: [id],
    accountId,
    role: 'person',
    ground: 'self',
    detail: { because: 'asked' },
  })
}

type KeyScope = Pick<Scope, 'tx' | 'at'> & { deps: Pick<Deps, 'keyring'> }

/**
 * Stores another login e-mail; everything else of the identity stays. Links mailed for a new password are void, and
 * registrations that wait for the address too.
 * @throws Problem `already-exists` where another account has the address
 */
export const storeEmail = async (
  scope: KeyScope,
  account: { id: string; sealed: Buffer },
  email: string,
): Promise<void> => {
  const { tx, at, deps } = scope
  const [oldest, next] = deps.keyring.loginEmailIndexes(email)
  if (!oldest) throw new Error('an address without an index')
  const owner = await findAccountOfEmail(tx, next ? [oldest.index, next.index] : [oldest.index])
  if (owner !== null && owner !== account.id) throw new Problem('already-exists')
  const identity: AccountIdentity = { ...(await openIdentity(scope, account)), email }
  const columns = {
    emailIndex: oldest.index,
    emailIndexVersion: oldest.version,
    nextEmailIndex: next?.index ?? null,
    sealed: await deps.keyring.seal(tx, keyOfAccount(account.id), placeOfAccount(account.id), identity),
  }
  await replaceEmail(tx, account.id, columns, at)
  await deleteTokens(tx, 'resetPassword', [account.id])
  await voidRegistrations(scope, email)
}

const placeOfAct = (id: string) => ({ field: 'ledgerActs.detail', rowId: id })

/** Long enough for any address: the length of what is sealed tells nothing of it. */
const longestEmail = 254

/**
 * Writes into the ledger that an account has another login e-mail: after a restore the one of before must open nothing, and
 * the person must not be locked out. The new one is sealed under the account's key, so that it goes with the account.
 * @param changeId the change that was carried out or undone
 */
export const recordEmail = async (
  scope: Scope,
  accountId: string,
  changeId: string,
  email: string,
): Promise<void> => {
  const { tx, deps } = scope
  const id = newId()
  const padded = email.padEnd(longestEmail)
  const sealed = await deps.keyring.seal(tx, keyOfAccount(accountId), placeOfAct(id), padded)
  await recordTakingAway(scope, {
    id,
    organisationId: PLATFORM_ID,
    action: 'loginEmailChanged',
    accountId,
    subjectId: changeId,
    detail: { email: sealed.toString('base64url') },
  })
}

/** The address of such an act. @throws SealError where the account's key is gone */
export const recordedEmail = async (
  { tx, deps }: KeyScope,
  { id, detail }: { id: string; detail: Readonly<Record<string, string>> },
): Promise<string> => {
  const sealed = Buffer.from(detail.email ?? '', 'base64url')
  return (await deps.keyring.open<string>(tx, PLATFORM_ID, sealed, placeOfAct(id))).trimEnd()
}

/** An e-mail change that was carried out or undone, for the request behind it. */
export interface SettledChange {
  requestId: string | null
  accountId: string
  addresses: ChangedAddresses
}

const tellOldAddress = async (scope: PublicScope, changeId: string, language: 'en' | 'sv') => {
  const { at, accountId } = scope
  const { token } = await issueToken(scope, {
    purpose: 'emailChangeUndo',
    accountId: accountId as string,
    subjectId: changeId,
    expiresAt: later(at, undoMilliseconds),
  })
  await planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: 'emailChanged',
    subjectId: changeId,
    accountId,
    language,
    secrets: { token },
  })
}

const confirm = async (scope: PublicScope, token: string): Promise<SettledChange> => {
  const { tx, at, deps, accountId, subjectId } = scope
  await consumeToken(scope, 'emailChange', token)
  const account = accountId ? await lockAccount(tx, accountId) : undefined
  const change = subjectId ? await findEmailChange(tx, subjectId, at) : undefined
  if (account?.state !== 'active' || !change) throw new Problem('invalid-token')
  if (!(await confirmChange(tx, change.id, at, later(at, undoMilliseconds))))
    throw new Problem('invalid-token')
  const place = placeOfChange(change.id)
  const addresses = await deps.keyring.open<ChangedAddresses>(tx, PLATFORM_ID, change.sealed, place)
  await storeEmail(scope, account, addresses.after)
  await recordEmail(scope, account.id, change.id, addresses.after)
  await tellOldAddress(scope, change.id, account.locale)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'change',
    resource: 'account',
    resourceIds: [account.id, change.id],
    accountId: account.id,
    role: 'public',
    ground: 'self',
    detail: { fields: ['email'] },
  })
  return { requestId: change.requestId, accountId: account.id, addresses }
}

/**
 * Makes the address to which the token was mailed the login e-mail. The old one is told, and can undo it for 7 days.
 * What organisations hold of the person is theirs and stays as it is.
 * @param settle what the request behind it becomes, in the same transaction
 * @throws Problem `invalid-token` when it does not stand, or the address has got an account meanwhile
 */
export const confirmEmailChange = async (
  deps: Deps,
  token: string,
  requestId: string,
  settle: (scope: PublicScope, change: SettledChange) => Promise<void>,
): Promise<void> => {
  try {
    await withPublic(deps, 'emailChange', hashSecret(token), requestId, async (scope) =>
      settle(scope, await confirm(scope, token)),
    )
  } catch (error) {
    // Who shows the token need not know whether the address has an account.
    if (error instanceof Problem && error.code === 'already-exists') throw new Problem('invalid-token')
    throw error
  }
}
