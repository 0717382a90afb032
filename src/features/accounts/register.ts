import { v7 as newId } from 'uuid'
import { recordEvent } from '#src/audit/record-event.ts'
import type { StoredPassword } from '#src/crypto/passwords.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { type PublicScope, withPublic } from '#src/db/scope.ts'
import type { Deps } from '#src/deps.ts'
import { refused } from '#src/errors.ts'
import { findAccount } from '#src/features/accounts/accounts.queries.ts'
import type { RegistrationIdentity } from '#src/features/accounts/accounts.schema.ts'
import { issueToken } from '#src/features/accounts/mailed-tokens.ts'
import { demandStrongPassword } from '#src/features/accounts/password-rules.ts'
import type { Registration } from '#src/features/accounts/registration.schema.ts'
import { findNewestRegistration, insertRegistration } from '#src/features/accounts/registrations.queries.ts'
import { countTokens } from '#src/features/accounts/tokens.queries.ts'
import { emailOf, nameOf, phoneOf } from '#src/features/accounts/typed-fields.ts'
import type { Visitor } from '#src/features/accounts/visitor.ts'
import { mayMailAddress } from '#src/features/messages/mail-allowance.ts'
import { planMail } from '#src/features/messages/plan-mail.ts'
import { isOfAge } from '#src/features/patients/age.ts'
import { demandRegistrationPolicies } from '#src/features/policies/accept-policies.ts'
import type { Language } from '#src/schema/primitives.ts'

const minimumAge = 13
const registrationMilliseconds = 24 * 3_600_000

/** Where a registration's sealed value belongs. */
export const placeOfRegistration = (id: string) => ({ field: 'registrations.sealed', rowId: id })

/** Whose key seals it. */
const platformKey = { organisationId: PLATFORM_ID, subjectId: PLATFORM_ID, class: 'platform' } as const

const identityOf = (typed: Registration, ip: string): RegistrationIdentity & { dateOfBirth: string } => ({
  email: emailOf(typed.email),
  firstName: nameOf(typed.firstName),
  lastName: nameOf(typed.lastName),
  phone: phoneOf(typed.phone),
  dateOfBirth: typed.dateOfBirth,
  acceptedPolicies: typed.acceptedPolicies ?? [],
  ip,
})

const judge = async (deps: Deps, typed: Registration, identity: ReturnType<typeof identityOf>) => {
  if (!isOfAge(identity.dateOfBirth, minimumAge, deps.clock.now().toISOString(), 'UTC'))
    throw refused('/dateOfBirth', `must be at least ${minimumAge} years ago`, 'below-minimum-age')
  await demandRegistrationPolicies(deps, typed.acceptedPolicies ?? [])
  await demandStrongPassword(typed.password, identity, '/password')
}

interface Pending {
  identity: RegistrationIdentity
  password: StoredPassword
  locale: Language
  emailIndex: Buffer
}

// Whether the address has an account must not show in the time that this takes: the same rows are written either way.
// Those for a taken address are dead from the start and go with the next housekeeping.
const writeRegistration = async (scope: PublicScope, { identity, password, locale, emailIndex }: Pending) => {
  const { tx, at, deps } = scope
  const id = newId()
  const account = await findAccount(tx, scope.accountId ?? id)
  const expiresAt = account ? at : new Date(Date.parse(at) + registrationMilliseconds).toISOString()
  await insertRegistration(tx, {
    id,
    emailIndex,
    sealed: await deps.keyring.seal(tx, platformKey, placeOfRegistration(id), identity),
    passwordHash: password.hash,
    passwordPepper: password.pepper,
    passwordCost: password.cost,
    locale,
    createdAt: at,
    expiresAt,
  })
  const { token } = await issueToken(scope, { purpose: 'verifyEmail', accountId: id, expiresAt })
  await planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: account ? 'registrationForExistingAccount' : 'verifyEmail',
    subjectId: id,
    accountId: account?.id ?? id,
    language: account?.locale ?? locale,
    secrets: { token },
  })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'create',
    resource: 'registration',
    resourceIds: [id],
    role: 'public',
    ground: 'self',
  })
}

/**
 * Takes a registration: a pending row that only the link of its own mail makes an account (`SECURITY.md` S6). Does and
 * answers the same whatever the state of the address; an account that has it is told by mail.
 * @param visitor where it comes from: it stands beside what is accepted by registering
 * @throws Problem 400 for what is no phone number, 422 where the platform's policy in force is not accepted, `below-minimum-age`, `weak-password`, 503 `overloaded`
 */
export const register = async (
  deps: Deps,
  typed: Registration,
  { ip, requestId }: Visitor,
): Promise<void> => {
  const identity = identityOf(typed, ip)
  await judge(deps, typed, identity)
  // Before the mail is counted: who is told to come back later has caused none.
  const password = await deps.passwords.hash(typed.password)
  if (!(await mayMailAddress(deps, identity.email))) return
  const { index: emailIndex } = deps.keyring.loginEmailIndex(identity.email)
  const pending = { identity, password, locale: typed.locale, emailIndex }
  const key = deps.keyring.loginEmailKey(identity.email)
  await withPublic(deps, 'signIn', key, requestId, (scope) => writeRegistration(scope, pending))
}

const mailLinkAgain = async (scope: PublicScope, email: string): Promise<void> => {
  const indexes = scope.deps.keyring.loginEmailIndexes(email).map(({ index }) => index)
  const registration = scope.accountId ? null : await findNewestRegistration(scope.tx, indexes, scope.at)
  if (!registration) return
  const { id, locale, expiresAt } = registration
  const { token } = await issueToken(scope, { purpose: 'verifyEmail', accountId: id, expiresAt })
  await planMail(scope, {
    organisationId: PLATFORM_ID,
    kind: 'verifyEmail',
    subjectId: id,
    subjectVersion: await countTokens(scope.tx, 'verifyEmail', id),
    accountId: id,
    language: locale,
    secrets: { token },
  })
  await recordEvent(scope, {
    organisationId: PLATFORM_ID,
    action: 'change',
    resource: 'registration',
    resourceIds: [id],
    role: 'public',
    ground: 'self',
  })
}

/**
 * Prepares to mail the link of the newest registration of an address once more.
 * @returns what remains to be done once the request was answered, as it depends on what there is (`SECURITY.md` S3)
 */
export const resendVerification = async (
  deps: Deps,
  typed: string,
  requestId: string,
): Promise<() => Promise<void>> => {
  const email = emailOf(typed)
  const key = deps.keyring.loginEmailKey(email)
  const allowed = await mayMailAddress(deps, email)
  return async () => {
    if (allowed) await withPublic(deps, 'signIn', key, requestId, (scope) => mailLinkAgain(scope, email))
  }
}
