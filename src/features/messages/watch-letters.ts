import { PLATFORM_ID } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import {
  type Compose,
  type Letter,
  linkBase,
  type Mail,
  neutralSender,
  openSecrets,
} from '#src/features/messages/letters.ts'
import type { MemberIdentity } from '#src/features/organisations/members.schema.ts'
import { findOrganisation } from '#src/features/organisations/organisations.queries.ts'
import { findMailedMember } from '#src/features/policies/policies.queries.ts'
import { mailLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'

/** Where a mail to those who answer for the data goes: a member, else the contact that the settings name. */
export const addressOfMember = async (scope: JobScope, { accountId }: Mail): Promise<Letter['to'] | null> => {
  const { tx, deps, organisationId } = scope
  if (organisationId === PLATFORM_ID) return { name: '', address: deps.config.securityEmail }
  if (accountId === null) {
    const { contactEmail } = (await findOrganisation(tx, organisationId)).settings
    return contactEmail === null ? null : { name: '', address: contactEmail }
  }
  const member = await findMailedMember(tx, organisationId, accountId)
  if (!member) return null
  const place = { field: 'memberships.sealed', rowId: member.id }
  const { email } = await deps.keyring.open<MemberIdentity>(tx, organisationId, member.sealed, place)
  return { name: '', address: email }
}

/** To those who answer requests: one whose last day comes near or is over, unless it was answered or extended since. */
export const watchLetter: Compose = async (scope, mail) => {
  const { request: told } = await openSecrets(scope, mail)
  const request = told && (await findRequest(scope.tx, scope.organisationId, told.id))
  if (!request || request.closedAt !== null || request.dueOn !== told.dueOn) return 'not-wanted'
  const to = await addressOfMember(scope, mail)
  if (!to) return 'no-address'
  const link = mailLink(linkBase(scope), 'sign-in')
  const { kind, dueOn } = request
  return {
    to,
    ...renderMail('requestDue', mail.language, { request: kind, dueOn, link }),
    senderName: neutralSender,
  }
}
