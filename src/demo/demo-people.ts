import { v7 as newId } from 'uuid'
import { hashSecret, newSecret } from '#src/crypto/secrets.ts'
import { PLATFORM_ID } from '#src/db/database.ts'
import { withJob } from '#src/db/scope.ts'
import type { DemoClient } from '#src/demo/demo-client.ts'
import { demoPassword } from '#src/demo/demo-clinic.ts'
import type { Deps } from '#src/deps.ts'
import { issueToken } from '#src/features/accounts/mailed-tokens.ts'
import { findNewestRegistration } from '#src/features/accounts/registrations.queries.ts'
import { insertToken } from '#src/features/accounts/tokens.queries.ts'

interface Colleague {
  email: string
  firstName: string
  lastName: string
  phone: string
}

interface Person extends Colleague {
  dateOfBirth: string
  locale: string
}

// The token of a mail is in that mail alone; a second one for the same purpose serves as well, and no mail is read.
const verificationToken = (deps: Deps, email: string): Promise<string> =>
  withJob(deps, PLATFORM_ID, async (scope) => {
    const { index } = deps.keyring.loginEmailIndex(email)
    const registration = await findNewestRegistration(scope.tx, [index], scope.at)
    if (!registration) throw new Error(`demo: ${email} is not registered`)
    const { id, expiresAt } = registration
    return (await issueToken(scope, { purpose: 'verifyEmail', accountId: id, expiresAt })).token
  })

const invitationToken = (deps: Deps, organisationId: string, email: string): Promise<string> =>
  withJob(deps, organisationId, async ({ tx, at }) => {
    const invitation = await tx
      .selectFrom('invitations')
      .select(['id', 'expiresAt'])
      .where('organisationId', '=', organisationId)
      .where('emailIndex', '=', deps.keyring.loginEmailIndex(email).index)
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', at)
      .executeTakeFirst()
    if (!invitation) throw new Error(`demo: ${email} is not invited`)
    const token = newSecret()
    await insertToken(tx, {
      organisationId,
      id: newId(),
      purpose: 'invitation',
      hash: hashSecret(token),
      accountId: null,
      subjectId: invitation.id,
      expiresAt: invitation.expiresAt,
      usedAt: null,
      createdAt: at,
    })
    return token
  })

/** Signs an invited colleague in, who accepts the invitation the first time. @returns an access token */
export const joinClinic = async (
  deps: Deps,
  client: DemoClient,
  organisationId: string,
  { email, firstName, lastName, phone }: Colleague,
): Promise<string> => {
  const known = await client.enter(email)
  if (known) return known
  const token = await invitationToken(deps, organisationId, email)
  return client.enterBy('/v1/invitations/accept', {
    token,
    password: demoPassword,
    firstName,
    lastName,
    phone,
  })
}

/** Signs a patient in, who registers and confirms the address the first time. @returns an access token */
export const becomePerson = async (deps: Deps, client: DemoClient, person: Person): Promise<string> => {
  const known = await client.enter(person.email)
  if (known) return known
  await client.call('POST', '/v1/auth/register', { body: { ...person, password: demoPassword } })
  return client.enterBy('/v1/auth/verify-email', { token: await verificationToken(deps, person.email) })
}
