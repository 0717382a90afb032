import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { unauthenticated } from '#src/errors.ts'
import { demandPasswordReset, lockAccount } from '#src/features/accounts/accounts.queries.ts'
import { keyOfAccount } from '#src/features/accounts/create-account.ts'
import { issueToken } from '#src/features/accounts/mailed-tokens.ts'
import { insertIncident } from '#src/features/accounts/security.queries.ts'
import type {
  IncidentReport,
  NewSecurityIncident,
  SecurityIncident,
} from '#src/features/accounts/security.schema.ts'
import { raiseAlerts } from '#src/features/accounts/security-alerts.ts'
import { revokeSessions } from '#src/features/accounts/sessions.queries.ts'
import { deleteTokens } from '#src/features/accounts/tokens.queries.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { recordTakingAway } from '#src/privacy/ledger/record-taking-away.ts'
import type { Language } from '#src/schema/primitives.ts'

// Longer than the link that one asks for: whoever reports misuse may have to win the mailbox back first.
const tokenMilliseconds = 24 * 3_600_000

const sealReport = (scope: PersonScope, id: string, report: NewSecurityIncident) => {
  const { description } = report
  if (description === undefined) return null
  const place = { field: 'securityIncidents.sealed', rowId: id }
  const value: IncidentReport = { description }
  return scope.deps.keyring.seal(scope.tx, keyOfAccount(scope.accountId), place, value)
}

const mailLink = async (scope: PersonScope, locale: Language): Promise<void> => {
  const { tx, at, accountId } = scope
  await deleteTokens(tx, 'resetPassword', [accountId])
  const expiresAt = new Date(Date.parse(at) + tokenMilliseconds).toISOString()
  const { tokenId, token } = await issueToken(scope, { purpose: 'resetPassword', accountId, expiresAt })
  await planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: 'misuseReported',
    subjectId: tokenId,
    accountId,
    language: locale,
    secrets: { token },
  })
}

/**
 * Takes a report that somebody else uses the caller's account: every session ends, the present one included, the
 * password signs nobody in until it was reset by the link that is mailed, and the technicians are told (P36).
 */
export const reportMisuse = async (
  scope: PersonScope,
  report: NewSecurityIncident,
): Promise<SecurityIncident> => {
  const { tx, at, accountId } = scope
  const account = await lockAccount(tx, accountId)
  if (!account) throw unauthenticated()
  const id = newId()
  await insertIncident(tx, { id, accountId, at, sealed: await sealReport(scope, id, report) })
  const ended = await revokeSessions(tx, accountId, {}, 'misuseReported', at)
  await demandPasswordReset(tx, accountId, at)
  await recordTakingAway(scope, { organisationId: PLATFORM_ID, action: 'passwordChanged', accountId })
  await mailLink(scope, account.locale)
  await raiseAlerts(scope, [{ cause: 'misuse-reported', count: 1 }], { accountId })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'security',
    resource: 'securityIncident',
    resourceIds: [id, ...ended],
    accountId,
    role: 'person',
    ground: 'self',
    detail: { because: 'misuseReported' },
  })
  return { id, at, sessionsEnded: ended.length }
}
