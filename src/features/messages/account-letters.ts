import { PLATFORM_ID } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'
import type { AccountIdentity } from '#src/features/accounts/accounts.schema.ts'
import {
  type Compose,
  type Letter,
  linkBase,
  liveToken,
  type Mail,
  neutralSender,
  openSecrets,
} from '#src/features/messages/letters.ts'
import { findMailedAccount, findMailedRegistration } from '#src/features/messages/messages.queries.ts'
import { mailLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'

const letter = (to: Letter['to'], rendered: ReturnType<typeof renderMail>): Letter => ({
  to,
  ...rendered,
  senderName: neutralSender,
})

/** Name and address of the account that a mail is to; null where it is not active any more. */
export const accountRecipient = async (scope: JobScope, mail: Mail): Promise<Letter['to'] | null> => {
  const account = mail.accountId === null ? undefined : await findMailedAccount(scope.tx, mail.accountId)
  if (!account) return null
  const place = { field: 'accounts.sealed', rowId: account.id }
  const identity = await scope.deps.keyring.open<AccountIdentity>(
    scope.tx,
    PLATFORM_ID,
    account.sealed,
    place,
  )
  return { name: `${identity.firstName} ${identity.lastName}`, address: identity.email }
}

/** To a registration's address; without a name, as whoever registered may have put anything there. */
export const verifyEmail: Compose = async (scope, mail) => {
  const registration = await findMailedRegistration(scope.tx, mail.subjectId, scope.at)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'hour')
  if (!registration || !live) return 'not-wanted'
  const place = { field: 'registrations.sealed', rowId: registration.id }
  const { email } = await scope.deps.keyring.open<AccountIdentity>(
    scope.tx,
    PLATFORM_ID,
    registration.sealed,
    place,
  )
  const { token, count } = live
  const link = mailLink(linkBase(scope), 'verify-email', token)
  return letter(
    { name: '', address: email },
    renderMail('verifyEmail', mail.language, { link, token, hours: count }),
  )
}

/** To an account, as long as its token can be used. */
export const resetPassword: Compose = async (scope, mail) => {
  const to = await accountRecipient(scope, mail)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'minute')
  if (!to || !live) return 'not-wanted'
  const { token, count } = live
  const link = mailLink(linkBase(scope), 'reset-password', token)
  return letter(to, renderMail('resetPassword', mail.language, { link, token, minutes: count }))
}

/** To whoever reported misuse of their account, as long as its token can be used. */
export const misuseReported: Compose = async (scope, mail) => {
  const to = await accountRecipient(scope, mail)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'hour')
  if (!to || !live) return 'not-wanted'
  const { token, count } = live
  const link = mailLink(linkBase(scope), 'reset-password', token)
  return letter(to, renderMail('misuseReported', mail.language, { link, token, hours: count }))
}

/** To the account that has the address already. */
export const registrationForExistingAccount: Compose = async (scope, mail) => {
  const to = await accountRecipient(scope, mail)
  if (!to) return 'not-wanted'
  const link = mailLink(linkBase(scope), 'sign-in')
  return letter(to, renderMail('registrationForExistingAccount', mail.language, { link }))
}

const notice =
  (kind: 'passwordChanged' | 'sessionAlert' | 'secondFactorAdded' | 'secondFactorRemoved'): Compose =>
  async (scope, mail) => {
    const to = await accountRecipient(scope, mail)
    return to ? letter(to, renderMail(kind, mail.language, {})) : 'not-wanted'
  }

export const passwordChanged = notice('passwordChanged')
export const sessionAlert = notice('sessionAlert')
export const secondFactorAdded = notice('secondFactorAdded')
export const secondFactorRemoved = notice('secondFactorRemoved')

/** To the account, one of whose recovery codes was used. */
export const recoveryCodeUsed: Compose = async (scope, mail) => {
  const to = await accountRecipient(scope, mail)
  const { count = 0 } = await openSecrets(scope, mail)
  return to ? letter(to, renderMail('recoveryCodeUsed', mail.language, { left: count })) : 'not-wanted'
}

/** To the technicians. */
export const securityAlert: Compose = async (scope, mail) => {
  const { cause, count = 1 } = await openSecrets(scope, mail)
  if (cause === undefined) return 'not-wanted'
  const to = { name: '', address: scope.deps.config.securityEmail }
  return letter(to, renderMail('securityAlert', mail.language, { cause, count }))
}
