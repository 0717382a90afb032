import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import { demandPasswordReset, lockAccount } from '#src/features/accounts/accounts.queries.ts'
import { placeOfChange, recordEmail, storeEmail } from '#src/features/accounts/change-email.ts'
import {
  deleteUnconfirmedChanges,
  findEmailChange,
  undoChanges,
} from '#src/features/accounts/email-changes.queries.ts'
import type { ChangedAddresses } from '#src/features/accounts/email-changes.schema.ts'
import { consumeToken, issueToken } from '#src/features/accounts/mailed-tokens.ts'
import { raiseAlerts } from '#src/features/accounts/security-alerts.ts'
import { deleteKnownDevices, revokeSessions } from '#src/features/accounts/sessions.queries.ts'
import { deleteTokens } from '#src/features/accounts/tokens.queries.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import type { Language } from '#src/schema/primitives.ts'

const resetMilliseconds = 24 * 3_600_000

// Whoever changed the address had a fresh factor, so knew the password.
const mailWayBack = async (scope: PublicScope, accountId: string, language: Language) => {
  const expiresAt = new Date(Date.parse(scope.at) + resetMilliseconds).toISOString()
  const { tokenId, token } = await issueToken(scope, { purpose: 'resetPassword', accountId, expiresAt })
  await planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: 'emailChangeUndone',
    subjectId: tokenId,
    accountId,
    language,
    secrets: { token },
  })
}

const restore = async (scope: PublicScope, token: string): Promise<string[]> => {
  const { tx, at, deps, accountId, subjectId } = scope
  await consumeToken(scope, 'emailChangeUndo', token)
  const account = accountId ? await lockAccount(tx, accountId) : undefined
  const change = subjectId ? await findEmailChange(tx, subjectId, at) : undefined
  if (!account || !change?.confirmedAt || change.undoneAt) throw new Problem('invalid-token')
  // Those that came after it go with it: they were made by whoever made this one.
  const undone = await undoChanges(tx, account.id, change.confirmedAt, at)
  const waiting = await deleteUnconfirmedChanges(tx, account.id)
  const place = placeOfChange(change.id)
  const { before } = await deps.keyring.open<ChangedAddresses>(tx, PLATFORM_ID, change.sealed, place)
  await storeEmail(scope, account, before)
  await recordEmail(scope, account.id, change.id, before)
  await deleteTokens(tx, 'emailChange', waiting)
  await deleteTokens(
    tx,
    'emailChangeUndo',
    undone.map(({ id }) => id),
  )
  const ended = await revokeSessions(tx, account.id, {}, 'emailChangeUndone', at)
  await deleteKnownDevices(tx, account.id)
  await demandPasswordReset(tx, account.id, at)
  await recordTakingAway(scope, {
    organisationId: PLATFORM_ID,
    action: 'passwordChanged',
    accountId: account.id,
  })
  await mailWayBack(scope, account.id, account.locale)
  await raiseAlerts(scope, [{ cause: 'email-change-undone', count: 1 }], { accountId: account.id })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'security',
    resource: 'emailChange',
    resourceIds: [...undone.map(({ id }) => id), ...ended],
    accountId: account.id,
    role: 'public',
    ground: 'self',
    detail: { because: 'undone', fields: ['email'] },
  })
  return undone.flatMap(({ requestId }) => requestId ?? [])
}

/**
 * Gives an account the login e-mail back from which the token comes, also where it was changed again since. Every
 * session ends, the password signs nobody in until it was reset by the link that is mailed to the restored address, and
 * the technicians are told.
 * @param settle what the requests behind it become, in the same transaction
 * @throws Problem `invalid-token`; 409 `already-exists` where the address has got an account of its own since
 */
export const undoEmailChange = (
  deps: Deps,
  token: string,
  requestId: string,
  settle: (scope: PublicScope, requestIds: readonly string[]) => Promise<void>,
): Promise<void> =>
  withPublic(deps, 'emailChangeUndo', hashSecret(token), requestId, async (scope) =>
    settle(scope, await restore(scope, token)),
  )
