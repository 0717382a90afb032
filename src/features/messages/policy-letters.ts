import { PLATFORM_ID } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'
import { accountRecipient } from '#src/features/messages/account-letters.ts'
import {
  type Compose,
  type Letter,
  linkBase,
  type Mail,
  neutralSender,
} from '#src/features/messages/letters.ts'
import { findMailedPatient, findSender } from '#src/features/messages/messages.queries.ts'
import type { MemberIdentity } from '#src/features/organisations/members.schema.ts'
import type { PatientContact } from '#src/features/patients/patients.schema.ts'
import {
  findController,
  findMailedMember,
  findPolicyVersion,
} from '#src/features/policies/policies.queries.ts'
import { findNewestNotice } from '#src/features/privacy/notice.queries.ts'
import { noticeLink, policiesLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'
import { unnamedOrganisation } from '#src/mail/wording.ts'

type To = Letter['to'] | 'not-wanted' | 'no-address'

const patientAddress = async (scope: JobScope, patientId: string): Promise<To> => {
  const { tx, deps, organisationId } = scope
  const patient = await findMailedPatient(tx, organisationId, patientId)
  if (!patient) return 'not-wanted'
  const place = { field: 'patients.rest', rowId: patient.id }
  const { email } = await deps.keyring.open<PatientContact>(tx, organisationId, patient.rest, place)
  return email === null ? 'no-address' : { name: '', address: email }
}

const memberAddress = async (scope: JobScope, accountId: string): Promise<To> => {
  const { tx, deps, organisationId } = scope
  const member = await findMailedMember(tx, organisationId, accountId)
  if (!member) return 'not-wanted'
  const place = { field: 'memberships.sealed', rowId: member.id }
  const { firstName, lastName, email } = await deps.keyring.open<MemberIdentity>(
    tx,
    organisationId,
    member.sealed,
    place,
  )
  return { name: `${firstName} ${lastName}`, address: email }
}

/** To whom a mail of a controller goes, as the controller knows them. */
export const addressOf = async (scope: JobScope, { patientId, accountId, ...mail }: Mail): Promise<To> => {
  if (patientId !== null) return patientAddress(scope, patientId)
  if (accountId === null) return 'not-wanted'
  if (scope.organisationId !== PLATFORM_ID) return memberAddress(scope, accountId)
  return (await accountRecipient(scope, { ...mail, patientId, accountId })) ?? 'not-wanted'
}

/** What the controller may be called, in the text and as sender: to patients no name that may tell of health (S72). */
export const nameOf = async ({ tx, organisationId }: JobScope, mail: Mail): Promise<[string, string]> => {
  if (organisationId === PLATFORM_ID) return [neutralSender, neutralSender]
  const { name, mailDisplayName } = await findSender(tx, organisationId)
  const unnamed = mail.patientId === null ? name : unnamedOrganisation(mail.language)
  return [mailDisplayName ?? unnamed, mailDisplayName ?? neutralSender]
}

const letterOf = async (
  scope: JobScope,
  mail: Mail,
  kind: 'policyPublished' | 'policyToAccept' | 'noticeChanged',
  effectiveFrom: string,
): Promise<Letter | 'not-wanted' | 'no-address'> => {
  const { tx, organisationId } = scope
  const to = await addressOf(scope, mail)
  if (typeof to === 'string') return to
  const [organisation, senderName] = await nameOf(scope, mail)
  const { timeZone } = await findController(tx, organisationId)
  const linkOf = kind === 'noticeChanged' ? noticeLink : policiesLink
  const link = linkOf(linkBase(scope), organisationId === PLATFORM_ID ? null : organisationId)
  const rendered = renderMail(kind, mail.language, { organisation, effectiveFrom, timeZone, link })
  return { to, ...rendered, senderName }
}

/** To somebody whom a new version of a policy binds. */
export const policyLetter =
  (kind: 'policyPublished' | 'policyToAccept'): Compose =>
  async (scope, mail) => {
    const version = await findPolicyVersion(scope.tx, scope.organisationId, mail.subjectVersion)
    return version ? letterOf(scope, mail, kind, version.effectiveFrom) : 'not-wanted'
  }

/** To somebody of whose data the notice speaks. Once a newer version stands, that one's mail tells of it. */
export const noticeLetter: Compose = async (scope, mail) => {
  const newest = await findNewestNotice(scope.tx, scope.organisationId)
  if (newest?.version !== mail.subjectVersion) return 'not-wanted'
  return letterOf(scope, mail, 'noticeChanged', newest.effectiveFrom)
}
