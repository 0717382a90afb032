import { type Test, test } from 'tap'
import { inviteAfterVisits } from '#src/features/reviews/tend-invitations.ts'
import { startApp, type TestApp } from '#test/helpers/app.ts'
import {
  book,
  type Clinic,
  expectStatus,
  newAddress,
  openClinic,
  password,
  registerPatient,
} from '#test/helpers/clinic.ts'
import { connectTo } from '#test/helpers/database.ts'
import { mailsTo, sendDueMails } from '#test/helpers/outbox-mails.ts'

const visit = '2026-06-02T13:00:00Z'

const open = async (t: Test, reviews: object = {}) => {
  const app = await startApp(t)
  app.clock.set('2026-06-01T08:00:00.000Z')
  const clinic = await openClinic(app)
  const owner = await connectTo(t, app.database.ownerUrl)
  await setReviews(clinic, { automatic: true, delay: 'PT1H', quietHours: null, ...reviews })
  return { app, clinic, owner }
}

const setReviews = async (clinic: Clinic, reviews: object) => {
  const { token } = clinic.admin
  const read = expectStatus(await clinic.call('GET', '/settings', { token }), 200)
  const body = { ...read.body, reviews: { ...read.body.reviews, ...reviews } }
  expectStatus(await clinic.call('PUT', '/settings', { token, body }), 200)
}

const refusalIn = (text: string | undefined) =>
  /\/links\/unsubscribe\?token=([\w-]+)/.exec(text ?? '')?.[1] ?? ''

/** Registers somebody and books for them; answers the mail that tells of it. */
const bookFor = async (app: TestApp, clinic: Clinic, startsAt = visit) => {
  const email = newAddress('visitor')
  const patientId = await registerPatient(clinic, { email })
  const { id } = expectStatus(await book(clinic, patientId, startsAt), 201).body
  const mail = async () => (await mailsTo(app, email)).find(({ text }) => /Din tid är bokad/.test(text ?? ''))
  return { email, patientId, id: id as string, mail }
}

/** Completes appointments, and looks who is asked then; the clock moves on behind them. */
const askAfter = async (
  app: TestApp,
  clinic: Clinic,
  ids: readonly string[],
  at = '2026-06-02T15:00:00Z',
) => {
  app.clock.set(at)
  const token = await app.signIn(clinic.receptionist.email, password)
  for (const id of ids)
    expectStatus(await clinic.call('POST', `/appointments/${id}/complete`, { token }), 200)
  await inviteAfterVisits(app.deps)
  const admin = await app.signIn(clinic.admin.email, password)
  const { data } = expectStatus(await clinic.call('GET', '/review-invitations', { token: admin }), 200).body
  return data.map(({ patientId, state }: { patientId: string; state: string }) => [patientId, state])
}

test('P43: whoever books is told that they are asked later, and refuses by the link of that mail', async (t) => {
  const { app, clinic, owner } = await open(t)
  const asked = await bookFor(app, clinic)
  const refuses = await bookFor(app, clinic, '2026-06-02T13:30:00Z')
  t.match((await asked.mail())?.text, /Efter ditt besök kan din mottagning fråga dig per mejl/)
  const token = refusalIn((await refuses.mail())?.text)
  t.match(token, /^[\w-]{43}$/)
  t.not(token, refusalIn((await asked.mail())?.text), 'each has a link of their own')

  expectStatus(await app.call('GET', `/links/unsubscribe?token=${token}`), 200)
  t.equal((await app.call('GET', `/v1/unsubscribe/${token}`)).status, 405)
  const decisions = async () =>
    (
      await owner.query(`select purpose, granted, source from consents where patient_id = $1`, [
        refuses.patientId,
      ])
    ).rows
  t.strictSame(await decisions(), [], 'fetching the link changes nothing')
  for (let n = 0; n < 2; n++) expectStatus(await app.call('POST', `/v1/unsubscribe/${token}`), 204)
  t.strictSame(await decisions(), [{ purpose: 'reviewInvitations', granted: false, source: 'self' }])
  t.equal(
    (await owner.query(`select count(*)::int as n from ledger_acts where action = 'unsubscribed'`)).rows[0].n,
    1,
  )
  t.equal((await app.call('GET', `/v1/reviews/${token}`)).status, 404, 'S16: it has one purpose')

  t.strictSame(
    (await askAfter(app, clinic, [asked.id, refuses.id])).sort(),
    [
      [asked.patientId, 'scheduled'],
      [refuses.patientId, 'withdrawn'],
    ].sort(),
  )
  const listed = await clinic.call('POST', '/review-invitations', {
    token: await app.signIn(clinic.admin.email, password),
    body: { recipients: [{ kind: 'address', email: refuses.email, firstName: 'Olle', lastName: 'Ek' }] },
  })
  t.match(listed, { status: 202, body: { data: [{ state: 'withdrawn' }] } }, 'nor by a list')
  app.clock.set('2026-09-01T08:00:00Z')
  t.equal((await app.call('POST', `/v1/unsubscribe/${token}`)).status, 404, 'ninety days after the visit')
})

test('P43: nobody is asked by itself whom no booking told', async (t) => {
  const { app, clinic, owner } = await open(t, { automatic: false })
  const before = await bookFor(app, clinic)
  const directory = async () => (await app.call('GET', `/v1/directory/organisations/${clinic.id}`)).body
  t.equal(refusalIn((await before.mail())?.text), '', 'what is off is not told')
  t.match(await directory(), { reviewInvitations: 'never' })
  app.clock.shift('PT2M')
  await setReviews(clinic, { automatic: true })
  t.match(await directory(), { reviewInvitations: 'unlessRefused' }, 'whoever books can be told before')
  app.clock.shift('PT2M')
  await setReviews(clinic, { coolDown: 'P60D' })
  const told = await bookFor(app, clinic, '2026-06-02T13:30:00Z')
  t.ok(refusalIn((await told.mail())?.text))
  const unreached = await bookFor(app, clinic, '2026-06-02T14:00:00Z')
  await sendDueMails(app)
  await owner.query(`update mails set state = 'failed' where subject_id = $1`, [unreached.id])
  const visits = [before.id, told.id, unreached.id]
  t.strictSame(
    (await askAfter(app, clinic, visits, '2026-06-02T16:00:00Z')).sort(),
    [
      [told.patientId, 'scheduled'],
      [unreached.patientId, 'withdrawn'],
    ].sort(),
  )
  await setReviews(
    { ...clinic, admin: { ...clinic.admin, token: await app.signIn(clinic.admin.email, password) } },
    { automatic: false },
  )
  t.match(await directory(), { reviewInvitations: 'never' })
})

test('P43: where only who consented is asked, a booking says nothing of it, and who consented is asked', async (t) => {
  const { app, clinic } = await open(t, { consentRequired: true })
  t.match((await app.call('GET', `/v1/directory/organisations/${clinic.id}`)).body, {
    reviewInvitations: 'withConsent',
  })
  const consents = await bookFor(app, clinic)
  const silent = await bookFor(app, clinic, '2026-06-02T13:30:00Z')
  t.equal(refusalIn((await consents.mail())?.text), '')
  expectStatus(
    await clinic.call('PUT', `/patients/${consents.patientId}/consents`, {
      token: clinic.receptionist.token,
      body: { consents: [{ purpose: 'reviewInvitations', granted: true }] },
    }),
    200,
  )
  t.strictSame(
    (await askAfter(app, clinic, [consents.id, silent.id])).sort(),
    [
      [consents.patientId, 'scheduled'],
      [silent.patientId, 'withdrawn'],
    ].sort(),
  )
})

test('P43: a booking can hold the refusal, which stands among the decisions of the patient', async (t) => {
  const { app, clinic, owner } = await open(t)
  const email = newAddress('visitor')
  const patientId = await registerPatient(clinic, { email })
  const booked = expectStatus(
    await clinic.call('POST', '/appointments', {
      token: clinic.receptionist.token,
      body: {
        practitionerId: clinic.practitioner.id,
        serviceId: clinic.serviceId,
        startsAt: visit,
        patientId,
        refusesReviewInvitations: true,
      },
    }),
    201,
  )
  const [mail] = (await mailsTo(app, email)).filter(({ text }) => /Din tid är bokad/.test(text ?? ''))
  t.equal(refusalIn(mail?.text), '', 'whoever refused is not told of it again')
  const { body } = await clinic.call('GET', `/patients/${patientId}/consents`, {
    token: clinic.receptionist.token,
  })
  t.match(body.data, [{ purpose: 'reviewInvitations', granted: false, source: 'staff' }])
  const { rows } = await owner.query(`select action, detail from ledger_acts where patient_id = $1`, [
    patientId,
  ])
  t.match(rows, [{ action: 'consentWithdrawn', detail: { purpose: 'reviewInvitations' } }])
  t.strictSame(await askAfter(app, clinic, [booked.body.id]), [[patientId, 'withdrawn']])
})

test('P43: the notice says in every language that patients are asked, and on what that rests', async (t) => {
  const { app, clinic } = await open(t, { automatic: false })
  const notice = async (language: string) =>
    JSON.stringify(
      (await app.call('GET', `/v1/privacy/notice?organisationId=${clinic.id}&language=${language}`)).body
        .sections,
    )
  const says = {
    en: /You can refuse when you book/,
    sv: /tacka nej när du bokar/,
    nl: /weigeren bij het boeken/,
    fr: /refuser en réservant/,
    az: /imtina edə bilərsiniz/,
  }
  for (const [language, words] of Object.entries(says)) t.notMatch(await notice(language), words)
  await setReviews(clinic, { automatic: true })
  for (const [language, words] of Object.entries(says)) t.match(await notice(language), words, language)
  await setReviews(clinic, { consentRequired: true })
  t.match(await notice('en'), /if you have consented to that/)
})
