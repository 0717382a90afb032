import { createTransport, type SMTPPoolOptions } from 'nodemailer'
import { ConfigError } from '#src/config.ts'
import { composeMessage, type Mailer, MailRefused } from '#src/mail/message.ts'

const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/
// Beginning with a letter: `smtp://134744072` is a public IPv4 address without a dot.
const nameWithoutDot = /^[a-z][a-z0-9_-]*$/

const parse = (url: string) => {
  try {
    const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(url)
    return {
      host: hostname.replace(/^\[|\]$/g, '').toLowerCase(),
      port: port === '' ? undefined : Number(port),
      secure: protocol === 'smtps:',
      user: decodeURIComponent(username),
      pass: decodeURIComponent(password),
      rest: pathname.replace(/^\/$/, '') + search + hash,
    }
  } catch {
    throw new ConfigError('SMTP_URL: is not a URL')
  }
}

/**
 * What `SMTP_URL` means: `smtp://user:password@host:port` (port 587 by default, STARTTLS) or `smtps://…`
 * (465, TLS from the start). TLS is demanded, except on this machine and for a host name without a dot,
 * where it is used when offered (S45).
 * @throws ConfigError for anything else in the URL: a query could switch TLS off unseen
 */
export const smtpSettings = (url: string): SMTPPoolOptions & { pool: true } => {
  const { host, port, secure, user, pass, rest } = parse(url)
  if (host === '' || rest !== '') throw new ConfigError('SMTP_URL: takes a host, and no path or parameters')
  const requireTLS = !secure && !loopback.test(host) && !nameWithoutDot.test(host)
  return {
    pool: true,
    host,
    port,
    secure,
    requireTLS,
    // Where plain text would do, an unverified certificate is no worse: Mailpit makes its own.
    ...(!secure && !requireTLS && { tls: { rejectUnauthorized: false } }),
    ...(user !== '' && { auth: { user, pass } }),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    // Below the socket timeout, so that a quiet connection is ended by us and not as an error.
    idleTimeout: 5_000,
    maxConnections: 5,
    // Concerns only a kept connection that was gone before a byte of the mail was sent, which after a restart
    // of the server is true of all five. Everything else is the job's to retry and to count.
    maxRequeues: 5,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

// Bounds a server that answers a byte at a time, which no idle timeout notices.
const longestSend = 60_000

interface SmtpError {
  code?: string
  /** What Node calls it, where `code` is the library's name. */
  originalCode?: string
  command?: string
  responseCode?: number
}

// 503 and 530 tell of the session (order of commands, missing sign-in), not of this mail.
const aboutTheSession = new Set([503, 530])

const aboutTheCertificate = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/

/** What an error of the library means; only its codes are read. */
const refusalOf = (error: unknown): MailRefused => {
  if (error instanceof MailRefused) return error
  const { code, originalCode = '', command, responseCode } = error as SmtpError
  if (code === 'ETLS' || aboutTheCertificate.test(originalCode))
    return new MailRefused('smtp-tls-failed', false, responseCode)
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return new MailRefused('smtp-sign-in-refused', false, responseCode)
  // The library's own refusal, before the server was asked: a malformed or oversized mail.
  if (responseCode === undefined) {
    const aboutTheMail = code === 'EMESSAGE' || code === 'EENVELOPE'
    return new MailRefused(aboutTheMail ? 'smtp-rejected' : 'smtp-unavailable', aboutTheMail)
  }
  // Refusing our own sender address blames the configuration; the mail is still owed to its recipient.
  if (command === 'MAIL FROM') return new MailRefused('smtp-sender-refused', false, responseCode)
  if (command !== 'RCPT TO' && command !== 'DATA')
    return new MailRefused('smtp-unavailable', false, responseCode)
  const permanent = responseCode >= 500 && !aboutTheSession.has(responseCode)
  return new MailRefused(permanent ? 'smtp-rejected' : 'smtp-deferred', permanent, responseCode)
}

/** Sends through the SMTP server of `SMTP_URL`, over a few kept connections. */
export const smtpMailer = (settings: SMTPPoolOptions & { pool: true }): Mailer => {
  const transport = createTransport(settings)
  const running = new Set<Promise<unknown>>()
  return {
    async send(mail) {
      const sending = transport.sendMail({
        ...composeMessage(mail),
        signal: AbortSignal.timeout(longestSend),
      })
      running.add(sending)
      try {
        await sending
      } catch (error) {
        throw refusalOf(error)
      } finally {
        running.delete(sending)
      }
    },
    async forget() {},
    holds: async () => false,
    async *texts() {},
    async close() {
      await Promise.allSettled(running)
      transport.close()
    },
  }
}
