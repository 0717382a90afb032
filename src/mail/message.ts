import type { SendMailOptions } from 'nodemailer'
import { stripControls } from '#src/mail/controls.ts'
import type { MailField } from '#src/mail/mail-fields.ts'

/** Marks the mail that takes a certificate of erasure to the person: the last that names them. */
export const certificateHeader = 'X-Erasure-Certificate'

/** One mail to one person. */
export interface OutgoingMail {
  /** In full, `<id@host>`; the same for every attempt. */
  messageId: string
  from: { name: string; address: string }
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
  /** What of a person its text tells (`mail-fields.ts`). */
  fields: readonly MailField[]
  /** An iTIP message (RFC 5546): shown as an invitation and attached as `invite.ics`. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string }
  headers?: Record<string, string>
  attachments?: readonly { filename: string; contentType: string; content: string }[]
}

/** Takes mails; resolving means that the next one in line (SMTP server, folder) has accepted it. */
export interface Mailer {
  /** @throws MailRefused */
  send(mail: OutgoingMail): Promise<void>
  /** Takes a mail away that was handed over, where it is still ours: a file in the folder. What a server took is gone. */
  forget(messageId: string): Promise<void>
  /** Whether a mail that was handed over is still ours. */
  holds(messageId: string): Promise<boolean>
  /** Whatever is still ours, a text at a time; nothing where a server takes mails. */
  texts(): AsyncIterable<{ name: string; text: string }>
  /** Waits for what is being sent, then lets the connections go. */
  close(): Promise<void>
}

type MailRefusal =
  | 'invalid-address'
  | 'invalid-message-id'
  | 'mail-folder-unavailable'
  | 'payload-not-allowed'
  | 'smtp-deferred'
  | 'smtp-rejected'
  | 'smtp-sender-refused'
  | 'smtp-sign-in-refused'
  | 'smtp-tls-failed'
  | 'smtp-unavailable'

/**
 * The mail was not accepted. Carries neither a cause nor a library's text: those hold the recipient's
 * address, and this error ends up in job tables and logs.
 */
export class MailRefused extends Error {
  readonly code: MailRefusal
  /** Sending the same mail again will not help. */
  readonly permanent: boolean
  /** The reply of the SMTP server (RFC 5321 § 4.2). */
  readonly replyCode?: number

  constructor(code: MailRefusal, permanent: boolean, replyCode?: number) {
    super(replyCode === undefined ? code : `${code} (${replyCode})`)
    this.name = 'MailRefused'
    this.code = code
    this.permanent = permanent
    if (replyCode !== undefined) this.replyCode = replyCode
  }
}

// Narrower than RFC 5322: what would need quoting could become a second recipient on its way (S45).
const plainAddress =
  /^[^\s@<>()[\],;:\\"\u0000-\u0020\u007f-\u009f]+@[^\s@<>()[\],;:\\"\u0000-\u0020\u007f-\u009f]+$/
const plainMessageId =
  /^<[\x21\x23-\x3b\x3d\x3f\x41-\x5b\x5d-\x7e]+@[\x21\x23-\x3b\x3d\x3f\x41-\x5b\x5d-\x7e]+>$/

const person = ({ name, address }: OutgoingMail['to']) => {
  if (!plainAddress.test(address)) throw new MailRefused('invalid-address', true)
  return { name: stripControls(name), address }
}

const ownHeaders = {
  // RFC 3834: keeps holiday notices and other automatic replies away from the sender.
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
}

const stripped = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, stripControls(value)]))

/**
 * The mail in nodemailer's form. The envelope is written out, so that nothing in a header can add a
 * recipient.
 * @throws MailRefused `invalid-address`, `invalid-message-id`
 */
export const composeMessage = (mail: OutgoingMail): SendMailOptions => {
  if (!plainMessageId.test(mail.messageId)) throw new MailRefused('invalid-message-id', true)
  const from = person(mail.from)
  const to = person(mail.to)
  return {
    envelope: { from: from.address, to: [to.address] },
    messageId: mail.messageId,
    from,
    to,
    subject: stripControls(mail.subject),
    text: mail.text,
    html: mail.html,
    headers: { ...ownHeaders, ...stripped(mail.headers ?? {}) },
    ...(mail.attachments && { attachments: mail.attachments.map((one) => ({ ...one })) }),
    // Both as text/calendar alternative and as attachment: mail programs look for one or the other.
    ...(mail.calendar && {
      icalEvent: { method: mail.calendar.method, filename: 'invite.ics', content: mail.calendar.content },
    }),
  }
}
