import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import t from 'tap'
import { templateFolder } from '#src/mail/template-files.ts'
import { type MailKind, type MailValues, mailKinds, renderMail } from '#src/mail/templates.ts'
import { unnamedOrganisation } from '#src/mail/wording.ts'
import { authorityOf } from '#src/privacy/law/authorities.ts'
import { languages } from '#src/schema/primitives.ts'

const read = (...path: string[]) => readFileSync(join(templateFolder, ...path), 'utf8')

/** The variables that a template names; anything but a plain `{{variable}}` is refused. */
const variablesOf = (source: string): string[] => {
  const found = Handlebars.parse(source).body.flatMap((statement) => {
    if (statement.type === 'ContentStatement') return []
    const path = statement.type === 'MustacheStatement' ? (statement as hbs.AST.MustacheStatement).path : null
    if (path?.type !== 'PathExpression') throw new Error(`${statement.type} is not a plain variable`)
    return [(path as hbs.AST.PathExpression).original]
  })
  return [...new Set(found)].sort()
}

const token = 'q-token-q'
const link = `https://praxis.example/links/x?token=${token}`
const organisation = 'Kliniken & Co'
const appointment = {
  name: 'Ó Súilleabháin',
  organisation,
  startsAt: '2026-05-12T07:00:00Z',
  timeZone: 'Europe/Stockholm',
  place: 'Storgatan 1, Uppsala',
  link,
}
const policy = {
  organisation,
  effectiveFrom: '2026-05-12T07:00:00Z',
  timeZone: 'Europe/Stockholm',
  link,
}
const request = { organisations: [organisation, null], request: 'erasure', link } as const
const samples: MailValues = {
  verifyEmail: { link, token, hours: 24 },
  registrationForExistingAccount: { link },
  resetPassword: { link, token, minutes: 30 },
  passwordChanged: {},
  sessionAlert: {},
  secondFactorAdded: {},
  secondFactorRemoved: {},
  recoveryCodeUsed: { left: 9 },
  securityAlert: { cause: 'sign-in-blocked', count: 4 },
  misuseReported: { link, token, hours: 24 },
  requestAddress: { organisation, request: 'access', link, token, hours: 24 },
  privacyReported: { link },
  emailChangeRequested: { link, token, hours: 24 },
  emailChangeForExistingAccount: { link },
  emailChanged: { link, token, days: 7 },
  emailChangeUndone: { link, token, hours: 24 },
  invitation: { organisation, link, token, days: 7 },
  patientRegistered: { organisation, fieldNames: ['firstName', 'phone'], link, token, days: 1 },
  guardianInvited: { organisation, link, token, days: 30 },
  breakGlassUsed: { link },
  breakGlassRequested: { link },
  restrictionLifted: { organisation, endsAt: '2026-05-13T10:00:00Z', timeZone: 'Europe/Stockholm' },
  appointmentConfirmation: appointment,
  appointmentChange: appointment,
  appointmentCancellation: appointment,
  appointmentReminder: appointment,
  policyPublished: policy,
  policyToAccept: policy,
  noticeChanged: policy,
  requestReceived: { ...request, dueOn: '2026-12-30' },
  requestGrace: {
    organisations: [organisation],
    graceEndsAt: '2026-05-12T07:00:00Z',
    timeZone: 'Europe/Stockholm',
    link,
    token,
  },
  requestIdentityAsked: request,
  requestIdentityConfirmed: { ...request, dueOn: '2026-12-30' },
  requestExtended: { ...request, dueOn: '2026-09-30', reason: 'complexity' },
  requestRefused: { ...request, reason: 'legalDuty', authority: authorityOf('SE') },
  requestBlocked: { organisations: [organisation], blockers: ['unsettled', 'legalHold'], link },
  requestWithdrawn: { organisations: [organisation], request: 'objection' },
  requestResolved: request,
  requestErased: { organisations: [organisation], link },
  requestDue: { request: 'restriction', dueOn: '2026-09-30', link },
  organisationLeaving: policy,
  organisationStays: { organisation },
  organisationPurged: { organisation },
  ownershipTransferAnnounced: { ...policy, controller: 'Vårdbolaget' },
  ownershipTransferCancelled: { organisation },
  incidentAnnounced: { title: 'What happened', lines: ['A server was away.', 'Nothing was lost.'] },
  informationAnnounced: { title: 'Moving on Sunday', lines: ['The service pauses for an hour.'] },
}

t.test('every language has every kind of mail, with the same variables', async (t) => {
  const files = [...mailKinds, 'calendarEntry'].map((name) => `${name}.txt`)
  t.strictSame(
    readdirSync(templateFolder).sort(),
    [...languages, 'layout.hbs'].sort(),
    'a folder per language',
  )
  for (const language of languages) {
    t.strictSame(
      readdirSync(join(templateFolder, language)).sort(),
      [...files, 'language.json'].sort(),
      language,
    )
    for (const file of files)
      t.strictSame(variablesOf(read(language, file)), variablesOf(read('en', file)), `${language}/${file}`)
    const words = JSON.parse(read(language, 'language.json'))
    for (const [name, named] of Object.entries(JSON.parse(read('en', 'language.json'))))
      if (typeof named === 'object')
        t.strictSame(Object.keys(words[name]), Object.keys(named as object), `${language}: ${name}`)
  }
})

t.test('S45: no template writes a value unescaped or holds code', async (t) => {
  for (const file of [
    'layout.hbs',
    ...languages.flatMap((language) =>
      readdirSync(join(templateFolder, language)).map((name) => join(language, name)),
    ),
  ])
    t.notMatch(read(file), /\{\{\{|\{\{~?&|<%/, file)
})

t.test(
  'no sentence begins with a small letter, where the organisation has no name of its own neither',
  async (t) => {
    const show = <K extends MailKind>(kind: K) => {
      for (const language of languages) {
        const unnamed = unnamedOrganisation(language)
        const given: Partial<Record<string, unknown>> = { ...samples[kind] }
        if ('organisation' in given) given.organisation = unnamed
        if ('organisations' in given) given.organisations = [null]
        const { text } = renderMail(kind, language, given as MailValues[K])
        // Lines of their own, such as a date, are no sentences.
        for (const line of text.split('\n').filter((part) => /[.!?]$/.test(part)))
          t.notMatch(line, /^\p{Ll}/u, `${language}/${kind}`)
        t.notMatch(text, new RegExp(`[.!?] ${unnamed}`), `${language}/${kind}`)
        const { text: named } = renderMail(kind, language, {
          ...given,
          ...('organisation' in given ? { organisation: 'eKlinik' } : {}),
          ...('organisations' in given ? { organisations: ['eKlinik'] } : {}),
        } as MailValues[K])
        t.notMatch(named, /EKlinik/, 'its own name stays as it writes it')
      }
    }
    for (const kind of mailKinds) show(kind)
  },
)

t.test('every mail says what it was given, who sends it and why, in text and HTML', async (t) => {
  const show = <K extends MailKind>(kind: K) => {
    for (const language of languages) {
      const { subject, text, html } = renderMail(kind, language, samples[kind])
      t.ok(
        subject.length > 0 && subject.length <= 78,
        `${language}/${kind} has a subject for one line: ${subject}`,
      )
      t.notMatch(subject + text + html, /\{\{|\}\}|undefined|null|\[object/)
      t.match(text, /Praxis/)
      const values: object = samples[kind]
      if ('link' in values) t.ok(text.includes(link), `${kind}: link`)
      if ('link' in values)
        t.match(html, /<a href="https:\/\/praxis\.example\/links\/x\?token(=|&#x3D;)q-token-q"/)
      if ('token' in values)
        t.ok(text.replace(link, '').includes(token), `${kind}: the token by itself, for curl`)
      if ('organisation' in values || 'organisations' in values)
        t.ok(text.includes(organisation) && html.includes('Kliniken &amp; Co'), kind)
      for (const line of text.split('\n').filter((part) => !part.startsWith('https:'))) {
        const words = Handlebars.escapeExpression(line.replace(/:$/, ''))
        t.ok(html.includes(words), `${language}/${kind}: "${words}" is in the HTML`)
      }
    }
  }
  for (const kind of mailKinds) show(kind)
})

t.test('S72: subjects tell the time at the most, never who or where', async (t) => {
  const show = <K extends MailKind>(kind: K) => {
    for (const language of languages)
      t.notMatch(
        renderMail(kind, language, samples[kind]).subject,
        /Kliniken|Súilleabháin|Storgatan|Uppsala|q-token/,
      )
  }
  for (const kind of mailKinds) show(kind)
  t.equal(
    renderMail('appointmentConfirmation', 'en', appointment).subject,
    'Your appointment on 12 May, 09:00',
  )
  t.equal(renderMail('appointmentConfirmation', 'sv', appointment).subject, 'Din tid den 12 maj kl. 09:00')
})

t.test('the time is that of the site, with its zone; a missing place leaves no gap', async (t) => {
  const { place: _, ...rest } = appointment
  const winter = renderMail('appointmentReminder', 'en', { ...rest, startsAt: '2026-12-31T23:30:00Z' })
  t.match(
    winter.text,
    /Friday,? 1 January 2027, 00:30 \(Central European Standard Time\)\n\nSee the details:/,
  )
  const kathmandu = { ...rest, timeZone: 'Asia/Kathmandu' }
  t.match(renderMail('appointmentReminder', 'sv', kathmandu).text, /tisdag 12 maj 2026 kl\. 12:45 \(/)
})

t.test('S45: a value can add no line, no button and no markup', async (t) => {
  const values = {
    ...appointment,
    name: 'Eve\r\n\r\n[Click]({{link}})\n<a href="https://evil.example">x</a>\u202e',
  }
  const plain = renderMail('appointmentReminder', 'en', appointment)
  const { text, html } = renderMail('appointmentReminder', 'en', values)
  t.equal(text.split('\n').length, plain.text.split('\n').length)
  t.equal(html.split('<a ').length, plain.html.split('<a ').length)
  t.ok(text.includes('Hello Eve [Click]({{link}}) <a href="https://evil.example">x</a>,'))
})

t.test('S45: a link that is not http or https is refused', async (t) => {
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', ''])
    t.throws(() => renderMail('registrationForExistingAccount', 'en', { link: bad }), TypeError, bad)
})
