import ICAL from 'ical.js'
import t from 'tap'
import { MailRefused } from '#src/mail/mailer.ts'
import { type BookedClinic, openBookedClinic } from '#test/helpers/booked-clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import type { ParsedMail } from '#test/helpers/smtp.ts'

const startsAt = '2026-05-12T07:00:00.000Z'

const eventOf = (mail: ParsedMail) => {
  const calendar = new ICAL.Component(ICAL.parse(mail.calendar ?? ''))
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
  return { method: calendar.getFirstPropertyValue('method'), event }
}

const book = async (clinic: BookedClinic, person: object = {}) => {
  const id = await clinic.appointment(await clinic.patient(person), startsAt)
  await clinic.plan(id, 'confirmation')
  return id
}

const sent = (clinic: BookedClinic) => clinic.smtp.messages.map(({ subject }) => subject)

t.test(
  'P53 a booking is confirmed at once, with a calendar entry, and reminded in time, without one',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const id = await book(clinic)
    t.match(await clinic.mails(id), [
      {
        kind: 'appointmentConfirmation',
        version: 1,
        leadTime: '',
        dueAt: '2026-05-01T08:00',
        state: 'planned',
      },
      { kind: 'appointmentReminder', leadTime: 'P7D', dueAt: '2026-05-05T07:00' },
      { kind: 'appointmentReminder', leadTime: 'PT24H', dueAt: '2026-05-11T07:00' },
    ])
    const [confirmation, week, day] = await clinic.mails(id)
    t.equal(await clinic.send(confirmation.id), 'sent')
    const [mail] = clinic.smtp.messages
    t.equal(mail?.messageId, `<${confirmation.id}@localhost>`)
    t.equal(mail?.subject, 'Your appointment on 12 May, 09:00')
    t.strictSame(mail?.to, [{ name: 'Leyla Əliyeva', address: 'leyla@example.com' }])
    t.match(mail?.text, /Hello Leyla,[\s\S]*Götgatan 1, 116 20 Stockholm/)
    const { method, event } = eventOf(mail as ParsedMail)
    t.equal(method, 'REQUEST')
    t.equal(event.uid, `${id}@localhost`)
    t.equal(event.sequence, 0)
    t.equal(event.startDate.toJSDate().toISOString(), startsAt)

    t.equal(await clinic.send(week.id), 'notDue')
    clinic.clock.set('2026-05-05T06:59:30Z')
    t.equal(await clinic.send(week.id), 'sent', 'a minute early at the most')
    clinic.clock.set('2026-05-11T07:00:00Z')
    t.equal(await clinic.send(day.id), 'sent')
    t.strictSame(sent(clinic).slice(1), [
      'Reminder: your appointment on 12 May, 09:00',
      'Reminder: your appointment on 12 May, 09:00',
    ])
    t.ok(clinic.smtp.messages.slice(1).every(({ calendar }) => calendar === null))
  },
)

t.test('what was sent is not sent again, and its row holds no secret any more', async (t) => {
  const clinic = await openBookedClinic(t)
  const id = await book(clinic)
  const [confirmation] = await clinic.mails(id)
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => clinic.send(confirmation.id)))
  t.equal(outcomes.filter((outcome) => outcome === 'sent').length, 1, outcomes.join())
  t.ok(outcomes.every((outcome) => ['sent', 'locked', 'done'].includes(outcome)))
  t.equal(await clinic.send(confirmation.id), 'done')
  t.equal(clinic.smtp.messages.length, 1)
  t.match((await clinic.mails(id))[0], {
    state: 'sent',
    attempts: 1,
    sealed: null,
    failure: null,
    sentAt: Date,
  })
  t.equal(await clinic.send('0199d1c2-0000-7000-8000-000000000000'), 'done', 'a row that is gone')
})

t.test('a mail that another worker has is left to it', async (t) => {
  const clinic = await openBookedClinic(t)
  const [confirmation] = await clinic.mails(await book(clinic))
  const other = await connectTo(t, clinic.database.ownerUrl)
  await other.query('begin')
  await other.query('select from mails where id = $1 for update', [confirmation.id])
  t.equal(await clinic.send(confirmation.id), 'locked')
  await other.query('rollback')
  t.equal(await clinic.send(confirmation.id), 'sent')
})

t.test('P53 nothing is sent for a version that is not so any more', async (t) => {
  const clinic = await openBookedClinic(t)
  const id = await book(clinic)
  const first = await clinic.mails(id)
  await clinic.change(id, { startsAt: '2026-05-19T07:00:00Z', version: 2 })
  await clinic.plan(id, 'change', ['P7D', 'PT24H', 'PT1440M', 'P1D', 'P30D'])
  t.equal((await clinic.mails(id)).length, 6, 'neither a reminder of the past nor the same one twice')
  clinic.clock.set('2026-05-12T07:00:00Z')
  for (const mail of first) t.equal(await clinic.send(mail.id), 'withdrawn', `${mail.kind} ${mail.leadTime}`)
  const moved = (await clinic.mails(id)).filter(({ version }) => version === 2)
  t.equal(await clinic.send(moved[0].id), 'sent')
  t.equal(await clinic.send(moved[1].id), 'sent')
  t.strictSame(sent(clinic), [
    'Changed: your appointment on 19 May, 09:00',
    'Reminder: your appointment on 19 May, 09:00',
  ])
  const { event } = eventOf(clinic.smtp.messages[0] as ParsedMail)
  t.equal(event.sequence, 1)
  t.equal(event.uid, `${id}@localhost`)

  await clinic.change(id, { status: 'cancelled', version: 3 })
  await clinic.plan(id, 'cancellation')
  t.equal(await clinic.send(moved[2].id), 'notDue')
  clinic.clock.set('2026-05-18T07:00:00Z')
  t.equal(await clinic.send(moved[2].id), 'withdrawn')
  const cancellation = (await clinic.mails(id)).find(({ version }) => version === 3)
  t.equal(await clinic.send(cancellation.id), 'sent')
  const cancelled = eventOf(clinic.smtp.messages[2] as ParsedMail)
  t.equal(cancelled.method, 'CANCEL')
  t.equal(cancelled.event.sequence, 2)
  t.equal(clinic.smtp.messages.length, 3)
})

t.test('a cancellation takes the entry out of the calendar though no confirmation went out', async (t) => {
  const clinic = await openBookedClinic(t)
  const id = await book(clinic)
  await clinic.change(id, { status: 'cancelled', version: 2 })
  await clinic.plan(id, 'cancellation')
  const outcomes = []
  for (const mail of await clinic.mails(id)) outcomes.push(await clinic.send(mail.id))
  t.strictSame(outcomes, ['withdrawn', 'sent', 'notDue', 'notDue'])
  t.equal(eventOf(clinic.smtp.messages[0] as ParsedMail).method, 'CANCEL')
})

t.test(
  'a change that no mail tells of keeps the reminders; one of a begun appointment is dropped',
  async (t) => {
    const clinic = await openBookedClinic(t)
    const id = await book(clinic)
    await clinic.change(id, { version: 2 })
    const [, week, day] = await clinic.mails(id)
    clinic.clock.set('2026-05-06T07:00:00Z')
    t.equal(await clinic.send(week.id), 'sent')
    clinic.clock.set(startsAt)
    t.equal(await clinic.send(day.id), 'withdrawn')
  },
)

t.test('SMTP that refuses for a while: the same Message-ID, until it is taken', async (t) => {
  const clinic = await openBookedClinic(t)
  const id = await book(clinic)
  const [confirmation] = await clinic.mails(id)
  clinic.smtp.setRefusing(451)
  const refusal = await clinic.send(confirmation.id).catch((error: unknown) => error)
  t.ok(refusal instanceof MailRefused)
  t.match(refusal, { code: 'smtp-deferred', permanent: false, replyCode: 451 })
  t.notMatch(String((refusal as Error).stack), /leyla@/)
  t.match((await clinic.mails(id))[0], { state: 'planned', attempts: 1, failure: 'smtp-deferred' })
  clinic.smtp.setRefusing(null)
  t.equal(await clinic.send(confirmation.id), 'sent')
  t.match((await clinic.mails(id))[0], { state: 'sent', attempts: 2, failure: null })
  t.strictSame(
    clinic.smtp.messages.map(({ messageId }) => messageId),
    [`<${confirmation.id}@localhost>`],
  )
})

t.test('S67 SMTP that refuses for good: failed, by a code that names nobody', async (t) => {
  const clinic = await openBookedClinic(t)
  const id = await book(clinic)
  const [confirmation] = await clinic.mails(id)
  clinic.smtp.setRefusing(550)
  await t.rejects(clinic.send(confirmation.id), { code: 'smtp-rejected', permanent: true })
  t.match((await clinic.mails(id))[0], {
    state: 'failed',
    attempts: 1,
    failure: 'smtp-rejected',
    sealed: null,
  })
  clinic.smtp.setRefusing(null)
  t.equal(await clinic.send(confirmation.id), 'done')
  t.equal(clinic.smtp.messages.length, 0)
})

t.test('a patient without an address gets nothing, and the list says why', async (t) => {
  const clinic = await openBookedClinic(t)
  const id = await book(clinic, { email: undefined, phone: '+46701234567' })
  const [confirmation] = await clinic.mails(id)
  t.equal(await clinic.send(confirmation.id), 'withdrawn')
  t.match((await clinic.mails(id))[0], { state: 'withdrawn', failure: 'no-address' })
})

t.test(
  'S72 no mail and no calendar tells of health: who sends, what for, with whom, at which practice',
  async (t) => {
    const telling = /Kliniken|Fertility|Chemotherapy|Oncologist|Maja/
    // Short enough to come up in a random MIME boundary: looked for in what a person reads.
    const short = /\bEk\b|450/
    for (const [settings, sender] of [
      [{}, 'Praxis'],
      [{ mailDisplayName: 'Söderhuset' }, 'Söderhuset'],
    ] as const) {
      const clinic = await openBookedClinic(t, settings)
      const id = await book(clinic)
      clinic.clock.set('2026-05-11T07:00:00Z')
      for (const mail of await clinic.mails(id)) await clinic.send(mail.id)
      await clinic.change(id, { status: 'cancelled', version: 2 })
      await clinic.plan(id, 'cancellation')
      await clinic.send((await clinic.mails(id)).find(({ version }) => version === 2).id)
      const { rows } = await clinic.owner.query(`select id from mails where kind = 'patientRegistered'`)
      t.equal(await clinic.send(rows[0].id), 'sent')
      t.equal(clinic.smtp.messages.length, 5)
      for (const mail of clinic.smtp.messages) {
        t.equal(mail.from?.name, sender)
        const read = [mail.subject, mail.text, mail.html, mail.calendar].join('\n')
        t.notMatch([read, mail.raw].join('\n'), telling)
        t.notMatch(read, short)
      }
    }
  },
)

t.test('staff and the patient see what was and will be sent; what is stale shows as withdrawn', async (t) => {
  const clinic = await openBookedClinic(t)
  const id = await book(clinic)
  const [confirmation] = await clinic.mails(id)
  await clinic.send(confirmation.id)
  const path = `/v1/organisations/${clinic.organisationId}/appointments/${id}/notifications`
  const read = (token: string) => clinic.call('GET', path, { token })
  const { status, body } = await read(clinic.receptionist.token())
  t.equal(status, 200)
  t.match(body.data, [
    {
      id: confirmation.id,
      kind: 'appointmentConfirmation',
      leadTime: null,
      state: 'sent',
      sentAt: '2026-05-01T08:00:00.000Z',
    },
    { kind: 'appointmentReminder', leadTime: 'P7D', state: 'planned', dueAt: '2026-05-05T07:00:00.000Z' },
    { kind: 'appointmentReminder', leadTime: 'PT24H', state: 'planned', sentAt: null, failure: null },
  ])
  await clinic.change(id, { status: 'cancelled', version: 2 })
  await clinic.plan(id, 'cancellation')
  const stale = await read(clinic.receptionist.token())
  t.strictSame(
    stale.body.data.map((mail: { state: string }) => mail.state),
    ['sent', 'planned', 'withdrawn', 'withdrawn'],
  )

  const [own, other] = await Promise.all(
    ['own@example.com', 'other@example.com'].map((email) => clinic.people.person({ email })),
  )
  const link = (accountId = '', patientId = '') =>
    clinic.owner.query('update patients set account_id = $1 where id = $2', [accountId, patientId])
  const { rows } = await clinic.owner.query('select patient_id as id from appointments where id = $1', [id])
  await link(own?.accountId, rows[0].id)
  await link(other?.accountId, await clinic.patient({ email: 'second@example.com' }))
  t.equal((await read(own?.token() ?? '')).status, 200)
  t.equal((await read(other?.token() ?? '')).status, 404, "another patient's")
  const stranger = await clinic.people.member(await clinic.people.organisation(), 'org_admin')
  t.equal((await read(stranger.token())).status, 404)
})
