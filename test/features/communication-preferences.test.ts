import { test } from 'tap'
import { isWelcome, unwelcomeKinds } from '#src/features/messages/mail-classes.ts'
import { startApp } from '#test/helpers/app.ts'
import { expectStatus, freeTimes, openClinic, password, registerPerson } from '#test/helpers/clinic.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

test('reminders can be switched off: planned ones are taken back, new ones not sent, what matters arrives', async (t) => {
  const app = await startApp(t)
  const clinic = await openClinic(app)
  const person = await registerPerson(app, { locale: 'en' })
  const [first, second] = await freeTimes(app, clinic)
  const { practitioner, serviceId } = clinic
  const bookAt = async (startsAt: string | undefined) => {
    const body = { practitionerId: practitioner.id, serviceId, startsAt }
    const answer = await clinic.call('POST', '/appointments', { token: person.token, body })
    return expectStatus(answer, 201).body.id as string
  }
  const states = async (appointmentId: string) => {
    const path = `/appointments/${appointmentId}/notifications`
    const { body } = await clinic.call('GET', path, { token: person.token })
    return body.data
      .filter(({ kind }: { kind: string }) => kind === 'appointmentReminder')
      .map(({ state }: { state: string }) => state)
  }
  const path = '/v1/me/communication-preferences'
  const put = (body: object, headers: Record<string, string> = {}) =>
    app.call('PUT', path, { token: person.token, body, headers })

  const one = await bookAt(first)
  t.ok((await states(one)).includes('planned'))
  t.match(await app.call('GET', path, { token: person.token }), {
    status: 200,
    body: { marketing: true, reminders: true, version: 0 },
    headers: { etag: '"0"' },
  })
  t.match(await put({ reminders: false }, { 'if-match': '"0"' }), {
    status: 200,
    body: { marketing: true, reminders: false, version: 1 },
  })
  t.equal((await put({ reminders: true }, { 'if-match': '"0"' })).status, 412)
  t.notOk((await states(one)).includes('planned'))

  await bookAt(second)
  app.clock.shift('P9D')
  person.token = await app.signIn(person.email, password)
  const mails = await mailsTo(app, person.email)
  t.notOk(
    mails.some(({ subject }) => /remind/i.test(subject ?? '')),
    'no reminder went out',
  )
  t.ok(mails.some(({ subject }) => /confirm|booked|appointment/i.test(subject ?? '')))
})

test('mails are told apart: service always, reminders and marketing as the person says', (t) => {
  const none = { reminders: false, marketing: false }
  t.equal(isWelcome('service', none), true)
  t.equal(isWelcome('reminder', none), false)
  t.equal(isWelcome('marketing', none), false)
  t.equal(isWelcome('marketing', { ...none, marketing: true }), true)
  t.equal(isWelcome('invitation', none), false)
  t.equal(isWelcome('invitation', { ...none, invitations: true }), true, 'whoever consented is asked')
  t.equal(isWelcome('invitation', { ...none, marketing: true, invitations: false }), false)
  t.strictSame(unwelcomeKinds(none), ['appointmentReminder', 'reviewInvitation', 'reviewReminder'])
  t.strictSame(unwelcomeKinds({ reminders: true, marketing: true }), [])
  t.end()
})
