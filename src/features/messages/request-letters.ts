import { PLATFORM_ID } from '#src/db/database.ts'
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
import { findMailedPatient, findSender } from '#src/features/messages/messages.queries.ts'
import type { PatientContact } from '#src/features/patients/patients.schema.ts'
import { mailLink } from '#src/mail/links.ts'
import { renderMail } from '#src/mail/templates.ts'
import type { ToldRequest } from '#src/mail/told-request.ts'

type To = Letter['to'] | 'not-wanted' | 'no-address'

const onFile = async ({ tx, deps, organisationId }: JobScope, patientId: string): Promise<To> => {
  const patient = await findMailedPatient(tx, organisationId, patientId)
  if (!patient) return 'not-wanted'
  const place = { field: 'patients.rest', rowId: patient.id }
  const { email } = await deps.keyring.open<PatientContact>(tx, organisationId, patient.rest, place)
  return email === null ? 'no-address' : { name: '', address: email }
}

const verified = async ({ tx, deps, organisationId }: JobScope, requestId: string): Promise<To> => {
  const request = await findRequest(tx, organisationId, requestId)
  if (!request?.sealed) return 'not-wanted'
  const place = { field: 'dataRequests.sealed', rowId: requestId }
  const { email } = await deps.keyring.open<RequestContents>(tx, organisationId, request.sealed, place)
  return email === undefined ? 'no-address' : { name: '', address: email }
}

const recipientOf = async (scope: JobScope, mail: Mail, request: ToldRequest): Promise<To> => {
  if (mail.accountId !== null) return (await accountRecipient(scope, mail)) ?? 'not-wanted'
  return mail.patientId === null ? verified(scope, request.id) : onFile(scope, mail.patientId)
}

const senderOf = async ({ tx, organisationId }: JobScope): Promise<string> =>
  organisationId === PLATFORM_ID
    ? neutralSender
    : ((await findSender(tx, organisationId)).mailDisplayName ?? neutralSender)

const render = (
  mail: Mail,
  { organisations, kind: request, ...told }: ToldRequest,
  links: { link: string; token: string | undefined },
) => {
  const { language } = mail
  const { link, token } = links
  const about = { organisations, request, link }
  const due = { ...about, dueOn: told.dueOn ?? mail.createdAt.slice(0, 10) }
  switch (mail.kind) {
    case 'requestReceived':
    case 'requestIdentityConfirmed':
      return renderMail(mail.kind, language, due)
    case 'requestIdentityAsked':
    case 'requestResolved':
      return renderMail(mail.kind, language, about)
    case 'requestGrace':
      return token === undefined || told.graceEndsAt === undefined
        ? null
        : renderMail('requestGrace', language, {
            organisations,
            graceEndsAt: told.graceEndsAt,
            timeZone: told.timeZone ?? 'UTC',
            link,
            token,
          })
    case 'requestExtended':
      return renderMail('requestExtended', language, { ...due, reason: told.extension ?? 'complexity' })
    case 'requestRefused': {
      const { refusal: reason = 'other', authority = null } = told
      return renderMail('requestRefused', language, { ...about, reason, authority })
    }
    case 'requestBlocked':
      return renderMail('requestBlocked', language, { organisations, blockers: told.blockers ?? [], link })
    case 'requestWithdrawn':
      return renderMail('requestWithdrawn', language, { organisations, request })
    default:
      return null
  }
}

const linkOf = (scope: JobScope, mail: Mail, token: string | undefined): string => {
  const base = linkBase(scope)
  if (token === undefined) return mailLink(base, 'sign-in')
  return mailLink(base, mail.kind === 'requestGrace' ? 'undo-erasure' : 'data-request', token)
}

/** To whom a request is about: what became of it, as codes and dates; the words are shown where the link leads. */
export const requestLetter: Compose = async (scope, mail) => {
  const { request, token } = await openSecrets(scope, mail)
  if (!request) return 'not-wanted'
  const to = await recipientOf(scope, mail, request)
  if (typeof to === 'string') return to
  const rendered = render(mail, request, { link: linkOf(scope, mail, token), token })
  return rendered ? { to, ...rendered, senderName: await senderOf(scope) } : 'not-wanted'
}
