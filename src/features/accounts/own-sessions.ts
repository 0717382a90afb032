import { recordEvent } from '#src/audit/record-event.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import type { PersonScope } from '#src/db/scope.ts'
import { notFound } from '#src/errors.ts'
import type { Session } from '#src/features/accounts/accounts.schema.ts'
import type { OwnSession } from '#src/features/accounts/me.schema.ts'
import { revokeSessions } from '#src/features/accounts/sessions.queries.ts'

/** A session as its owner sees it from the one with the id `current`. */
export const asOwnSession = (session: Session, current: string): OwnSession => {
  const { id, device, browser, operatingSystem, ip, authenticatedAt, lastUsedAt, expiresAt, createdAt } =
    session
  return {
    id,
    device,
    browser,
    operatingSystem,
    ip,
    current: id === current,
    authenticatedAt,
    lastUsedAt,
    expiresAt,
    createdAt,
  }
}

const end = async (scope: PersonScope, which: { only?: string; except?: string }): Promise<number> => {
  const { tx, at, accountId } = scope
  const ended = await revokeSessions(tx, accountId, which, 'endedByOwner', at)
  if (ended.length > 0)
    await recordEvent(scope, {
      organisationId: PLATFORM_ID,
      action: 'signOut',
      resource: 'session',
      resourceIds: ended,
      accountId,
      role: 'person',
      ground: 'self',
    })
  return ended.length
}

/** Ends one of the caller's sessions, the present one included. @throws Problem 404 where none is live */
export const endSession = async (scope: PersonScope, sessionId: string): Promise<null> => {
  if ((await end(scope, { only: sessionId })) === 0) throw notFound()
  return null
}

/** Ends all of the caller's sessions but the present one. */
export const endOtherSessions = async (scope: PersonScope): Promise<null> => {
  await end(scope, { except: scope.sessionId })
  return null
}
