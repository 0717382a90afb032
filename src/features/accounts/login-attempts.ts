import type { Static } from '@sinclair/typebox'
import { v7 as newId } from 'uuid'
import type { Scope } from '#src/db/scope.ts'
import type { LoginAttemptRow } from '#src/features/accounts/accounts.schema.ts'
import { insertAttempt } from '#src/features/accounts/login-attempts.queries.ts'
import { describeDevice } from '#src/features/accounts/user-agent.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'

/** Records an attempt to sign in; of an unknown address only that there was one. Kept 30 days (P32, P70). */
export const recordAttempt = async (
  { tx, at }: Scope,
  attempt: {
    accountId: string | null
    outcome: Static<typeof LoginAttemptRow>['outcome']
    visitor: Pick<Visitor, 'ip' | 'userAgent'>
  },
): Promise<void> => {
  const { accountId, outcome, visitor } = attempt
  const device = describeDevice(visitor.userAgent)
  await insertAttempt(tx, { id: newId(), accountId, at, outcome, ip: visitor.ip, ...device })
}
