import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import {
  newRecoveryCode,
  newTotpSecret,
  normaliseRecoveryCode,
  stepOfCode,
  totpUri,
} from '#src/crypto/totp.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { conflict, notFound, Problem, unauthenticated } from '#src/errors.ts'
import { lockAccount } from '#src/features/accounts/accounts.queries.ts'
import { keyOfAccount } from '#src/features/accounts/create-account.ts'
import { openIdentity } from '#src/features/accounts/own-profile.ts'
import {
  confirmFactor,
  deleteFactor,
  findConfirmedFactor,
  findPendingFactor,
  insertPendingFactor,
  insertRecoveryCodes,
  listFactors,
} from '#src/features/accounts/second-factors.queries.ts'
import type {
  ConfirmedSecondFactor,
  PendingSecondFactor,
  SecondFactor,
} from '#src/features/accounts/second-factors.schema.ts'
import { tellOfSecondFactor } from '#src/features/accounts/security-mails.ts'
import { revokeSessions } from '#src/features/accounts/sessions.queries.ts'
import { openFactor, placeOfFactor } from '#src/features/accounts/use-second-factor.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'

const pendingMilliseconds = 3_600_000
const recoveryCodes = 10

const record = (
  scope: PersonScope,
  action: 'create' | 'delete' | 'security',
  ids: string[],
  because: string,
) =>
  recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action,
    resource: 'secondFactor',
    resourceIds: ids,
    accountId: scope.accountId,
    role: 'person',
    ground: 'self',
    detail: { because },
  })

// Of several changes of one account's factors at once, each sees what the one before it left.
const lockOwnAccount = async ({ tx, accountId }: PersonScope) => {
  const account = await lockAccount(tx, accountId)
  if (!account) throw unauthenticated()
  return account
}

/** The caller's second factors; never a secret. */
export const listSecondFactors = async ({ tx, accountId, at }: PersonScope): Promise<SecondFactor[]> => {
  const rows = await listFactors(tx, accountId, at)
  return rows.map(({ id, kind, recoveryCodesLeft, confirmedAt, createdAt }) => ({
    id,
    kind,
    state: confirmedAt === null ? 'pending' : 'confirmed',
    recoveryCodesLeft: recoveryCodesLeft ?? 0,
    confirmedAt,
    createdAt,
  }))
}

/**
 * Makes the secret of a second factor. It counts once a code of it was shown, within the hour; one made before and
 * never confirmed goes.
 * @throws Problem `already-exists` where the account has a confirmed one
 */
export const addSecondFactor = async (scope: PersonScope): Promise<PendingSecondFactor> => {
  const { tx, at, accountId, deps } = scope
  const account = await lockOwnAccount(scope)
  if (await findConfirmedFactor(tx, accountId)) throw conflict('already-exists')
  const { email } = await openIdentity(scope, account)
  const id = newId()
  const secret = newTotpSecret()
  const expiresAt = new Date(Date.parse(at) + pendingMilliseconds).toISOString()
  await insertPendingFactor(tx, {
    id,
    accountId,
    kind: 'totp',
    sealed: await deps.keyring.seal(tx, keyOfAccount(accountId), placeOfFactor(id), { secret }),
    lastStep: 0,
    expiresAt,
    confirmedAt: null,
    createdAt: at,
  })
  await record(scope, 'create', [id], 'enrolment')
  return {
    id,
    kind: 'totp',
    state: 'pending',
    secret,
    uri: totpUri(secret, email),
    expiresAt,
    createdAt: at,
  }
}

const endOthers = ({ tx, at, accountId, sessionId }: PersonScope): Promise<string[]> =>
  revokeSessions(tx, accountId, { except: sessionId }, 'factorChange', at)

const makeRecoveryCodes = async ({ tx, at, accountId }: PersonScope, factorId: string): Promise<string[]> => {
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
  await insertRecoveryCodes(
    tx,
    codes.map((code) => ({
      id: newId(),
      accountId,
      factorId,
      hash: hashSecret(normaliseRecoveryCode(code) ?? code),
      usedAt: null,
      createdAt: at,
    })),
  )
  return codes
}

/**
 * Confirms a second factor by a first code of it: from now on every sign-in asks for it. Ends the other sessions, which
 * were opened without it, and tells the owner.
 * @returns the recovery codes, shown this once
 * @throws Problem 404; `invalid-code`; `already-exists` where another one was confirmed meanwhile
 */
export const confirmSecondFactor = async (
  scope: PersonScope,
  id: string,
  code: string,
): Promise<ConfirmedSecondFactor> => {
  const { tx, at, accountId } = scope
  const { locale } = await lockOwnAccount(scope)
  const factor = await findPendingFactor(tx, accountId, id, at)
  if (!factor) throw notFound()
  if (await findConfirmedFactor(tx, accountId)) throw conflict('already-exists')
  const step = stepOfCode(await openFactor(scope, factor), code.replace(/\s/g, ''), 0, new Date(at))
  if (step === null) throw new Problem('invalid-code')
  if (!(await confirmFactor(tx, id, step, at))) throw notFound()
  const codes = await makeRecoveryCodes(scope, id)
  const ended = await endOthers(scope)
  await tellOfSecondFactor(scope, { kind: 'secondFactorAdded', accountId, locale, factorId: id })
  await record(scope, 'security', [id, ...ended], 'secondFactorConfirmed')
  const { kind, createdAt } = factor
  return { id, kind, state: 'confirmed', recoveryCodes: codes, confirmedAt: at, createdAt }
}

/**
 * Removes a second factor and its recovery codes. Ends the other sessions and tells the owner of one that counted.
 * @throws Problem 404; `password-too-short` for a password that may only stand beside a second factor
 */
export const removeSecondFactor = async (scope: PersonScope, id: string): Promise<null> => {
  const { tx, accountId } = scope
  const { locale, passwordShort } = await lockOwnAccount(scope)
  const removed = await deleteFactor(tx, accountId, id)
  if (!removed) throw notFound()
  if (removed.confirmedAt === null) {
    await record(scope, 'delete', [id], 'enrolmentGivenUp')
    return null
  }
  if (passwordShort) throw conflict('password-too-short')
  await recordTakingAway(scope, {
    organisationId: PLATFORM_ID,
    action: 'factorRemoved',
    accountId,
    subjectId: id,
  })
  const ended = await endOthers(scope)
  await tellOfSecondFactor(scope, { kind: 'secondFactorRemoved', accountId, locale, factorId: id })
  await record(scope, 'security', [id, ...ended], 'secondFactorRemoved')
  return null
}
