import t from 'tap'
import { openMailer } from '#src/mail/mailer.ts'
import { startApp } from '#test/helpers/app.ts'
import {
  book,
  expectStatus,
  freeTimes,
  openClinic,
  password,
  registerPatient,
  registerPerson,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { disguises, dumpDatabase } from '#test/helpers/database-dump.ts'
import { sendDueMails, sentMails } from '#test/helpers/outbox-mails.ts'
import { redisInstalled, startRedis } from '#test/helpers/redis.ts'
import { startSmtp } from '#test/helpers/smtp.ts'
import { until } from '#test/helpers/until.ts'
import {
  declaredNames,
  otherCanaries,
  recordCanaries,
  recordEverything,
  recordFamily,
  reportMisuse,
  secretsOf,
  sendPeople,
} from '#test/journeys/personal-canaries.ts'
import { startWorkers } from '#workers/main.ts'

/** Values that stand nowhere else; each is put where a person's data goes. */
const canaries = {
  accountFirstName: 'Kanariefågel',
  accountLastName: 'Zeisigsson',
  accountEmail: 'canary.account@birds.example',
  accountPhone: '+46701740601',
  pendingEmail: 'canary.pending@birds.example',
  pendingLastName: 'Wartesson',
  patientFirstName: 'Grönsiska',
  patientLastName: 'Domherredotter',
  patientEmail: 'canary.patient@birds.example',
  patientPhone: '+46701740602',
  patientBirth: '1961-07-19',
  patientStreet: 'Fågelbärsvägen 17',
  patientCity: 'Sparvköping',
  note: 'Anteckning om lärkan i vänster knä',
  cancellationReason: 'Avbokad för att tättingen är sjuk',
  timeOffReason: 'Practitioner away for canary surgery',
  invitedEmail: 'canary.invited@birds.example',
  password: 'canary-perches-on-7-branches',
  ...recordCanaries,
  ...otherCanaries,
}

for (const backend of redisInstalled() ? (['postgres', 'redis'] as const) : (['postgres'] as const))
  t.test(`P8 P29 P34 P80 S65 S67: unreadable in dump, queue (${backend}), logs and metrics`, async (t) => {
    const redis = backend === 'redis' ? await startRedis(t) : null
    const smtp = await startSmtp()
    t.teardown(() => smtp.close())
    const app = await startApp(t, { ...(redis ? { REDIS_URL: redis.url } : {}) })
    const clinic = await openClinic(app, { country: 'NL', timeZone: 'Europe/Amsterdam' })
    const token = clinic.receptionist.token

    expectStatus(
      await app.call('POST', '/v1/auth/register', {
        body: {
          email: canaries.pendingEmail,
          password: canaries.password,
          firstName: canaries.accountFirstName,
          lastName: canaries.pendingLastName,
          phone: canaries.accountPhone,
          dateOfBirth: canaries.patientBirth,
          locale: 'sv',
          acceptedPolicies: [],
        },
      }),
      202,
    )
    const person = await registerPerson(app, {
      email: canaries.accountEmail,
      password: canaries.password,
      firstName: canaries.accountFirstName,
      lastName: canaries.accountLastName,
      phone: canaries.accountPhone,
      dateOfBirth: canaries.patientBirth,
    })
    const secrets = await secretsOf(app, person)
    await recordEverything(app, clinic, person)
    const exported = await app.call('GET', '/v1/me/data', { token: person.token })
    const guardian = await registerPerson(app, { email: canaries.guardianEmail })
    await recordFamily(app, clinic, guardian)
    await reportMisuse(app, guardian)
    await sendDueMails(app)
    const mailed = (await sentMails(app))
      .map(({ subject, text, html, attachments }) => JSON.stringify([subject, text, html, attachments]))
      .join('\n')

    const patient = await registerPatient(clinic, {
      firstName: canaries.patientFirstName,
      lastName: canaries.patientLastName,
      email: canaries.patientEmail,
      phone: canaries.patientPhone,
      dateOfBirth: canaries.patientBirth,
      address: {
        street: canaries.patientStreet,
        postalCode: '174 06',
        city: canaries.patientCity,
        country: 'SE',
      },
    })
    const [first, second] = await freeTimes(app, clinic)
    const booked = expectStatus(await book(clinic, patient, first!, { note: canaries.note }), 201).body
    const reason = canaries.cancellationReason
    expectStatus(
      await clinic.call('POST', `/appointments/${booked.id}/cancel`, { token, body: { reason } }),
      200,
    )
    const body = {
      practitionerId: clinic.practitioner.id,
      serviceId: clinic.serviceId,
      startsAt: second,
      note: canaries.note,
    }
    expectStatus(
      await clinic.call('POST', '/appointments', {
        token: person.token,
        body,
        headers: { 'idempotency-key': 'canary-1' },
      }),
      201,
    )
    const timeOff = { from: '2031-03-01T00:00', to: '2031-03-02T00:00', reason: canaries.timeOffReason }
    expectStatus(
      await clinic.call('POST', `/practitioners/${clinic.practitioner.id}/time-off`, {
        token,
        body: timeOff,
      }),
      201,
    )
    const invited = { email: canaries.invitedEmail, roles: ['receptionist'] }
    expectStatus(await clinic.call('POST', '/invitations', { token: clinic.admin.token, body: invited }), 201)
    const imported = await sendPeople(clinic)
    // Refusals with the values in them, and mails that an SMTP server refuses naming the address.
    const refused = await Promise.all([
      app.call('POST', '/v1/auth/login', {
        body: { email: canaries.accountEmail, password: `${canaries.password}!` },
      }),
      clinic.call('GET', `/sites?email=${canaries.patientEmail}`, { token }),
      clinic.call('POST', '/patients', {
        token,
        body: { firstName: canaries.patientFirstName, [canaries.note]: 1 },
      }),
      clinic.call('PATCH', `/patients/${patient}`, { token, body: recordCanaries }),
      clinic.call('PATCH', `/patients/${patient}`, { token, body: { religion: canaries.religion } }),
    ])
    t.ok(refused.every(({ status }) => status >= 400))

    smtp.setRefusing(550)
    const mailer = openMailer({ smtpUrl: smtp.url, dataDir: app.deps.config.dataDir }, app.deps.log)
    const workers = await startWorkers({ ...app.deps, mailer })
    t.teardown(async () => {
      await workers.close()
      await mailer.close()
    })
    const owner = await connectTo(t, app.database.superuserUrl)
    await until('the mails that are due were tried', async () => {
      const { rows } = await owner.query(
        `select count(*)::int as n from mails where state = 'planned' and due_at < now()`,
      )
      return rows[0].n === 0
    })
    await until('the file was imported', async () => {
      const { rows } = await owner.query('select state, created, failed from imports where id = $1', [
        imported,
      ])
      return rows[0].state === 'completed' && rows[0].created === 1 && rows[0].failed === 1
    })

    const dump = await dumpDatabase(owner)
    t.ok(
      [...dump.values()].some((text) => text.includes('Kliniken')),
      'the dump shows what is not personal',
    )
    const metrics = (await app.call('GET', '/metrics')).body as string
    const places = new Map([
      ...dump,
      ['log', app.log.join('\n')],
      ['refusals', JSON.stringify(refused.map(({ body }) => body))],
      ['metrics', metrics],
      ['redis', redis ? await redis.dump() : ''],
    ])
    for (const [what, value] of Object.entries({ ...canaries, ...secrets })) {
      const forms = disguises(value)
      const found = [...places].filter(([, text]) => forms.some((form) => text.includes(form)))
      t.strictSame(
        found.map(([place]) => place),
        [],
        `${what} stands nowhere`,
      )
    }
    for (const [what, value] of Object.entries({ ...recordCanaries, ...otherCanaries, ...secrets }))
      t.notOk(mailed.includes(value), `${what} stands in no mail`)
    const copy = expectStatus(exported, 200).body
    for (const [table, column, shown] of declaredNames)
      t.match(
        copy.parts.flatMap(({ data }: { data: Record<string, object[]> }) => data[table] ?? []),
        [{ [column]: shown }],
        `the copy shows ${Object.keys(shown)} as ${table}.${column}`,
      )
    t.notOk(Object.values(secrets).some((secret) => JSON.stringify(copy).includes(secret)))
    const hashes = [...dump.entries()].filter(([name]) => name.includes('accounts'))
    t.ok(hashes.every(([, text]) => !text.includes(password)))
  })
