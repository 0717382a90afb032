import {
  type Compose,
  linkBase,
  liveToken,
  neutralSender,
  openSecrets,
} from '#src/features/messages/letters.ts'
import {
  findMailedGuardian,
  findMailedInvitation,
  findMailedPatient,
  findSender,
} from '#src/features/messages/messages.queries.ts'
import type { GuardianDetails } from '#src/features/patients/guardians.schema.ts'
import type { PatientContact } from '#src/features/patients/patients.schema.ts'
import { mailLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'
import { unnamedOrganisation } from '#src/mail/wording.ts'

/** To somebody who is to work there: they may read the organisation's name, which tells nothing of their health. */
export const invitation: Compose = async (scope, mail) => {
  const { organisationId, tx, deps } = scope
  const invited = await findMailedInvitation(tx, organisationId, mail.subjectId, scope.at)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'day')
  if (!invited || !live) return 'not-wanted'
  const place = { field: 'invitations.sealed', rowId: invited.id }
  const { email } = await deps.keyring.open<{ email: string }>(tx, organisationId, invited.sealed, place)
  const { name, mailDisplayName } = await findSender(tx, organisationId)
  const { token, count } = live
  const rendered = renderMail('invitation', mail.language, {
    organisation: mailDisplayName ?? name,
    link: mailLink(linkBase(scope), 'invitation', token),
    token,
    days: count,
  })
  return { to: { name: '', address: email }, ...rendered, senderName: mailDisplayName ?? neutralSender }
}

/** To a patient whom staff registered: what is stored, by the names of the fields. */
export const patientRegistered: Compose = async (scope, mail) => {
  const { organisationId, tx, deps } = scope
  const patient = await findMailedPatient(tx, organisationId, mail.subjectId)
  const { token: secret, fieldNames = [] } = await openSecrets(scope, mail)
  const live = await liveToken(scope, secret, 'day')
  if (!patient || !live) return 'not-wanted'
  const place = { field: 'patients.rest', rowId: patient.id }
  const { email } = await deps.keyring.open<PatientContact>(tx, organisationId, patient.rest, place)
  if (email === null) return 'no-address'
  const { mailDisplayName } = await findSender(tx, organisationId)
  const { token, count } = live
  const rendered = renderMail('patientRegistered', mail.language, {
    organisation: mailDisplayName ?? unnamedOrganisation(mail.language),
    fieldNames,
    link: mailLink(linkBase(scope), 'patient-link', token),
    token,
    days: count,
  })
  return { to: { name: '', address: email }, ...rendered, senderName: mailDisplayName ?? neutralSender }
}

/** To somebody who is to be guardian of a child; says neither of whom nor where, as others may read it. */
export const guardianInvited: Compose = async (scope, mail) => {
  const { organisationId, tx, deps } = scope
  const guardian = await findMailedGuardian(tx, organisationId, mail.subjectId)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'day')
  if (!guardian || !live) return 'not-wanted'
  const place = { field: 'guardians.sealed', rowId: guardian.id }
  const { email } = await deps.keyring.open<GuardianDetails>(tx, organisationId, guardian.sealed, place)
  const { mailDisplayName } = await findSender(tx, organisationId)
  const { token, count } = live
  const rendered = renderMail('guardianInvited', mail.language, {
    organisation: mailDisplayName ?? unnamedOrganisation(mail.language),
    link: mailLink(linkBase(scope), 'patient-link', token),
    token,
    days: count,
  })
  return { to: { name: '', address: email }, ...rendered, senderName: mailDisplayName ?? neutralSender }
}

/** To a patient whose data was restricted: from when on it is used again (GDPR Art. 18(3)). */
export const restrictionLifted: Compose = async (scope, mail) => {
  const { organisationId, tx, deps } = scope
  const patient = await findMailedPatient(tx, organisationId, mail.subjectId)
  if (!patient?.restrictionEndsAt) return 'not-wanted'
  const place = { field: 'patients.rest', rowId: patient.id }
  const { email } = await deps.keyring.open<PatientContact>(tx, organisationId, patient.rest, place)
  if (email === null) return 'no-address'
  const { mailDisplayName, timeZone } = await findSender(tx, organisationId)
  const rendered = renderMail('restrictionLifted', mail.language, {
    organisation: mailDisplayName ?? unnamedOrganisation(mail.language),
    endsAt: patient.restrictionEndsAt,
    timeZone,
  })
  return { to: { name: '', address: email }, ...rendered, senderName: mailDisplayName ?? neutralSender }
}
