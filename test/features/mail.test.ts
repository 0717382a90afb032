import Handlebars from 'handlebars'
import ICAL from 'ical.js'
import t, { type Test } from 'tap'
import { ConfigError } from '#src/config.ts'
import { mailLink } from '#src/mail/links.ts'
import { openMailer } from '#src/mail/mailer.ts'
import { smtpSettings } from '#src/mail/smtp.ts'
import { renderMail } from '#src/mail/templates.ts'
import { invitation, outgoing, refusalOf } from '#test/helpers/mails.ts'
import { startSmtp } from '#test/helpers/smtp.ts'

const names = [
  'Əliyev',
  "O'Neill",
  'Ó Súilleabháin',
  'محمد',
  '李雷',
  'Łukasz "Luk" Żak, dr; 1:2 <x@y>',
  '𐐷 ^ & %',
]
const hostile = [
  'Eve\r\nBcc: other@example.com',
  'Eve\nX-Evil: 1',
  'Eve, other@example.com',
  '"Eve" <other@example.com>, x',
]

const quiet = { warn() {} }

const connected = async (t: Test, options?: Parameters<typeof startSmtp>[0]) => {
  const smtp = await startSmtp(options)
  const mailer = openMailer({ smtpUrl: smtp.url, dataDir: t.testdir() }, quiet)
  t.teardown(async () => {
    await mailer.close()
    await smtp.close()
  })
  return { smtp, mailer }
}

t.test('a mail arrives with its Message-ID, text and HTML, and no header that we did not set', async (t) => {
  const { smtp, mailer } = await connected(t)
  await mailer.send(outgoing({ headers: { 'X-Reason': 'test' } }))
  const mail = await smtp.waitFor(() => true)
  t.equal(mail.messageId, '<0199d1c2-0000-7000-8000-000000000002@praxis.example>')
  t.strictSame(mail.envelope, { from: 'praxis@praxis.example', to: ['anna@example.com'] })
  t.strictSame(mail.from, { name: 'Kliniken', address: 'praxis@praxis.example' })
  t.match(mail.text, /password of your account was changed/)
  t.match(mail.html, /<p [^>]*>The password of your account was changed\.<\/p>/)
  t.strictSame(mail.headers.map(({ key }) => key).sort(), [
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
    'x-auto-response-suppress',
    'x-reason',
  ])
})

t.test('names arrive unharmed in To, body, HTML and calendar', async (t) => {
  const { smtp, mailer } = await connected(t)
  for (const [index, name] of names.entries()) {
    const values = {
      name,
      organisation: name,
      startsAt: '2026-05-12T07:00:00Z',
      timeZone: 'Europe/Stockholm',
      link: 'https://praxis.example/links/sign-in',
    }
    const people = {
      organiser: { name, address: 'praxis@praxis.example' },
      attendee: { name, address: 'anna@example.com' },
    }
    await mailer.send(
      outgoing({
        messageId: `<${index}@praxis.example>`,
        from: { name, address: 'praxis@praxis.example' },
        to: { name, address: 'anna@example.com' },
        ...renderMail('appointmentConfirmation', 'en', values),
        calendar: { method: 'REQUEST', content: invitation(people) },
      }),
    )
    const mail = await smtp.waitFor(({ messageId }) => messageId === `<${index}@praxis.example>`)
    t.strictSame(mail.to, [{ name, address: 'anna@example.com' }])
    t.strictSame(mail.from, { name, address: 'praxis@praxis.example' })
    t.ok(mail.text?.includes(`Hello ${name},`), 'in the text')
    t.ok(mail.html?.includes(`Hello ${Handlebars.escapeExpression(name)},`), 'in the HTML')
    const event = new ICAL.Component(ICAL.parse(mail.calendar ?? '')).getFirstSubcomponent('vevent')
    t.equal(event?.getFirstProperty('attendee')?.getFirstParameter('cn'), name)
    t.equal(event?.getFirstProperty('organizer')?.getFirstParameter('cn'), name)
  }
})

t.test('S45: nothing in a name, subject or header adds a recipient, a header or a line', async (t) => {
  const { smtp, mailer } = await connected(t)
  await mailer.send(outgoing({ messageId: '<plain@praxis.example>', headers: { 'X-Reason': 'a' } }))
  const expected = (await smtp.waitFor(() => true)).headers.map(({ key }) => key)
  for (const [index, name] of hostile.entries()) {
    const messageId = `<hostile-${index}@praxis.example>`
    const to = { name, address: 'anna@example.com' }
    const from = { name, address: 'praxis@praxis.example' }
    await mailer.send(outgoing({ messageId, to, from, subject: name, headers: { 'X-Reason': name } }))
    const mail = await smtp.waitFor((arrived) => arrived.messageId === messageId)
    t.strictSame(mail.envelope, { from: 'praxis@praxis.example', to: ['anna@example.com'] })
    t.strictSame(
      mail.headers.map(({ key }) => key),
      expected,
    )
    t.equal(mail.to?.length, 1)
    t.equal(mail.to?.[0]?.address, 'anna@example.com')
    t.equal(mail.to?.[0]?.name, name.replace(/[\r\n]+/, ' '))
    t.equal(mail.subject, name.replace(/[\r\n]+/, ' '))
  }
})

t.test(
  'S45: an address that is not one plain address is refused for good, before any connection',
  async (t) => {
    const { smtp, mailer } = await connected(t)
    const addresses = [
      'a@example.com, b@example.com',
      'a@example.com\r\nRCPT TO:<b@example.com>',
      'a@example.com> ORCPT=x',
      '"a b"@example.com',
      'a@b@example.com',
      'anna',
      '',
    ]
    for (const address of addresses) {
      const refusal = await refusalOf(mailer.send(outgoing({ to: { name: 'Anna', address } })))
      t.match(refusal, { code: 'invalid-address', permanent: true, message: 'invalid-address' })
    }
    for (const messageId of ['no-brackets@praxis.example', '<a@b>\r\nX: 1', '<a b@c>', '<a@b', ''])
      t.match(await refusalOf(mailer.send(outgoing({ messageId }))), {
        code: 'invalid-message-id',
        permanent: true,
      })
    t.equal(smtp.messages.length, 0)
  },
)

t.test('S45: a file or URL in place of a text is not read', async (t) => {
  const { smtp, mailer } = await connected(t)
  const secret = `${t.testdir({ secret: 'canary' })}/secret`
  const text = JSON.parse(JSON.stringify({ path: secret }))
  const refusal = await refusalOf(mailer.send(outgoing({ text })))
  t.notMatch(refusal.message, secret)
  t.equal(smtp.messages.length, 0)
})

t.test('an invitation travels as calendar alternative and as invite.ics, under its method', async (t) => {
  const { smtp, mailer } = await connected(t)
  for (const method of ['REQUEST', 'CANCEL'] as const) {
    const content = invitation({ method })
    await mailer.send(outgoing({ messageId: `<${method}@praxis.example>`, calendar: { method, content } }))
    const mail = await smtp.waitFor(({ messageId }) => messageId === `<${method}@praxis.example>`)
    const lines = (value: unknown) => String(value).trim().split(/\r?\n/)
    t.match(mail.raw, new RegExp(`Content-Type: text/calendar; charset=utf-8; method=${method}`))
    t.strictSame(lines(mail.calendar), lines(content))
    const attached = mail.attachments.find(({ disposition }) => disposition === 'attachment')
    t.match(attached, { filename: 'invite.ics', mimeType: 'application/ics' })
    t.strictSame(lines(attached?.content), lines(content))
  }
})

t.test('a refused recipient is permanent for 5xx and temporary for 4xx; no address is told', async (t) => {
  const { smtp, mailer } = await connected(t)
  const cases = [
    { reply: 550, stage: 'recipient', code: 'smtp-rejected', permanent: true },
    { reply: 552, stage: 'data', code: 'smtp-rejected', permanent: true },
    { reply: 503, stage: 'recipient', code: 'smtp-deferred', permanent: false },
    { reply: 530, stage: 'recipient', code: 'smtp-deferred', permanent: false },
    { reply: 451, stage: 'recipient', code: 'smtp-deferred', permanent: false },
    { reply: 452, stage: 'data', code: 'smtp-deferred', permanent: false },
    { reply: 421, stage: 'recipient', code: 'smtp-unavailable', permanent: false },
  ] as const
  for (const { reply, stage, code, permanent } of cases) {
    smtp.setRefusing(reply, stage)
    const refusal = await refusalOf(mailer.send(outgoing()))
    t.match(refusal, { code, permanent, replyCode: reply }, `${reply} at ${stage}`)
    const told = [refusal.message, refusal.stack, JSON.stringify(refusal), String(refusal.cause)].join()
    t.notMatch(told, /anna|example\.com|refused/)
  }
  smtp.setRefusing(null)
  await mailer.send(outgoing())
  t.equal(smtp.messages.length, 1, 'a refusal does not spoil the next mail')
})

t.test(
  'a server that is away, and one that hangs up, are temporary; it works once the server is back',
  async (t) => {
    const first = await startSmtp()
    const mailer = openMailer({ smtpUrl: first.url, dataDir: t.testdir() }, quiet)
    t.teardown(() => mailer.close())
    await mailer.send(outgoing())
    await first.close()
    t.match(await refusalOf(mailer.send(outgoing())), { code: 'smtp-unavailable', permanent: false })
    let refusing = true
    const second = await startSmtp({ port: first.port, refuse: () => refusing })
    t.teardown(() => second.close())
    t.match(await refusalOf(mailer.send(outgoing())), {
      code: 'smtp-deferred',
      permanent: false,
      replyCode: 451,
    })
    refusing = false
    await mailer.send(outgoing())
    t.equal(second.messages.length, 1)
  },
)

t.test('S45: TLS is used when a loopback server offers it', async (t) => {
  const { smtp, mailer } = await connected(t, { tls: true })
  await mailer.send(outgoing())
  t.equal((await smtp.waitFor(() => true)).secure, true)
})

t.test(
  'S45: elsewhere a mail is not sent without TLS, nor under a certificate nobody vouches for',
  async (t) => {
    for (const tls of [false, true]) {
      // Reaches this machine, but is no loopback address and has dots.
      const { smtp, mailer } = await connected(t, { host: '0.0.0.0', tls })
      const refusal = await refusalOf(mailer.send(outgoing()))
      t.match(refusal, { code: 'smtp-tls-failed', permanent: false })
      t.equal(smtp.messages.length, 0)
    }
  },
)

t.test('S45: SMTP_URL demands TLS, except for loopback and for a name without a dot', async (t) => {
  const demanded = [
    'smtp://mail.example.org',
    'smtp://134744072',
    'smtp://0x08080808',
    'smtp://[2001:db8::1]:25',
    'smtp://127.0.0.1.example.org',
    'smtp://localhost.example.org',
  ]
  for (const url of demanded)
    t.match(smtpSettings(url), { requireTLS: true, secure: false, tls: undefined }, url)
  for (const url of ['smtp://localhost:1025', 'smtp://127.0.0.1', 'smtp://[::1]:25', 'smtp://mailpit:1025'])
    t.match(smtpSettings(url), { requireTLS: false, secure: false }, url)
  t.match(smtpSettings('smtps://user%40x:p%3Aw@mailpit'), {
    secure: true,
    tls: undefined,
    auth: { user: 'user@x', pass: 'p:w' },
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
  })
  const refused = [
    'smtp://mail.example.org?requireTLS=false',
    'smtp://mail.example.org/x',
    'smtp://',
    'smtp://%zz@host',
    'smtp://mail.example.org#x',
  ]
  for (const url of refused) t.throws(() => smtpSettings(url), new ConfigError(), url)
})

t.test('S45: a server that may be spoken to in clear is warned of once, at the start', async (t) => {
  const warnings: string[] = []
  const log = { warn: (message: string) => warnings.push(message) }
  for (const smtpUrl of ['smtp://mailpit', 'smtps://mailpit', 'smtp://mail.example.org', null])
    await openMailer({ smtpUrl, dataDir: t.testdir() }, log).close()
  t.equal(warnings.length, 1)
})

t.test('links lead to the frontend where there is one, else to the pages of Praxis', async (t) => {
  const own = { frontendUrl: null, publicUrl: 'http://127.0.0.1:3000' }
  const frontend = { ...own, frontendUrl: 'https://app.example.org' }
  t.equal(mailLink(own, 'verify-email', 'abc_-'), 'http://127.0.0.1:3000/links/verify-email?token=abc_-')
  t.equal(mailLink(frontend, 'reset-password', 'a&b'), 'https://app.example.org/reset-password?token=a%26b')
  t.equal(mailLink(own, 'sign-in'), 'http://127.0.0.1:3000/links/sign-in')
  t.equal(mailLink(frontend, 'sign-in'), 'https://app.example.org/sign-in')
})
