import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { type MailField, mailFieldNames } from '#src/mail/mail-fields.ts'
import { type Mailer, MailRefused, type OutgoingMail } from '#src/mail/message.ts'

const closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

const Correspondent = closed({ name: Type.String(), address: Type.String() })

/** All that leaves with a mail: a closed list, so that nothing travels along unseen. */
const Payload = closed({
  messageId: Type.String(),
  from: Correspondent,
  to: Correspondent,
  subject: Type.String(),
  text: Type.String(),
  html: Type.String(),
  fields: Type.Array(Type.Union(mailFieldNames.map((name) => Type.Literal(name)))),
  calendar: Type.Optional(
    closed({
      method: Type.Union([Type.Literal('REQUEST'), Type.Literal('CANCEL')]),
      content: Type.String(),
    }),
  ),
  headers: Type.Optional(Type.Record(Type.String(), Type.String())),
  attachments: Type.Optional(
    Type.Array(closed({ filename: Type.String(), contentType: Type.String(), content: Type.String() })),
  ),
})

/** What a mail carries: what its template says, and what its envelope and its calendar hold. */
const carried = (mail: Static<typeof Payload>): MailField[] => [
  ...mail.fields,
  'email',
  ...(mail.to.name === '' ? [] : (['firstName', 'lastName'] as const)),
  ...(mail.calendar ? (['times', 'organisation'] as const) : []),
  ...(mail.attachments?.length ? (['dataRequest'] as const) : []),
]

/**
 * A mailer that lets go of nothing but what whoever passes mails on may get (P25).
 * @param allowed fields of data that may leave with mails
 */
export const heldToFields = (mailer: Mailer, allowed: readonly MailField[]): Mailer => ({
  ...mailer,
  async send(mail: OutgoingMail) {
    if (!Value.Check(Payload, mail) || carried(mail).some((field) => !allowed.includes(field)))
      throw new MailRefused('payload-not-allowed', true)
    await mailer.send(mail)
  },
})
