import { PLATFORM_ID } from '#src/db/database.ts'
import type { Scope } from '#src/db/scope.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import type { Language } from '#src/schema/primitives.ts'

interface Told {
  accountId: string
  locale: Language
}

/** Plans the mail that tells an account's owner of a new password; `version` is the account's after it. */
export const tellOfPasswordChange = (
  scope: Scope,
  { accountId, locale, version }: Told & { version: number },
) =>
  planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: 'passwordChanged',
    subjectId: accountId,
    subjectVersion: version,
    accountId,
    language: locale,
  })

/** Plans the mail that tells an account's owner that a session was used from two places and has been ended. */
export const tellOfSessionTheft = (
  scope: Scope,
  { accountId, locale, sessionId }: Told & { sessionId: string },
) =>
  planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: 'sessionAlert',
    subjectId: sessionId,
    accountId,
    language: locale,
  })

/** Plans the mail that tells an account's owner of a second factor that was set up or removed. */
export const tellOfSecondFactor = (
  scope: Scope,
  told: Told & { kind: 'secondFactorAdded' | 'secondFactorRemoved'; factorId: string },
) =>
  planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: told.kind,
    subjectId: told.factorId,
    accountId: told.accountId,
    language: told.locale,
  })

/** Plans the mail that tells an account's owner that a recovery code was used, and how many are left. */
export const tellOfRecoveryCode = (
  scope: Scope,
  { accountId, locale, codeId, left }: Told & { codeId: string; left: number },
) =>
  planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: 'recoveryCodeUsed',
    subjectId: codeId,
    accountId,
    language: locale,
    secrets: { count: left },
  })
