import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerError } from 'smtp-server'

/** A mail as it arrived: parsed, with its envelope and its bytes. */
export interface ParsedMail extends Email {
  envelope: { from: string; to: string[] }
  /** It came over TLS. */
  secure: boolean
  raw: string
  /** The text/calendar alternative, null where the mail has none. */
  calendar: string | null
}

interface SmtpOptions {
  /** While it answers true, recipients are refused with 451. */
  refuse?: () => boolean
  /** Offer STARTTLS, with a certificate that nobody vouches for. */
  tls?: boolean
  host?: string
  /** A free one by default; a given one lets a server come back where it was. */
  port?: number
}

const parse = async (raw: Buffer, session: Pick<ParsedMail, 'envelope' | 'secure'>): Promise<ParsedMail> => {
  const email = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' })
  const calendar = email.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
  return {
    ...email,
    ...session,
    raw: raw.toString('latin1'),
    calendar: calendar ? String(calendar.content) : null,
  }
}

const refusal = (code: number, address: string): SMTPServerError =>
  // As real servers do, the reply names the address: it must not get any further.
  Object.assign(new Error(`5.1.1 <${address}>: refused`), { responseCode: code })

/** A real SMTP server on this machine that keeps what it accepts. */
export const startSmtp = async ({ refuse, tls = false, host = '127.0.0.1', port = 0 }: SmtpOptions = {}) => {
  const messages: ParsedMail[] = []
  const waiting = new Set<() => void>()
  let refusing: { code: number; stage: 'recipient' | 'data' } | null = null

  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    onRcptTo(address, _session, done) {
      if (refusing?.stage === 'recipient') return done(refusal(refusing.code, address.address))
      return done(refuse?.() ? refusal(451, address.address) : null)
    },
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope
      const to = rcptTo.map(({ address }) => address)
      const keep = async () => {
        const raw = await buffer(stream)
        if (refusing?.stage === 'data') throw refusal(refusing.code, to.join())
        messages.push(
          await parse(raw, {
            envelope: { from: mailFrom ? mailFrom.address : '', to },
            secure: session.secure,
          }),
        )
        for (const look of waiting) look()
      }
      keep().then(() => done(), done)
    },
  })
  // A client that hangs up in the middle is what some tests are about.
  server.on('error', () => {})
  const listening = server.listen(port, host)
  await once(listening, 'listening')

  const waitFor = (predicate: (mail: ParsedMail) => boolean, timeoutMs = 10_000): Promise<ParsedMail> =>
    new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        waiting.delete(look)
        const seen = messages.map(({ subject, envelope }) => `${subject} -> ${envelope.to}`).join('; ')
        reject(new Error(`no such mail within ${timeoutMs} ms; arrived: ${seen || 'none'}`))
      }, timeoutMs)
      const look = () => {
        const found = messages.find(predicate)
        if (!found) return
        clearTimeout(deadline)
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })

  return {
    /** For `SMTP_URL`. */
    url: `smtp://${host}:${(listening.address() as AddressInfo).port}`,
    port: (listening.address() as AddressInfo).port,
    /** What was accepted, in order, repeats included. */
    messages,
    /** The first accepted mail that meets the predicate, now or within the time. */
    waitFor,
    /** Refuses with this reply code, to RCPT or to DATA, until told null. */
    setRefusing(code: number | null, stage: 'recipient' | 'data' = 'recipient') {
      refusing = code === null ? null : { code, stage }
    },
    close: (): Promise<void> => new Promise((resolve) => server.close(() => resolve())),
  }
}
