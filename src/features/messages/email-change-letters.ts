import { PLATFORM_ID } from '#src/db/database.ts'
import type { JobScope } from '#src/db/scope.ts'
import { findAccountOfEmail } from '#src/features/accounts/accounts.queries.ts'
import { findEmailChange } from '#src/features/accounts/email-changes.queries.ts'
import type { ChangedAddresses } from '#src/features/accounts/email-changes.schema.ts'
import { accountRecipient } from '#src/features/messages/account-letters.ts'
import {
  type Compose,
  linkBase,
  liveToken,
  type Mail,
  neutralSender,
  openSecrets,
} from '#src/features/messages/letters.ts'
import { mailLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'

const addressesOf = async (scope: JobScope, mail: Mail): Promise<ChangedAddresses | null> => {
  const change = await findEmailChange(scope.tx, mail.subjectId, scope.at)
  if (!change || change.undoneAt) return null
  const place = { field: 'emailChanges.sealed', rowId: change.id }
  return scope.deps.keyring.open<ChangedAddresses>(scope.tx, PLATFORM_ID, change.sealed, place)
}

const isTaken = async ({ tx, deps }: JobScope, address: string): Promise<boolean> => {
  const indexes = deps.keyring.loginEmailIndexes(address).map(({ index }) => index)
  return (await findAccountOfEmail(tx, indexes)) !== null
}

/** To the address that is to become a login e-mail; without a name, as whoever asked may have typed anything. */
export const emailChangeRequested: Compose = async (scope, mail) => {
  const addresses = await addressesOf(scope, mail)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'hour')
  if (!addresses || !live) return 'not-wanted'
  const { token, count } = live
  const rendered = (await isTaken(scope, addresses.after))
    ? renderMail('emailChangeForExistingAccount', mail.language, {
        link: mailLink(linkBase(scope), 'sign-in'),
      })
    : renderMail('emailChangeRequested', mail.language, {
        link: mailLink(linkBase(scope), 'email-change', token),
        token,
        hours: count,
      })
  return { to: { name: '', address: addresses.after }, ...rendered, senderName: neutralSender }
}

/** To the address that was the login e-mail before, as long as it can undo the change. */
export const emailChanged: Compose = async (scope, mail) => {
  const addresses = await addressesOf(scope, mail)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'day')
  if (!addresses || !live) return 'not-wanted'
  const { token, count } = live
  const link = mailLink(linkBase(scope), 'email-change-undo', token)
  const rendered = renderMail('emailChanged', mail.language, { link, token, days: count })
  return { to: { name: '', address: addresses.before }, ...rendered, senderName: neutralSender }
}

/** To the account whose address is the old one again, as long as its token can be used. */
export const emailChangeUndone: Compose = async (scope, mail) => {
  const to = await accountRecipient(scope, mail)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'hour')
  if (!to || !live) return 'not-wanted'
  const { token, count } = live
  const link = mailLink(linkBase(scope), 'reset-password', token)
  const rendered = renderMail('emailChangeUndone', mail.language, { link, token, hours: count })
  return { to, ...rendered, senderName: neutralSender }
}
