import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Test, test } from 'tap'
import { loadConfig } from '#src/config.ts'
import { heldToFields } from '#src/mail/held-to-fields.ts'
import { fieldsOfVariables, type MailField, mailFieldNames, mailFields } from '#src/mail/mail-fields.ts'
import { type Mailer, openMailer } from '#src/mail/mailer.ts'
import { claimsOf } from '#test/helpers/accounts.ts'
import { startApp, startBeside } from '#test/helpers/app.ts'
import {
  book,
  expectStatus,
  freeTimes,
  openClinic,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { finishErasures } from '#test/helpers/erasures.ts'
import { outgoing, refusalOf } from '#test/helpers/mails.ts'
import { sendDueMails } from '#test/helpers/outbox-mails.ts'
import { type ParsedMail, startSmtp } from '#test/helpers/smtp.ts'

const processor = {
  name: 'Post AB',
  service: 'hosting',
  purpose: 'sending mail',
  country: 'SE',
  part: 'mail',
  fields: mailFieldNames,
}

const statedBy = async (t: Test, value: object): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'praxis-processors-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'privacy.json')
  await writeFile(path, JSON.stringify({ operator: { name: 'Host AB' }, processors: [value] }))
  return path
}

test('P25: what is stated of the processor of mails is what mails carry, or the start is refused', async (t) => {
  const load = async (change: object) =>
    loadConfig({ PRIVACY_FILE: await statedBy(t, { ...processor, ...change }) })
  t.strictSame((await load({})).privacy.processors[0]?.fields, mailFieldNames)
  t.strictSame((await load({ part: null, fields: ['email'] })).privacy.processors[0]?.fields, ['email'])
  const refused: [object, RegExp][] = [
    [
      { fields: ['email', 'firstName'] },
      /^PRIVACY_FILE: \/processors\/0\/fields lacks what mails carry: lastName, [^\n]+$/,
    ],
    [
      { fields: [...mailFieldNames, 'diagnosis'] },
      /^PRIVACY_FILE: \/processors\/0\/fields names more than mails carry/,
    ],
    [{ part: 'post' }, /^PRIVACY_FILE: \/processors\/0\/part/],
  ]
  for (const [change, message] of refused) await t.rejects(load(change), { message })
})

test('P25: no field of mails tells of health, and no template names what nobody has declared', async (t) => {
  for (const [field, category] of Object.entries(mailFields))
    t.notOk(['health', 'special'].includes(category), `${field} is ${category}`)
  t.throws(() => fieldsOfVariables(['name', 'serviceName']), { message: /serviceName/ })
  t.strictSame(fieldsOfVariables(['day', 'time', 'hours']), ['times'])
})

test('P25: a payload that holds more than is declared does not leave', async (t) => {
  const smtp = await startSmtp()
  t.teardown(() => smtp.close())
  const mailer = openMailer({ smtpUrl: smtp.url, dataDir: '' }, { warn() {} })
  t.teardown(() => mailer.close())
  const telling: [string, object][] = [
    ['a part of its own', { diagnosis: 'F32.1' }],
    ['a field that no mail carries', { fields: ['email', 'serviceName'] }],
    ['a part of a part', { to: { name: 'Anna', address: 'anna@example.com', nationalId: '811228-9874' } }],
    ['something that is no text', { text: { path: '/etc/passwd' } }],
  ]
  for (const [what, more] of telling) {
    const refusal = await refusalOf(mailer.send({ ...outgoing(), ...more } as never))
    t.match(refusal, { code: 'payload-not-allowed', permanent: true }, what)
  }
  const sent: unknown[] = []
  const narrow: MailField[] = ['email', 'links']
  const way = { send: async (mail: unknown) => void sent.push(mail) } as unknown as Mailer
  const held = heldToFields(way, narrow)
  await held.send(outgoing({ to: { name: '', address: 'anna@example.com' }, fields: ['links'] }))
  t.equal(sent.length, 1)
  for (const mail of [
    outgoing({ fields: ['links'] }),
    outgoing({ to: { name: '', address: 'anna@example.com' }, fields: ['times'] }),
    outgoing({
      to: { name: '', address: 'anna@example.com' },
      calendar: { method: 'REQUEST', content: 'x' },
    }),
  ])
    t.equal((await refusalOf(held.send(mail))).code, 'payload-not-allowed')
  t.equal(sent.length, 1)
  t.strictSame(smtp.messages, [], 'nothing of it left')
  await mailer.send(outgoing())
  t.equal(smtp.messages.length, 1)
})

/** All that a mail shows to whoever passes it on, decoded. */
const readable = (mail: ParsedMail): string =>
  [
    ...mail.headers.map(({ key, value }) => `${key}: ${value}`),
    JSON.stringify([mail.from, mail.to, mail.subject]),
    mail.text,
    mail.html,
    mail.calendar,
    ...mail.attachments.map(({ filename, content }) => `${filename} ${content}`),
  ].join('\n')

test('P25: of a person with something in every field, captured mails hold those that the processor’s list names', async (t) => {
  const smtp = await startSmtp()
  t.teardown(() => smtp.close())
  const environment = {
    MASTER_KEYS: `test:${randomBytes(32).toString('base64')}`,
    PRIVACY_FILE: await statedBy(t, processor),
  }
  const app = await startApp(t, environment)
  const clinic = await openClinic(app, { name: 'Fertilitetskliniken', service: { name: 'Kemoterapi' } })
  const owner = await connectTo(t, app.database.ownerUrl)
  await owner.query(
    `update organisations set settings = jsonb_set(settings, '{patientFields,nationalId}', '"optional"') where id = $1`,
    [clinic.id],
  )
  const person = await registerPerson(app, { locale: 'en', firstName: 'Xerxesia', phone: '+46709990011' })
  await sendDueMails(app)
  // From here on mails leave by SMTP.
  const post = await startBeside(t, app, { ...environment, SMTP_URL: smtp.url })

  const patientId = await registerPatient(clinic, {
    firstName: 'Zebulon',
    lastName: 'Quistgaard',
    email: 'zebulon@canary.example',
    phone: '+46701740605',
    dateOfBirth: '1981-12-28',
    nationalId: '811228-9874',
    address: { street: 'Dolda gränd 7', postalCode: '753 10', city: 'Uppsala', country: 'SE' },
    externalId: 'canary-external',
    locale: 'en',
  })
  const staff = (method: 'POST' | 'PUT' | 'PATCH', path: string, body: object) =>
    clinic.call(method, path, { token: clinic.practitioner.token, body })
  const admin = (path: string, body: object) => clinic.call('POST', path, { token: clinic.admin.token, body })
  const [first = '', second = '', third = ''] = await freeTimes(app, clinic)
  const booked = expectStatus(
    await book(clinic, patientId, first, { note: 'Hällefors canary note' }),
    201,
  ).body
  await sendDueMails(post)
  expectStatus(await staff('POST', `/appointments/${booked.id}/reschedule`, { startsAt: second }), 200)
  await sendDueMails(post)
  app.clock.shift('PT24H')
  await sendDueMails(post)
  app.clock.shift('-PT24H')
  expectStatus(await staff('POST', `/appointments/${booked.id}/cancel`, { reason: 'Relapse canary' }), 200)
  expectStatus(await staff('POST', `/patients/${patientId}/restrict`, { reason: 'Psychosis canary' }), 200)
  expectStatus(await staff('POST', `/patients/${patientId}/unrestrict`, {}), 200)
  const checkedBy = claimsOf(clinic.admin.token).sub
  const file = (kind: string, more: object = {}) =>
    admin('/data-requests', {
      kind,
      patientId,
      receivedAt: app.clock.now().toISOString(),
      identityEvidence: { method: 'identityDocument', checkedBy },
      reason: 'Because of my insulin canary',
      ...more,
    })
  const corrected = expectStatus(
    await file('rectification', { changes: { lastName: 'Kvistgård' } }),
    201,
  ).body
  expectStatus(
    await admin(`/data-requests/${corrected.id}/extend`, { cause: 'complexity', reason: 'Biopsy canary' }),
    200,
  )
  expectStatus(
    await admin(`/data-requests/${corrected.id}/refuse`, { cause: 'legalDuty', reason: 'Diagnosis canary' }),
    200,
  )
  expectStatus(await file('access'), 201)
  await book(clinic, patientId, third, { note: 'Second canary note' })
  const everything = { kind: 'erasure', expedite: true }
  expectStatus(await app.call('POST', '/v1/me/data-requests', { token: person.token, body: everything }), 201)
  expectStatus(await file('erasure'), 201)
  await sendDueMails(post)
  app.clock.shift('PT73H')
  await finishErasures(post)
  await sendDueMails(post)

  const mails = smtp.messages
  const kinds = new Set(mails.map(({ subject }) => subject))
  t.ok(kinds.size >= 10, [...kinds].join('; '))
  const withheld = [
    ...['Kemoterapi', 'Fertilitetskliniken', 'Elin', 'Öberg', 'Physiotherap'],
    ...['canary note', 'Relapse', 'Psychosis', 'insulin', 'Biopsy', 'Diagnosis', 'Kvistgård'],
    ...['1981-12-28', '811228', '9874', '1740605', '9990011', '1988-04-12'],
    ...['Dolda gränd', 'Uppsala', 'canary-external', patientId],
  ]
  for (const mail of mails)
    for (const value of withheld) t.notOk(readable(mail).includes(value), `${mail.subject}: ${value}`)
  const whole = mails.map(readable).join('\n')
  // Of a sign-in nothing happened here, and nobody is asked for a review.
  const carried: Record<Exclude<MailField, 'security' | 'practitioner' | 'practiceWords'>, string> = {
    email: 'zebulon@canary.example',
    firstName: 'Zebulon',
    lastName: 'Quistgaard',
    organisation: 'your practice',
    siteAddress: 'Götgatan 1',
    times: new Date(first).toISOString().slice(0, 10).replaceAll('-', ''),
    links: '/links/',
    dataRequest: 'certificate.json',
    storedFieldNames: 'national',
  }
  for (const [field, value] of Object.entries(carried)) t.ok(whole.includes(value), `${field} is in mails`)
  const { body } = await app.call('GET', '/v1/privacy/processors')
  t.match(body.processors, [{ part: 'mail', fields: mailFieldNames }])
})
