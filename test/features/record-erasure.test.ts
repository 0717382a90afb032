import { type Test, test } from 'tap'
import { claimsOf, tokenIn } from '#test/helpers/accounts.ts'
import { expectStatus, newAddress, registerPatient } from '#test/helpers/clinic.ts'
import { again, fileFor, openRequests, subjectsTo } from '#test/helpers/data-requests.ts'
import { connectTo } from '#test/helpers/database.ts'
import { advanceAll, finishErasures } from '#test/helpers/erasures.ts'
import { mailsTo } from '#test/helpers/outbox-mails.ts'

const asked = { kind: 'erasure', object: 'healthRecord' }

const open = async (t: Test) => {
  const opened = await openRequests(t)
  const { app, clinic } = opened
  const owner = await connectTo(t, app.database.ownerUrl)
  const asAdmin = async () => ({ token: (await again(app, clinic.admin)).token })
  const decide = async (id: string, verb: string, body: object) =>
    clinic.call('POST', `/data-requests/${id}/${verb}`, { ...(await asAdmin()), body })
  /** What the service holds of a patient, to the byte; that their mails go out changes nothing of it. */
  const held = async (patientId: string) => {
    const { rows } = await owner.query(
      `select (select md5(p::text) from patients p where p.id = $1) as patient,
         (select count(*)::int from appointments where patient_id = $1) as appointments,
         (select array_agg(k.id order by k.id) from keys.subject_keys k where k.subject_id = $1) as keys`,
      [patientId],
    )
    return rows[0]
  }
  return { ...opened, owner, decide, held, asAdmin }
}

test('P17 P22: staff files the erasure of a health record: it waits for an answer in words, and takes nothing', async (t) => {
  const { app, clinic, person, patientId, owner, decide, held, asAdmin } = await open(t)
  const before = await held(patientId)
  const mails = (await mailsTo(app, person.email)).length
  const { body } = await fileFor(app, clinic, { ...asked, patientId })
  t.match(body, { kind: 'erasure', object: 'healthRecord', state: 'received', source: 'staff' })
  const unproven = await registerPatient(clinic)
  const waiting = await fileFor(app, clinic, { ...asked, patientId: unproven }, false)
  t.match(waiting.body, { state: 'identityCheck' })
  app.clock.shift('PT73H')
  await advanceAll(app)
  await finishErasures(app)
  const method = { method: 'identityDocument', checkedBy: claimsOf(clinic.admin.token).sub }
  t.match((await decide(waiting.body.id, 'verify-identity', method)).body, { state: 'received' })
  app.clock.shift('PT73H')
  await finishErasures(app)
  t.strictSame(await held(patientId), before, 'no grace ends, nothing goes, nobody is restricted')
  const shown = await clinic.call('GET', `/data-requests/${body.id}`, await asAdmin())
  t.match(shown.body, { state: 'received', blockers: [] })
  const answered = await decide(body.id, 'resolve', { answer: 'Your record was destroyed at the archive.' })
  t.match(expectStatus(answered, 200).body, { state: 'completed' })
  t.strictSame(await held(patientId), before)
  const told = await subjectsTo(app, person.email, mails)
  const ofVisits = /Påminnelse|Reminder/
  t.equal(told.filter((subject) => !ofVisits.test(subject)).length, 2, `received and answered: ${told}`)
  const { rows } = await owner.query('select certificate, step from data_requests where id = $1', [body.id])
  t.strictSame(rows, [{ certificate: null, step: null }], 'what was not erased is not certified')
  t.equal((await decide(body.id, 'resolve', { answer: 'Again.' })).status, 409)
})

test('P17 P58: without an account the same is asked, proven and answered or refused; nothing of the patient goes', async (t) => {
  const { app, clinic, decide, held } = await open(t)
  const file = async (fields: object = {}) => {
    const email = newAddress('record')
    const patientId = await registerPatient(clinic, { email })
    const body = { ...asked, organisationId: clinic.id, email, firstName: 'Olle', lastName: 'Ek', ...fields }
    expectStatus(await app.call('POST', '/v1/privacy/requests', { body }), 202)
    const token = tokenIn((await mailsTo(app, email)).at(-1)?.text ?? '')
    const verified = await app.call('POST', '/v1/privacy/requests/verify-email', { body: { token } })
    return { email, patientId, ...(expectStatus(verified, 200).body as { id: string; secret: string }) }
  }
  const prove = async ({ id, patientId }: { id: string; patientId: string }) =>
    decide(id, 'verify-identity', {
      method: 'identityDocument',
      checkedBy: claimsOf(clinic.admin.token).sub,
      patientId,
    })
  const follow = (secret: string) => app.call('GET', `/v1/privacy/requests/${secret}`)
  const [answered, refused] = [await file(), await file()]
  const before = [await held(answered.patientId), await held(refused.patientId)]
  for (const one of [answered, refused]) {
    t.match((await follow(one.secret)).body, {
      kind: 'erasure',
      object: 'healthRecord',
      state: 'identityCheck',
    })
    t.match(expectStatus(await prove(one), 200).body, { state: 'received' })
  }
  app.clock.shift('PT73H')
  await finishErasures(app)
  const answer = 'Your record is kept elsewhere; it goes in 2036.'
  expectStatus(await decide(answered.id, 'resolve', { answer }), 200)
  t.match((await follow(answered.secret)).body.parts, [{ state: 'completed', answer }])
  const reason = 'The law keeps it for ten years.'
  expectStatus(await decide(refused.id, 'refuse', { cause: 'legalDuty', reason }), 200)
  t.match((await follow(refused.secret)).body.parts, [
    { state: 'refused', refusal: { cause: 'legalDuty', reason } },
  ])
  await finishErasures(app)
  t.strictSame([await held(answered.patientId), await held(refused.patientId)], before)
  for (const { email } of [answered, refused]) {
    const mails = await mailsTo(app, email)
    t.ok(mails.length >= 3)
    for (const { text } of mails) t.notMatch(text ?? '', /2036|ten years/, 'the words are behind the link')
  }
})
