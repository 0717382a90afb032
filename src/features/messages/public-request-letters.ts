import { findPublicRequest, findReport } from '#src/features/data-requests/public-requests.queries.ts'
import type { AskedPublicly } from '#src/features/data-requests/public-requests.schema.ts'
import {
  type Compose,
  linkBase,
  liveToken,
  neutralSender,
  openSecrets,
} from '#src/features/messages/letters.ts'
import { findSender } from '#src/features/messages/messages.queries.ts'
import { addressOfMember } from '#src/features/messages/watch-letters.ts'
import { mailLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'
import { unnamedOrganisation } from '#src/mail/wording.ts'

/** To an address that somebody typed; without a name, as whoever asked may have typed anything. */
export const requestAddress: Compose = async (scope, mail) => {
  const { tx, deps, organisationId, at } = scope
  const waiting = await findPublicRequest(tx, organisationId, mail.subjectId)
  const live = await liveToken(scope, (await openSecrets(scope, mail)).token, 'hour')
  if (!waiting?.sealed || waiting.expiresAt <= at || !live) return 'not-wanted'
  const place = { field: 'publicRequests.sealed', rowId: waiting.id }
  const asked = await deps.keyring.open<AskedPublicly>(tx, organisationId, waiting.sealed, place)
  const { mailDisplayName } = await findSender(tx, organisationId)
  const { token, count } = live
  const rendered = renderMail('requestAddress', mail.language, {
    organisation: mailDisplayName ?? unnamedOrganisation(mail.language),
    request: asked.kind,
    link: mailLink(linkBase(scope), 'request-address', token),
    token,
    hours: count,
  })
  return { to: { name: '', address: asked.email }, ...rendered, senderName: mailDisplayName ?? neutralSender }
}

/** To an organisation's contact, or each of its administrators where it has none. */
export const privacyReported: Compose = async (scope, mail) => {
  if (!(await findReport(scope.tx, scope.organisationId, mail.subjectId))) return 'not-wanted'
  const to = await addressOfMember(scope, mail)
  if (!to) return 'no-address'
  const rendered = renderMail('privacyReported', mail.language, {
    link: mailLink(linkBase(scope), 'sign-in'),
  })
  return { to, ...rendered, senderName: neutralSender }
}
