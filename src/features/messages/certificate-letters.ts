import type { JobScope } from '#src/db/scope.ts'
import { findRequest } from '#src/features/data-requests/data-requests.queries.ts'
import type { RequestContents } from '#src/features/data-requests/data-requests.schema.ts'
import { accountRecipient } from '#src/features/messages/account-letters.ts'
import {
  type Compose,
  type Letter,
  linkBase,
  type Mail,
  neutralSender,
  openSecrets,
} from '#src/features/messages/letters.ts'
import { certificateLink } from '#src/mail/links.ts'
import { certificateHeader } from '#src/mail/message.ts'
import { renderMail } from '#src/mail/templates.ts'

/** The one address that is left of somebody erased, until this mail has gone. */
const lastAddress = async (
  { tx, deps, organisationId }: JobScope,
  mail: Mail,
): Promise<Letter['to'] | null> => {
  if (mail.accountId !== null) return accountRecipient({ tx, deps, organisationId } as JobScope, mail)
  const request = await findRequest(tx, organisationId, mail.subjectId)
  if (!request?.sealed) return null
  const place = { field: 'dataRequests.sealed', rowId: request.id }
  const { identifiers } = await deps.keyring.open<RequestContents>(tx, organisationId, request.sealed, place)
  const { email, name } = (identifiers?.recipient ?? {}) as { email?: string; name?: string }
  return email === undefined ? null : { name: name ?? '', address: email }
}

/** To whoever was erased: the certificate, while their address is still there for it. */
export const certificateLetter: Compose = async (scope, mail) => {
  const { certificate, token, request } = await openSecrets(scope, mail)
  if (!certificate || token === undefined) return 'not-wanted'
  const to = await lastAddress(scope, mail)
  if (!to) return 'no-address'
  const values = {
    organisations: request?.organisations ?? [null],
    link: certificateLink(linkBase(scope), token),
  }
  return {
    to,
    ...renderMail('requestErased', mail.language, values),
    senderName: neutralSender,
    headers: { [certificateHeader]: 'yes' },
    attachments: [
      {
        filename: 'certificate.json',
        contentType: 'application/json',
        content: JSON.stringify(certificate, null, 2),
      },
    ],
  }
}
