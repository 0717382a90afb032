import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { Problem } from '#src/errors.ts'
import type { RegistrationIdentity } from '#src/features/accounts/accounts.schema.ts'
import { createAccount } from '#src/features/accounts/create-account.ts'
import { recordAttempt } from '#src/features/accounts/login-attempts.ts'
import { consumeToken } from '#src/features/accounts/mailed-tokens.ts'
import { type OpenedSession, openSession } from '#src/features/accounts/open-session.ts'
import { placeOfRegistration } from '#src/features/accounts/register.ts'
import { findRegistration } from '#src/features/accounts/registrations.queries.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'
import { voidRegistrations } from '#src/features/accounts/void-registrations.ts'
import { recordRegistrationAcceptances } from '#src/features/policies/accept-policies.ts'

const activate = async (scope: PublicScope, token: string, visitor: Visitor): Promise<OpenedSession> => {
  const { tx, at, deps, accountId } = scope
  await consumeToken(scope, 'verifyEmail', token)
  const registration = accountId ? await findRegistration(tx, accountId, at) : undefined
  if (!registration) throw new Problem('invalid-token')
  const { id, sealed, passwordHash, passwordPepper, passwordCost, locale, createdAt } = registration
  const place = placeOfRegistration(id)
  const identity = await deps.keyring.open<RegistrationIdentity>(tx, PLATFORM_ID, sealed, place)
  const password = { hash: passwordHash, pepper: passwordPepper, cost: passwordCost }
  await createAccount(scope, { ...identity, id, password, locale })
  await recordRegistrationAcceptances(scope, identity.acceptedPolicies, {
    accountId: id,
    ip: identity.ip,
    at: createdAt,
  })
  // What others, or its owner, had registered for the address before is void from here on.
  await voidRegistrations(scope, identity.email)
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'create',
    resource: 'account',
    resourceIds: [id],
    accountId: id,
    role: 'public',
    ground: 'self',
  })
  await recordAttempt(scope, { accountId: id, outcome: 'succeeded', visitor })
  return openSession(scope, id, visitor)
}

/**
 * Makes the account of a registration, with the registration's own password, and signs its owner in. The token is
 * good once; every other registration of the address goes with it.
 * @throws Problem `invalid-token` when it does not stand, or the address has got an account meanwhile
 */
export const verifyEmail = async (deps: Deps, token: string, visitor: Visitor): Promise<OpenedSession> => {
  try {
    return await withPublic(deps, 'verifyEmail', hashSecret(token), visitor.requestId, (scope) =>
      activate(scope, token, visitor),
    )
  } catch (error) {
    if (error instanceof Problem && error.code === 'already-exists') throw new Problem('invalid-token')
    throw error
  }
}
