import { recordEvent } from '#src/audit/record-event.ts'
import { hashSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { conflict, invalid, Problem, refused } from '#src/errors.ts'
import { findAccount } from '#src/features/accounts/accounts.queries.ts'
import { createAccount } from '#src/features/accounts/create-account.ts'
import { recordAttempt } from '#src/features/accounts/login-attempts.ts'
import { type OpenedSession, openSession } from '#src/features/accounts/open-session.ts'
import { openIdentity } from '#src/features/accounts/own-profile.ts'
import { demandStrongPassword } from '#src/features/accounts/password-rules.ts'
import { revokeSessions } from '#src/features/accounts/sessions.queries.ts'
import { signIn } from '#src/features/accounts/sign-in.ts'
import { answerChallenge } from '#src/features/accounts/sign-in-challenge.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'
import type { InvitationAcceptance } from '#src/features/organisations/accept-invitation.schema.ts'
import { findInvitation } from '#src/features/organisations/invitations.queries.ts'
import { joinStaff, take } from '#src/features/organisations/join-staff.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { normaliseName, normalisePhone } from '#src/schema/text.ts'

type Enter = <R>(run: (scope: PublicScope) => Promise<R>) => Promise<R>

/** Who is invited, and whether the address has an account. */
const look = async ({ tx, deps, organisationId, accountId, subjectId }: PublicScope) => {
  const invitation = subjectId && (await findInvitation(tx, organisationId, subjectId))
  if (!invitation || !accountId) throw new Problem('invalid-token')
  const place = { field: 'invitations.sealed', rowId: invitation.id }
  const { email } = await deps.keyring.open<{ email: string }>(tx, organisationId, invitation.sealed, place)
  const { country } = await findOrganisation(tx, organisationId)
  return { email, country, hasAccount: (await findAccount(tx, accountId)) !== undefined }
}

type Invited = Awaited<ReturnType<typeof look>>

const demanded = (field: 'firstName' | 'lastName' | 'phone', typed: InvitationAcceptance): string => {
  const value = typed[field]
  if (value === undefined) throw invalid(`/${field}`, 'is needed for a new account')
  return value
}

const identityOf = (typed: InvitationAcceptance, { email, country }: Invited) => {
  const firstName = normaliseName(demanded('firstName', typed))
  const lastName = normaliseName(demanded('lastName', typed))
  const phone = normalisePhone(demanded('phone', typed), country)
  if (phone === null) throw refused('/phone', "is no possible number; begin with + and the country's code")
  return { email, firstName, lastName, phone, dateOfBirth: null }
}

const joinWithNewAccount = async (
  enter: Enter,
  deps: Deps,
  typed: InvitationAcceptance,
  invited: Invited,
  visitor: Visitor,
): Promise<OpenedSession> => {
  const identity = identityOf(typed, invited)
  await demandStrongPassword(typed.password, identity, '/password')
  const password = await deps.passwords.hash(typed.password)
  return enter(async (scope) => {
    const invitation = await take(scope)
    const id = scope.accountId ?? invitation.newAccountId
    if (id !== invitation.newAccountId)
      throw conflict('conflict', { detail: 'The address has an account by now; accept with its password.' })
    await createAccount(scope, { ...identity, id, password, locale: invitation.language })
    await recordEvent(scope, {
      organisationId: PLATFORM_ID,
      action: 'create',
      resource: 'account',
      resourceIds: [id],
      accountId: id,
      role: 'public',
      ground: 'self',
    })
    const { email, firstName, lastName } = identity
    await joinStaff(scope, id, invitation, { email, firstName, lastName })
    await recordAttempt(scope, { accountId: id, outcome: 'succeeded', visitor })
    return openSession(scope, id, { ...visitor, deviceToken: typed.deviceToken })
  })
}

const joinAsAccount = (enter: Enter, typed: InvitationAcceptance, accountId: string) =>
  enter(async (scope) => {
    const invitation = await take(scope)
    const account = scope.accountId === accountId ? await findAccount(scope.tx, accountId) : undefined
    if (!account) throw new Problem('invalid-token')
    const { email, ...own } = await openIdentity(scope, account)
    const firstName = typed.firstName === undefined ? own.firstName : normaliseName(typed.firstName)
    const lastName = typed.lastName === undefined ? own.lastName : normaliseName(typed.lastName)
    await joinStaff(scope, accountId, invitation, { email, firstName, lastName })
  })

const signInFully = async (
  deps: Deps,
  { password, deviceToken, code }: InvitationAcceptance,
  email: string,
  visitor: Visitor,
): Promise<OpenedSession> => {
  const device = deviceToken ? { deviceToken } : {}
  const opened = await signIn(deps, { email, password, ...device }, visitor)
  if (!('challengeId' in opened)) return opened
  if (code === undefined) throw new Problem('second-factor-code-required')
  return answerChallenge(deps, opened.challengeId, { code, ...device }, visitor)
}

const joinAfterSignIn = async (
  enter: Enter,
  deps: Deps,
  typed: InvitationAcceptance,
  { email }: Invited,
  visitor: Visitor,
): Promise<OpenedSession> => {
  const session = await signInFully(deps, typed, email, visitor)
  const { accountId, sessionId } = session
  try {
    await joinAsAccount(enter, typed, accountId)
    return session
  } catch (error) {
    // Nobody gets this session's tokens: it must not stand in the list of those that are open.
    const index = deps.keyring.loginEmailKey(email)
    await withPublic(deps, 'signIn', index, visitor.requestId, ({ tx, at }) =>
      revokeSessions(tx, accountId, { only: sessionId }, 'signOut', at),
    )
    throw error
  }
}

/**
 * Accepts an invitation and signs in. Without an account of the address one is made; with one its password is asked
 * for as at any sign-in, counters, blocks and second factor included, and never set (`SECURITY.md` S6). Of many at once
 * one wins.
 * @throws Problem `invalid-token` when the token does not stand; 400 for a new account without names and phone,
 * `weak-password`; `invalid-credentials`, `sign-in-blocked`, `second-factor-code-required` and `invalid-code` for an existing one; `already-linked` where the
 * practitioner has another account
 */
export const acceptInvitation = async (
  deps: Deps,
  typed: InvitationAcceptance,
  visitor: Visitor,
): Promise<OpenedSession> => {
  const enter: Enter = (run) =>
    withPublic(deps, 'invitation', hashSecret(typed.token), visitor.requestId, run)
  const invited = await enter(look)
  return invited.hasAccount
    ? joinAfterSignIn(enter, deps, typed, invited, visitor)
    : joinWithNewAccount(enter, deps, typed, invited, visitor)
}
